"""El mural de la portada de un documento."""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from generador.composicion.muro import dibujo_papel
from generador.composicion.muro.dibujo_papel import Reticula

ALTO_DE_PORTADA = 0.47
"""Lo que ocupa el mural de una portada, del alto de la hoja."""
_TITULO_MURAL = "Mural de fichas de rompecabezas encajadas"


def mural_de_portada(
    ancho: float, alto: float, semilla: str, colores: tuple[str, ...], *, completo: bool
) -> Markup:
    """El mural de una portada de documento, a sangre por arriba y los lados, en `ancho` × `alto` mm.

    Mientras la agenda no se aprueba le falta una ficha.
    """
    columnas = 5
    celda = ancho / columnas
    pie = alto - 0.26 * celda
    filas = ceil(pie / celda)
    y = pie - filas * celda
    reticula = Reticula(
        celda, filas, columnas, 0.0, y, "abajo", None if completo else (filas - 1, columnas - 2)
    )
    titulo = _TITULO_MURAL if completo else f"{_TITULO_MURAL}; falta una"
    return dibujo_papel.mural_suelto(reticula, semilla, colores, ancho, alto, titulo)
