"""El color de cada mesa, con el color de texto que se lee encima. Los cinco primeros son de identidad."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

from generador.modelo.asamblea import Asamblea
from generador.modelo.color import contraste, texto_sobre

BASE = ("#0b6e4f", "#b4472f", "#2f4f93", "#d9980a", "#6f3560")
"""Selva, barro, añil, cacao maduro y mora."""
PAPEL = "#fbf6ea"
TINTA = "#1c2420"
TINTAS: Mapping[str, tuple[int, int, int, int]] = {
    BASE[0]: (86, 31, 78, 22),
    BASE[1]: (19, 82, 86, 13),
    BASE[2]: (88, 68, 2, 12),
    BASE[3]: (13, 42, 100, 0),
    BASE[4]: (53, 87, 24, 27),
    PAPEL: (2, 2, 9, 0),
    TINTA: (0, 0, 0, 100),
    "#535c56": (0, 0, 0, 80),
    "#000000": (0, 0, 0, 100),
    "#ffffff": (0, 0, 0, 0),
}
"""En un taller, cada color de identidad en cian, magenta, amarillo y negro, de 0 a 100. La letra va solo en
negro: en cuatro planchas, el menor descuadre la emborrona. Los demás colores los convierte el perfil."""
_AUREO = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class ColorMesa:
    """Fondo de una mesa y el texto que contrasta con él (≥ 4,5:1)."""

    fondo: str
    texto: str


def extendida(cantidad: int) -> tuple[str, ...]:
    """`cantidad` colores sin repetir: los de identidad y luego tonos repartidos por la razón áurea.

    Los nuevos alternan oscuros y medios para seguir distinguiéndose sin ver el tono, y cada uno da
    4,5:1 con el blanco.
    """
    colores = list(BASE[:cantidad])
    paso = 0
    while len(colores) < cantidad:
        tono = (0.52 + paso * _AUREO) % 1
        luz = (0.22, 0.34, 0.28)[paso % 3]
        paso += 1
        color = _hex(tono, luz, 0.62)
        while contraste(color, "#ffffff") < 4.5:
            luz -= 0.01
            color = _hex(tono, luz, 0.62)
        if color not in colores:
            colores.append(color)
    return tuple(colores)


def _hex(tono: float, luz: float, saturacion: float) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hls_to_rgb(tono, luz, saturacion))


def colores_de(asamblea: Asamblea) -> dict[int, ColorMesa]:
    """Color por número de mesa."""
    mesas = asamblea.mesas.mesas
    fondos = (m.color or c for m, c in zip(mesas, extendida(len(mesas)), strict=True))
    return {m.numero: ColorMesa(f, texto_sobre(f)) for m, f in zip(mesas, fondos, strict=True)}


def fondos_de(asamblea: Asamblea) -> tuple[str, ...]:
    """El color de cada mesa, en orden."""
    return tuple(c.fondo for c in colores_de(asamblea).values())
