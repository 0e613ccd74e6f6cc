"""Los píxeles de una frase: la ventana que la contiene, cada letra sola y su parecido con lo pintado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from generador.modelo.color import PESOS, lineal
from generador.salida import png
from generador.salida.letras import Caja

ALTURA_X_MUESTRA_PX = 12
"""A cuántos píxeles de altura de x se pinta una muestra: el asta mide dos y se ve plena."""
ORILLA_PX = 2
"""Lo que el antialias puede correr los bordes de una letra respecto a su caja."""
PAPEL_PX = 1
"""Papel que se mira alrededor de cada letra; más, alcanzaría lo que hay al lado."""
TINTA_DE_BORDE = 48
"""De 255: desde cuánta tinta un píxel cuenta como dibujo al buscar hasta dónde llega la letra."""
CONTRASTE_PLENO = 21.0

_Plano: TypeAlias = npt.NDArray[np.uint8]


class Lienzo(NamedTuple):
    """La ventana de la página, a cierta escala, que contiene una aparición de la frase."""

    ancho_px: int
    alto_px: int
    recorte: png.Recorte
    cajas: tuple[png.Recorte, ...]
    """Cada letra, en píxeles de la ventana."""

    @classmethod
    def de(cls, letras: Sequence[Caja], hoja: Caja, ancho_px: int, alto_px: int) -> Self:
        por_x = ancho_px / (hoja.derecha - hoja.izquierda)
        por_y = alto_px / (hoja.arriba - hoja.abajo)
        cajas = [
            (
                floor((letra.izquierda - hoja.izquierda) * por_x),
                floor((hoja.arriba - letra.arriba) * por_y),
                ceil((letra.derecha - hoja.izquierda) * por_x),
                ceil((hoja.arriba - letra.abajo) * por_y),
            )
            for letra in letras
        ]
        x = max(0, min(caja[0] for caja in cajas) - ORILLA_PX)
        y = max(0, min(caja[1] for caja in cajas) - ORILLA_PX)
        derecha = min(ancho_px, max(caja[2] for caja in cajas) + ORILLA_PX)
        abajo = min(alto_px, max(caja[3] for caja in cajas) + ORILLA_PX)
        locales = tuple((caja[0] - x, caja[1] - y, caja[2] - x, caja[3] - y) for caja in cajas)
        return cls(ancho_px, alto_px, (x, y, derecha, abajo), locales)

    @classmethod
    def de_muestra(cls, letras: Sequence[Caja], hoja: Caja, altura_x: float) -> Self:
        """A la escala en que `altura_x` (puntos) mide lo que conviene para mirarla."""
        escala = ALTURA_X_MUESTRA_PX / altura_x
        ancho, alto = hoja.derecha - hoja.izquierda, hoja.arriba - hoja.abajo
        return cls.de(letras, hoja, max(1, round(ancho * escala)), max(1, round(alto * escala)))

    def pintar(self, pagina: Any, *, anotaciones: bool = True) -> Image.Image:
        return png.pintar(pagina, self.ancho_px, self.alto_px, self.recorte, anotaciones=anotaciones)

    def molde(self, pagina: Any, *, entera: bool = False) -> Image.Image:
        """La página ya aislada, como cantidad de tinta: 0 papel, 255 letra plena.

        Con `entera`, como si se pintara toda la página, por si el redondeo de las letras importa.
        """
        pintada = png.pintar(
            pagina, self.ancho_px, self.alto_px, self.recorte, anotaciones=False, entera=entera
        )
        return ImageChops.invert(pintada.convert("L"))


class Dibujo(NamedTuple):
    """Una letra sola: si llega a los bordes de su caja, su píxel más negro (de 255) y cuánto la llena."""

    entero: bool
    tinta: int
    lleno: float


def dibujos(molde: Image.Image, cajas: Sequence[png.Recorte]) -> Iterator[Dibujo]:
    """Cómo queda cada letra en el molde."""
    tinta = np.asarray(molde)
    for x, y, derecha, abajo in cajas:
        orillas = (
            _trozo(tinta, x, y, x + ORILLA_PX + 1, abajo),
            _trozo(tinta, x, y, derecha, y + ORILLA_PX + 1),
            _trozo(tinta, derecha - ORILLA_PX - 1, y, derecha, abajo),
            _trozo(tinta, x, abajo - ORILLA_PX - 1, derecha, abajo),
        )
        entero = all(orilla.max(initial=0) >= TINTA_DE_BORDE for orilla in orillas)
        centro = _trozo(tinta, x + 1, y + 1, derecha - 1, abajo - 1)
        lleno = int(centro.sum(dtype=np.int64)) / (255 * max(1, centro.size))
        yield Dibujo(entero, int(_trozo(tinta, x, y, derecha, abajo).max(initial=0)), lleno)


def _trozo(plano: _Plano, x: int, y: int, derecha: int, abajo: int) -> _Plano:
    """Los píxeles de esa caja que existen."""
    return plano[max(0, y) : max(0, abajo), max(0, x) : max(0, derecha)]


def cotejos(
    real: Image.Image, molde: Image.Image, cajas: Sequence[png.Recorte]
) -> Iterator[tuple[float, float]]:
    """Por letra, el contraste WCAG entre su tinta y su fondo en `real` y su semejanza (R²) con `molde`.

    En un texto limpio cada píxel es fondo + (tinta − fondo) · molde: la recta de mínimos cuadrados da los dos
    colores aunque ningún píxel sea tinta plena, y su R², cuánto hay que no sea esa letra.
    """
    tinta = np.asarray(molde).astype(np.int64)
    sumar = _Sumador(cajas, tinta.shape)
    suma = sumar(tinta)
    dispersion = sumar(tinta * tinta) - suma * suma / sumar.total
    divisor = np.where(dispersion > 0, dispersion, 1)
    varia, explica = np.zeros(len(cajas)), np.zeros(len(cajas))
    clara, oscura = np.zeros(len(cajas)), np.zeros(len(cajas))
    for canal, peso in zip(real.convert("RGB").split(), PESOS, strict=True):
        color = np.asarray(canal).astype(np.int64)
        suma_color = sumar(color)
        conjunta = sumar(color * tinta) - suma_color * suma / sumar.total
        pendiente = np.where(dispersion > 0, conjunta / divisor, 0.0)
        varia += sumar(color * color) - suma_color * suma_color / sumar.total
        explica += conjunta * pendiente
        papel = (suma_color - pendiente * suma) / sumar.total
        clara += peso * _LINEAL[_niveles(papel)]
        oscura += peso * _LINEAL[_niveles(papel + 255 * pendiente)]
    razones = (np.maximum(clara, oscura) + 0.05) / (np.minimum(clara, oscura) + 0.05)
    semejanzas = np.divide(explica, varia, out=np.zeros(len(cajas)), where=varia != 0)
    return zip(razones.tolist(), semejanzas.tolist(), strict=True)


_LINEAL = np.array([lineal(nivel) for nivel in range(256)])


def _niveles(canal: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Los de 0 a 255 más cercanos."""
    return np.clip(np.rint(canal), 0, 255).astype(np.intp)


class _Sumador:
    """Suma un plano dentro de cada caja, con un borde de papel, sin volver a recorrerlo por cada una."""

    def __init__(self, cajas: Sequence[png.Recorte], forma: tuple[int, ...]) -> None:
        alto, ancho = forma
        lados = np.array(cajas, dtype=np.int64).reshape(-1, 4)
        self._x = np.clip(lados[:, 0] - PAPEL_PX, 0, ancho)
        self._y = np.clip(lados[:, 1] - PAPEL_PX, 0, alto)
        self._derecha = np.clip(lados[:, 2] + PAPEL_PX, 0, ancho)
        self._abajo = np.clip(lados[:, 3] + PAPEL_PX, 0, alto)
        self.total = np.maximum(1, (self._derecha - self._x) * (self._abajo - self._y))
        """Cuántos píxeles tiene cada caja."""

    def __call__(self, plano: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        tabla = np.zeros((plano.shape[0] + 1, plano.shape[1] + 1), dtype=np.int64)
        np.cumsum(np.cumsum(plano, axis=0), axis=1, out=tabla[1:, 1:])
        dentro: npt.NDArray[np.int64] = (
            tabla[self._abajo, self._derecha]
            - tabla[self._y, self._derecha]
            - tabla[self._abajo, self._x]
            + tabla[self._y, self._x]
        )
        return dentro


def difieren(uno: Image.Image, otro: Image.Image) -> bool:
    """Si a dos moldes del mismo lienzo los separa algo más que el antialias."""
    return any(ImageChops.difference(uno, otro).histogram()[TINTA_DE_BORDE:])
