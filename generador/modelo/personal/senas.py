"""Dónde vive y en qué anda una persona: direcciones y placas en un texto canónico."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VIA = (
    r"(?:calle|cll?e?\.?|carrera|cra\.?|crr\.?|kra\.?|kr\.?|cr\.?|avenida|av\.?|diagonal|diag?\.?|dg\.?|transversal"
    r"|trans?v?\.?|tv\.?|circular|autopista)"
)
_CUAL = r"\d{1,3}\s?[a-h]?(?:\s?bis)?(?:\s?(?:norte|sur|este|oeste))?"
_NUMERO = r"(?:#|n(?=\s)|n[o°º]s?\.?|n\.\s?[o°º]\.?|nro\.?|n[uú]m(?:ero)?\.?|con)"
_DIRECCION = re.compile(
    rf"(?<![^\W_]){_VIA}\s?{_CUAL}\s*,?\s*(?:{_NUMERO}\s*)?(?<=[#\s.°ºoe])\d{{1,3}}\s?[a-h]?(?:\s?bis)?\s?-\s?\d{{1,3}}(?!\d)"
    rf"|(?<![^\W_]){_VIA}\s?{_CUAL}\s*#\s*\d{{1,3}}\s?[a-h]?\s\d{{1,3}}(?!\d|[.,]\d|\s?%)"
    # Como la escriben los recibos: «CL 15 12 45».
    r"|(?<![^\W_])(?-i:CLL?|KRA?|CRA?|DG|TV|AV)\s\d{1,3}\s?[a-h]?\s\d{1,3}\s?[a-h]?\s\d{1,3}(?!\d|[.,]\d|\s?%)",
    re.IGNORECASE,
)
_MANZANA = re.compile(
    r"(?<![^\W_])(?:manzana|mz\.?|mza\.?)\s+\w{1,3},?\s+(?:casa|cs\.?|lote|lt\.?)\s*(?:#|n[o°º]\.?)?\s*\d{1,3}\w?(?!\w)"
    r"|(?<![^\W_])(?:casa|cs\.?|lote|lt\.?)\s*(?:#|n[o°º]\.?)?\s*\d{1,3}\w?,?\s+(?:de\s+la\s+)?(?:manzana|mz\.?|mza\.?)\s+\w{1,3}(?!\w)",
    re.IGNORECASE,
)
_VIVIENDA = re.compile(
    r"(?<![^\W_])(?:viv[oe]|vivimos|viven|resid[oe]|residente|reside|residen|residencia|domicili\w+|mi\s+casa|casa\s+de\s+(?!(?:la\s+)?(?:cultura|justicia|ciudadan|paz|gobierno|mujer|los\s+abuelos))"
    r"|su\s+casa|direcci[oó]n(?:\s+(?:es|de\s+(?:mi|su|la)\s+(?:casa|residencia|vivienda)))?|b[uú]squ[eé](?:nme|me|nlo|nla))\b",
    re.IGNORECASE,
)
_FINCA = re.compile(
    r"(?<![^\W_])(?:viv[oe]|resid[oe]|reside)\s+en\s+(?:(?:la\s+)?vereda\s+[^\d.;:\n]{2,30}?[,\s]+)?(?:en\s+)?(?:la\s+)?(?:finca|predio|parcela|lote)\s+[^\W\d_]+(?:\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
_DE_TODOS = re.compile(
    r"(?<![^\W_])(?:sede|oficinas?|cooperativa|asociaci[oó]n|fundaci[oó]n|corporaci[oó]n|alcald[ií]a|gobernaci[oó]n|sal[oó]n"
    r"|auditorio|colegio|escuela|instituci[oó]n|universidad|hospital|puesto\s+de\s+salud|parque|plaza|mercado|coliseo|biblioteca"
    r"|casa\s+de\s+(?:la\s+)?(?:cultura|justicia|ciudadan[oa]s?|paz|gobierno)|casa\s+campesina|casa\s+comunal|caseta"
    r"|centro|edificio|hotel|iglesia|parroquia|terminal|unidad|ministerio|secretar[ií]a|sena|icbf|punto\s+de|lugar|encuentro"
    r"|asamblea|reuni[oó]n|semáforo|puente|v[ií]a|pavimenta\w*|cancha|polideportivo|comit[eé]|junta|sindicato|emisora|banco)\b",
    re.IGNORECASE,
)
_PLACA = re.compile(
    r"(?<![^\W_])(?:placas?|veh[ií]culos?|motos?|motocicletas?|carros?|camionetas?|camiones|cami[oó]n|taxis?|motocarros?|bus(?:eta)?"
    r"|autom[oó]vil|matr[ií]cula)\b[^.;\n]{0,40}?(?<![^\W_])"
    r"(?P<n>[a-z]{3}[ \-·.]?\d{2}[a-z0-9](?![^\W_])|[a-z]{2}\d{4}(?![^\W_])"
    r"|(?-i:[A-Z]{3})[ \-]?\d{2}(?![^\W_.,]|\s?-\s?\d))",
    re.IGNORECASE,
)
_NO_PLACA = re.compile(
    r"(?:con|por|los|las|del|una|uno|san|que|son|hay|cop|usd|ley|nit|pit|mil|dos|ara|sus)[ \-]?\d",
    re.IGNORECASE,
)
_NOMENCLATURA = re.compile(r"\d\s?[A-Ha-h]?\s?(?:-|#)\s?\d|[A-Z] \d+ ?[A-H]? \d+ ?[A-H]? \d")
_EN_MANZANA = ("manzana", "mz", "mza")
_EN_FINCA = ("finca", "predio", "parcela", "lote")
_RODANTES = (
    "placa",
    "moto",
    "carro",
    "camion",
    "camión",
    "taxi",
    "vehiculo",
    "vehículo",
    "bus",
    "auto",
    "matr",
)
"""Lo que ha de decir un texto para buscar lo demás."""
_DE_LA_SEDE = re.compile(r"(?:^|\n)[ -]*(?:direccion|indicaciones|lugar): ?[\"'>|\- \n]*$")
"""En un archivo de datos, el campo que dice dónde es el encuentro."""
_ATRAS = 80


def direcciones(texto: str) -> Iterator[tuple[int, int]]:
    """Las direcciones de un texto canónico que no son de una entidad, de un salón ni de un lugar de todos."""
    for inicio, fin in nomenclaturas(texto):
        if _DE_LA_SEDE.search(texto, max(0, inicio - _ATRAS), inicio):
            continue
        frase = re.split(r"[.;\n](?=\s|$)", texto[max(0, inicio - _ATRAS) : inicio])[-1]
        despues = texto[fin : fin + 30]
        de_alguien = _VIVIENDA.search(frase)
        if de_alguien or not (_DE_TODOS.search(frase) or _DE_TODOS.search(despues)):
            yield inicio, fin
    bajo = texto.lower()
    for hallado in _FINCA.finditer(texto) if any(p in bajo for p in _EN_FINCA) else ():
        yield hallado.span()


def nomenclaturas(texto: str) -> Iterator[tuple[int, int]]:
    """Todas las direcciones con número de un texto canónico, sean de quien sean."""
    if _NOMENCLATURA.search(texto):
        yield from (hallado.span() for hallado in _DIRECCION.finditer(texto))
    bajo = texto.lower()
    if any(p in bajo for p in _EN_MANZANA):
        yield from (hallado.span() for hallado in _MANZANA.finditer(texto))


def placas(texto: str) -> Iterator[tuple[int, int]]:
    """Las placas de carro o de moto que una palabra nombra."""
    bajo = texto.lower()
    if not any(p in bajo for p in _RODANTES):
        return
    for hallado in _PLACA.finditer(texto):
        if not _NO_PLACA.match(hallado["n"]):
            yield hallado.span("n")
