"""Lo que el crédito ha de cumplir en cada clase de impreso."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Exigencia:
    """Lo mínimo para que el crédito se lea; `None` no exige esa medida.

    La altura relativa es la fracción del lado corto de la página; el contraste, el de WCAG 2 (1 a 21).
    """

    altura_x_min_mm: float | None
    altura_x_min_relativa: float | None
    contraste_min: float
    veces: int = 1
    """Cuántas apariciones por página han de cumplir: en un pliego, una por copia."""
    orilla_mm: float = 0.0
    """Lo que ha de quedar libre entre cualquiera de sus letras y el borde de la página."""

    @classmethod
    def para_documento(cls) -> Self:
        """Lectura en mano: 1,2 mm es la x de Atkinson (0,496 em) en 7 pt; contraste AA."""
        return cls(altura_x_min_mm=1.2, altura_x_min_relativa=None, contraste_min=4.5)

    @classmethod
    def para_pieza(cls) -> Self:
        """Legible a la distancia de uso, que crece con la pieza: 1,2 % del lado corto; contraste AAA."""
        return cls(altura_x_min_mm=None, altura_x_min_relativa=0.012, contraste_min=7.0)

    @classmethod
    def para_pliego(cls, lado_corto: float, lado_corto_hoja: float, copias: int) -> Self:
        """Varias copias por hoja, de `lado_corto` mm: lo mismo en cada una, y además legible en mano."""
        return cls(
            altura_x_min_mm=1.2,
            altura_x_min_relativa=0.012 * lado_corto / lado_corto_hoja,
            contraste_min=7.0,
            veces=copias,
        )
