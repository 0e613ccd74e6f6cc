"""Los números de una persona en un texto canónico: documentos, teléfonos y cuentas.

No enumera formas: junta las cifras de una tirada, con lo que las separe, y decide por cuántas son, con cuáles
empiezan y qué dicen las palabras de al lado. Dinero, normas, NIT, medidas y fechas no son de nadie.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generador.modelo.personal.nombres_propios import persona_al_lado

ClaseDeNumero = Literal["cedula", "telefono", "cuenta"]

_ENTRE = r"(?: ?[\-/'·_*~] ?|[.,](?:\n *)?|[ \n] *\.(?=\d)|-?\n *|\)? ?-? ?\(?|[ ]{1,3}|\) ?)"
_TIRADA = re.compile(rf"(?:\+|\()*\d(?:{_ENTRE}\d)*")
_GRUPO = re.compile(r"\d+")
_FECHA = re.compile(
    r"(?<!\d)(?:\d{1,2}(?P<s>[-/. ])\d{1,2}(?P=s)(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?P<t>[-/.])\d{1,2}(?P=t)\d{1,2})(?!\d)"
)
_PALABRAS = "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_CIFRA = {palabra: str(i) for i, palabra in enumerate(_PALABRAS.split("|"))}
_EN_PALABRAS = re.compile(
    rf"(?<!\w)(?:{_PALABRAS})(?:[ ,.\-\n]{{1,3}}(?:{_PALABRAS})){{5,}}(?!\w)", re.IGNORECASE
)
_LETRA_POR_CIFRA = re.compile(
    r"(?<![^\W_])(?=[OoQIl|]*\d)(?=[\d]*[OoQIl|SBZ])(?:[\dOoQIl|]|(?<=\d)[SBZ](?=\d)){2,}(?![^\W_])"
)
_PEGADAS = re.compile(r"\d[OoQIl|SBZ]|[OoQIl|]\d")
_COMO_CIFRA = str.maketrans("OoQIl|SBZ", "000111582")

_DOCUMENTOS = (
    r"\bc[eé]d(?:ulas?|\.|\b)|\btarjetas?\s+de\s+identidad|\bdocumentos?\b(?!\s+de\s+\d)|\bdoc\.?(?!\w)|\bidentificad[oa]s?(?=\s+(?:con|bajo|como|n|c)|\s*[:#(,])|\bidentificaci[oó]n(?=\s*[:#]|\s+(?:n|es|c))|\bn[uú]mero\s+de\s+identificaci[oó]n"
    r"|\bpasaportes?\b|\bnuip\b|\bn\.u\.i\.p\b|\bdni\b|\bregistro\s+civil|\bpermiso\s+(?:especial|por\s+protecci[oó]n)\b"
    r"|(?<![\w.])(?:c\. ?c|c\. ?e|t\. ?i|p\. ?p\. ?t|p\. ?e\. ?p|r\. ?c)\b"
    r"|(?<!\d )(?<!\w)cc(?!\w)|(?<![\w.])cc(?=\d)"
)
_SIGLAS = r"(?<!\w)(?:CE|TI|PPT|PEP|RC|CC|ID)(?!\w)|(?<!\w)(?:CC|CE|TI)(?=\d)"
_SIGUE = (
    r"(?:[ \n:=#,.\-()/'|°º]|\b(?:no|nro|n[uú]m|n[uú]mero|n|es|son|la|el|los|las|con|del?|su|mi|ciudadan[ií]a"
    r"|extranjer[ií]a|identidad|identificaci[oó]n|c\.?\s?c|y|en|protecci[oó]n|temporal|permanencia|especial"
    r"|venezolan[oa]|colombian[oa]|expedid[oa]s?(?:\s+(?:en|por)(?:\s+[\w.]+){1,4}?)?)\b)*"
)
_DOCUMENTO_ANTES = re.compile(rf"(?:(?i:{_DOCUMENTOS})|{_SIGLAS})(?i:{_SIGUE})$")
_EXPEDIDA_DESPUES = re.compile(r"[\s,(]*(?:exp(?:edid[oa])?\.?\s+(?:en|de)\b|\(?exp\.)", re.IGNORECASE)
_TELEFONO_ANTES = re.compile(
    r"\b(?:tel[eé]fonos?|tels?|tfnos?|cel(?:ular(?:es)?|s)?|whats?app|wh?ats?ap|wasap|wasapp?|wpp|m[oó]vil(?:es)?|pbx|fax"
    r"|contactos?|ll[aá]m(?:e|ar|enos|en|ame|arme|eme|arlo|arla)|marcar|marque|comun[ií](?:quese|carse|queme)"
    r"|escr[ií]b(?:ame|anos|irle|irme|ir|a))\b"
    r"(?:[ :.=#,\-/()°º]|\b(?:es|el|la|los|al|a|fijo|n[uú]meros?|no|nro|n|de|del|contacto|mi|su"
    r"|personal|en|por|l[ií]nea)\b)*$",
    re.IGNORECASE,
)
_BANCO = (
    r"nequi|daviplata|bancolombia|davivienda|bbva|banco\s+\w+(?:\s+de\s+\w+)?|bancoomeva|colpatria|av\s?villas|movii"
    r"|lulo|nubank|ahorro\s+a\s+la\s+mano|transfiya|bre-?b|caja\s+social|coop?central|confiar"
)
_CUENTA_ANTES = re.compile(
    rf"\b(?:cuentas?(?:\s+(?:de\s+ahorros?|corriente|bancaria|personal))?|cta\.?|{_BANCO}|ahorros|n[uú]mero\s+de\s+cuenta|llave)\b"
    rf"(?:[ :.=#,\-/()°º]|\b(?:es|el|la|al|a|de|del|en|mi|su|n[uú]mero|no|nro|n|ahorros?|corriente"
    rf"|{_BANCO})\b)*$",
    re.IGNORECASE,
)

_MONEDA_ANTES = re.compile(
    r"(?:[$€£]|\b(?:COP|USD|EUR|pesos|por\s+valor\s+de|por\s+la\s+suma\s+de|bs|s/))[\s:=.]*$", re.IGNORECASE
)
_CANTIDAD_ANTES = re.compile(
    r"\b(?:valor(?:es)?|costos?|precios?|presupuesto|montos?|inversi[oó]n|recursos|suma|total|cr[eé]ditos?|saldo"
    r"|cuesta|vale)(?:\s+\w+){0,2}[\s:=]*$",
    re.IGNORECASE,
)
_MONEDA_DESPUES = re.compile(
    r"\s*(?:de\s+)?(?:pesos|COP|USD|EUR|d[oó]lares|euros|€|millones|mil\b|%|smm?lv)", re.IGNORECASE
)
_MEDIDA_DESPUES = re.compile(
    r"\s*(?:de\s+)?(?:habitantes|personas|toneladas|kilos?|kg|ton|m[²³23]|metros|hect[aá]reas|ha\b|litros"
    r"|kil[oó]metros|km|kwh|familias|unidades|votos|bytes|[aá]rboles|plantas|colmenas|reses|viviendas)",
    re.IGNORECASE,
)
_NORMA_ANTES = re.compile(
    r"\b(?:(?:decreto|ley|resoluci[oó]n|radicad[oa]|expediente|matr[ií]cula|contrato|proceso|acuerdo|oficio|update"
    r"|sentencia|factura|referencia|p[oó]liza|acta|catastral|serial|c[oó]digo|registro\s+mercantil"
    r"|personer[ií]a(?:\s+jur[ií]dica)?|ordenanza|circular|licencia)(?:e?s)?"
    r"(?:(?:\W{0,3}(?:no|nro|n[uú]mero|n|de|[uú]nico)\b)+[^\w\n]{0,4}|[^\w\n.;]{0,4})"
    r"|(?:rad|isbn|issn|nit|rut|ref|bpin|conpes|cdp|secop)"
    r"(?:\W{0,3}(?:no|nro|n[uú]mero|n|de)\b)*[^\w\n]{0,4})$",
    re.IGNORECASE,
)
_OTRA = re.compile(r"\s*(?:,|;|/|\by\b|\be\b|\bo\b)?\s*$")
_DIRECCION_WEB = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']*$", re.IGNORECASE)
_CONTEXTO = 90
_GRUPOS, _CIFRAS = 11, 20
"""Lo más que puede tener un número de alguien: más, es una tabla."""


class _Antes:
    """Lo que precede a un número, con lo que de ello se deduce una sola vez."""

    def __init__(self, texto: str, inicio: int) -> None:
        self.texto = texto[max(0, inicio - _CONTEXTO) : inicio]
        self._con_letras = any(c.isalpha() for c in self.texto)

    def _dice(self, patron: re.Pattern[str], cuanto: int = _CONTEXTO) -> bool:
        return self._con_letras and patron.search(self.texto[-cuanto:]) is not None

    @cached_property
    def documento(self) -> bool:
        return self._dice(_DOCUMENTO_ANTES)

    @cached_property
    def telefono(self) -> bool:
        return self._dice(_TELEFONO_ANTES)

    @cached_property
    def cuenta(self) -> bool:
        return self._dice(_CUENTA_ANTES)

    @cached_property
    def moneda(self) -> bool:
        return _MONEDA_ANTES.search(self.texto[-24:]) is not None

    @cached_property
    def cantidad(self) -> bool:
        return self._dice(_CANTIDAD_ANTES, 60)

    @cached_property
    def en_web(self) -> bool:
        return self._dice(_DIRECCION_WEB)

    @cached_property
    def norma(self) -> bool:
        norma = _NORMA_ANTES.search(self.texto[-50:]) if self._con_letras else None
        # En una dirección web, «actas/» es una carpeta.
        return norma is not None and not (norma[0].lower().startswith("acta") and self.en_web)


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
    antes: _Antes
    cifras: str
    """Todas, juntas."""
    largos: tuple[int, ...]
    """Cuántas cifras tiene cada grupo."""


def con_cifras(texto: str) -> str:
    """`texto` con las letras que hacen de cifra («3OO l23») vueltas cifras; el largo no cambia."""
    if _PEGADAS.search(texto) is None:
        return texto
    return _LETRA_POR_CIFRA.sub(lambda m: m[0].translate(_COMO_CIFRA), texto)


def hay_dichas(bajo: str) -> bool:
    """Si un texto en minúsculas nombra bastantes cifras para ser un número."""
    return sum(map(bajo.count, _CIFRA)) >= 6


def cifras_de(texto: str) -> str:
    """Las cifras de un número hallado, aunque se escribiera con letras o con palabras."""
    dichas = re.findall(_PALABRAS, texto.casefold()) if not any(c.isdigit() for c in texto) else []
    return "".join(_CIFRA[p] for p in dichas) or "".join(c for c in con_cifras(texto) if c.isdigit())


def numeros(texto: str) -> Iterator[tuple[int, int, ClaseDeNumero]]:
    """Cada número de una persona en un texto canónico: su tramo y su clase, en orden y sin solaparse."""
    claro = con_cifras(texto)
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
    for dicho in _EN_PALABRAS.finditer(claro) if hay_dichas(claro.lower()) else ():
        cuantas = len(cifras_de(dicho[0]))
        if _DOCUMENTO_ANTES.search(claro[max(0, dicho.start() - _CONTEXTO) : dicho.start()]):
            yield dicho.start(), dicho.end(), "cedula"
        elif cuantas >= 7:
            yield dicho.start(), dicho.end(), "telefono" if cuantas in {7, 10, 12} else "cedula"


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
    antes = _Antes(texto, inicio)
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
        r"(?<![^\W_])(?:cc|ce|ti|cels?|celular|tel|tel[eé]fono|wpp|wsp|c[eé]dula|doc)$", antes, re.IGNORECASE
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
    if antes.moneda or _MONEDA_DESPUES.match(despues):
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
        and _OTRA.match(n.texto[anterior[0] : n.inicio])
    ):
        sigue = anterior[1]
    if cuantas <= 15 and _agrupado(n) and (sigue == "cedula" or antes.documento):
        return "cedula"
    if 7 <= cuantas <= 13 and (sigue == "telefono" or antes.telefono):
        return "telefono"
    if antes.cuenta and not _redondo(n) and not antes.cantidad:
        minimo = 6 if re.search(r"cuenta|cta|ahorro", antes.texto[-60:], re.IGNORECASE) else 8
        return "cuenta" if cuantas >= minimo else None
    if ajeno:
        return None
    if 6 <= cuantas <= 10 and _agrupado(n):
        if _EXPEDIDA_DESPUES.match(despues):
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
    return n.antes.cantidad or _MEDIDA_DESPUES.match(despues) is not None


def _redondo(n: Numero) -> bool:
    return n.cifras.endswith("000")


def _agrupado(n: Numero) -> bool:
    """Si los grupos parecen de un solo número: a lo más cinco, y ninguno de una cifra salvo el primero."""
    return len(n.grupos) == 1 or (len(n.grupos) <= 5 and all(x >= 2 for x in n.largos[1:])) or _deletreado(n)


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
        return len(largos) <= 3 or (len(largos) <= 5 and min(largos) >= 2 and (n.sola or not espacios))
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
