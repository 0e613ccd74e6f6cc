"""Los píxeles de una frase: la ventana que la contiene, cada letra sola y su parecido con lo pintado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from generador.modelo.color import PESOS, lineal
from generador.salida.credito.letras import Caja
from generador.salida.imagen import raster

ALTURA_X_MUESTRA_PX = 12
"""A cuántos píxeles de altura de x se pinta una muestra: el asta mide dos y se ve plena."""
ORILLA_PX = 2
"""Lo que el antialias puede correr los bordes de una letra respecto a su caja."""
PAPEL_PX = 1
"""Papel que se mira alrededor de cada letra; más, alcanzaría lo que hay al lado."""
TINTA_DE_BORDE = 48
"""De 255: desde cuánta tinta un píxel cuenta como dibujo al buscar hasta dónde llega la letra."""
CONTRASTE_PLENO = 21.0

_Enteros: TypeAlias = npt.NDArray[np.int64]


class Ventana(NamedTuple):
    """La ventana de la página, a cierta escala, que contiene una aparición de la frase."""

    ancho_px: int
    alto_px: int
    recorte: raster.CajaDePixeles
    cajas: tuple[raster.CajaDePixeles, ...]
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
        return raster.pintar(pagina, self.ancho_px, self.alto_px, self.recorte, anotaciones=anotaciones)

    def molde(self, pagina: Any, *, entera: bool = False) -> Image.Image:
        """La página ya aislada, como cantidad de tinta: 0 papel, 255 letra plena.

        Con `entera`, como si se pintara toda la página, por si el redondeo de las letras importa.
        """
        pintada = raster.pintar(
            pagina, self.ancho_px, self.alto_px, self.recorte, anotaciones=False, entera=entera
        )
        return ImageChops.invert(pintada.convert("L"))


class Dibujo(NamedTuple):
    """Una letra sola: si llega a los bordes de su caja, su píxel más negro (de 255) y cuánto la llena."""

    entero: bool
    tinta: int
    lleno: float


def dibujos(molde: Image.Image, cajas: Sequence[raster.CajaDePixeles]) -> Iterator[Dibujo]:
    """Cómo queda cada letra en el molde."""
    tinta = np.asarray(molde)
    x, y, derecha, abajo = lados = _lados(cajas)
    orilla = ORILLA_PX + 1
    bordes = (
        (x, y, x + orilla, abajo),
        (x, y, derecha, y + orilla),
        (derecha - orilla, y, derecha, abajo),
        (x, abajo - orilla, derecha, abajo),
    )
    sumar = _Sumador(_derechos(np.concatenate(bordes, axis=1)), tinta.shape)
    enteros = sumar(tinta >= TINTA_DE_BORDE).reshape(4, -1).min(axis=0) > 0
    centro = _Sumador(_derechos(np.stack((x + 1, y + 1, derecha - 1, abajo - 1))), tinta.shape)
    llenos = centro(tinta) / (255 * centro.total)
    dentro = np.maximum(lados, 0).T.tolist()
    for (x, y, derecha, abajo), entero, lleno in zip(dentro, enteros.tolist(), llenos.tolist(), strict=True):
        yield Dibujo(entero, int(tinta[y:abajo, x:derecha].max(initial=0)), lleno)


def _derechos(lados: _Enteros) -> _Enteros:
    """Los mismos lados; la caja que venga al revés, vacía."""
    return np.concatenate((lados[:2], np.maximum(lados[:2], lados[2:])))


def cotejos(
    real: Image.Image, molde: Image.Image, cajas: Sequence[raster.CajaDePixeles]
) -> Iterator[tuple[float, float]]:
    """Por letra, el contraste WCAG entre su tinta y su fondo en `real` y su semejanza (R²) con `molde`.

    En un texto limpio cada píxel es fondo + (tinta − fondo) · molde: la recta de mínimos cuadrados da los dos
    colores aunque ningún píxel sea tinta plena, y su R², cuánto hay que no sea esa letra.
    """
    # El cuadrado de 255 todavía cabe en 16 bits.
    tinta = np.asarray(molde).astype(np.uint16)
    x, y, derecha, abajo = _lados(cajas)
    con_papel = np.stack((x - PAPEL_PX, y - PAPEL_PX, derecha + PAPEL_PX, abajo + PAPEL_PX))
    sumar = _Sumador(con_papel, tinta.shape)
    suma = sumar(tinta)
    dispersion = sumar(tinta * tinta) - suma * suma / sumar.total
    divisor = np.where(dispersion > 0, dispersion, 1)
    colores = [np.asarray(canal).astype(np.uint16) for canal in real.convert("RGB").split()]
    sumas = np.stack([sumar(color) for color in colores])
    conjuntas = np.stack([sumar(color * tinta) for color in colores]) - sumas * suma / sumar.total
    pendientes = np.where(dispersion > 0, conjuntas / divisor, 0.0)
    varia = sum(np.stack([sumar(color * color) for color in colores]) - sumas * sumas / sumar.total)
    explica = sum(conjuntas * pendientes)
    papel = (sumas - pendientes * suma) / sumar.total
    clara = _luminancia(papel)
    oscura = _luminancia(papel + 255 * pendientes)
    razones = (np.maximum(clara, oscura) + 0.05) / (np.minimum(clara, oscura) + 0.05)
    semejanzas = np.divide(explica, varia, out=np.zeros(len(cajas)), where=varia != 0)
    return zip(razones.tolist(), semejanzas.tolist(), strict=True)


_LINEAL = np.array([lineal(nivel) for nivel in range(256)])


def _luminancia(color: npt.NDArray[np.float64]) -> Any:
    """La de WCAG, con cada canal en su nivel más cercano de 0 a 255."""
    niveles = np.clip(np.rint(color), 0, 255).astype(np.intp)
    return sum(peso * canal for peso, canal in zip(PESOS, _LINEAL[niveles], strict=True))


def _lados(cajas: Sequence[raster.CajaDePixeles]) -> _Enteros:
    return np.array(cajas, dtype=np.int64).reshape(-1, 4).T


class _Sumador:
    """Suma un plano dentro de cada caja sin volver a recorrerlo por cada una."""

    def __init__(self, lados: _Enteros, forma: tuple[int, ...]) -> None:
        alto, ancho = forma
        self._x, self._derecha = np.clip(lados[::2], 0, ancho)
        self._y, self._abajo = np.clip(lados[1::2], 0, alto)
        self.total = np.maximum(1, (self._derecha - self._x) * (self._abajo - self._y))
        """Cuántos píxeles tiene cada caja."""
        # Pedir otra vez tanta memoria cuesta más que sumar.
        self._corrida = np.zeros((alto + 1, ancho + 1), dtype=np.int64)

    def __call__(self, plano: npt.NDArray[Any]) -> _Enteros:
        np.cumsum(plano, axis=1, dtype=np.int64, out=self._corrida[1:, 1:])
        # Bajar solo por lo que cada caja suma en su renglón es más corto que bajar por todo el plano.
        tabla = (self._corrida[:, self._derecha] - self._corrida[:, self._x]).cumsum(axis=0)
        cual = np.arange(len(self.total))
        dentro: _Enteros = tabla[self._abajo, cual] - tabla[self._y, cual]
        return dentro


def difieren(uno: Image.Image, otro: Image.Image) -> bool:
    """Si a dos moldes del mismo lienzo los separa algo más que el antialias."""
    return any(ImageChops.difference(uno, otro).histogram()[TINTA_DE_BORDE:])
