"""Cédulas, teléfonos y correos dentro de un texto: dónde están y cómo taparlos sin mover nada de sitio.

Prefiere no confundir: dinero, normas, radicados, NIT y medidas no son datos de una persona.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ClaseDeDato = Literal["cedula", "telefono", "correo"]

NOMBRES: dict[ClaseDeDato, str] = {
    "cedula": "una cédula u otro documento de identidad",
    "telefono": "un teléfono",
    "correo": "un correo electrónico",
}
"""Cómo se le dice a quien edita."""


@dataclass(frozen=True, slots=True, order=True)
class Coincidencia:
    """Un dato personal en `texto[inicio:fin]`."""

    inicio: int
    fin: int
    clase: ClaseDeDato


_ESPACIO = " \t\u00a0\u2007\u2009\u202f"
_GUION = r"\-\u2010\u2011\u2012\u2013"
_SEP = rf"[{_ESPACIO}.{_GUION}]"
_ANTES = r"(?<!\w)(?<!\d[.,])(?<!\w-)"
_DESPUES = r"(?!\w)(?![.,]\d)"
_LINEA_DE_7 = rf"\d{{3}}{_SEP}{{0,3}}(?:\d{{4}}|\d{{2}}{_SEP}?\d{{2}})"
_PAIS = rf"(?:(?:\+|00)?\(?57\)?{_SEP}{{0,3}})?"

_TELEFONO = re.compile(rf"{_ANTES}{_PAIS}\(?(?:3[0-5]\d|60[1-8])\)?{_SEP}{{0,3}}{_LINEA_DE_7}{_DESPUES}")
_TELEFONO_EXTERIOR = re.compile(
    rf"(?<!\w)\+\d{{1,3}}(?:[{_ESPACIO}{_GUION}]?\(?\d{{2,4}}\)?){{2,4}}{_DESPUES}"
)
_TELEFONO_NOMBRADO = re.compile(
    r"\b(?:tel[eé]fonos?|tels?|cel(?:ular(?:es)?)?|whats?app|wasap|m[oó]vil(?:es)?|pbx|fax"
    r"|ll[aá]m(?:e|ar|enos|en)(?:\s+al?)?)\b"
    rf"(?:[{_ESPACIO}]*(?:[:.=#,]|(?:es|el|al|fijo|n[uú]mero|n[o°º]|de\s+contacto)(?!\w)))*"
    rf"[{_ESPACIO}]*(?P<n>\+?\(?\d[\d{_ESPACIO}().{_GUION}]{{4,17}}\d){_DESPUES}",
    re.IGNORECASE,
)

_AGRUPADO = r"\d{1,3}(?:[.,'’\u00a0 ]\d{3}){1,3}(?!\d)"
_NUMERO_DE_DOCUMENTO = rf"(?:{_AGRUPADO}|\d{{6,15}}){_DESPUES}"
_CEDULA_NOMBRADA = re.compile(
    r"(?:\b(?i:c[eé]d(?:ulas?|\.)|tarjetas?\s+de\s+identidad|documentos?\s+de\s+(?:identidad|identificaci[oó]n)"
    r"|n[uú]mero\s+de\s+(?:identificaci[oó]n|documento|c[eé]dula)|identificad[oa]s?|pasaporte|nuip|dni)(?!\w)"
    r"|(?<!\w)(?:(?i:c\.\s?[ce]|t\.\s?i)\b\.?|(?<!\d )[Cc]c|CC|CE|TI|PPT|PEP))"
    rf"(?:[{_ESPACIO}\n]*(?:[:=#,.{_GUION}]|(?i:n\.?\s?[º°]|(?:no|nro|n[uú]m|n[uú]mero|es|la|el|con|de"
    r"|ciudadan[ií]a|extranjer[ií]a|c\.?\s?c)(?![^\W\d])\.?))){0,6}"
    rf"[{_ESPACIO}\n]*(?P<n>{_NUMERO_DE_DOCUMENTO})"
)
_OTRA_CEDULA = re.compile(rf"\s*(?:,|;|/|\by\b|\be\b)\s*(?P<n>{_NUMERO_DE_DOCUMENTO})")
_CEDULA_SOLA = re.compile(rf"{_ANTES}(?:1\d{{9}}|1(?P<s>[.,'’])\d{{3}}(?P=s)\d{{3}}(?P=s)\d{{3}}){_DESPUES}")

_MONEDA_ANTES = re.compile(r"(?:[$€£]|\b(?:COP|USD|EUR|pesos|por\s+valor\s+de))[\s:=]*$", re.IGNORECASE)
_CANTIDAD_ANTES = re.compile(
    r"\b(?:valor(?:es)?|costos?|precios?|presupuesto|montos?|inversi[oó]n|recursos|suma|total)"
    r"(?:\s+\w+){0,2}[\s:=]*$",
    re.IGNORECASE,
)
_MONEDA_DESPUES = re.compile(
    r"\s*(?:de\s+)?(?:pesos|COP|USD|EUR|d[oó]lares|euros|€|millones|mil\b|%|smm?lv)", re.IGNORECASE
)
_MEDIDA_DESPUES = re.compile(
    r"\s*(?:de\s+)?(?:habitantes|personas|toneladas|kilos?|kg|ton|m[²³2]|metros|hect[aá]reas|ha\b|litros"
    r"|kil[oó]metros|km|kwh)",
    re.IGNORECASE,
)
_NORMA_ANTES = re.compile(
    r"\b(?:decreto|ley|resoluci[oó]n|radicad[oa]|rad|expediente|matr[ií]cula|contrato|proceso|isbn|issn|nit"
    r"|acuerdo|oficio|update|sentencia|factura|referencia|ref|p[oó]liza|acta|bpin|conpes)s?"
    r"(?:\W{0,3}(?:no|nro|n[uú]mero|n)\b)?[^\w\n]{0,4}$",
    re.IGNORECASE,
)
_DIRECCION_WEB = re.compile(r"\bhttps?://[^\s<>\"']+", re.IGNORECASE)
_DE_MENSAJERIA = re.compile(r"https?://(?:[\w-]+\.)*(?:wa\.me|whatsapp\.com)\b", re.IGNORECASE)

_ETIQUETA = r"[\w-]{1,63}"
_LOCAL = r"(?<![\w.+%-])(?P<local>\w(?:[\w.+%-]{0,62}[\w+-])?)"
_CORREO = re.compile(rf"{_LOCAL}@(?P<dominio>{_ETIQUETA}(?:\.{_ETIQUETA})*)\.(?P<fin>[^\W\d_]{{2,24}})(?!\w)")
_CORREO_DISFRAZADO = re.compile(
    rf"{_LOCAL}(?:\s*@\s*|\s*[(\[{{]\s*(?:arroba|at|@)\s*[)\]}}]\s*|\s+arroba\s+)"
    rf"(?P<dominio>{_ETIQUETA}(?:(?:\.|\s+punto\s+|\s*[(\[]\s*(?:punto|dot)\s*[)\]]\s*){_ETIQUETA}){{0,3}}?)"
    r"(?:\.|\s+punto\s+|\s*[(\[]\s*(?:punto|dot)\s*[)\]]\s*)(?P<fin>com|co|org|net|edu|gov|info|es|io)(?!\w)",
    re.IGNORECASE,
)
_TERMINACIONES = {"com", "co", "org", "net", "edu", "gov", "info", "es", "io"}
_DE_ARCHIVO = {"png", "jpg", "jpeg", "svg", "webp", "gif", "pdf", "css", "js", "json", "html", "yml", "py"}
_NO_SON_BUZON = {"en", "a", "de", "por", "y", "o", "como", "con", "la", "el", "cuenta", "usuario"}
_POSIBLE = re.compile(r"\d{2}|@|arroba|[(\[{]\s*at\s*[)\]}]", re.IGNORECASE)


def detectar(texto: str) -> tuple[Coincidencia, ...]:
    """Los datos personales de `texto`, en orden y sin solaparse.

    El tramo de una cédula es su número, sin la palabra que la nombra.
    """
    if _POSIBLE.search(texto) is None:
        return ()
    web = [h.span() for h in _DIRECCION_WEB.finditer(texto) if not _DE_MENSAJERIA.match(h[0])]
    hallados: list[Coincidencia] = []
    for nuevo in (*_correos(texto), *_con_nombre(texto), *_sin_nombre(texto)):
        if any(nuevo.inicio < h.fin and h.inicio < nuevo.fin for h in hallados):
            continue
        if nuevo.clase != "correo" and any(a <= nuevo.inicio < b for a, b in web):
            continue
        hallados.append(nuevo)
    return tuple(sorted(hallados))


def tapar(texto: str, inicio: int, fin: int) -> str:
    """`texto` con las letras y cifras de ese tramo cambiadas por «•»; el largo no cambia."""
    trozo = "".join("•" if c.isalnum() else c for c in texto[inicio:fin])
    return texto[:inicio] + trozo + texto[fin:]


def enmascarar(texto: str) -> str:
    """`texto` con todos sus datos personales tapados; el largo no cambia."""
    for c in detectar(texto):
        texto = tapar(texto, c.inicio, c.fin)
    return texto


def _correos(texto: str) -> Iterator[Coincidencia]:
    for hallado in _CORREO.finditer(texto):
        fin = hallado["fin"].casefold()
        # «trabajador@s.Luego» es una arroba de género con un punto seguido, no un buzón.
        if fin in _DE_ARCHIVO or (len(hallado["dominio"]) < 3 and fin not in _TERMINACIONES):
            continue
        yield Coincidencia(hallado.start(), hallado.end(), "correo")
    for hallado in _CORREO_DISFRAZADO.finditer(texto):
        local = hallado["local"].casefold()
        if local not in _NO_SON_BUZON and not local.isdigit():
            yield Coincidencia(hallado.start(), hallado.end(), "correo")


def _con_nombre(texto: str) -> Iterator[Coincidencia]:
    """Los que llevan delante la palabra que los delata."""
    for hallado in _CEDULA_NOMBRADA.finditer(texto):
        siguiente: re.Match[str] | None = hallado
        while siguiente is not None:
            inicio, fin = siguiente.span("n")
            if _cifras(siguiente["n"]) >= 6 and not _es_dinero(texto, inicio, fin):
                yield Coincidencia(inicio, fin, "cedula")
            siguiente = _OTRA_CEDULA.match(texto, fin)
    for hallado in _TELEFONO_NOMBRADO.finditer(texto):
        inicio, fin = hallado.span("n")
        if 7 <= _cifras(hallado["n"]) <= 13 and not _es_dinero(texto, inicio, fin):
            yield Coincidencia(inicio, fin, "telefono")


def _sin_nombre(texto: str) -> Iterator[Coincidencia]:
    """Los que se reconocen por su forma; aquí es donde conviene desconfiar."""
    for patron in (_TELEFONO, _TELEFONO_EXTERIOR):
        for hallado in patron.finditer(texto):
            inicio, fin = hallado.span()
            bastan = patron is _TELEFONO or 10 <= _cifras(hallado[0]) <= 14
            if bastan and not _es_dinero(texto, inicio, fin) and not _es_referencia(texto, inicio):
                yield Coincidencia(inicio, fin, "telefono")
    for hallado in _CEDULA_SOLA.finditer(texto):
        inicio, fin = hallado.span()
        redondo = hallado[0].endswith(f"{hallado['s']}000" if hallado["s"] else "000000")
        if redondo or _es_dinero(texto, inicio, fin) or _es_referencia(texto, inicio):
            continue
        if _MEDIDA_DESPUES.match(texto, fin) or _CANTIDAD_ANTES.search(texto[max(0, inicio - 60) : inicio]):
            continue
        yield Coincidencia(inicio, fin, "cedula")


def _cifras(texto: str) -> int:
    return sum(c.isdigit() for c in texto)


def _es_dinero(texto: str, inicio: int, fin: int) -> bool:
    antes = texto[max(0, inicio - 20) : inicio]
    return bool(_MONEDA_ANTES.search(antes) or _MONEDA_DESPUES.match(texto, fin))


def _es_referencia(texto: str, inicio: int) -> bool:
    return _NORMA_ANTES.search(texto[max(0, inicio - 40) : inicio]) is not None
