"""El gran rompecabezas solidario: las tiras de cada mesa apiladas y las mesas lado a lado, en milímetros.

Todas las fichas miden lo mismo y las mesas cuelgan del mismo borde: la de menos tiras acaba antes, con el
borde recto, como todo lado sin vecina (estirar sus filas daría fichas que ya no salen del mismo pliego).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generador.rompecabezas import llaves
from generador.rompecabezas.ficha import TIPOS, Ficha, Tipo, ensamblar, juntas, region
from generador.rompecabezas.mesa import LENGUETA_IMPRESA, celdas_de_mesa
from generador.rompecabezas.trazo import ErrorGeometria, Llave, Rectangulo, Trazo

_COLUMNAS = len(TIPOS)
_POR_FILA = 2 * _COLUMNAS - 1
"""Juntas que cada fila de una mesa tiene para sí: una encima de cada ficha y las que separan sus fichas."""


@dataclass(frozen=True, slots=True)
class Mural:
    """El rompecabezas de toda la asamblea. `fichas` va por mesa, luego por tira, luego por tipo.

    `huecos` son los rectángulos libres debajo de las mesas más cortas, hasta el pie del mural.
    """

    ancho: float
    alto: float
    lengueta: float
    fichas: tuple[Ficha, ...]
    huecos: tuple[Rectangulo, ...]

    @property
    def caja(self) -> Rectangulo:
        return Rectangulo(0.0, 0.0, self.ancho, self.alto)

    def de_mesa(self, mesa: int) -> tuple[Ficha, ...]:
        """Las fichas de una mesa, con las lengüetas que la unen a sus vecinas."""
        return tuple(f for f in self.fichas if f.mesa == mesa)

    def juntas(self) -> tuple[Trazo, ...]:
        """Las aristas entre fichas, cada una una sola vez."""
        return juntas(self.fichas)

    def contornos(self, mesa: int | None = None, tipo: Tipo | None = None) -> tuple[Trazo, ...]:
        """Contorno conjunto de las fichas de esa mesa y de ese tipo; sin filtros, el del mural entero."""
        return region(
            self.fichas,
            [
                i
                for i, f in enumerate(self.fichas)
                if (mesa is None or f.mesa == mesa) and (tipo is None or f.tipo == tipo)
            ],
        )


def mural(
    tiras_por_mesa: Sequence[Sequence[int]],
    ficha_ancho_mm: float,
    ficha_alto_mm: float,
    semilla: str,
    *,
    lengueta: float | None = None,
    filas_parejas: int = 1,
) -> Mural:
    """El mural de esas mesas; `tiras_por_mesa[m][s]` es cuántas necesidades (1 o 2) trae cada sub-mesa.

    Dentro de una mesa, contadas las juntas con sus vecinas, no hay dos llaves iguales. Las lengüetas de una
    fila miran al mismo lado, y las de una columna también: a cada ficha entra a lo sumo una por eje y todas
    dejan casi el mismo papel para escribir. Añadir una tira al final no cambia el corte de las anteriores
    mientras la mesa más alta no pase de 8, 16, 32… tiras. Con `filas_parejas`, las filas que van de a tantas
    miran al mismo lado: así las fichas que juntan varias filas también sacan una sola lengüeta por eje.

    Lanza `ErrorGeometria` si no hay mesas, una no tiene sub-mesas, una sub-mesa no trae 1 o 2 necesidades, la
    lengüeta (mm) no cabe en la ficha o no hay llaves para tantas tiras.
    """
    if not tiras_por_mesa:
        raise ErrorGeometria("un mural necesita al menos una mesa")
    if lengueta is None:
        lengueta = LENGUETA_IMPRESA * min(ficha_ancho_mm, ficha_alto_mm)
    libre = llaves.holgura(ficha_ancho_mm, ficha_alto_mm, lengueta)
    mesas = [celdas_de_mesa(tiras, m) for m, tiras in enumerate(tiras_por_mesa, start=1)]
    altos = [len(celdas) // _COLUMNAS for celdas in mesas]
    filas = max(altos)
    columnas = _COLUMNAS * len(mesas)

    catalogo = llaves.repartir((_POR_FILA + 2) * _cupo(filas, libre), libre, semilla, "mural")
    cupo = len(catalogo) // (_POR_FILA + 2)
    propias = catalogo[: _POR_FILA * cupo]
    # Las fronteras entre mesas se turnan dos cajones: ninguna mesa ve la misma llave a sus dos lados.
    cajones = (catalogo[_POR_FILA * cupo : (_POR_FILA + 1) * cupo], catalogo[(_POR_FILA + 1) * cupo :])
    hacia_arriba = llaves.sentidos(columnas, semilla, "columnas")
    por_pareja = llaves.sentidos(-(-filas // filas_parejas), semilla, "filas")
    hacia_derecha = [por_pareja[f // filas_parejas] for f in range(filas)]
    horizontales: dict[tuple[int, int], Llave] = {}
    verticales: dict[tuple[int, int], Llave] = {}
    for m, alto in enumerate(altos):
        mias = iter(llaves.barajados(propias, semilla, "mesa", m))
        frontera = llaves.barajados(cajones[m % 2], semilla, "frontera", m)
        primera = m * _COLUMNAS
        for f in range(alto):
            for c in range(primera, primera + _COLUMNAS):
                horizontales[f, c] = llaves.orientada(next(mias), hacia_arriba[c])
                if c > primera:
                    verticales[f, c] = llaves.orientada(next(mias), hacia_derecha[f])
            verticales[f, primera] = llaves.orientada(frontera[f], hacia_derecha[f])

    fichas = ensamblar(
        [celda for celdas in mesas for celda in celdas],
        [ficha_ancho_mm * c for c in range(columnas + 1)],
        [ficha_alto_mm * f for f in range(filas + 1)],
        horizontales,
        verticales,
        lengueta,
    )
    huecos = tuple(
        Rectangulo(
            ficha_ancho_mm * _COLUMNAS * m,
            ficha_alto_mm * alto,
            ficha_ancho_mm * _COLUMNAS,
            ficha_alto_mm * (filas - alto),
        )
        for m, alto in enumerate(altos)
        if alto < filas
    )
    return Mural(ficha_ancho_mm * columnas, ficha_alto_mm * filas, lengueta, fichas, huecos)


def _cupo(filas: int, libre: float) -> int:
    """Para cuántas filas se preparan llaves: 8, 16, 32… o las que den de sí."""
    cupo = 8
    while cupo < filas:
        cupo *= 2
    return max(filas, min(cupo, llaves.capacidad(libre) // (_POR_FILA + 2)))
