"""Los logos de la franja del crédito: su tamaño por área y el aire a su alrededor."""

from __future__ import annotations

LADO_MAXIMO_MM = 32.0
"""El de un logo cuadrado en medio pliego, lo más grande que se mira de cerca."""
