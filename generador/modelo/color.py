"""Contraste entre colores sRGB, con la fórmula de las WCAG 2."""

from __future__ import annotations

BLANCO = "#ffffff"
TINTA = "#1c2420"
CONTRASTE_MINIMO = 4.5
"""Texto corriente, nivel AA (WCAG 2.2, criterio 1.4.3)."""


def luminancia(color: str) -> float:
    """Luminancia relativa de «#rrggbb», de 0 (negro) a 1 (blanco)."""
    canales = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    rojo, verde, azul = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales)
    return 0.2126 * rojo + 0.7152 * verde + 0.0722 * azul


def contraste(a: str, b: str) -> float:
    """Razón de contraste entre dos «#rrggbb», de 1 (iguales) a 21 (blanco y negro)."""
    clara, oscura = sorted((luminancia(a), luminancia(b)), reverse=True)
    return (clara + 0.05) / (oscura + 0.05)


def texto_sobre(fondo: str) -> str:
    """El color de letra, blanco o tinta, que mejor se lee sobre `fondo`."""
    return max(BLANCO, TINTA, key=lambda letra: contraste(letra, fondo))
