"""Los dibujos que solo usa la web: tramas, emblemas de mesa y tiras de fichas. Todo SVG en línea."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from generador.composicion.comun.color.tramas import TRAMAS, TRAMAS_DE_FICHA, patron
from generador.rompecabezas import llaves
from generador.rompecabezas.ficha import Celda, ensamblar
from generador.rompecabezas.mesa import LENGUETA_DECORATIVA, ficha_suelta, lineas

_LADO = 20.0


def tramas(cuantas: int) -> Markup:
    """Las definiciones que usan `emblema_mesa`, `banda` y `tira`; va una vez por página."""
    usadas = sorted({i % len(TRAMAS) for i in range(cuantas)} | set(TRAMAS_DE_FICHA.values()))
    patrones = "".join(patron(f"trama-{i}", f'<g class="motivo">{TRAMAS[i]}</g>') for i in usadas)
    return Markup(
        f'<svg class="tramas" width="0" height="0" aria-hidden="true"><defs>{patrones}</defs></svg>'
    )


def banda(puesto: int) -> Markup:
    """Una franja a todo el ancho con la trama de la mesa de ese puesto (desde 0); el alto lo da la hoja."""
    return Markup(
        '<svg class="banda" aria-hidden="true" focusable="false">'
        f'<rect width="100%" height="100%" fill="url(#trama-{puesto % len(TRAMAS)})"/></svg>'
    )


def banda_de_ficha(trama: str) -> Markup:
    """La franja de una clase de ficha; KeyError si la trama no se conoce."""
    return banda(TRAMAS_DE_FICHA[trama])


@lru_cache(maxsize=512)
def emblema_mesa(numero: int, puesto: int, semilla: str) -> Markup:
    """La ficha de una mesa con su número y su trama; el color lo pone la hoja de estilos (`--m`, `--mt`).

    Es decorativa: el número va siempre escrito al lado.
    """
    lado = 2 * _LADO
    pieza = ficha_suelta(lado, lado, f"{semilla}-{numero}")
    caja = pieza.caja.ampliado(0.4)
    centro = lado / 2
    rotulo = str(numero)
    cuerpo = 26.0 if len(rotulo) == 1 else 20.0 if len(rotulo) == 2 else 14.0
    trazo = pieza.contorno.svg()
    return Markup(
        f'<svg class="emblema" viewBox="{caja.viewbox()}" aria-hidden="true" focusable="false">'
        f'<path class="cuerpo" d="{trazo}"/><path d="{trazo}" fill="url(#trama-{puesto % len(TRAMAS)})"/>'
        f'<text x="{centro:g}" y="{centro + cuerpo * 0.35:g}" text-anchor="middle" font-size="{cuerpo:g}">'
        f"{rotulo}</text></svg>"
    )


@lru_cache(maxsize=512)
def tira(cantidad: int, puesto: int, semilla: str, por_fila: int = 8) -> Markup:
    """`cantidad` fichas encajadas, en filas de `por_fila`: todas a la misma escala, para comparar.

    Vacío si no hay ninguna. Es decorativa: la cantidad va siempre escrita al lado.
    """
    if cantidad < 1:
        return Markup("")
    columnas, filas = min(cantidad, por_fila), -(-cantidad // por_fila)
    lengueta = LENGUETA_DECORATIVA * _LADO
    libre = llaves.holgura(_LADO, _LADO, lengueta)
    celdas = [Celda(i // por_fila, i % por_fila) for i in range(cantidad)]
    juntas = [(f, c) for f in range(filas) for c in range(columnas)]
    total = 2 * len(juntas)
    sueltas = llaves.repartir(total, libre, semilla, "tira", repetir=True)
    lados = llaves.sentidos(total, semilla, "tira")
    orientadas = [llaves.orientada(x, s) for x, s in zip(sueltas, lados, strict=True)]
    fichas = ensamblar(
        celdas,
        lineas(columnas, _LADO * columnas),
        lineas(filas, _LADO * filas),
        dict(zip(juntas, orientadas[: len(juntas)], strict=True)),
        dict(zip(juntas, orientadas[len(juntas) :], strict=True)),
        lengueta,
    )
    ancho, alto = columnas * _LADO, filas * _LADO
    ultima = (cantidad - por_fila * (filas - 1)) * _LADO if filas > 1 else ancho
    # Las filas de arriba van completas: la silueta es un escalón, y la trama la llena sin repetir contornos.
    silueta = f"M0 0h{ancho:g}v{alto - _LADO:g}h{ultima - ancho:g}v{_LADO:g}h{-ultima:g}z"
    cortes = "".join(f'<path d="{f.contorno.svg()}"/>' for f in fichas)
    return Markup(
        f'<svg class="tira" viewBox="-1 -1 {ancho + 2:g} {alto + 2:g}" style="--fichas:{columnas}" '
        f'aria-hidden="true" focusable="false"><g class="cuerpo">{cortes}</g>'
        f'<path d="{silueta}" fill="url(#trama-{puesto % len(TRAMAS)})"/></svg>'
    )
