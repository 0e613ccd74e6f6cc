"""Las claves del cartel del rompecabezas: en qué cuerpo caben enteros los nombres de las clases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generador.composicion.comun.medida import Medidor

# Centésimas del lado corto y cuerpos de `mural.css`.
CUERPO = 2.1
_MUESTRA, _ALTO_DE_MUESTRA, _AIRE, _RELLENO, _INTERLINEA = 5.3, 3.45, 1.0, 0.76, 1.3
_ENTRE_COLUMNAS, _ARRIBA = 2.2, 3.0
_PUERTA_AL_LADO, _PUERTA_DEBAJO = 25.0, 13.5
"""Lo que el código QR y su letrero le quitan a la banda, a lo ancho, y al hueco, a lo alto."""


@dataclass(frozen=True, slots=True)
class Claves:
    """Cómo van: `cuerpo` y `columna`, en centésimas; sin columna, cada una en un renglón, como quepa."""

    cuerpo: float
    columna: float | None
    alto: float
    """Lo que ocupan."""

    def letra(self, rem: float) -> Markup:
        """La letra de todas, con la centésima en `rem` milímetros; vacía si es la de siempre."""
        return Markup(f"font-size: {self.cuerpo * rem:.2f}mm") if self.cuerpo != CUERPO else Markup("")

    def de_cada(self, rem: float) -> Markup:
        """El ancho de cada una, si se parte en renglones."""
        return Markup(f"width: {self.columna * rem:.2f}mm") if self.columna is not None else Markup("")


def claves_en(
    medidor: Medidor, nombres: Sequence[str], ancho: float, alto: float, menor: float, *, en_banda: bool
) -> Claves:
    """El mayor cuerpo en que caben en esas centésimas; si ni en el `menor` caben, lo que piden de alto.

    En un solo renglón si se puede; si no, partidas en columnas, una por clase en la banda.
    """
    util = ancho - _PUERTA_AL_LADO if en_banda else ancho
    libre = alto - (_ARRIBA if en_banda else _PUERTA_DEBAJO)

    def largo(nombre: str, cuerpo: float) -> float:
        return _MUESTRA + (medidor.ancho(nombre, "titular") + _RELLENO) * cuerpo

    largos = [largo(n, CUERPO) for n in nombres]
    entre = _ENTRE_COLUMNAS * len(nombres)
    if (sum(largos) + entre if en_banda else max(largos)) <= util:
        return Claves(CUERPO, None, alto)
    columna = util / len(nombres) - _ENTRE_COLUMNAS if en_banda else util
    cuerpo = CUERPO
    while True:
        renglon = (columna - _MUESTRA) / cuerpo - _RELLENO
        enteras = all(medidor.ancho(p, "titular") <= renglon for n in nombres for p in n.split())
        altos = [
            max(_ALTO_DE_MUESTRA, len(medidor.partir(n, "titular", renglon)) * cuerpo * _INTERLINEA) + _AIRE
            for n in nombres
        ]
        pide = max(altos) if en_banda else sum(altos)
        if (enteras and pide <= libre) or cuerpo <= menor:
            return Claves(cuerpo, columna, alto + max(0.0, pide - libre))
        cuerpo = max(menor, cuerpo * 0.95)
