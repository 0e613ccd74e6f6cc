"""Tramas de línea: los tramos de unas rectas paralelas que caen dentro de un contorno."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, cos, floor, radians, sin
from typing import NamedTuple

from generador.rompecabezas.trazo import Punto


class Segmento(NamedTuple):
    """Un segmento de `de` a `a`, en milímetros."""

    de: Punto
    a: Punto


def rayas(contorno: Sequence[Punto], paso: float, grados: float) -> Iterator[Segmento]:
    """Los tramos, cada `paso` mm y con esa inclinación, dentro de un polígono cerrado.

    Las rectas se cuentan desde el origen: las de dos contornos vecinos son las mismas.
    """
    coseno, seno = cos(radians(grados)), sin(radians(grados))
    puntos = [(p.x * coseno + p.y * seno, p.y * coseno - p.x * seno) for p in contorno]
    lados = list(zip(puntos, [*puntos[1:], puntos[0]], strict=True))
    desde, hasta = min(y for _, y in puntos), max(y for _, y in puntos)
    for i in range(ceil(desde / paso), floor(hasta / paso) + 1):
        y = i * paso
        cruces = sorted(
            x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in lados if (y0 <= y) != (y1 <= y)
        )
        for x0, x1 in zip(cruces[::2], cruces[1::2], strict=True):
            yield Segmento(
                Punto(x0 * coseno - y * seno, x0 * seno + y * coseno),
                Punto(x1 * coseno - y * seno, x1 * seno + y * coseno),
            )


def puntos(contorno: Sequence[Punto], paso: float, orilla: float = 0.0) -> Iterator[Punto]:
    """Los puntos de una malla al tresbolillo, de `paso` mm, dentro de un polígono y a `orilla` de su borde
    a lo ancho.
    """
    for tramo in rayas(contorno, paso * 0.866, 0.0):
        y = tramo.de.y
        corrida = paso / 2 * (round(y / (paso * 0.866)) % 2)
        x0, x1 = tramo.de.x + orilla, tramo.a.x - orilla
        for i in range(ceil((x0 - corrida) / paso), floor((x1 - corrida) / paso) + 1):
            yield Punto(i * paso + corrida, y)
