"""Lo que cabe en un teléfono, medido con su letra: el cuerpo de un titular y unos nombres de un vistazo."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from generador.composicion.comun.medida import Medidor

RENGLON = 20.0
"""Un renglón en un teléfono de 360 píxeles, en `rem` de `sitio.css`: la pantalla sin sus orillas."""
CUERPO_DE_TEXTO = 1.0625
"""La letra del texto, en `rem` de `sitio.css`."""
APRETADA = -0.035
"""Lo que `sitio.css` suma tras cada letra de un titular, en cuerpos."""
TALLAS = (("corto", 2.75, 4), ("medio", 2.125, 6), ("largo", 1.75, 0))
"""Clase en `sitio.css`, cuerpo en `rem` y renglones de un teléfono en que se admite; la última, siempre."""


@dataclass(frozen=True, slots=True)
class TitularDePagina:
    """La clase de un titular y lo que mide su palabra más larga, en cuerpos: la que un teléfono partiría."""

    clase: str
    palabra: str
    """Con dos decimales, hacia arriba."""


def titular_de_pagina(medidor: Medidor, texto: str) -> TitularDePagina:
    """Con qué se escribe el titular `texto` en una página."""
    palabra = max((medidor.ancho(p, "titular", APRETADA) for p in texto.split()), default=1.0)

    def renglones(cuerpo: float) -> int:
        # La hoja de estilos lo achica hasta que su palabra más larga quepa.
        return len(medidor.partir(texto, "titular", max(RENGLON / cuerpo, palabra + 0.001), APRETADA))

    clase = next((c for c, cuerpo, caben in TALLAS[:-1] if renglones(cuerpo) <= caben), TALLAS[-1][0])
    return TitularDePagina(clase, f"{ceil(palabra * 100) / 100:.2f}")


def caben_en_pantalla(medidor: Medidor, nombres: str) -> bool:
    """Si unos nombres se leen de un vistazo: en dos renglones de un teléfono, con la letra del texto."""
    return len(medidor.partir(nombres, "texto", RENGLON / CUERPO_DE_TEXTO)) <= 2
