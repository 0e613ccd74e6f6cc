"""Una imagen de tintas planas con paleta de 256 colores, si la diferencia no se ve."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image

COLORES_PALETA = 256
ERROR_MAXIMO = 8
"""Niveles (de 255) que la paleta puede apartar un canal de un píxel: menos que un escalón de antialias."""
PSNR_MINIMO = 48.0
"""Decibelios; en tintas planas, desde aquí la copia con paleta no se distingue del original."""
COLORES_MAXIMO = 1 << 14
"""Con más distintos no son tintas planas, y ninguna paleta les basta."""
FRECUENTES = 16
"""Cuántos lugares son de los más frecuentes, exactos: los fondos. Los demás, de los que quedan lejos."""

CERCA = 3 * 4**2
"""Cuadrado de la distancia a la que ya no vale la pena otro lugar: cuatro niveles por canal."""

_Colores = npt.NDArray[np.int32]


def con_paleta(imagen: Image.Image) -> Image.Image:
    """`imagen` (RGB) con paleta si no se nota (`ERROR_MAXIMO`, `PSNR_MINIMO`); si se nota, la misma."""
    contados = imagen.getcolors(COLORES_MAXIMO)
    if contados is None:
        return imagen
    veces = np.array([n for n, _ in contados], dtype=np.int64)
    colores = np.array([c for _, c in contados], dtype=np.int32)
    paleta, cual = _repartir(colores, veces)
    desvio = np.abs(colores - paleta[cual])
    cuadrados = int((veces * np.square(desvio).sum(axis=1)).sum())
    medio = cuadrados / (3 * imagen.width * imagen.height)
    if desvio.max() > ERROR_MAXIMO or medio > 255**2 / 10 ** (PSNR_MINIMO / 10):
        return imagen
    return _pintada(imagen, colores, paleta, cual)


def _repartir(colores: _Colores, veces: npt.NDArray[np.int64]) -> tuple[_Colores, npt.NDArray[np.intp]]:
    """La paleta y, por color, su lugar en ella: los más frecuentes y luego, uno a uno, el peor servido."""
    if len(colores) <= COLORES_PALETA:
        return colores, np.arange(len(colores))
    orden = np.lexsort((colores[:, 2], colores[:, 1], colores[:, 0], -veces))
    lugares = list(orden[:FRECUENTES])
    distancias = _distancias(colores, colores[lugares])
    cual = distancias.argmin(axis=1)
    lejos = distancias[np.arange(len(colores)), cual]
    while len(lugares) < COLORES_PALETA and lejos.max() > CERCA:
        peor = int(lejos.argmax())
        distancia = _distancias(colores, colores[peor : peor + 1])[:, 0]
        cerca = distancia < lejos
        lejos[cerca], cual[cerca] = distancia[cerca], len(lugares)
        lugares.append(peor)
    return colores[lugares], cual


def _distancias(unos: _Colores, otros: _Colores) -> _Colores:
    """El cuadrado de la distancia de cada uno a cada otro."""
    rojo, verde, azul = (np.subtract.outer(unos[:, c], otros[:, c]) ** 2 for c in range(3))
    suma: _Colores = rojo + verde + azul
    return suma


def _pintada(
    imagen: Image.Image, colores: _Colores, paleta: _Colores, cual: npt.NDArray[np.intp]
) -> Image.Image:
    tabla = _tabla()
    tabla[colores @ np.array([1, 1 << 8, 1 << 16])] = cual
    # Los cuatro bytes de un píxel son su número; el cuarto no dice nada.
    pixeles = np.frombuffer(imagen.tobytes("raw", "RGBX"), dtype="<u4") & 0xFFFFFF
    # Ningún lugar queda fuera: recortar el índice ahorra comprobarlo.
    reducida = Image.frombytes("P", imagen.size, tabla.take(pixeles, mode="clip").tobytes())
    reducida.putpalette(paleta.astype(np.uint8).tobytes())
    return reducida


@cache
def _tabla() -> npt.NDArray[np.uint8]:
    """Un lugar por color posible, siempre la misma: borrarla cuesta más que llenarla."""
    return np.zeros(1 << 24, dtype=np.uint8)
