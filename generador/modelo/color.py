"""Contraste entre colores sRGB, con la fórmula de las WCAG 2."""

from __future__ import annotations

BLANCO = "#ffffff"
TINTA = "#1c2420"
CONTRASTE_MINIMO = 4.5
"""Texto corriente, nivel AA (WCAG 2.2, criterio 1.4.3)."""


PESOS = (0.2126, 0.7152, 0.0722)
"""Lo que cada canal, ya lineal, pone en la luminancia."""


def lineal(nivel: int) -> float:
    """Un canal sRGB de 0 a 255 en su intensidad, de 0 a 1."""
    c = nivel / 255
    return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)


def luminancia(color: str) -> float:
    """Luminancia relativa de «#rrggbb», de 0 (negro) a 1 (blanco)."""
    return sum(peso * lineal(int(color[i : i + 2], 16)) for peso, i in zip(PESOS, (1, 3, 5), strict=True))


def contraste(a: str, b: str) -> float:
    """Razón de contraste entre dos «#rrggbb», de 1 (iguales) a 21 (blanco y negro)."""
    clara, oscura = sorted((luminancia(a), luminancia(b)), reverse=True)
    return (clara + 0.05) / (oscura + 0.05)


def texto_sobre(fondo: str) -> str:
    """El color de letra, blanco o tinta, que mejor se lee sobre `fondo`."""
    return max(BLANCO, TINTA, key=lambda letra: contraste(letra, fondo))
