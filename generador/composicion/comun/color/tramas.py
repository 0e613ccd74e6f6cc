"""Las tramas de los dibujos: con ellas se distingue sin color una mesa, una ficha o una serie."""

from __future__ import annotations

LADO = 8
"""De cada motivo, en unidades del dibujo."""
TRAMAS = (
    '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4"/>',
    '<circle cx="2" cy="2" r="1.2"/><circle cx="6" cy="6" r="1.2"/>',
    '<path d="M0 2h8M0 6h8"/>',
    '<path d="M0 1h8M1 0v8"/>',
    '<path d="M0 6l4-4 4 4"/>',
    '<path d="M2 0v8M6 0v8"/>',
    '<path d="M4 1.5v5M1.5 4h5"/>',
    '<path d="M4 0l4 4-4 4-4-4z"/>',
    '<path d="M-2 6l4 4M0 0l8 8M6-2l4 4"/>',
    '<path d="M0 8a4 4 0 0 1 8 0M-4 4a4 4 0 0 0 8 0a4 4 0 0 0 8 0"/>',
    '<path d="M1 1h3v3h-3z"/>',
    '<path d="M4 1.5l3 5h-6z"/>',
)
"""Motivos de 8 × 8: los cinco primeros, de las mesas de identidad; con más de doce mesas se repiten."""
TRAMAS_DE_FICHA = {"rayas": 0, "puntos": 1, "cuadros": 3}
"""El motivo de cada trama declarada en metodologia.yml."""
MOTIVOS_DE_GRAFICA = {
    "rayas": '<path d="M-1 3l4-4M0 8l8-8M5 9l4-4" fill="none"/>',
    "puntos": '<circle cx="2" cy="2" r="1.1"/><circle cx="6" cy="6" r="1.1"/>',
    "cuadros": '<path d="M0 2h8M0 6h8M2 0v8M6 0v8" fill="none"/>',
    "lineas": '<path d="M0 2h8M0 6h8" fill="none"/>',
}
"""El motivo de cada trama de una gráfica, de trazo más firme: se lee sin pantalla."""


def patron(id_: str, dibujo: str, lado: float = LADO, *, a_escala: bool = False) -> str:
    """La definición de una trama que se repite cada `lado` unidades; se pide con `url(#id_)`.

    `a_escala` si `dibujo` va en las `LADO` unidades del motivo y hay que llevarlo a `lado`.
    """
    vista = f' viewBox="0 0 {LADO} {LADO}"' if a_escala else ""
    return (
        f'<pattern id="{id_}" width="{lado:g}" height="{lado:g}" patternUnits="userSpaceOnUse"{vista}>'
        f"{dibujo}</pattern>"
    )


def ampliado(clase: str, motivo: str, lado: float) -> str:
    """Un motivo llevado de `LADO` a `lado` unidades, con la clase que le da color."""
    return f'<g class="{clase}" transform="scale({lado / LADO:g})">{motivo}</g>'
