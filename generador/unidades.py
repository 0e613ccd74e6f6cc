"""Cuánto mide en papel lo que se cuenta en pulgadas, en puntos de imprenta o en píxeles de CSS."""

MM_POR_PULGADA = 25.4
MM_POR_PUNTO = MM_POR_PULGADA / 72
PUNTOS_POR_MM = 72 / MM_POR_PULGADA
PIXELES_POR_PULGADA = 96
"""De CSS; los de una imagen dependen de su resolución."""
