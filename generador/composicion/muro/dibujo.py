"""Los dibujos que van dentro del HTML: el mural, la ficha y el código QR, todos SVG con título."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import segno
from markupsafe import Markup, escape

from generador.composicion.comun import memoria
from generador.composicion.comun.color.paleta import PAPEL, TINTA
from generador.modelo.datos.metodologia import TipoFicha
from generador.rompecabezas.ficha import Ficha
from generador.rompecabezas.mesa import colorear, cuadricula, ficha_suelta

ENCAJES = {
    TipoFicha.NECESIDAD: (0, 1, 0, 0),
    TipoFicha.SOLUCION: (0, 1, 0, -1),
    TipoFicha.PLAN: (0, 0, 0, -1),
}
"""Norte, este, sur y oeste de cada clase: las tres encajan en ese orden, y su silueta ya las distingue."""


@lru_cache(maxsize=512)
def qr(texto: str, titulo: str) -> Markup:
    """Código QR de `texto`, corrección M, con su margen de cuatro módulos dentro del dibujo."""
    guardado, nombre = memoria.actual(), f"qr/{texto}\0{titulo}"
    hecho = None if guardado is None else guardado.leer(nombre)
    if hecho is not None:
        return Markup(hecho.decode())
    dibujado = _qr(texto, titulo)
    if guardado is not None:
        guardado.guardar(nombre, dibujado.encode())
    return dibujado


def _qr(texto: str, titulo: str) -> Markup:
    codigo = segno.make(texto, error="m", micro=False)
    lado = codigo.symbol_size(border=4)[0]
    negros = {
        (x, y)
        for y, fila in enumerate(codigo.matrix_iter(border=4))
        for x, modulo in enumerate(fila)
        if modulo
    }
    return Markup(
        f'<svg class="qr" viewBox="0 0 {lado} {lado}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(titulo)}</title>"
        f'<rect width="{lado}" height="{lado}" fill="#fff"/>'
        f'<path d="{_orillas(negros)}" fill="#000"/></svg>'
    )


def _orillas(negros: set[tuple[int, int]]) -> str:
    """El atributo `d` de la orilla de esos módulos: cada mancha de un solo trazo, sin costuras entre filas.

    Un trazo por fila, además de dejar rendijas al rasterizar, le cuesta a la imprenta el doble.
    """
    salidas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in sorted(negros):
        # Como las agujas, con lo negro a la derecha; los huecos salen al revés y quedan vacíos.
        for vecino, desde, hacia in (
            ((x, y - 1), (x, y), (1, 0)),
            ((x + 1, y), (x + 1, y), (0, 1)),
            ((x, y + 1), (x + 1, y + 1), (-1, 0)),
            ((x - 1, y), (x, y + 1), (0, -1)),
        ):
            if vecino not in negros:
                salidas.setdefault(desde, []).append(hacia)
    trozos = []
    for inicio in sorted(salidas):
        while salidas[inicio]:
            x, y = inicio
            dx, dy = salidas[inicio].pop()
            trozos.append(f"M{x} {y}")
            largo = 1
            while (x + dx * largo, y + dy * largo) != inicio:
                aqui = salidas[x + dx * largo, y + dy * largo]
                # Donde dos manchas se tocan por la esquina, girar a la derecha las deja separadas.
                sigue = max(aqui, key=lambda otra: (otra[0] * -dy + otra[1] * dx, otra == (dx, dy)))
                aqui.remove(sigue)
                if sigue == (dx, dy):
                    largo += 1
                    continue
                trozos.append(f"h{dx * largo}" if dx else f"v{dy * largo}")
                x, y, largo = x + dx * largo, y + dy * largo, 1
                dx, dy = sigue
            trozos.append("z")
    return "".join(trozos)


def colores_por_ficha(fichas: Sequence[Ficha], cuantos: int, semilla: str) -> tuple[int, ...]:
    """El puesto del color de cada ficha; con uno solo no hay vecinas que distinguir."""
    return colorear(fichas, cuantos, semilla) if cuantos > 1 else (0,) * len(fichas)


@lru_cache(maxsize=64)
def mural(
    semilla: str,
    colores: tuple[str, ...],
    ancho: float,
    alto: float,
    filas: int,
    columnas: int,
    titulo: str = "Mural de fichas de rompecabezas",
    junta: str = PAPEL,
    grosor: float = 1.0,
    *,
    linea: bool = False,
) -> Markup:
    """El mural de la asamblea en `ancho` × `alto` mm; con `linea`, solo el contorno a una tinta."""
    fichas = cuadricula(filas, columnas, ancho, alto, semilla)
    cuales = colores_por_ficha(fichas, len(colores), semilla)
    trazo = f'stroke="{TINTA if linea else junta}" stroke-width="{grosor:g}" stroke-linejoin="round"'
    caminos = "".join(
        f'<path d="{ficha.contorno.svg()}" fill="{"none" if linea else colores[cual]}"/>'
        for ficha, cual in zip(fichas, cuales, strict=True)
    )
    return Markup(
        f'<svg class="mural" viewBox="0 0 {ancho:g} {alto:g}" role="img" '
        f'preserveAspectRatio="xMidYMid slice">'
        f"<title>{escape(titulo)}</title><g {trazo}>{caminos}</g></svg>"
    )


@lru_cache(maxsize=256)
def ficha(rotulo: str, semilla: str, fondo: str = "none", tinta: str = TINTA, grosor: float = 0.6) -> Markup:
    """Una ficha suelta con un rótulo corto en el centro: el emblema de una mesa."""
    pieza = ficha_suelta(20, 20, semilla)
    caja = pieza.caja.ampliado(1)
    color = TINTA if fondo == "none" else tinta
    cuerpo = 11 if len(rotulo) == 1 else 8.5 if len(rotulo) == 2 else 5.5
    return Markup(
        f'<svg class="ficha" role="img" viewBox="{caja.x:g} {caja.y:g} {caja.ancho:g} {caja.alto:g}">'
        f"<title>Ficha {escape(rotulo)}</title>"
        f'<path d="{pieza.contorno.svg()}" fill="{fondo}" stroke="{TINTA if fondo == "none" else fondo}" '
        f'stroke-width="{grosor:g}" stroke-linejoin="round"/>'
        f'<text x="10" y="{10 + cuerpo * 0.35:g}" text-anchor="middle" font-family="Bricolage Grotesque" '
        f'font-weight="800" font-size="{cuerpo:g}" fill="{color}">{escape(rotulo)}</text></svg>'
    )
