"""Una dirección no se parte al final de un renglón: «Calle 15 #» arriba y el número abajo no lleva a nadie.

Los datos quedan como se escribieron: al componer, cada espacio que no se puede partir se cambia por uno duro.
"""

from __future__ import annotations

import re

from generador.modelo.personal.senas import VIAS

_DURO = "\u00a0"
_VIA = (
    rf"{VIAS}|variante|v[ií]a|km|kil[oó]metro|manzana|mz|mza|casa|lote|local|oficina|of|piso|apartamento|apto|ap|"
    r"bloque|blq|torre|interior|int|edificio|sal[oó]n|aula|bodega|etapa|sector"
)
_SIGNO = r"(?:#|n(?:o|[uú]m|[uú]mero|ro)?\.?[°ºª]?\.?)"
_LETRA = r"(?:[a-z]|bis|sur|norte|este|oeste|occidente|oriente)(?!\w)"
_LETRAS = rf"(?:(?:\s+{_LETRA})+(?=\s*(?:{_SIGNO}\s*\d|[,;.]|$)))?"
"""«15 A Bis», antes del signo o al final: en «Calle 5 a la derecha» la «a» no es del número."""
_PLACA = rf"\s*{_SIGNO}\s*\d+[a-z]?(?!\w)(?:\s*[-–]\s*\d+[a-z]?(?!\w))?{_LETRAS}"
_NOMENCLATURA = re.compile(
    rf"(?<!\w)(?:(?:{_VIA})\.?\s+(?:\d+[a-z]?|[a-z])(?!\w){_LETRAS}(?:{_PLACA})?|\d+[a-z]?{_LETRAS}{_PLACA})",
    re.IGNORECASE,
)


def sin_partir(texto: str) -> str:
    """`texto` con espacios duros dentro de sus nomenclaturas: «Calle 15 # 12-45» queda en un renglón.

    No cambia nada más: el largo es el mismo.
    """
    return _NOMENCLATURA.sub(lambda n: re.sub(r"\s", _DURO, n[0]), texto)
