"""Dónde vive y en qué anda una persona: direcciones y placas en un texto canónico."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.en_letras import PALABRA, en_cifras

VIAS_CORTAS = "clle?|cll?|cra|crr|kra|kr|cr|avda?|ave?|diag|dg|trans?v?|tv|tr"
VIAS = rf"calle|carrera|avenida|diagonal|transversal|circular|circunvalar|autopista|{VIAS_CORTAS}"
"""Cómo se nombra una vía que tiene nomenclatura, sin el punto de las abreviadas."""
_VIA = rf"(?:{VIAS})\.?"
_CUAL = r"\d{1,3}\s?[a-h]?(?:\s?bis)?(?:\s?(?:norte|sur|este|oeste))?"
_NUMERO = r"(?:#|n(?=\s)|n[o°º]s?\.?|n\.\s?[o°º]\.?|nro\.?|n[uú]m(?:ero)?\.?|con)"
_DIRECCION = re.compile(
    rf"(?<![^\W_]){_VIA}\s?{_CUAL}\s*,?\s*(?:{_NUMERO}\s*)?(?<=[#\s.°ºoe])\d{{1,3}}\s?[a-h]?(?:\s?bis)?\s?-\s?\d{{1,3}}(?!\d)"
    rf"|(?<![^\W_]){_VIA}\s?{_CUAL}\s*#\s*\d{{1,3}}\s?[a-h]?\s\d{{1,3}}(?!\d|[.,]\d|\s?%)"
    # Como la escriben los recibos: «CL 15 12 45».
    rf"|(?<![^\W_])(?-i:{VIAS_CORTAS.upper()})\s\d{{1,3}}\s?[a-h]?\s\d{{1,3}}\s?[a-h]?\s\d{{1,3}}(?!\d|[.,]\d|\s?%)",
    re.IGNORECASE,
)
_MANZANA = re.compile(
    r"(?<![^\W_])(?:manzana|mz\.?|mza\.?)\s+\w{1,3},?\s+(?:casa|cs\.?|lote|lt\.?)\s*(?:#|n[o°º]\.?)?\s*\d{1,3}\w?(?!\w)"
    r"|(?<![^\W_])(?:casa|cs\.?|lote|lt\.?)\s*(?:#|n[o°º]\.?)?\s*\d{1,3}\w?,?\s+(?:de\s+la\s+)?(?:manzana|mz\.?|mza\.?)\s+\w{1,3}(?!\w)",
    re.IGNORECASE,
)
_DICHO = rf"(?:{PALABRA}|\d{{1,3}})(?:(?:\s+(?:y\s+|guion\s+|raya\s+)?|\s*-\s*)(?:{PALABRA}|\d{{1,3}}))*"
_ORDINAL = r"(?:primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima)"
_LADO = r"(?:\s+[a-h])?(?:\s+bis)?(?:\s+(?:norte|sur|este|oeste))?"
_EN_LETRAS = re.compile(
    rf"(?<![^\W_])(?:{VIAS})\.?\s+(?:{_ORDINAL}|{_DICHO}){_LADO}\s*,?\s+"
    rf"(?:(?:#|no\.?|nro\.?|num\.?|numero|n[°º]|con)\s*(?P<n>{_DICHO})"
    rf"|(?P<esquina>(?:con|y)\s+(?:la\s+)?(?:{VIAS})\.?\s+(?:{_ORDINAL}|{_DICHO}))){_LADO}(?![^\W_])"
)
"""Con un número en palabras, en un texto plegado: «calle quince número doce cuarenta y cinco»."""
_MI_CASA = re.compile(
    r"(?<![^\W_])(?:vivo|resido|(?:mi|su)\s+casa|(?:vive|reside)(?=\s+en))\b", re.IGNORECASE
)
_DE_MUCHOS = re.compile(
    r"(?<![^\W_])(?:gente|comunidad|poblaci[oó]n|quien(?:es)?|vecindario|barrio|familias?|personas?|que)\b",
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
_RODANTE = (
    r"placas?|veh[ií]culos?|carros?|camionetas?|camiones|cami[oó]n|taxis?|motocarros?|bus(?:eta)?|autom[oó]vil"
    r"|matr[ií]cula"
)
_ENTRE = r"[ \-·.]{0,3}"
_PLACA = re.compile(
    rf"(?<![^\W_])(?:{_RODANTE})\b[^.;\n]{{0,40}}?(?<![^\W_])"
    rf"(?P<n>[a-z]{{3}}{_ENTRE}\d{{2}}[a-z0-9](?![^\W_])|[a-z]{{2}}\d{{4}}(?![^\W_])"
    r"|(?-i:[A-Z]{3})[ \-]?\d{2}(?![^\W_.,]|\s?-\s?\d))"
    # De una moto, lo que va con tres cifras suele ser la marca y el cilindraje: «AKT 125».
    rf"|(?<![^\W_])(?:motos?|motocicletas?)\b[^.;\n]{{0,40}}?(?<![^\W_])"
    r"(?P<moto>[a-z]{3}[ \-·.]?\d{2}[a-z](?![^\W_])|(?-i:[A-Z]{3})\d{2}(?![^\W_.,]|\s?-\s?\d))"
    # Letra por letra, solo si se dice que es una placa.
    rf"|(?<![^\W_])(?:placas?|matr[ií]cula)\b[^.;\n]{{0,20}}?(?<![^\W_])"
    rf"(?P<suelta>[a-z](?:{_ENTRE}[a-z]){{2}}{_ENTRE}\d{_ENTRE}\d{_ENTRE}[a-z0-9](?![^\W_]))",
    re.IGNORECASE,
)
_NO_PLACA = re.compile(
    r"(?:con|por|los|las|del|una|uno|san|que|son|hay|cop|usd|ley|nit|pit|mil|dos|ara|sus|sin|bmw|kia|gmc|jac|ktm"
    r"|akt|byd|faw)[ \-]{0,3}\d",
    re.IGNORECASE,
)
_NOMENCLATURA = re.compile(r"\d\s?[A-Ha-h]?\s?(?:-|#)\s?\d|[A-Z] \d+ ?[A-H]? \d+ ?[A-H]? \d")
_CON_PALABRAS = ("calle", "cll", "carrera", "cra", "kra", "avenida", "diagonal", "transversal")
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
        frase = _frase(texto, inicio)
        despues = texto[fin : fin + 30]
        de_alguien = _VIVIENDA.search(frase)
        if de_alguien or not (_DE_TODOS.search(frase) or _DE_TODOS.search(despues)):
            yield inicio, fin
    for inicio, fin, cuantos in _en_letras(texto):
        frase = _frase(texto, inicio)
        propia = _MI_CASA.search(frase) and not _DE_MUCHOS.search(frase)
        # Con un solo número, o una esquina, es la casa de alguien solo si lo dice.
        if cuantos < 2 and propia and not _DE_TODOS.search(frase):
            yield inicio, fin
    bajo = texto.lower()
    for hallado in _FINCA.finditer(texto) if any(p in bajo for p in _EN_FINCA) else ():
        yield hallado.span()


def _frase(texto: str, inicio: int) -> str:
    """Lo que va antes, desde el último punto."""
    return re.split(r"[.;\n](?=\s|$)", texto[max(0, inicio - _ATRAS) : inicio])[-1]


def _en_letras(texto: str) -> Iterator[tuple[int, int, int]]:
    """Las direcciones con algún número en palabras: su tramo y cuántos números van tras el de la vía."""
    bajo = texto.lower()
    if not any(v in bajo for v in _CON_PALABRAS):
        return
    for hallado in _EN_LETRAS.finditer(plegado(canonico(texto))):
        if re.search(rf"(?<![^\W_])(?:{PALABRA}|{_ORDINAL})(?![^\W_])", hallado[0]):
            numero = hallado["n"]
            yield *hallado.span(), len(re.findall(r"\d+", en_cifras(numero))) if numero else 0


def direccion_plana(direccion: str) -> str:
    """Una dirección plegada, con sus números en cifras y sin el signo que los separa."""
    cifras = en_cifras(plegado(canonico(direccion)))
    return re.sub(rf"\s*(?:{_NUMERO}|guion|raya)\s*(?=\d)", " ", cifras)


def nomenclaturas(texto: str) -> Iterator[tuple[int, int]]:
    """Todas las direcciones con número de un texto canónico, sean de quien sean."""
    if _NOMENCLATURA.search(texto):
        yield from (hallado.span() for hallado in _DIRECCION.finditer(texto))
    yield from ((inicio, fin) for inicio, fin, cuantos in _en_letras(texto) if cuantos > 1)
    bajo = texto.lower()
    if any(p in bajo for p in _EN_MANZANA):
        yield from (hallado.span() for hallado in _MANZANA.finditer(texto))


def placas(texto: str) -> Iterator[tuple[int, int]]:
    """Las placas de carro o de moto que una palabra nombra."""
    bajo = texto.lower()
    if not any(p in bajo for p in _RODANTES):
        return
    for hallado in _PLACA.finditer(texto):
        cual = hallado.lastgroup or "n"
        if not _NO_PLACA.match(hallado[cual]):
            yield hallado.span(cual)
