"""Rompecabezas de una sola pieza, de una mesa y decorativos: cuadrículas que llenan exactas un rectángulo."""

from __future__ import annotations

from collections.abc import Sequence

from generador.rompecabezas import llaves
from generador.rompecabezas.ficha import TIPOS, Aristas, Celda, Ficha, Vecinas, armar, ensamblar, lado
from generador.rompecabezas.trazo import ErrorGeometria, Llave, Punto, Rectangulo

LENGUETA_DECORATIVA = 0.235
"""Alto de la lengüeta respecto al lado menor de la ficha, si no se pide otro."""

LENGUETA_IMPRESA = 0.2
"""La misma proporción en las fichas donde se escribe: un poco menor, deja más papel libre."""


def cuadricula(
    filas: int, columnas: int, ancho: float, alto: float, semilla: str, *, lengueta: float | None = None
) -> tuple[Ficha, ...]:
    """`filas` × `columnas` fichas que llenan exactas un rectángulo de `ancho` × `alto` mm, por filas.

    Las llaves no se repiten mientras alcancen (`llaves.capacidad`; con la lengüeta de costumbre, 729).
    Lanza `ErrorGeometria` si no hay fichas, o si la lengüeta (mm) no cabe en ellas.
    """
    if filas < 1 or columnas < 1:
        raise ErrorGeometria(f"una cuadrícula de {filas} × {columnas} no tiene fichas")
    w, h = ancho / columnas, alto / filas
    if lengueta is None:
        lengueta = LENGUETA_DECORATIVA * min(w, h)
    libre = llaves.holgura(w, h, lengueta)
    tendidas = [(f, c) for f in range(1, filas) for c in range(columnas)]
    paradas = [(f, c) for f in range(filas) for c in range(1, columnas)]
    total = len(tendidas) + len(paradas)
    reparto = iter(
        [
            llaves.orientada(llave, sentido)
            for llave, sentido in zip(
                llaves.repartir(total, libre, semilla, "cuadricula", repetir=True),
                llaves.sentidos(total, semilla, "cuadricula"),
                strict=True,
            )
        ]
    )
    return ensamblar(
        [Celda(f, c) for f in range(filas) for c in range(columnas)],
        lineas(columnas, ancho),
        lineas(filas, alto),
        {junta: next(reparto) for junta in tendidas},
        {junta: next(reparto) for junta in paradas},
        lengueta,
    )


def colorear(fichas: Sequence[Ficha], colores: int, semilla: str) -> tuple[int, ...]:
    """Un color (0 … `colores` - 1) por ficha de una cuadrícula, parejos y sin repetir entre vecinas.

    Con cinco o más tampoco se repiten en diagonal; con dos quedan como un tablero de ajedrez. Lanza
    `ErrorGeometria` con menos de dos.
    """
    if colores < 2:
        raise ErrorGeometria(f"para distinguir vecinas hacen falta al menos dos colores; llegó {colores}")
    puestos: dict[tuple[int, int], int] = {}
    usos = [0] * colores
    azar = llaves.enteros(len(fichas), semilla, "colores")
    for ficha, numero in zip(fichas, azar, strict=True):
        f, c = ficha.fila, ficha.columna
        if colores == 2:
            puestos[f, c] = (f + c) % 2
            continue
        lados = {puestos.get((f - 1, c)), puestos.get((f, c - 1))}
        esquinas = {puestos.get((f - 1, c - 1)), puestos.get((f - 1, c + 1))}
        libres = [k for k in range(colores) if k not in lados]
        libres = [k for k in libres if k not in esquinas] or libres
        menos = min(usos[k] for k in libres)
        # Casi el menos usado: elegir siempre el menos usado repetiría el mismo dibujo fila tras fila.
        libres = [k for k in libres if usos[k] <= menos + 1]
        puestos[f, c] = libres[numero % len(libres)]
        usos[puestos[f, c]] += 1
    return tuple(puestos[ficha.fila, ficha.columna] for ficha in fichas)


def ficha_suelta(
    ancho: float,
    alto: float,
    semilla: str,
    *,
    lenguetas: tuple[int, int, int, int] = (1, -1, 1, 1),
    lengueta: float | None = None,
) -> Ficha:
    """Una ficha sola, para íconos y marcas: el cuerpo mide `ancho` × `alto` mm y empieza en (0, 0).

    `lenguetas` dice, para norte, este, sur y oeste, si la lengüeta sale (1), entra (-1) o no hay (0).
    """
    if lengueta is None:
        lengueta = LENGUETA_DECORATIVA * min(ancho, alto)
    # Casi centradas y sin onda: una marca se lee de un golpe, no tiene que encajar en un solo sitio.
    libre = min(0.15, llaves.holgura(ancho, alto, lengueta))
    esquinas = (Punto(0.0, 0.0), Punto(ancho, 0.0), Punto(ancho, alto), Punto(0.0, alto))
    reparto = llaves.repartir(4, libre, semilla, "suelta")
    aristas = []
    for i, (sentido, llave) in enumerate(zip(lenguetas, reparto, strict=True)):
        if sentido not in (-1, 0, 1):
            raise ErrorGeometria(f"cada lengüeta es 1 (sale), -1 (entra) o 0 (recta); llegó {sentido}")
        derecha = Llave(1, llave.posicion)
        pedida = llaves.orientada(derecha, sentido) if sentido else None
        aristas.append(lado(esquinas[i], esquinas[(i + 1) % 4], pedida, lengueta))
    return armar(Celda(0, 0), Rectangulo(0.0, 0.0, ancho, alto), Aristas(*aristas), Vecinas(), lengueta)


def celdas_de_mesa(tiras: Sequence[int], mesa: int) -> list[Celda]:
    """Las celdas de una mesa, tira por tira; `tiras[i]` es cuántas necesidades trae la sub-mesa `i + 1`.

    Cada necesidad es una tira de tres fichas en su fila. Las columnas siguen a las de la mesa anterior.
    """
    if not tiras:
        raise ErrorGeometria(f"la mesa {mesa} no tiene sub-mesas")
    celdas: list[Celda] = []
    for submesa, necesidades in enumerate(tiras, start=1):
        if necesidades not in (1, 2):
            raise ErrorGeometria(
                f"la sub-mesa {submesa} de la mesa {mesa} trae {necesidades} necesidades: deben ser 1 o 2"
            )
        for necesidad in range(1, necesidades + 1):
            fila = len(celdas) // len(TIPOS)
            for i, tipo in enumerate(TIPOS):
                celdas.append(Celda(fila, (mesa - 1) * len(TIPOS) + i, mesa, submesa, necesidad, tipo))
    return celdas


def lineas(partes: int, total: float) -> list[float]:
    """Las `partes + 1` líneas que parten `total` en iguales; la última es `total` exacto."""
    return [total * i / partes for i in range(partes + 1)]
