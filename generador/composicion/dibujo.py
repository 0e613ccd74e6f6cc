"""Los dibujos que van dentro del HTML: el mural, la ficha y el código QR, todos SVG con título."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup, escape

from generador.composicion.paleta import PAPEL, TINTA
from generador.rompecabezas.mesa import colorear, cuadricula, ficha_suelta


@lru_cache(maxsize=512)
def qr(texto: str, titulo: str) -> Markup:
    """Código QR de `texto`, corrección M, con su margen de cuatro módulos dentro del dibujo."""
    codigo = segno.make(texto, error="m", micro=False)
    lado = codigo.symbol_size(border=4)[0]
    tramos = []
    for y, modulos in enumerate(codigo.matrix_iter(border=4)):
        fila = tuple(modulos)
        x = 0
        while x < lado:
            if fila[x]:
                fin = x
                while fin < lado and fila[fin]:
                    fin += 1
                tramos.append(f"M{x} {y}h{fin - x}v1h-{fin - x}z")
                x = fin
            else:
                x += 1
    return Markup(
        f'<svg class="qr" viewBox="0 0 {lado} {lado}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(titulo)}</title>"
        f'<rect width="{lado}" height="{lado}" fill="#fff"/>'
        f'<path d="{"".join(tramos)}" fill="#000"/></svg>'
    )


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
    cuales = colorear(fichas, len(colores), semilla) if len(colores) > 1 else (0,) * len(fichas)
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
