"""Dónde va una caja en una hoja, escrito para un atributo `style`."""

from __future__ import annotations

from markupsafe import Markup

from generador.rompecabezas.trazo import Rectangulo


def estilo(r: Rectangulo) -> Markup:
    """El lugar de una caja, a la centésima de milímetro."""
    return Markup(f"left:{r.x:.2f}mm;top:{r.y:.2f}mm;width:{r.ancho:.2f}mm;height:{r.alto:.2f}mm")


def estilo_exacto(r: Rectangulo) -> Markup:
    """El mismo, sin redondear: en una hoja con varias copias el corte cae donde dice la marca."""
    return Markup(f"left: {r.x}mm; top: {r.y}mm; width: {r.ancho}mm; height: {r.alto}mm")
