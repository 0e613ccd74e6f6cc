"""Lo que dicen las celdas de una columna, vuelto categorías y conteos que se pueden publicar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generador.carga.asistencia.columnas import NO, SI, PapelDeColumna, vacia
from generador.carga.asistencia.dias import trae_dias
from generador.modelo.datos.asistencia import GENEROS, UMBRAL, Conteo, Cuadro, Variable, ocultar
from generador.modelo.personal.datos_personales import detectar
from generador.modelo.personal.nombres_propios import posibles
from generador.modelo.texto import plano, sin_tildes

_IGUALES = {
    **dict.fromkeys(("f", "fem", "femenino", "mujeres", "femenina", "mujer"), "Mujer"),
    **dict.fromkeys(("masc", "masculino", "hombres", "masculina", "hombre", "h"), "Hombre"),
    **dict.fromkeys(("no binaria", "no binarie", "no binario", "nb"), "No binario"),
    **dict.fromkeys(("prefiero no decirlo", "prefiero no responder", "prefiere no responder"), GENEROS[-1]),
}
SIN_DATO, OTRAS = "Sin dato", "Otras respuestas"
_LARGO = 80
_JUNTAN = re.compile(r"[,;\n|/]+")
_PARTEN = re.compile(r"[;\n|]+")
"""Lo que junta casillas sin duda; la coma y la barra también van dentro de una respuesta."""
_MAYORIA = 0.6
_PALABRAS_DE_LUGAR = 6
"""«Villa de San Diego de Ubaté»; más es una frase."""
_ENLAZAN = frozenset(("de", "del", "el", "la", "las", "los", "y", "e"))


@dataclass(frozen=True, slots=True)
class Ajenas:
    """Respuestas de una columna que no se publican, y en qué filas."""

    variable: Variable
    filas: tuple[int, ...]
    de_alguien: bool
    """Si parecen el nombre de una persona; si no, es que no son una opción conocida de la pregunta."""


def es_documento(texto: str) -> bool:
    """Si puede ser el número de un documento: cinco o más signos, casi todos cifras y no todas iguales."""
    limpio = re.sub(r"[\W_]", "", texto)
    cifras = sum(c.isdigit() for c in limpio)
    fecha = re.match(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}", texto)
    return 5 <= len(limpio) <= 20 and cifras >= 4 and len(set(limpio)) > 1 and not fecha


def documento(texto: str) -> str:
    """Con qué se comparan los documentos; vacío si no es uno: «SD», «0» y «-» no repiten a nadie."""
    return re.sub(r"[\W_]", "", texto).casefold() if es_documento(texto) else ""


def redondeado(texto: str) -> bool:
    """Si Excel le borró las cifras: «1,02E+09»."""
    return re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+", texto) is not None


def parece(papel: PapelDeColumna, valores: Sequence[str], conocidas: Sequence[str]) -> bool:
    """Si lo que trae una columna es lo que su nombre dice; vacía, no es documento, fecha ni si asistió."""
    llenas = [v for v in valores if not vacia(v)]
    if papel == "asistio":
        dichas = [plano(v) for v in valores if v]
        return bool(dichas) and sum(d in SI | NO for d in dichas) >= 0.9 * len(dichas)
    if papel == "fecha":
        return trae_dias(llenas)
    if not llenas:
        return papel != "documento"
    conocidos = {plano(c) for c in conocidas}
    prueba: Callable[[str], bool] = {
        "documento": lambda v: es_documento(v) or redondeado(v),
        "nombre": lambda v: any(c.isalpha() for c in v),
        "genero": lambda v: (
            plano(v) in _IGUALES or plano(v) in {*map(plano, GENEROS), "m", "transgenero", "lgbtiq"}
        ),
        "mesa": lambda v: plano(v) in conocidos or bool(re.search(r"(?:^|mesa )\d{1,3}\b", plano(v))),
        "municipio": _parece_lugar,
    }.get(papel, _parece_respuesta)
    if sum(map(prueba, llenas)) >= _MAYORIA * len(llenas):
        return True
    # Una mesa también se nombra por su tema: son pocos y se repiten.
    pocas = len({plano(v) for v in llenas}) <= max(3, len(llenas) // 5)
    return papel == "mesa" and pocas and all(map(_parece_respuesta, llenas))


def _parece_respuesta(valor: str) -> bool:
    return bool(re.search(r"[^\W\d]{2}", valor)) and plano(valor) not in SI | NO and "@" not in valor


def _parece_lugar(valor: str) -> bool:
    return _parece_respuesta(valor) and len(valor) <= 60 and not re.search(r"\d{3}", valor)


def _es_lugar(valor: str) -> bool:
    return _parece_lugar(valor) and len(valor.split()) <= _PALABRAS_DE_LUGAR


def generos(respuestas: Sequence[str]) -> Mapping[str, str] | None:
    """Qué quiere decir cada letra en esa columna; None si no se puede saber.

    «M» es Mujer al lado de «H», y Masculino al lado de «F».
    """
    letras = {plano(r) for r in respuestas} & {"f", "h", "m"}
    if "m" not in letras:
        return _IGUALES
    if "h" in letras:
        return None if "f" in letras else {**_IGUALES, "m": "Mujer"}
    dichas = {_IGUALES.get(plano(r)) for r in respuestas}
    if "f" in letras or ("Mujer" in dichas and "Hombre" not in dichas):
        return {**_IGUALES, "m": "Hombre"}
    if "Hombre" in dichas and "Mujer" not in dichas:
        return {**_IGUALES, "m": "Mujer"}
    return None


def partir(respuestas: Sequence[str], conocidas: Sequence[str]) -> tuple[list[list[str]], bool]:
    """Las casillas marcadas en cada respuesta, y si alguna trae varias.

    Se parten por las opciones conocidas, las junte lo que las junte; lo que no se conoce, por el punto y
    coma, el renglón o la barra, y por la coma solo si sus pedazos aparecen en otras respuestas: una opción
    puede llevarla.
    """
    opciones = {plano(c) for c in conocidas}
    sueltas = {plano(r) for r in respuestas if not _JUNTAN.search(r)}
    veces: Counter[str] = Counter()
    for distinta in {plano(r): r for r in respuestas if "," in r}.values():
        veces.update({plano(p) for p in distinta.split(",")})
    con_coma = [p for p in veces if p not in opciones]
    repetidos = sum(p in sueltas or veces[p] > 1 for p in con_coma)
    de_casillas = bool(con_coma) and repetidos >= 0.8 * len(con_coma)
    vistas = opciones | (sueltas | set(con_coma) if de_casillas else set())
    partidas = [_una(r, opciones, vistas) for r in respuestas]
    return partidas, any(len(p) > 1 for p in partidas)


def _una(respuesta: str, opciones: set[str], vistas: set[str]) -> list[str]:
    if plano(respuesta) in opciones or not respuesta.strip():
        return [respuesta.strip()]
    partes: list[str] = []
    for trozo in _PARTEN.split(respuesta):
        partes += _por_opciones([p.strip() for p in _JUNTAN.split(trozo)], trozo.strip(), vistas)
    if len(partes) == 1 and (juntas := _pegadas(plano(respuesta).split(), opciones)):
        return juntas
    return [p for p in dict.fromkeys(partes) if p] or [""]


def _por_opciones(trozos: Sequence[str], entero: str, vistas: set[str]) -> list[str]:
    """Los trozos, juntando los que forman una opción con coma; enteros si ninguno se conoce."""
    partes: list[str] = []
    conocidos = i = 0
    while i < len(trozos):
        fin = next((f for f in range(len(trozos), i, -1) if plano(" ".join(trozos[i:f])) in vistas), 0)
        conocidos += bool(fin)
        partes.append(", ".join(trozos[i : fin or i + 1]))
        i = fin or i + 1
    return partes if conocidos else [entero]


def _pegadas(palabras: Sequence[str], opciones: set[str]) -> list[str]:
    """Las opciones que, una tras otra, forman la respuesta (así las junta Kobo); nada si sobra algo."""
    hechas: list[str] = []
    i = 0
    while i < len(palabras):
        fin = next((f for f in range(len(palabras), i, -1) if " ".join(palabras[i:f]) in opciones), 0)
        if not fin:
            return []
        hechas.append(" ".join(palabras[i:fin]))
        i = fin
    return hechas if len(hechas) > 1 else []


def cuadro(
    variable: Variable,
    respuestas: Sequence[tuple[int, str]],
    conocidas: Sequence[str],
    es_persona: Callable[[str], bool],
) -> tuple[Cuadro, tuple[Ajenas, ...]]:
    """El cuadro de esas respuestas (número de fila y texto) y las que se callan, que no son pocas."""
    textos = [r for _, r in respuestas]
    if variable in ("grupo_poblacional", "tipo_de_organizacion", "mesa"):
        partidas, varias = partir(textos, conocidas)
    else:
        partidas = [[p.strip() for p in r.split(";")] for r in textos]
        varias = any(len(p) > 1 for p in partidas)
    iguales = (generos(textos) or {}) if variable == "genero" else {}
    de_plano = {plano(c): c for c in conocidas} | (
        {plano(g): g for g in GENEROS} if variable == "genero" else {}
    )
    formas: dict[str, Counter[str]] = {}
    filas: dict[str, list[int]] = {}
    for (numero, _), partes in zip(respuestas, partidas, strict=True):
        claves = {_clave(variable, p, de_plano, iguales): p for p in partes if p}
        for clave, escrita in (claves or {SIN_DATO: ""}).items():
            filas.setdefault(clave, []).append(numero)
            formas.setdefault(clave, Counter())[" ".join(escrita.split())] += 1
    conteos: dict[str, int] = {}
    calladas: dict[bool, list[int]] = {}
    for clave, numeros in filas.items():
        nombre = _publicable(variable, clave, len(numeros), formas[clave], de_plano)
        if nombre not in (SIN_DATO, OTRAS) and nombre not in de_plano.values():
            de_alguien = es_persona(nombre) or bool(posibles(nombre, de_alguien=variable != "municipio"))
            # Lo escrito a mano puede decir cualquier cosa, aunque lo digan cinco.
            ajena = bool(de_plano) and variable != "mesa"
            if variable == "municipio":
                # Se conoce el territorio, y no sus municipios.
                ajena = not _es_lugar(nombre)
            if de_alguien or ajena:
                calladas.setdefault(de_alguien, []).extend(numeros)
                nombre = OTRAS
        conteos[nombre] = conteos.get(nombre, 0) + len(numeros)
    hecho = ocultar(variable, list(conteos.items()), varias=varias)
    ordenado = hecho.model_copy(update={"conteos": _ordenados(hecho, conocidas)})
    return ordenado, tuple(Ajenas(variable, tuple(sorted(filas)), de) for de, filas in calladas.items())


def _ordenados(hecho: Cuadro, conocidas: Sequence[str]) -> tuple[Conteo, ...]:
    puesto = {c: i for i, c in enumerate(conocidas)} if hecho.variable == "mesa" else {}
    ultimas = {OTRAS: 1, SIN_DATO: 2}

    def orden(c: Conteo) -> tuple[int, int, int, str]:
        # Los ocultos, por su nombre: por su número, el puesto diría cuál es el mayor.
        mayor = -(c.personas or 0) if not puesto else puesto.get(c.categoria, len(puesto))
        return ultimas.get(c.categoria, 0), c.personas is None and not puesto, mayor, c.categoria

    return tuple(sorted(hecho.conteos, key=orden))


def _clave(
    variable: Variable, respuesta: str, de_plano: Mapping[str, str], iguales: Mapping[str, str]
) -> str:
    """Con qué se agrupa una respuesta: la conocida que sea igual, o ella misma sin adornos."""
    plana = plano(respuesta)
    if vacia(respuesta):
        return SIN_DATO
    if variable == "mesa" and (numero := re.match(r"(?:mesa )?(\d{1,3})\b", plana)):
        plana = f"mesa {int(numero[1])}"
    return iguales.get(plana) or de_plano.get(plana, plana)


def _mejor_escrita(formas: Counter[str], *, de_lugar: bool) -> str:
    """De las formas de una misma respuesta, la que se publica.

    Las letras, las que más se repiten sin contar mayúsculas, y si varios pusieron la tilde, con ella: de
    prisa se omite. Las mayúsculas, las de la forma que las mezcla; si ninguna, un lugar lleva las de un
    nombre propio.
    """
    letras: Counter[str] = Counter()
    for forma, cuantas in formas.items():
        letras[forma.lower()] += cuantas
    bien = max(letras, key=lambda f: (letras[f] >= UMBRAL and sin_tildes(f) != f, letras[f], f))
    iguales = [f for f in formas if len(f) == len(bien)]
    mezcladas = [f for f in iguales if f != f.upper() and f != f.lower()]
    if mezcladas:
        modelo = max(mezcladas, key=lambda f: (formas[f], f))
        return "".join(c.upper() if m.isupper() else c for c, m in zip(bien, modelo, strict=True))
    if de_lugar:
        return " ".join(_con_mayuscula(p, i) for i, p in enumerate(bien.split()))
    return max((f for f in formas if f.lower() == bien), key=lambda f: (formas[f], f))


def _con_mayuscula(palabra: str, puesto: int) -> str:
    return palabra if puesto and palabra in _ENLAZAN else palabra[:1].upper() + palabra[1:]


def _publicable(
    variable: Variable, clave: str, cuantos: int, formas: Counter[str], de_plano: Mapping[str, str]
) -> str:
    """El nombre con que se publica una respuesta: la que solo dieron unos pocos no se repite."""
    if clave == SIN_DATO or clave in de_plano.values():
        return clave
    escrita = _mejor_escrita(formas, de_lugar=variable == "municipio") if formas else clave
    sospechosa = len(escrita) > _LARGO or bool(detectar(escrita)) or not escrita.isprintable()
    return OTRAS if cuantos < UMBRAL or sospechosa or re.search(r"\d{4}", escrita) else escrita
