"""Lo que alguien quiso escribir, si el dato se entiende aunque su forma no sirva: se propone y no se usa."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from generador.modelo.texto import sin_tildes

_GUIONES = re.compile(r"[\s_./‐‑‒–—−-]+")


def codigo_propuesto(tipo: str, valor: str) -> str | None:
    """El código de ese tipo («codigo_aporte»…) que parece querer decir `valor`: «m1 – s1» es M1-S1."""
    return _CODIGOS[tipo](_GUIONES.sub("-", valor.strip()).upper())


def _de_submesa(limpio: str) -> str | None:
    hallado = re.fullmatch(r"M(?:ESA)?-?(\d{1,3})-?S(?:UB-?MESA)?-?(\d{1,3})", limpio)
    return f"M{int(hallado[1])}-S{int(hallado[2])}" if hallado else None


def _de_aporte(limpio: str) -> str | None:
    hallado = re.fullmatch(r"(.+?)-?N(?:ECESIDAD)?-?(\d)", limpio)
    submesa = _de_submesa(hallado[1]) if hallado else None
    return f"{submesa}-N{hallado[2]}" if hallado and submesa else None


def _de_compromiso(limpio: str) -> str | None:
    hallado = re.fullmatch(r"([A-Z]{2,6})-?(\d{2})-?([\dOIL]{1,5})", limpio)
    if hallado is None:
        return None
    cifras = hallado[3].translate({ord("O"): "0", ord("I"): "1", ord("L"): "1"})
    return f"{hallado[1]}{hallado[2]}-{cifras.zfill(3)}"


_CODIGOS: Mapping[str, Callable[[str], str | None]] = {
    "codigo_submesa": _de_submesa,
    "codigo_aporte": _de_aporte,
    "codigo_compromiso": _de_compromiso,
}


@cache
def _meses() -> Mapping[str, int]:
    # Cargar los nombres tarda, y casi nadie escribe una fecha con letras.
    from babel.dates import get_month_names

    return {nombre: mes for mes, nombre in get_month_names("wide", locale="es_CO").items()}


def fecha_propuesta(valor: str) -> str | None:
    """La fecha de «18/11/2023» o «18 de noviembre de 2023», como se escribe; None si no se sabe cuál es."""
    texto = sin_tildes(valor.strip())
    if hallado := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", texto):
        dia, mes, anio = int(hallado[1]), int(hallado[2]), int(hallado[3])
    elif hallado := re.fullmatch(r"(?:\w+,? )?(\d{1,2}) (?:de )?([a-z]+),? (?:del? )?(\d{4})", texto):
        if hallado[2] not in _meses():
            return None
        dia, mes, anio = int(hallado[1]), _meses()[hallado[2]], int(hallado[3])
    elif hallado := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", texto):
        dia, mes, anio = int(hallado[3]), int(hallado[2]), int(hallado[1])
    else:
        return None
    try:
        return date(anio, mes, dia).isoformat()
    except ValueError:
        return None


def hora_propuesta(valor: str) -> str | None:
    """La hora de «2:45 p. m.», «8.30» o «8 am», en 24 horas; None si no se sabe cuál es."""
    texto = re.sub(r"[\s.]*([apm])\.?\s*(m)?\.?$", r" \1\2", sin_tildes(valor.strip()))
    hallado = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?(?: (am|pm|m))?", texto)
    if hallado is None or not (hallado[2] or hallado[3]):
        return None
    horas, minutos, franja = int(hallado[1]), int(hallado[2] or 0), hallado[3]
    if franja in ("am", "pm") and not 1 <= horas <= 12:
        return None
    if franja == "pm" or (franja == "am" and horas == 12):
        horas = horas % 12 + 12 * (franja == "pm")
    return f"{horas}:{minutos:02d}" if horas < 24 and minutos < 60 else None


def entero_propuesto(valor: str) -> str | None:
    """Las cifras de «1.200», «1 200», «12.0» o «80 personas»; None si no se sabe cuál número es."""
    hallado = re.fullmatch(
        r"(?:[a-z]+\s+)?(\d{1,3}(?:[.,'’´\s]\d{3})+|\d{1,9})(?:[.,]0{1,2})?(?:\s+[a-z]+)?\.?",
        sin_tildes(valor.strip()),
    )
    return re.sub(r"\D", "", hallado[1]) if hallado else None


def dos_enteros(valor: str) -> tuple[str, str] | None:
    """Los dos números de «2025 a 2027» o «2025-2027»; None si no son dos."""
    hallado = re.fullmatch(
        r"(?:de\s+)?(\d{1,9})\s*(?:a|al|hasta|y|[-–—/])\s*(\d{1,9})", sin_tildes(valor.strip())
    )
    return (hallado[1], hallado[2]) if hallado else None
