"""Reparto de llaves: de una semilla salen lengüetas que no se confunden, iguales en cualquier máquina."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import shake_256
from itertools import product
from math import ceil, hypot
from struct import unpack
from typing import TypeVar

from generador.rompecabezas.trazo import ErrorGeometria, Llave, Punto, Trazo, arista

T = TypeVar("T")

PASO = 0.08
"""Menor corrimiento entre dos posiciones, en fracciones de lengüeta."""

DISTANCIA_MINIMA = 0.06
"""Lo que al menos se apartan dos aristas con llave distinta (`distancia`), en fracciones de lengüeta.

Es el caso de una mesa de 128 tiras; hasta 8, la distancia pasa de 0,09: 1 mm en una lengüeta de 12.
"""

_INCLINACIONES = (-9.0, 0.0, 9.0)
_ESCALAS = (0.9, 1.0, 1.1)
_ONDAS = tuple(product((-0.16, 0.0, 0.16), repeat=2))
_FORMAS = len(_INCLINACIONES) * len(_ESCALAS)

# La cabeza más grande y más inclinada entra 1,12 lengüetas y abre 0,58 a cada lado: con 1,8 por esquina,
# dos lengüetas entrantes de lados contiguos nunca se tocan.
_ESQUINA = 1.8
_HOLGURA_MAXIMA = 1.2


def enteros(cantidad: int, *semilla: object) -> tuple[int, ...]:
    """`cantidad` enteros de 32 bits que dependen solo de la semilla."""
    texto = "\x1f".join(map(str, semilla))
    return unpack(f">{cantidad}I", shake_256(texto.encode()).digest(4 * cantidad))


def barajados(cosas: Sequence[T], *semilla: object) -> list[T]:
    orden = enteros(len(cosas), *semilla)
    return [cosas[i] for i in sorted(range(len(cosas)), key=orden.__getitem__)]


def sentidos(cantidad: int, *semilla: object) -> list[int]:
    """Lista de 1 y -1, por parejas: no hay tres iguales seguidos; pedir más no cambia los primeros."""
    primeros = [1 if n & 1 else -1 for n in enteros(ceil(cantidad / 2), *semilla)]
    return [s for primero in primeros for s in (primero, -primero)][:cantidad]


def holgura(ancho: float, alto: float, lengueta: float) -> float:
    """Cuánto puede correrse una lengüeta desde el centro, en fracciones de lengüeta, en fichas de ese tamaño.

    Lanza `ErrorGeometria` si alguna medida no es positiva o la lengüeta no deja sitio a las demás.
    """
    lado = min(ancho, alto)
    if not 0 < lado <= max(ancho, alto) < float("inf"):
        raise ErrorGeometria(f"una ficha no puede medir {ancho:g} × {alto:g} mm")
    mayor = lado / (2 * _ESQUINA)
    if not 0 < lengueta <= mayor:
        raise ErrorGeometria(
            f"en una ficha de {ancho:g} × {alto:g} mm la lengüeta debe medir entre 0 y {mayor:.2f} mm; "
            f"llegó {lengueta:g}"
        )
    return min(_HOLGURA_MAXIMA, lado / (2 * lengueta) - _ESQUINA)


def capacidad(libre: float) -> int:
    """Cuántas llaves distinguibles hay con esa holgura."""
    return _niveles(libre) * _FORMAS * len(_ONDAS)


def repartir(cantidad: int, libre: float, *semilla: object, repetir: bool = False) -> list[Llave]:
    """`cantidad` llaves barajadas, de sentido 1, ninguna igual a otra ni a otra girada media vuelta.

    Se reparten primero posición, inclinación y escala, lo más separadas que la cantidad permita; solo cuando
    se agotan distingue la onda de los hombros. Si no alcanzan lanza `ErrorGeometria`, o vuelve a empezar si
    `repetir`: un mural decorativo no se arma a mano.
    """
    if cantidad > capacidad(libre) and not repetir:
        raise ErrorGeometria(
            f"hacen falta {cantidad} lengüetas distintas y en ese tamaño caben {capacidad(libre)}: "
            "agrande las fichas o achique la lengüeta"
        )
    niveles = min(_niveles(libre), max(3, ceil(cantidad / _FORMAS)))
    posiciones = [libre * (2 * i / (niveles - 1) - 1) for i in range(niveles)] if niveles > 1 else [0.0]
    formas = barajados(list(product(posiciones, _INCLINACIONES, _ESCALAS)), "formas", *semilla)
    ondas = enteros(len(formas), "ondas", *semilla)
    llaves = []
    for i in range(cantidad):
        vuelta, j = divmod(i, len(formas))
        posicion, inclinacion, escala = formas[j]
        llaves.append(Llave(1, posicion, inclinacion, escala, *_ONDAS[(ondas[j] + vuelta) % len(_ONDAS)]))
    return llaves


def orientada(llave: Llave, sentido: int) -> Llave:
    """La misma llave con ese sentido."""
    return llave if llave.sentido == sentido else llave.girada()


def distancia(una: Llave, otra: Llave, largo: float = 5.0) -> float:
    """Distancia de Hausdorff entre los dos perfiles, en lengüetas, para aristas de `largo` lengüetas.

    Es la menor entre ponerlos al derecho y girar uno media vuelta: las dos maneras de probar una ficha en un
    hueco ajeno (van impresas por una cara, así que no se voltean).
    """
    perfil = _perfil(una, largo)
    return min(_hausdorff(perfil, _perfil(otra, largo)), _hausdorff(perfil, _perfil(otra.girada(), largo)))


def _niveles(libre: float) -> int:
    return 1 + int(2 * libre / PASO)


def _perfil(llave: Llave, largo: float) -> tuple[Punto, ...]:
    trazo: Trazo = arista(Punto(-largo / 2, 0.0), Punto(largo / 2, 0.0), llave, 1.0)
    return trazo.aplanado(0.004)


def _hausdorff(unos: Sequence[Punto], otros: Sequence[Punto]) -> float:
    return max(
        max(min(hypot(ax - bx, ay - by) for bx, by in b) for ax, ay in a)
        for a, b in ((unos, otros), (otros, unos))
    )
