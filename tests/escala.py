"""Cuánto más tarda algo cuando se le da más: razones entre medidas de la misma corrida."""

from __future__ import annotations

import time
from collections.abc import Callable

CHICO, GRANDE = 2_000, 20_000
"""Caracteres de los dos textos que se comparan."""
TOPE = 40.0
"""Lo que crece con el tamaño tarda diez veces más; lo que crece con su cuadrado, cien."""


def cuanto_mas(hacer: Callable[[str], object], trozo: str) -> float:
    """Cuántas veces tarda `hacer` con GRANDE caracteres de `trozo` lo que con CHICO; lo mejor de tres."""

    def una(largo: int) -> float:
        texto = (trozo * largo)[:largo]
        antes = time.process_time()
        hacer(texto)
        return time.process_time() - antes

    pares = [(una(CHICO), una(GRANDE)) for _ in range(3)]
    return min(g for _, g in pares) / max(min(c for c, _ in pares), 1e-6)
