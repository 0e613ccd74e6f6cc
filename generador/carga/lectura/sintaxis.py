"""Los errores de sintaxis de libyaml, dichos en español y señalados donde está la causa."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generador.carga.lectura.fallo import Fallo
from generador.carga.lectura.renglones import de_mas, sin_cerrar, sin_clave, tabulados

DE_WORD = "–—−‐‑‒•·●▪◦‣"
"""Lo que un procesador de palabras pone donde alguien escribió «-» para empezar un elemento."""
SANGRIA_DURA = re.compile(r"[ \t]*[^\S \t\n]")
"""Un comienzo de renglón con espacios que no son el corriente."""
SANGRIA = (
    "la sangría tiene espacios duros, que se ven como los corrientes y YAML no cuenta",
    "borre los espacios del comienzo del renglón y escríbalos de nuevo con la barra espaciadora",
)
_SINTAXIS = (
    ("found character '\\t'", "hay una tabulación donde YAML espera espacios", "cámbiela por espacios"),
    (
        "mapping values are not allowed",
        "sobran dos puntos: «: » dentro de un texto se lee como otra clave",
        'ponga el texto entre comillas: titulo: "Mesa 4: Agua"',
    ),
    ("found unexpected end of stream", "una comilla se abrió y no se cierra", "cierre la comilla"),
    ("found unexpected document indicator", "una comilla se abrió y no se cierra", "cierre la comilla"),
    (
        "did not find expected <document start>",
        "este renglón no sigue la forma «clave: valor»",
        "revise la sangría y las comillas del renglón y del anterior",
    ),
    (
        "did not find expected key",
        "la sangría no cuadra con la de los renglones de arriba",
        "alinee la clave con sus vecinas",
    ),
    (
        "did not find expected '-' indicator",
        "la sangría no cuadra con la de los renglones de arriba",
        "alinee las claves de un mismo elemento, y los guiones de una misma lista",
    ),
    (
        "did not find expected ',' or",
        "falta cerrar «]» o «}», o una coma",
        "si es texto corriente, póngalo entre comillas",
    ),
    ("could not find expected ':'", "falta «:» después de la clave", "escriba «clave: valor»"),
    (
        "block sequence entries are not allowed",
        "aquí no puede empezar una lista",
        "ponga la lista en el renglón siguiente o, si es texto, entre comillas",
    ),
    ("control characters are not allowed", "hay un carácter de control", "bórrelo"),
    (
        "did not find expected comment or line break",
        "después de «|» o «>» el texto va en los renglones de abajo",
        "bájelo al renglón siguiente, con sangría; si no quería un bloque, ponga todo entre comillas",
    ),
    (
        "expected chomping or indentation indicators",
        "después de «|» o «>» el texto va en los renglones de abajo",
        "bájelo al renglón siguiente, con sangría; si no quería un bloque, ponga todo entre comillas",
    ),
    (
        "mapping keys are not allowed",
        "«? » al comienzo de un valor tiene otro sentido en YAML",
        "ponga el texto entre comillas",
    ),
    (
        "directive",
        "«%» al comienzo de un renglón tiene otro sentido en YAML",
        "póngalo en el renglón de su clave y entre comillas, o bórrelo",
    ),
)
"""Trozo del mensaje de libyaml, mensaje y ayuda; el orden importa."""
_TABULADO = "el renglón empieza con una tabulación donde YAML espera espacios"
_COMILLAS = "ponga el texto entre comillas"
_DE_COMIENZO = (
    "did not find expected whitespace or line break",
    "did not find expected alphabetic or numeric character",
    "did not find expected tag URI",
    "found undefined tag handle",
    "found character that cannot start any token",
)
"""Problemas de un valor que empieza por un signo de YAML."""
_DE_ESCAPE = ("found unknown escape character", "expected hexdecimal number", "invalid Unicode character")


def de_sintaxis(error: Any, lineas: tuple[str, ...]) -> Fallo:
    """El error de libyaml como Fallo; su texto es el único código de error que ofrece."""
    problema = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''} {error}"
    contexto = getattr(error, "context_mark", None)
    marca = getattr(error, "problem_mark", None) or contexto
    if marca is None:
        return _general(1, 1)
    if contexto is not None and "unexpected end of stream" in problema:
        marca = contexto
    linea, columna = marca.line + 1, marca.column + 1
    abierta = sin_cerrar(lineas[:linea])
    if abierta is not None:
        linea, columna = abierta
    renglon = lineas[linea - 1] if linea <= len(lineas) else ""
    antes = renglon[: columna - 1]
    if re.match(r"[ ]*\t", renglon) and not antes.strip():
        return _tabulado(linea, renglon)
    otra = re.fullmatch(r"[\"'].*([“”„‟‘’‛″′´])\s*", renglon[columna - 1 :])
    if otra and (abierta is not None or "unexpected end of stream" in problema):
        mensaje = f"abre con comilla recta y cierra con «{otra[1]}», que para YAML es una letra más"
        return Fallo(
            linea, columna + otra.start(1), mensaje, f"cambie «{otra[1]}» por {renglon[columna - 1]}"
        )
    if abierta is not None:
        return Fallo(linea, columna, "una comilla se abrió y no se cierra", "cierre la comilla")
    if any(d in problema for d in _DE_COMIENZO):
        # libyaml señala donde ya no entendió; la causa es el signo con que empieza el valor.
        hallado = re.search(r"(?:^|[\s\[{,])([!*&])\S*$", antes)
        puesto = hallado.start(1) if hallado else columna - 1
        signo = renglon[puesto : puesto + 1]
        return Fallo(
            linea, puesto + 1, f"«{signo}» al comienzo de un valor tiene otro sentido en YAML", _COMILLAS
        )
    if any(d in problema for d in _DE_ESCAPE):
        puesto = max(antes.rfind("\\"), 0)
        mensaje = "«\\» tiene otro sentido entre comillas dobles"
        return Fallo(
            linea, puesto + 1, mensaje, "use comillas simples: 'C:\\carpeta'; la letra, escríbala directa"
        )
    if pegado := re.match(r" *-(?=[a-z_]+:( |$))", renglon):
        return Fallo(
            linea,
            pegado.end(),
            "falta el espacio después del guion: así no es un elemento de la lista",
            f"escriba «- {renglon.strip()[1:].split(':')[0]}:»",
        )
    if "did not find expected key" in problema and antes.rstrip()[-1:] in {'"', "'", "]", "}"}:
        cierre = antes.rstrip()[-1]
        return Fallo(
            linea,
            columna,
            f"sobra texto después de «{cierre}»: el valor ya había terminado ahí",
            _encerrado(renglon, cierre),
        )
    ajeno = _de_otro_programa(linea, lineas, [contexto.line + 1] if contexto is not None else [])
    if ajeno is not None:
        return ajeno
    comentado = _comentado(problema, linea, lineas, contexto)
    if comentado is not None:
        return comentado
    if "could not find expected ':'" in problema and contexto is not None:
        # libyaml se da cuenta en el renglón siguiente.
        return sin_clave(contexto.line + 1, lineas)
    if "mapping values are not allowed" in problema and (mal := de_mas(linea, columna, lineas)) is not None:
        return mal
    fin = next((n for n in range(linea - 1, 0, -1) if re.match(r"\.\.\.(\s|$)", lineas[n - 1])), None)
    if "<document start>" in problema and fin is not None:
        mensaje = "«...» al comienzo de un renglón termina el archivo: lo que sigue no se leería"
        return Fallo(fin, 1, mensaje, "borre ese renglón o, si es texto, póngale sangría", 3)
    if "did not find expected ',' or" in problema and contexto is not None:
        # Donde se abrió: lo demás se da por parte de la lista hasta que algo no cuadra.
        linea, columna = contexto.line + 1, contexto.column + 1
    if de_bloque := re.search(r":\s+([|>])([‐-―−])\s*$", renglon):
        mensaje = f"después de «{de_bloque[1]}» hay «{de_bloque[2]}», y va el guion del teclado"
        return Fallo(linea, de_bloque.start(2) + 1, mensaje, f"escriba «{de_bloque[1]}-»")
    for clave, mensaje, ayuda in _SINTAXIS:
        if clave in problema:
            return Fallo(linea, columna, mensaje, ayuda)
    return _general(linea, columna)


def _encerrado(renglon: str, cierre: str) -> str:
    """Cómo se encierra entero un valor que ya lleva comillas o apóstrofos."""
    if "'" not in renglon:
        return "encierre todo el valor entre comillas simples: 'así, completo'"
    if cierre == "'" and '"' not in renglon:
        return 'encierre todo el valor entre comillas dobles: "así, completo"'
    return "encierre todo el valor entre comillas simples, con los apóstrofos de adentro dobles: 'd''así'"


def de_lo_mismo(fallo: Fallo, lineas: Sequence[str]) -> Iterator[Fallo]:
    """`fallo` y, si es de los que libyaml dice de a uno, los demás iguales que hay más abajo."""
    yield fallo
    if fallo.mensaje == _TABULADO:
        for numero in tabulados(lineas):
            if numero > fallo.linea:
                yield _tabulado(numero, lineas[numero - 1])


def _tabulado(linea: int, renglon: str) -> Fallo:
    return Fallo(linea, renglon.index("\t") + 1, _TABULADO, "cámbiela por espacios")


def guion_de_word(signo: str) -> tuple[str, str]:
    """Mensaje y ayuda para lo que parece un guion y no lo es."""
    return (
        f"«{signo}» no es el guion con que empieza un elemento de una lista",
        "cámbielo por el guion del teclado «-» y deje un espacio después",
    )


_CON_TEXTO = re.compile(r"\s*([\w-]+): +\S")
"""Una clave con algo al lado: lo de abajo puede ser el resto."""


def _de_otro_programa(linea: int, lineas: Sequence[str], ademas: Sequence[int]) -> Fallo | None:
    """Lo que dejó un procesador de palabras en el renglón que falló o en los de arriba: a ojo no se nota."""
    for numero in (linea, *_de_arriba(linea, lineas), *ademas):
        renglon = lineas[numero - 1] if 0 < numero <= len(lineas) else ""
        sangria = len(renglon) - len(renglon.lstrip())
        duros = SANGRIA_DURA.match(renglon)
        if duros and renglon.strip():
            return Fallo(numero, duros.end(), *SANGRIA, sangria - duros.end() + 1)
        if renglon.strip()[:1] in tuple(DE_WORD) and renglon[sangria + 1 : sangria + 2].isspace():
            mensaje, ayuda = guion_de_word(renglon[sangria])
            arriba = next((r for r in reversed(lineas[: numero - 1]) if r.strip()), "")
            if de_texto := _CON_TEXTO.match(arriba):
                ayuda = (
                    f"si sigue el texto de «{de_texto[1]}», déle más sangría que a su clave; si no, {ayuda}"
                )
            return Fallo(numero, sangria + 1, mensaje, ayuda)
        hallado = re.search(r"^\s*-([^\S \t\n])|:([^\S \t\n])", renglon)
        if hallado:
            tras = "los dos puntos" if hallado[2] else "el guion"
            mensaje, ayuda = f"tras {tras} hay un espacio duro", "bórrelo y ponga un espacio corriente"
            return Fallo(numero, hallado.end(), mensaje, ayuda)
        curva = re.search(r"(?::|^\s*-) ([“”„‟‘’‛«])", renglon)
        if numero == linea and curva:
            mensaje = f"«{curva[1]}» no son las comillas de YAML: el texto no queda entre comillas"
            ayuda = "encierre todo el valor entre comillas rectas sencillas: 'Mesa 4: Agua'"
            return Fallo(numero, curva.start(1) + 1, mensaje, ayuda)
    return None


def _de_arriba(linea: int, lineas: Sequence[str]) -> list[int]:
    """Los dos renglones con algo escrito antes de ese, del más cercano al más lejano."""
    return [n for n in range(min(linea - 1, len(lineas)), 0, -1) if lineas[n - 1].strip()][:2]


def _no_es_dato(linea: int, lineas: Sequence[str]) -> bool:
    """Si el renglón no empieza como una clave ni como un elemento."""
    return linea > len(lineas) or re.match(r"\s*(- |[^\s:]+:)", lineas[linea - 1]) is None


def _comentado(problema: str, linea: int, lineas: Sequence[str], contexto: Any) -> Fallo | None:
    """Un « #» que se tragó un corchete de cierre, o que cortó un texto de varios renglones."""
    if "did not find expected ',' or" in problema and contexto is not None:
        candidatos = list(range(contexto.line + 1, min(linea, len(lineas)) + 1))
    elif _no_es_dato(linea, lineas) and (
        "did not find expected key" in problema or "could not find expected ':'" in problema
    ):
        candidatos = _de_arriba(linea, lineas)[:1]
    else:
        return None
    for numero in candidatos:
        hallado = re.search(r"(?:^|\s)(#.*)", lineas[numero - 1])
        if hallado:
            mensaje = "tras un espacio, «#» empieza un comentario: lo que sigue no se lee"
            ayuda = "si es texto, póngalo entre comillas; si es comentario, páselo encima de la clave"
            return Fallo(numero, hallado.start(1) + 1, mensaje, ayuda, len(hallado[1]))
    return None


def _general(linea: int, columna: int) -> Fallo:
    mensaje = "el renglón no se entiende como YAML"
    return Fallo(linea, columna, mensaje, "revise sangría, comillas y dos puntos aquí y arriba")
