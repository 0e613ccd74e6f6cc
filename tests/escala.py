"""Cuánto más tarda algo cuando se le da más: razones entre medidas de la misma corrida."""

from __future__ import annotations

import time
from collections.abc import Callable

CHICO, GRANDE = 2_000, 20_000
"""Caracteres de los dos textos que se comparan."""
TOPE = 40.0
"""Lo que crece con el tamaño tarda diez veces más; lo que crece con su cuadrado, cien."""


def cuanto_mas(hacer: Callable[[str], object], trozo: str) -> float:
    """Cuántas veces tarda `hacer` con GRANDE caracteres de `trozo` lo que con CHICO.

    Lo mejor de tres; si ya la primera vez queda por debajo de TOPE, basta.
    """

    def una(largo: int) -> float:
        texto = (trozo * largo)[:largo]
        antes = time.process_time()
        hacer(texto)
        return max(time.process_time() - antes, 1e-6)

    # La primera vez prepara además lo que se hace una sola: alargaría el chico.
    una(CHICO)
    chico = grande = float("inf")
    for _ in range(3):
        # El chico dos veces: cuesta poco, y de él depende no dar por bueno lo que no lo es.
        chico, grande = min(chico, una(CHICO), una(CHICO)), min(grande, una(GRANDE))
        if grande / chico < TOPE:
            break
    return grande / chico
