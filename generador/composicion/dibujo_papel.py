"""Los dibujos que solo lleva el papel: el mural, la ficha que le falta y las fichas tramadas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import ceil
from typing import Literal

from markupsafe import Markup, escape

from generador.composicion.paleta import PAPEL
from generador.modelo.metodologia import Ficha as FichaDeMetodologia
from generador.modelo.metodologia import TipoFicha
from generador.rompecabezas.ficha import Ficha
from generador.rompecabezas.mesa import colorear, cuadricula, ficha_suelta
from generador.rompecabezas.trazo import Rectangulo, Trazo

Orilla = Literal["abajo", "izquierda"]
"""Por qué lado acaba el mural en lengüetas; por los demás se sale de la hoja."""
_ENCAJES = {
    TipoFicha.NECESIDAD: (0, 1, 0, 0),
    TipoFicha.SOLUCION: (0, 1, 0, -1),
    TipoFicha.PLAN: (0, 0, 0, -1),
}
"""Norte, este, sur y oeste: las tres encajan en ese orden, y su silueta ya las distingue."""
_ANCHO_FICHA, _ALTO_FICHA = 24.0, 15.0
_NEGRO = "#000"


@dataclass(frozen=True, slots=True)
class Tablero:
    """Un mural por dibujar, en milímetros: celdas cuadradas de lado `celda`, la primera corrida a (`x`, `y`).

    `hueco` es la fila y la columna de la ficha que falta; sin él, el mural está completo.
    """

    celda: float
    filas: int
    columnas: int
    x: float
    y: float
    orilla: Orilla
    hueco: tuple[int, int] | None = None


@lru_cache(maxsize=64)
def fichas_de(tablero: Tablero, semilla: str) -> tuple[Ficha, ...]:
    """Las fichas del tablero, por filas, en sus coordenadas propias (la primera empieza en 0, 0).

    La que falta tiene sus cuatro lengüetas hacia afuera, para que adentro quepa un código QR: se toma la
    primera variante de la semilla en que salió así.
    """
    filas = tablero.filas + (tablero.orilla == "abajo")
    columnas = tablero.columnas + (tablero.orilla == "izquierda")
    sobra = int(tablero.orilla == "izquierda")
    for variante in count():
        nombre = f"{semilla}/{variante}" if variante else semilla
        todas = cuadricula(filas, columnas, tablero.celda * columnas, tablero.celda * filas, nombre)
        quedan = tuple(f for f in todas if f.fila < tablero.filas and f.columna >= sobra)
        hueco = _que_falta(tablero, quedan)
        if hueco is None or all(a.sentido >= 0 for a in hueco.aristas):
            return quedan
    raise AssertionError("`count` no se acaba")


def _que_falta(tablero: Tablero, fichas: tuple[Ficha, ...]) -> Ficha | None:
    if tablero.hueco is None:
        return None
    sobra = int(tablero.orilla == "izquierda")
    fila, columna = tablero.hueco[0], tablero.hueco[1] + sobra
    return next(f for f in fichas if (f.fila, f.columna) == (fila, columna))


def _corrida(tablero: Tablero) -> tuple[float, float]:
    """Lo que hay que correr las fichas para llevarlas a su sitio en la hoja."""
    sobra = tablero.celda if tablero.orilla == "izquierda" else 0.0
    return tablero.x - sobra, tablero.y


def _juntas(fichas: tuple[Ficha, ...]) -> Iterator[Trazo]:
    """Las líneas entre dos fichas que están, una vez cada una; nunca el borde."""
    puestos = {(f.fila, f.columna) for f in fichas}
    for f in fichas:
        if (f.fila - 1, f.columna) in puestos:
            yield f.aristas.norte.trazo
        if (f.fila, f.columna + 1) in puestos:
            yield f.aristas.este.trazo


@lru_cache(maxsize=64)
def mural_suelto(
    tablero: Tablero, semilla: str, colores: tuple[str, ...], ancho: float, alto: float, titulo: str
) -> Markup:
    """El mural en una hoja de `ancho` × `alto` mm: lo que se sale de ella no se dibuja."""
    fichas = fichas_de(tablero, semilla)
    cuales = colorear(fichas, len(colores), semilla) if len(colores) > 1 else (0,) * len(fichas)
    falta = _que_falta(tablero, fichas)
    dx, dy = _corrida(tablero)
    # Un trazo por color: a la imprenta cada nodo le cuesta más que sus curvas.
    por_color: dict[int, list[str]] = {}
    for f, cual in zip(fichas, cuales, strict=True):
        if f is not falta and _se_ve(f.caja.trasladado(dx, dy), ancho, alto):
            por_color.setdefault(cual, []).append(f.contorno.trasladado(dx, dy).svg())
    caminos = "".join(
        f'<path d="{"".join(trazos)}" fill="{colores[cual]}"/>' for cual, trazos in sorted(por_color.items())
    )
    # Solo las juntas llevan línea: en el borde de la hoja se vería como un filo blanco.
    uniones = "".join(t.trasladado(dx, dy).svg() for t in _juntas(fichas))
    return Markup(
        f'<svg class="mural" role="img" viewBox="0 0 {ancho:g} {alto:g}" '
        f'width="{ancho:g}mm" height="{alto:g}mm"><title>{escape(titulo)}</title>{caminos}'
        f'<path d="{uniones}" fill="none" stroke="{PAPEL}" stroke-width="{tablero.celda * 0.024:.2f}"/></svg>'
    )


def _se_ve(caja: Rectangulo, ancho: float, alto: float) -> bool:
    return caja.x < ancho and caja.y < alto and caja.derecha > 0 and caja.abajo > 0


@dataclass(frozen=True, slots=True)
class FichaSuelta:
    """La ficha que le falta al mural: `caja` es lo que ocupa en la hoja y `celda`, su cuerpo."""

    dibujo: Markup
    caja: Rectangulo
    celda: Rectangulo


def ficha_que_falta(
    tablero: Tablero, semilla: str, colores: tuple[str, ...], dx: float, dy: float, titulo: str
) -> FichaSuelta:
    """La ficha del hueco, corrida `dx` y `dy` mm desde él; KeyError si no hay hueco."""
    fichas = fichas_de(tablero, semilla)
    ficha = _que_falta(tablero, fichas)
    if ficha is None:
        raise KeyError("hueco")
    cuales = colorear(fichas, len(colores), semilla) if len(colores) > 1 else (0,) * len(fichas)
    color = colores[cuales[fichas.index(ficha)]]
    x, y = _corrida(tablero)
    dx, dy = dx + x, dy + y
    caja = ficha.caja.trasladado(dx, dy)
    return FichaSuelta(
        Markup(
            f'<svg class="ficha-suelta" role="img" viewBox="{_vista(caja)}" '
            f'style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm;height:{caja.alto:.2f}mm">'
            f"<title>{escape(titulo)}</title>"
            f'<path d="{ficha.contorno.trasladado(dx, dy).svg()}" fill="{color}"/></svg>'
        ),
        caja,
        ficha.celda.trasladado(dx, dy),
    )


@lru_cache(maxsize=64)
def ficha_tramada(ficha: FichaDeMetodologia) -> Markup:
    """La silueta de una ficha con su trama, a una tinta: así se reconoce fotocopiada."""
    pieza = ficha_suelta(_ANCHO_FICHA, _ALTO_FICHA, ficha.tipo.value, lenguetas=_ENCAJES[ficha.tipo])
    caja, contorno = pieza.caja.ampliado(0.5), pieza.contorno.svg()
    recorte = f"trama-{ficha.tipo.value}"
    return Markup(
        f'<svg class="tramada" role="img" viewBox="{_vista(caja)}" '
        f'width="{caja.ancho:.2f}mm" height="{caja.alto:.2f}mm">'
        f"<title>Ficha de {escape(ficha.nombre.lower())}, con trama de {ficha.trama}</title>"
        f'<defs><clipPath id="{recorte}"><path d="{contorno}"/></clipPath></defs>'
        f'<path d="{contorno}" fill="#fff"/>'
        f'<path d="{_trama(ficha.trama, caja)}" clip-path="url(#{recorte})" stroke="{_NEGRO}" '
        f'stroke-width="0.35" fill="{_NEGRO if ficha.trama == "puntos" else "none"}"/>'
        f'<path d="{contorno}" fill="none" stroke="{_NEGRO}" stroke-width="0.7"/></svg>'
    )


def _vista(caja: Rectangulo) -> str:
    """El `viewBox` de un dibujo en milímetros."""
    return f"{caja.x:.2f} {caja.y:.2f} {caja.ancho:.2f} {caja.alto:.2f}"


def _trama(clase: Literal["rayas", "puntos", "cuadros"], caja: Rectangulo, paso: float = 2.2) -> str:
    """El atributo `d` de la trama que cubre `caja`, en milímetros."""
    x0, y0, ancho, alto = caja
    if clase == "rayas":
        cuantas = ceil((ancho + alto) / paso)
        return "".join(
            f"M{x0 + i * paso - alto:.2f} {y0 + alto:.2f}l{alto:.2f} {-alto:.2f}" for i in range(cuantas)
        )
    filas, columnas = ceil(alto / paso) + 1, ceil(ancho / paso) + 1
    if clase == "cuadros":
        tendidas = "".join(f"M{x0:.2f} {y0 + i * paso:.2f}h{ancho:.2f}" for i in range(filas))
        return tendidas + "".join(f"M{x0 + i * paso:.2f} {y0:.2f}v{alto:.2f}" for i in range(columnas))
    radio = 0.32
    return "".join(
        f"M{x0 + (c + f % 2 / 2) * paso - radio:.2f} {y0 + f * paso:.2f}"
        f"a{radio} {radio} 0 1 0 {2 * radio} 0a{radio} {radio} 0 1 0 {-2 * radio} 0z"
        for f in range(filas)
        for c in range(columnas)
    )
