"""Si una fila del minuto a minuto cabe en su hoja: lo que ocupa cada casilla, medido con su letra."""

from __future__ import annotations

from collections.abc import Sequence

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.medida import Medidor
from generador.unidades import MM_POR_PUNTO

# Milímetros y puntos de `papel.css`, en «Minuto a minuto».
COLUMNAS = (0.22, 0.35)
"""Qué parte del ancho toman el objetivo y la metodología, donde va lo largo."""
CUERPO, INTERLINEA = 9.2, 1.28
_MARGENES, _DE_LOS_LADOS, _TRAS_CADA_UNA, _ENTRE_PARRAFOS = 35.0, 30.0, 4.0, 0.8
_ENCABEZADO = 37.0
"""El de la primera hoja y el rótulo de las columnas: si la fila cabe debajo, cabe en cualquiera."""


def alto_de_fila(medidor: Medidor, ancho: float, casillas: Sequence[Sequence[str | None]]) -> float:
    """Los milímetros de una fila en una hoja de `ancho` mm, con los párrafos de sus dos casillas largas."""
    renglon = CUERPO * INTERLINEA * MM_POR_PUNTO

    def casilla(parte: float, parrafos: Sequence[str | None]) -> float:
        cabe = ((ancho - _DE_LOS_LADOS) * parte - _TRAS_CADA_UNA) / (CUERPO * MM_POR_PUNTO)
        altos = [len(medidor.partir(t, "texto", cabe)) * renglon for t in parrafos if t]
        return sum(altos) + _ENTRE_PARRAFOS * max(0, len(altos) - 1)

    return max(casilla(p, c) for p, c in zip(COLUMNAS, casillas, strict=True))


def fila_larga(
    medidor: Medidor,
    artefacto: Artefacto,
    objetivo: Sequence[str | None],
    metodologia: Sequence[str | None],
) -> bool:
    """Si no cabe entera debajo del encabezado, y hay que dejarla partir entre hojas.

    Entera, le quitaría el encabezado a la tabla.
    """
    libre = artefacto.alto_mm - _MARGENES - _ENCABEZADO
    return alto_de_fila(medidor, artefacto.ancho_mm, (objetivo, metodologia)) > libre
