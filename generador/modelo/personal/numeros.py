"""Los números de una persona en un texto canónico: documentos, teléfonos y cuentas.

No enumera formas: junta las cifras de una tirada, con lo que las separe, y decide por cuántas son, con cuáles
empiezan y qué dicen las palabras de al lado. Dinero, normas, NIT, medidas y fechas no son de nadie.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generador.modelo.personal.al_lado import (
    EXPEDIDA_DESPUES,
    MEDIDA_DESPUES,
    MONEDA_DESPUES,
    OTRA,
    Antes,
)
from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.en_letras import NumeroDicho, dichos, en_cifras, hay_dichos
from generador.modelo.personal.nombres_propios import persona_al_lado

ClaseDeNumero = Literal["cedula", "telefono", "cuenta"]

_ENTRE = r"(?: ?[\-/'·_*~] ?|[.,](?:\n *)?|[ \n] *\.(?=\d)|-?\n *|\)? ?-? ?\(?|[ ]{1,3}|\) ?)"
_TIRADA = re.compile(rf"(?:\+|\()*\d(?:{_ENTRE}\d)*")
_GRUPO = re.compile(r"\d+")
_FECHA = re.compile(
    r"(?<!\d)(?:\d{1,2}(?P<s>[-/. ])\d{1,2}(?P=s)(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?P<t>[-/.])\d{1,2}(?P=t)\d{1,2}"
    # Un año mal escrito sigue siendo el de una fecha.
    r"|2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_LETRA_POR_CIFRA = re.compile(
    r"(?<![^\W_])(?=[OoQIl|]*\d)(?=[\d]*[OoQIl|SBZ])(?:[\dOoQIl|]|(?<=\d)[SBZ](?=\d)){2,}(?![^\W_])"
)
_PEGADAS = re.compile(r"\d[OoQIl|SBZ]|[OoQIl|]\d")
_COMO_CIFRA = str.maketrans("OoQIl|SBZ", "000111582")

_RARO = r"#|\\\^&@!?\[\]{}\"«»“”`´¬…="
"""Signos que no van entre las cifras de otra cosa: ni de una suma, ni de una lista, ni de una medida."""
_SIGNO = rf"(?: ?[{_RARO}]{{1,2}} ?|[ \-.]| - )"
_CON_SIGNOS = re.compile(
    rf"(?<![\d#])(?=[\d \-.]{{0,14}}[{_RARO}])(?:3\d\d{_SIGNO}\d{{3}}{_SIGNO}\d\d{_SIGNO}?\d\d"
    rf"|3\d\d{_SIGNO}\d{{7}}|\d{{1,3}}(?:{_SIGNO}\d{{3}}){{2,3}})(?!\d)"
)
"""Un celular o una cédula con un signo raro entre sus grupos: «310 #555 1234»."""
_HAY_PARCIAL = re.compile(r"termin|acab|finaliz|[uú]ltim|[*•xX]\d{3}")
_DE_UNO = (
    r"c[eé]dula|(?<!\w)c\. ?c\.?|(?<!\w)CC(?!\w)|(?<!\w)t\. ?i\.?|tarjeta\s+de\s+identidad"
    r"|documento(?:\s+de\s+identidad)?|celular|tel[eé]fono|whats?app|\bcel\.?|\btel\.?"
    r"|cuenta(?:\s+de\s+ahorros?|\s+corriente)?|\bcta\.?"
)
_PARCIAL = re.compile(
    rf"(?P<que>{_DE_UNO})"
    r"(?:\s+(?:de\s+ciudadan[ií]a|no\.?|n[uú]mero|n\.?°|cuy[ao]s?|de\s+\w+))*"
    r"(?:\s*,?\s*(?:terminad[oa]s?|que\s+(?:termina|acaba|finaliza)|acabad[oa]s?|finalizad[oa]s?"
    r"|(?:con\s+)?(?:los\s+)?[uú]ltim[oa]s\s+(?:\w+\s+)?(?:d[ií]gitos|n[uú]meros|cifras)(?:\s+son)?)"
    r"(?:\s+(?:en|por|con))?(?:\s+el|\s+los)?[\s:]*[*xX.…•\-]*"
    r"|[\s:]*(?:[*•][*•. ]*|[xX]{2,}[xX. ]*))"
    r"(?P<n>\d{3,6})(?![\w]|[.,]\d)"
    r"|[uú]ltim[oa]s\s+(?:\w+\s+)?(?:d[ií]gitos|n[uú]meros|cifras)\s+de(?:l|\s+la|\s+su|\s+mi)?\s+"
    rf"(?P<que2>{_DE_UNO})[^\d.;\n]{{0,20}}(?P<n2>\d{{3,6}})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
"""El final de un número. Con menos de tres cifras no señala a nadie: así se reparte el «pico y cédula»."""
_VENEZOLANA = re.compile(r"(?<![^\W_])(?:V-?|E-)$")
_GRUPOS, _CIFRAS = 11, 20
"""Lo más que puede tener un número de alguien: más, es una tabla."""


@dataclass(frozen=True, slots=True)
class Numero:
    """Las cifras de `texto[inicio:fin]`, en grupos como se escribieron."""

    texto: str
    inicio: int
    fin: int
    grupos: tuple[str, ...]
    separadores: tuple[str, ...]
    sola: bool
    """Si es la tirada entera: ni antes ni después siguen más cifras."""
    antes: Antes
    cifras: str
    """Las cifras, juntas."""
    largos: tuple[int, ...]
    """Cuántas cifras tiene cada grupo."""


def con_cifras(texto: str) -> str:
    """`texto` con las letras que hacen de cifra («3OO l23») vueltas cifras; el largo no cambia."""
    if _PEGADAS.search(texto) is None:
        return texto
    return _LETRA_POR_CIFRA.sub(lambda m: m[0].translate(_COMO_CIFRA), texto)


def _con_guiones(hallado: re.Match[str]) -> str:
    """Lo mismo, con guiones en lugar de los signos raros; el largo no cambia."""
    return re.sub(rf" ?[{_RARO}]{{1,2}} ?", lambda m: ("-", " -", " - ", " -  ")[len(m[0]) - 1], hallado[0])


def cifras_de(texto: str) -> str:
    """Las cifras de un número hallado, aunque se escribiera con letras o con palabras."""
    claro = con_cifras(texto)
    if re.search(r"[^\W\d_]{2}", claro):
        claro = en_cifras(plegado(canonico(claro)))
    return "".join(c for c in claro if c.isdigit())


def numeros(texto: str) -> Iterator[tuple[int, int, ClaseDeNumero]]:
    """Cada número de una persona en un texto canónico: su tramo y su clase, en orden y sin solaparse."""
    claro = _CON_SIGNOS.sub(_con_guiones, con_cifras(texto))
    fechas = [h.span() for h in _FECHA.finditer(claro)]
    anterior: tuple[int, ClaseDeNumero] | None = None
    for tirada in _TIRADA.finditer(claro):
        if tirada.end() - tirada.start() < 6:
            continue
        grupos = [(m.start(), m.end()) for m in _GRUPO.finditer(claro, *tirada.span())]
        i = 0
        while i < len(grupos):
            hallado = _desde(claro, grupos, i, tirada.start(), fechas, anterior)
            if hallado is None:
                i += 1
                continue
            inicio, fin, clase, i = hallado
            anterior = (fin, clase)
            yield inicio, fin, clase
    # Con cifras en medio bastan pocas palabras.
    if hay_dichos(claro.lower(), 2):
        for dicho in dichos(plegado(canonico(claro))):
            if (suya := _clase_de_dicho(claro, dicho)) is not None:
                yield dicho.inicio, dicho.fin, suya
    for final in _PARCIAL.finditer(claro) if _HAY_PARCIAL.search(claro) else ():
        if (suya := _de_quien_es_el_final(final)) is not None:
            yield *final.span("n" if final["n"] else "n2"), suya


def _clase_de_dicho(texto: str, d: NumeroDicho) -> ClaseDeNumero | None:
    """De quién es un número dicho con palabras: sin nada al lado, solo uno deletreado se conoce."""
    antes, despues = Antes(texto, d.inicio), texto[d.fin : d.fin + 30]
    # «310 nueve ocho siete 6543», «tres diez, nueve ocho siete…»: más sueltas, y ya no es una enumeración.
    sueltas = sum(len(n) == 1 for n in d.numeros)
    if (d.mezclado or sueltas >= 6) and len(d.numeros) > 2 and _MOVIL.fullmatch(d.cifras):
        return "telefono"
    if antes.norma or antes.cantidad or MONEDA_DESPUES.match(despues) or MEDIDA_DESPUES.match(despues):
        return None
    cifras = d.numeros[0] if d.grande else d.cifras
    if 6 <= len(cifras) <= 11 and not (d.grande and cifras.endswith("000")):
        if antes.documento or EXPEDIDA_DESPUES.match(despues):
            return "cedula"
        if d.grande and len(cifras) > 6 and persona_al_lado(texto, d.inicio, d.fin):
            return "cedula"
    if d.grande or not 7 <= len(cifras) <= 13:
        return None
    if antes.telefono:
        return "telefono"
    if d.deletreado and not d.mezclado:
        return "telefono" if len(cifras) in {7, 10, 12} else "cedula"
    return None


def _de_quien_es_el_final(hallado: re.Match[str]) -> ClaseDeNumero | None:
    """De qué es el final de un número: «cédula terminada en 4567», «C.C. ****4567»."""
    que, numero = (hallado["que"] or hallado["que2"]).lower(), hallado["n"] or hallado["n2"]
    if re.match(r"c[eé]d|tarj|c\W*c|t\W*i", que):
        return "cedula"
    # «El documento terminado en 2023» se acabó ese año.
    if re.fullmatch("(?:19|20)..", numero):
        return None
    return "cedula" if que.startswith("doc") else "cuenta" if que.startswith(("cu", "cta")) else "telefono"


def _desde(
    texto: str,
    grupos: list[tuple[int, int]],
    i: int,
    desde: int,
    fechas: list[tuple[int, int]],
    anterior: tuple[int, ClaseDeNumero] | None,
) -> tuple[int, int, ClaseDeNumero, int] | None:
    """El número más largo que empieza en el grupo `i`: su tramo, su clase y el grupo que sigue."""
    inicio = desde if i == 0 else grupos[i][0]
    if not _suelto_antes(texto, inicio):
        return None
    antes = Antes(texto, inicio)
    partes = [texto[a:b] for a, b in grupos[i : i + _GRUPOS]]
    entre = [texto[a[1] : b[0]] for a, b in itertools.pairwise(grupos[i : i + _GRUPOS])]
    for cuantos in range(len(partes), 0, -1):
        cifras, fin = "".join(partes[:cuantos]), grupos[i + cuantos - 1][1]
        if not 6 <= len(cifras) <= _CIFRAS or not _suelto_despues(texto, fin):
            continue
        if any(a < fin and inicio < b for a, b in fechas):
            continue
        numero = Numero(
            texto,
            inicio,
            fin,
            tuple(partes[:cuantos]),
            tuple(entre[: cuantos - 1]),
            i == 0 and cuantos == len(grupos),
            antes,
            cifras,
            tuple(map(len, partes[:cuantos])),
        )
        clase = _clase(numero, anterior)
        if clase is not None:
            return inicio, fin, clase, i + cuantos
    return None


def _suelto_antes(texto: str, inicio: int) -> bool:
    """Si ahí puede empezar un número: no en medio de una palabra, de un código ni de un decimal."""
    antes = texto[max(0, inicio - 24) : inicio]
    if re.search(
        r"(?<![^\W_])(?:cc|ce|ti|cels?|celular|tel|tel[eé]fono|wpp|wsp|c[eé]dula|doc|[ve]-?)$",
        antes,
        re.IGNORECASE,
    ):
        return True
    if re.search(r"[^\W_]$|\d[.,'·]$", antes):
        return False
    # «foto-300…», «cedula_109…» sí; «ARA23-300…», «G-109…» y «2023-300…» son códigos.
    if antes[-1:] in ("-", "_"):
        return (
            re.search(r"(?:^|[^\w])[^\W\d_]{2,}(?:[-_][^\W\d_]+)*[-_]$|[^\w\-][-_]$|^[-_]$", antes)
            is not None
        )
    return True


def _suelto_despues(texto: str, fin: int) -> bool:
    sigue = texto[fin : fin + 2]
    return not re.match(r"[^\W_]|[.,'·]\d|-\d", sigue) or sigue[:1] == "_"


def _clase(n: Numero, anterior: tuple[int, ClaseDeNumero] | None) -> ClaseDeNumero | None:
    antes, despues, cuantas = n.antes, n.texto[n.fin : n.fin + 30], len(n.cifras)
    if antes.moneda or MONEDA_DESPUES.match(despues):
        return None
    ajeno = _ajeno(n, despues)
    if not ajeno and _es_movil(n):
        return "telefono"
    if not n.sola and len(n.grupos) > 1 and cuantas > 13:
        return None
    sigue = None
    # «cédulas 12345678 y 23456789»: la segunda es de la misma clase que la primera.
    if (
        anterior is not None
        and 0 <= n.inicio - anterior[0] <= 8
        and OTRA.match(n.texto[anterior[0] : n.inicio])
    ):
        sigue = anterior[1]
    if cuantas <= 15 and _agrupado(n) and (sigue == "cedula" or antes.documento):
        return "cedula"
    if 7 <= cuantas <= 13 and (sigue == "telefono" or antes.telefono):
        return "telefono"
    if antes.cuenta and not _redondo(n) and not antes.cantidad:
        minimo = 6 if re.search(r"cuenta|cta|ahorro|llave", antes.texto[-60:], re.IGNORECASE) else 8
        return "cuenta" if cuantas >= minimo else None
    if ajeno:
        return None
    if 7 <= cuantas <= 8 and _VENEZOLANA.search(antes.texto) and n.largos[1:] in ((), (3, 3)):
        return "cedula"
    if 6 <= cuantas <= 10 and _agrupado(n):
        if EXPEDIDA_DESPUES.match(despues):
            return "cedula"
        if not _redondo(n) and persona_al_lado(n.texto, n.inicio, n.fin):
            return "cedula"
    return "cedula" if _es_cedula_sola(n) else None


def _ajeno(n: Numero, despues: str) -> bool:
    """Si las palabras de al lado dicen que es una norma, un radicado, una medida o una cantidad."""
    if n.antes.norma:
        return True
    if n.texto[n.inicio] == "+":
        return False
    return n.antes.cantidad or MEDIDA_DESPUES.match(despues) is not None


def _redondo(n: Numero) -> bool:
    return n.cifras.endswith("000")


def _agrupado(n: Numero) -> bool:
    """Si los grupos parecen de un solo número: a lo más cinco, y ninguno de una cifra salvo el primero."""
    return (
        len(n.grupos) == 1
        or (n.largos[1:] == (1,) and n.separadores == ("-",))
        or (len(n.grupos) <= 5 and all(x >= 2 for x in n.largos[1:]))
        or _deletreado(n)
    )


def _deletreado(n: Numero) -> bool:
    return len(n.grupos) >= 6 and set(n.largos) == {1}


_MOVIL = re.compile(r"3[0-5]\d{8}|60[1-8]\d{7}")
_VECINOS = re.compile(
    # Venezuela, Ecuador, Perú, Brasil y Panamá, con su indicativo.
    r"(?:00)?(?:584(?:1[246]|2[246])\d{7}|582[3-9]\d{8}|5939\d{8}|519\d{8}|55[1-9]\d9\d{8}|5076\d{7})"
)


def _es_movil(n: Numero) -> bool:
    """Si por su forma es un teléfono de aquí o de un país vecino, sin que nada lo nombre."""
    cifras, largos, texto = n.cifras, n.largos, n.texto
    if (
        len(n.separadores) != sum(x.count("\n") <= 1 for x in n.separadores)
        or sum("\n" in x for x in n.separadores) > 3
    ):
        return False
    con_mas = texto[n.inicio : n.fin].lstrip("(").startswith("+")
    if con_mas and 10 <= len(cifras) <= 15 and len(largos) <= 7:
        return True
    if _VECINOS.fullmatch(cifras):
        return len(cifras) >= 12 or largos[0] in (2, 3)
    nucleo = cifras
    for indicativo in ("0057", "57", "03", "0"):
        if cifras.startswith(indicativo) and len(cifras) == len(indicativo) + 10:
            nucleo = cifras[len(indicativo) :]
            break
    if _MOVIL.fullmatch(nucleo):
        if nucleo != cifras and largos[0] == len(cifras) - 10:
            largos = largos[1:]
        return _forma_de_movil(n, largos)
    if re.fullmatch(r"04(?:1[246]|2[246])\d{7}|09\d{8}", cifras):
        return len(largos) <= 5
    if re.fullmatch(r"02\d{9}", cifras):
        return largos[0] == 4 and len(largos) > 1
    if len(cifras) == 11 and largos[0] == 2 and cifras[2] == "9" and texto[n.inicio] == "(":
        return True
    # Panamá: «6123-4567».
    return largos == (4, 4) and n.separadores == ("-",) and cifras[0] == "6" and not _redondo(n) and n.sola


def _forma_de_movil(n: Numero, largos: tuple[int, ...]) -> bool:
    """Qué grupos puede tener un móvil: los de una tabla de números no lo son."""
    if len(largos) == 10 and set(largos) == {1}:
        return True
    espacios = any(x.strip("()") in (" ", "  ", "   ", "\n") for x in n.separadores)
    if largos[0] >= 3:
        return (
            len(largos) <= 3
            or (largos == (3, 1, 3, 3) and n.sola)
            or (len(largos) <= 5 and min(largos) >= 2 and (n.sola or not espacios))
        )
    if largos == (1, 3, 3, 3):
        return not _redondo(n) and (not espacios or n.grupos[1][0] == "0")
    if largos == (1, 9):
        return True
    return len(largos) <= 5 and min(largos) >= 2 and n.sola


def _es_cedula_sola(n: Numero) -> bool:
    """Una cédula de diez cifras, que es la única que se conoce por su forma."""
    cifras, largos = n.cifras, n.largos
    if (
        len(cifras) != 10
        or cifras[0] != "1"
        or cifras.endswith("000000")
        or (len(largos) > 1 and _redondo(n))
    ):
        return False
    if n.antes.en_web and cifras[1] not in "012":
        # Diez cifras en una dirección suelen ser la hora en segundos.
        return False
    if any("\n" in x for x in n.separadores) and len(largos) > 4:
        return False
    if largos in {(10,), (4, 3, 3), (1, 9), (4, 6), (7, 3)} or (largos == (1,) * 10):
        return len(largos) == 1 or n.sola or not any(x.isspace() for x in n.separadores)
    if largos != (1, 3, 3, 3):
        return False
    espacios = all(x in (" ", "\n") for x in n.separadores)
    return not espacios or n.grupos[1][0] == "0" or (n.sola and n.grupos[1][0] == "1")
