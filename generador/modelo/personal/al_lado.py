"""Lo que dicen las palabras de al lado de un número: de quién o de qué es."""

from __future__ import annotations

import re
from functools import cached_property

_DOCUMENTOS = (
    r"\bc[eé]d(?:ulas?|\.|\b)|\btarjetas?\s+de\s+identidad|\bdocumentos?\b(?!\s+de\s+\d)|\bdoc\.?(?!\w)|\bidentificad[oa]s?(?=\s+(?:con|bajo|como|n|c)|\s*[:#(,])|\bidentificaci[oó]n(?=\s*[:#]|\s+(?:n|es|c))|\bn[uú]mero\s+de\s+identificaci[oó]n"
    r"|\bpasaportes?\b|\blibreta\s+militar|\bcarn[eé]s?\s+de\s+extranjer[ií]a|\blicencia\s+de\s+conducci[oó]n|\bse\s+identifica"
    r"|\bnuip\b|\bn\.u\.i\.p\b|\bdni\b|\bregistro\s+civil|\bpermiso\s+(?:especial|por\s+protecci[oó]n)\b"
    r"|(?<![\w.])(?:c/c|c\. ?i|c\. ?c|c\. ?e|t\. ?i|p\. ?p\. ?t|p\. ?e\. ?p|r\. ?c)\b"
    r"|(?<!\d )(?<!\w)cc(?!\w)|(?<![\w.])cc(?=\d)"
)
_SIGLAS = r"(?<!\w)(?:CE|TI|PPT|PEP|RC|CC|ID)(?!\w)|(?<!\w)(?:CC|CE|TI)(?=\d)"
_SIGUE = (
    r"(?:[ \n:=#,.\-()/'|°º]|\b(?:no|nro|n[uú]m|n[uú]mero|n|es|son|la|el|los|las|con|del?|su|mi|ciudadan[ií]a"
    r"|extranjer[ií]a|identidad|identificaci[oó]n|c\.?\s?c|y|en|protecci[oó]n|temporal|permanencia|especial"
    r"|n\.?º|venezolan[oa]|colombian[oa]|[ve]|expedid[oa]s?(?:\s+(?:en|por)(?:\s+[\w.]+){1,4}?)?)\b)*"
)
DOCUMENTO_ANTES = re.compile(rf"(?:(?i:{_DOCUMENTOS})|{_SIGLAS})(?i:{_SIGUE})$")
EXPEDIDA_DESPUES = re.compile(r"[\s,(]*(?:exp(?:edid[oa])?\.?\s+(?:en|de)\b|\(?exp\.)", re.IGNORECASE)
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
    rf"\b(?:cuentas?(?:\s+(?:de\s+ahorros?|corriente|bancaria|personal))?|cta\.?(?:\s*cte\.?)?|{_BANCO}|ahorros|n[uú]mero\s+de\s+cuenta|llave)\b"
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
MONEDA_DESPUES = re.compile(
    r"\s*(?:de\s+)?(?:pesos|COP|USD|EUR|d[oó]lares|euros|€|millones|mil\b|%|smm?lv)", re.IGNORECASE
)
MEDIDA_DESPUES = re.compile(
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
OTRA = re.compile(r"\s*(?:,|;|/|\by\b|\be\b|\bo\b)?\s*$")
_DIRECCION_WEB = re.compile(r"\b(?:https?://|www\.)[^\s<>\"']*$", re.IGNORECASE)
CONTEXTO = 90


class Antes:
    """Lo que precede a un número, con lo que de ello se deduce una sola vez."""

    def __init__(self, texto: str, inicio: int) -> None:
        self.texto = texto[max(0, inicio - CONTEXTO) : inicio]
        self._con_letras = any(c.isalpha() for c in self.texto)

    def _dice(self, patron: re.Pattern[str], cuanto: int = CONTEXTO) -> bool:
        return self._con_letras and patron.search(self.texto[-cuanto:]) is not None

    @cached_property
    def documento(self) -> bool:
        return self._dice(DOCUMENTO_ANTES)

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
