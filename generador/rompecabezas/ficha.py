"""La ficha y su ensamblaje: de una rejilla y una llave por junta salen fichas que encajan exactas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from generador.rompecabezas.trazo import (
    ErrorGeometria,
    Llave,
    Punto,
    Rectangulo,
    Trazo,
    alcance,
    arista,
    recta,
)

Tipo: TypeAlias = Literal["necesidad", "solucion", "plan"]

TIPOS: tuple[Tipo, Tipo, Tipo] = ("necesidad", "solucion", "plan")
"""Las tres fichas de una tira, de izquierda a derecha."""

MARGEN_SEGURO = 0.15
"""Aire entre el área de escritura y el corte, en fracciones de lengüeta."""


class Celda(NamedTuple):
    """Un puesto de la rejilla; `fila` y `columna` cuentan desde 0."""

    fila: int
    columna: int
    mesa: int | None = None
    submesa: int | None = None
    necesidad: int | None = None
    tipo: Tipo | None = None


class Arista(NamedTuple):
    """Un lado de la ficha, recorrido como las agujas; `llave` es None en los bordes rectos."""

    trazo: Trazo
    llave: Llave | None
    caja: Rectangulo

    @property
    def sentido(self) -> int:
        """1 si la lengüeta sale de la ficha, -1 si entra, 0 si el lado es recto."""
        return self.llave.sentido if self.llave else 0

    def inversa(self) -> Arista:
        """El mismo lado visto desde la ficha vecina."""
        return Arista(self.trazo.inverso(), self.llave and self.llave.girada(), self.caja)


class Aristas(NamedTuple):
    norte: Arista
    este: Arista
    sur: Arista
    oeste: Arista


class Vecinas(NamedTuple):
    """Índices de las fichas vecinas, o None donde acaba el rompecabezas."""

    norte: int | None = None
    este: int | None = None
    sur: int | None = None
    oeste: int | None = None


@dataclass(frozen=True, slots=True)
class Ficha:
    """Una pieza en su sitio, en milímetros. `mesa`, `submesa` y `necesidad` cuentan desde 1.

    `celda` es el cuerpo sin lengüetas, `caja` lo que ocupa con ellas y `segura` donde se puede escribir sin
    tocar el corte. En los rompecabezas decorativos mesa, sub-mesa, necesidad y tipo son None.
    """

    mesa: int | None
    submesa: int | None
    necesidad: int | None
    tipo: Tipo | None
    fila: int
    columna: int
    celda: Rectangulo
    aristas: Aristas
    vecinas: Vecinas
    margen: float
    """Aire entre el área de escritura y el corte."""

    # Se calculan al pedirlos: de un muro de miles de fichas casi nunca se miran todas.

    @property
    def contorno(self) -> Trazo:
        """El corte entero, como las agujas desde la esquina superior izquierda."""
        norte, este, sur, oeste = (a.trazo for a in self.aristas)
        return Trazo(norte.inicio, norte.tramos + este.tramos + sur.tramos + oeste.tramos)

    @property
    def segura(self) -> Rectangulo:
        """La celda menos lo que de verdad entra cada arista, y el margen."""
        n, e, s, o = (a.caja for a in self.aristas)
        x, y = max(self.celda.x, o.derecha) + self.margen, max(self.celda.y, n.abajo) + self.margen
        derecha, abajo = min(self.celda.derecha, e.x) - self.margen, min(self.celda.abajo, s.y) - self.margen
        return Rectangulo(x, y, derecha - x, abajo - y)

    @property
    def caja(self) -> Rectangulo:
        """Lo que ocupa con sus lengüetas."""
        n, e, s, o = (a.caja for a in self.aristas)
        return _entre(o.x, n.y, e.derecha, s.abajo)


def lado(a: Punto, b: Punto, llave: Llave | None, lengueta: float) -> Arista:
    """De `a` a `b`, horizontal o vertical, con la lengüeta de la llave o recto."""
    if llave is None:
        return Arista(recta(a, b), None, _entre(a.x, a.y, b.x, b.y))
    # La caja sale de la llave, que se repite de mesa en mesa: curva por curva costaría media construcción.
    hundida, salida = (lengueta * v for v in alcance(llave))
    dx, dy = b.x - a.x, b.y - a.y
    nx, ny = (dy > 0) - (dy < 0), (dx < 0) - (dx > 0)
    caja = _entre(a.x + nx * hundida, a.y + ny * hundida, b.x + nx * salida, b.y + ny * salida)
    return Arista(arista(a, b, llave, lengueta), llave, caja)


def _entre(ax: float, ay: float, bx: float, by: float) -> Rectangulo:
    x, y = min(ax, bx), min(ay, by)
    return Rectangulo(x, y, max(ax, bx) - x, max(ay, by) - y)


def armar(celda: Celda, cuerpo: Rectangulo, aristas: Aristas, vecinas: Vecinas, lengueta: float) -> Ficha:
    """La ficha que cierran esas aristas, que van como las agujas desde la esquina superior izquierda."""
    return Ficha(
        mesa=celda.mesa,
        submesa=celda.submesa,
        necesidad=celda.necesidad,
        tipo=celda.tipo,
        fila=celda.fila,
        columna=celda.columna,
        celda=cuerpo,
        aristas=aristas,
        vecinas=vecinas,
        margen=MARGEN_SEGURO * lengueta,
    )


def ensamblar(
    celdas: Sequence[Celda],
    equis: Sequence[float],
    yes: Sequence[float],
    horizontales: Mapping[tuple[int, int], Llave],
    verticales: Mapping[tuple[int, int], Llave],
    lengueta: float,
) -> tuple[Ficha, ...]:
    """Las fichas de esas celdas, en su orden.

    `equis` y `yes` son las líneas de la rejilla (mm); `horizontales[f, c]` es la llave de la junta de encima
    de la celda y `verticales[f, c]` la de su izquierda. Donde no hay celda vecina el lado queda recto.
    """
    indices = {(c.fila, c.columna): i for i, c in enumerate(celdas)}
    puntos = [[Punto(x, y) for x in equis] for y in yes]
    tendidas: dict[tuple[int, int], Arista] = {}
    paradas: dict[tuple[int, int], Arista] = {}
    fichas = []
    for celda in celdas:
        f, c = celda.fila, celda.columna
        vecinas = Vecinas(
            indices.get((f - 1, c)), indices.get((f, c + 1)), indices.get((f + 1, c)), indices.get((f, c - 1))
        )
        nw, ne, se, so = puntos[f][c], puntos[f][c + 1], puntos[f + 1][c + 1], puntos[f + 1][c]
        # Cada junta se traza una sola vez, en un sentido fijo; la otra ficha recibe la misma al revés.
        for clave, hay in (((f, c), vecinas.norte), ((f + 1, c), vecinas.sur)):
            if clave not in tendidas:
                a, b = (nw, ne) if clave[0] == f else (so, se)
                tendidas[clave] = lado(a, b, None if hay is None else horizontales[clave], lengueta)
        for clave, hay in (((f, c), vecinas.oeste), ((f, c + 1), vecinas.este)):
            if clave not in paradas:
                a, b = (nw, so) if clave[1] == c else (ne, se)
                paradas[clave] = lado(a, b, None if hay is None else verticales[clave], lengueta)
        aristas = Aristas(
            tendidas[f, c], paradas[f, c + 1], tendidas[f + 1, c].inversa(), paradas[f, c].inversa()
        )
        fichas.append(armar(celda, Rectangulo(*nw, se.x - nw.x, se.y - nw.y), aristas, vecinas, lengueta))
    return tuple(fichas)


def juntas(fichas: Iterable[Ficha]) -> tuple[Trazo, ...]:
    """Las aristas entre fichas, cada una una vez: para dibujar el corte sin repasar ninguna línea."""
    trazos = []
    for ficha in fichas:
        if ficha.vecinas.norte is not None:
            trazos.append(ficha.aristas.norte.trazo)
        if ficha.vecinas.este is not None:
            trazos.append(ficha.aristas.este.trazo)
    return tuple(trazos)


def region(fichas: Sequence[Ficha], indices: Iterable[int]) -> tuple[Trazo, ...]:
    """Contornos cerrados de la unión de esas fichas: pinta juntas las de un mismo color, sin costuras."""
    dentro = set(indices)
    sueltas: dict[Punto, list[Trazo]] = {}
    for i in sorted(dentro):
        for borde, vecina in zip(fichas[i].aristas, fichas[i].vecinas, strict=True):
            if vecina not in dentro:
                sueltas.setdefault(borde.trazo.inicio, []).append(borde.trazo)
    contornos = []
    while sueltas:
        trozo = _tomar(sueltas, next(iter(sueltas)))
        trozos = [trozo]
        while trozo.fin != trozos[0].inicio:
            trozo = _tomar(sueltas, trozo.fin)
            trozos.append(trozo)
        contornos.append(trozos[0].unido(*trozos[1:]))
    return tuple(contornos)


def _tomar(sueltas: dict[Punto, list[Trazo]], inicio: Punto) -> Trazo:
    if inicio not in sueltas:
        raise ErrorGeometria(f"las fichas no cierran un contorno en {inicio}")
    trozos = sueltas[inicio]
    trozo = trozos.pop()
    if not trozos:
        del sueltas[inicio]
    return trozo
