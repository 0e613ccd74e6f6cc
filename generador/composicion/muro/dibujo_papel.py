"""Los dibujos que solo lleva el papel: el mural, la ficha que le falta y las fichas tramadas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from math import ceil
from typing import Literal

from markupsafe import Markup, escape

from generador.composicion.comun.color.paleta import PAPEL
from generador.composicion.muro.dibujo import ENCAJES, colores_por_ficha
from generador.modelo.datos.metodologia import ClaseDeFicha as FichaDeMetodologia
from generador.rompecabezas import trama
from generador.rompecabezas.ficha import Ficha
from generador.rompecabezas.mesa import cuadricula, ficha_suelta
from generador.rompecabezas.trazo import Punto, Rectangulo, Trazo

Orilla = Literal["abajo", "izquierda"]
"""Por qué lado acaba el mural en lengüetas; por los demás se sale de la hoja."""
_ANCHO_FICHA, _ALTO_FICHA = 24.0, 15.0
_NEGRO = "#000"
_LINEA = 0.017
"""Grosor del contorno a una tinta, en lados de ficha: un volante se fotocopia por cientos."""
_PEGADA = 0.05
"""Milímetros a los que una ficha cuenta como pegada al corte."""
_TRAMAS: tuple[tuple[Literal["rayas", "puntos", ""], float], ...] = (
    ("rayas", -45),
    ("", 0),
    ("puntos", 0),
    ("rayas", 0),
    ("", 0),
)
"""La de cada color de mesa a una tinta, por turno, con su inclinación en grados."""


@dataclass(frozen=True, slots=True)
class Acabado:
    """Para qué se dibuja: `sangrado` son los milímetros que sigue después del corte y, con `linea`, va a una
    tinta, con el contorno y tramas en vez de colores.
    """

    sangrado: float = 0.0
    linea: bool = False


A_COLOR = Acabado()


@dataclass(frozen=True, slots=True)
class Reticula:
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
def fichas_de(reticula: Reticula, semilla: str) -> tuple[Ficha, ...]:
    """Las fichas de la retícula, por filas, en sus coordenadas propias (la primera empieza en 0, 0).

    La que falta tiene sus cuatro lengüetas hacia afuera, para que adentro quepa un código QR: se toma la
    primera variante de la semilla en que salió así.
    """
    filas = reticula.filas + (reticula.orilla == "abajo")
    columnas = reticula.columnas + (reticula.orilla == "izquierda")
    sobra = int(reticula.orilla == "izquierda")
    for variante in count():
        nombre = f"{semilla}/{variante}" if variante else semilla
        todas = cuadricula(filas, columnas, reticula.celda * columnas, reticula.celda * filas, nombre)
        quedan = tuple(f for f in todas if f.fila < reticula.filas and f.columna >= sobra)
        hueco = _que_falta(reticula, quedan)
        if hueco is None or all(a.sentido >= 0 for a in hueco.aristas):
            return quedan
    raise AssertionError("`count` no se acaba")


def _que_falta(reticula: Reticula, fichas: tuple[Ficha, ...]) -> Ficha | None:
    if reticula.hueco is None:
        return None
    sobra = int(reticula.orilla == "izquierda")
    fila, columna = reticula.hueco[0], reticula.hueco[1] + sobra
    return next(f for f in fichas if (f.fila, f.columna) == (fila, columna))


def _corrida(reticula: Reticula) -> tuple[float, float]:
    """Lo que hay que correr las fichas para llevarlas a su sitio en la hoja."""
    sobra = reticula.celda if reticula.orilla == "izquierda" else 0.0
    return reticula.x - sobra, reticula.y


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
    reticula: Reticula,
    semilla: str,
    colores: tuple[str, ...],
    ancho: float,
    alto: float,
    titulo: str,
    acabado: Acabado = A_COLOR,
) -> Markup:
    """El mural en una hoja de `ancho` × `alto` mm: lo que se sale de ella, o de su sangrado, no se dibuja."""
    fichas = fichas_de(reticula, semilla)
    cuales = colores_por_ficha(fichas, len(colores), semilla)
    falta = _que_falta(reticula, fichas)
    dx, dy = _corrida(reticula)
    s = acabado.sangrado
    hoja = _hoja_con_sangrado(ancho, alto, s)
    # Un trazo por color: a la imprenta cada nodo le cuesta más que sus curvas.
    por_color: dict[int, list[str]] = {}
    contornos: dict[int, list[Trazo]] = {}
    for f, cual in zip(fichas, cuales, strict=True):
        if f is not falta and _se_tocan(f.caja.trasladado(dx, dy), hoja):
            trazos = por_color.setdefault(cual, [])
            contornos.setdefault(cual, []).append(f.contorno.trasladado(dx, dy))
            trazos.append(contornos[cual][-1].svg())
            trazos.extend(_hasta_el_sangrado(f.celda.trasladado(dx, dy), s))
    # Solo las juntas llevan línea: en el borde de la hoja se vería como un filo blanco.
    uniones = "".join(t.trasladado(dx, dy).svg() for t in _juntas(fichas))
    grosor = reticula.celda * 0.024
    if acabado.linea:
        todos = "".join(chain(*por_color.values()))
        cuerpo = _tramadas(contornos, hoja, reticula.celda) + (
            f'<path d="{todos}" fill="none" stroke="{_NEGRO}" stroke-width="{reticula.celda * _LINEA:.2f}"/>'
        )
    else:
        if s:
            uniones += _juntas_hasta_el_sangrado(fichas, dx, dy, s)
        cuerpo = (
            "".join(
                f'<path d="{"".join(trazos)}" fill="{colores[cual]}"/>'
                for cual, trazos in sorted(por_color.items())
            )
            + f'<path d="{uniones}" fill="none" stroke="{PAPEL}" stroke-width="{grosor:.2f}"/>'
        )
    return _en_hoja(hoja, s, titulo, cuerpo)


def _hoja_con_sangrado(ancho: float, alto: float, sangrado: float) -> Rectangulo:
    return Rectangulo(-sangrado, -sangrado, ancho + 2 * sangrado, alto + 2 * sangrado)


def _en_hoja(hoja: Rectangulo, sangrado: float, titulo: str, cuerpo: str) -> Markup:
    """Un dibujo que llena la hoja hasta su sangrado."""
    lugar = f' style="left:{-sangrado:g}mm;top:{-sangrado:g}mm"' if sangrado else ""
    return Markup(
        f'<svg class="mural" role="img" viewBox="{hoja.x:g} {hoja.y:g} {hoja.ancho:g} {hoja.alto:g}" '
        f'width="{hoja.ancho:g}mm" height="{hoja.alto:g}mm"{lugar}><title>{escape(titulo)}</title>'
        f"{cuerpo}</svg>"
    )


def mural_de_banda(
    reticula: Reticula,
    semilla: str,
    colores: tuple[str, ...],
    ancho: float,
    alto: float,
    titulo: str,
    acabado: Acabado = A_COLOR,
    foto: tuple[str, str, str] | None = None,
) -> Markup:
    """El mural; una `foto` (recurso, texto alternativo y recorte) llena sus fichas, menos la última hilera.

    La hilera que queda con sus colores es la de la derecha o, si el mural va al lado, la de abajo.
    """
    mural = mural_suelto(reticula, semilla, colores, ancho, alto, titulo, acabado)
    if foto is None:
        return mural
    fichas = fichas_de(reticula, semilla)
    dx, dy = _corrida(reticula)
    de_pie = reticula.orilla == "abajo"
    ultima = max(f.columna if de_pie else f.fila for f in fichas) - 1
    suyas = tuple(f for f in fichas if (f.columna if de_pie else f.fila) < ultima)
    s = acabado.sangrado
    hoja = _hoja_con_sangrado(ancho, alto, s)
    contornos = [f.contorno.trasladado(dx, dy) for f in suyas]
    cajas = [f.caja.trasladado(dx, dy) for f in suyas]
    x, y = max(hoja.x, min(c.x for c in cajas)), max(hoja.y, min(c.y for c in cajas))
    derecha, abajo = (
        min(hoja.derecha, max(c.derecha for c in cajas)),
        min(hoja.abajo, max(c.abajo for c in cajas)),
    )
    silueta = "".join(t.svg() for t in contornos)
    silueta += "".join("".join(_hasta_el_sangrado(f.celda.trasladado(dx, dy), s)) for f in suyas)
    orillas = {(f.fila, f.columna) for f in suyas}
    uniones = "".join(
        t.trasladado(dx, dy).svg()
        for f in suyas
        for t in _juntas_de(f, orillas, {(g.fila, g.columna) for g in fichas})
    )
    linea = _NEGRO if acabado.linea else PAPEL
    recurso, alternativo, corte = foto
    return mural + _en_hoja(
        hoja,
        s,
        alternativo,
        f'<defs><clipPath id="silueta"><path d="{silueta}"/></clipPath></defs>'
        f'<g clip-path="url(#silueta)"><image href="recurso:{escape(recurso)}" x="{x:.2f}" y="{y:.2f}" '
        f'width="{derecha - x:.2f}" height="{abajo - y:.2f}" preserveAspectRatio="{corte} slice"/></g>'
        f'<path d="{uniones}" fill="none" stroke="{linea}" stroke-width="{reticula.celda * 0.024:.2f}"/>',
    )


def _juntas_de(f: Ficha, suyas: Set[tuple[int, int]], todas: Set[tuple[int, int]]) -> Iterator[Trazo]:
    """Las líneas de una ficha de la foto con las que están a su alrededor, una vez cada una."""
    if (f.fila - 1, f.columna) in todas:
        yield f.aristas.norte.trazo
    if (f.fila, f.columna + 1) in todas:
        yield f.aristas.este.trazo
    if (f.fila + 1, f.columna) in todas - suyas:
        yield f.aristas.sur.trazo
    if (f.fila, f.columna - 1) in todas - suyas:
        yield f.aristas.oeste.trazo


def _hasta_el_sangrado(celda: Rectangulo, s: float) -> Iterator[str]:
    """Lo que una ficha pegada al corte por arriba o por la izquierda sigue más allá de él."""
    izquierda, arriba = abs(celda.x) < _PEGADA, abs(celda.y) < _PEGADA
    if not s or not (izquierda or arriba):
        return
    x, y = celda.x - s * izquierda, celda.y - s * arriba
    if izquierda:
        yield f"M{x:.2f} {y:.2f}h{s:.2f}V{celda.abajo:.2f}h{-s:.2f}z"
    if arriba:
        yield f"M{celda.x:.2f} {y:.2f}H{celda.derecha:.2f}v{s:.2f}H{celda.x:.2f}z"


def _juntas_hasta_el_sangrado(fichas: tuple[Ficha, ...], dx: float, dy: float, s: float) -> str:
    """Las líneas entre las fichas pegadas al corte, prolongadas más allá de él."""
    celdas = [f.celda.trasladado(dx, dy) for f in fichas]
    tendidas = {round(c.abajo, 3) for c in celdas if abs(c.x) < _PEGADA}
    paradas = {round(c.derecha, 3) for c in celdas if abs(c.y) < _PEGADA}
    return "".join(f"M0 {y:g}h{-s:g}" for y in sorted(tendidas)) + "".join(
        f"M{x:g} 0v{-s:g}" for x in sorted(paradas)
    )


def _tramadas(contornos: Mapping[int, list[Trazo]], hoja: Rectangulo, celda: float) -> str:
    """A una tinta, cada color es una trama suave; alguno queda en blanco, para que el ojo descanse."""
    rayas: list[trama.Segmento] = []
    gotas: list[Punto] = []
    for cual, trazos in sorted(contornos.items()):
        clase, grados = _TRAMAS[cual % len(_TRAMAS)]
        for poligono in (t.aplanado(0.1) for t in trazos):
            if clase == "puntos":
                gotas += [p for p in trama.puntos(poligono, 0.1 * celda, 0.02 * celda) if _esta(p, hoja)]
            elif clase:
                rayas += trama.rayas(poligono, 0.075 * celda, grados)
    lineas = "".join(f"M{r.de.x:.2f} {r.de.y:.2f}L{r.a.x:.2f} {r.a.y:.2f}" for r in rayas)
    # Un punto es un trazo sin largo con punta redonda: miles de círculos pesarían.
    puntos = "".join(f"M{p.x:.2f} {p.y:.2f}h.01" for p in gotas)
    return (
        f'<path d="{lineas}" fill="none" stroke="{_NEGRO}" stroke-width="{0.007 * celda:.3f}"/>'
        f'<path d="{puntos}" fill="none" stroke="{_NEGRO}" stroke-width="{0.026 * celda:.3f}" '
        f'stroke-linecap="round"/>'
    )


def _esta(punto: Punto, hoja: Rectangulo) -> bool:
    return hoja.x <= punto.x <= hoja.derecha and hoja.y <= punto.y <= hoja.abajo


def _se_tocan(una: Rectangulo, otra: Rectangulo) -> bool:
    return una.x < otra.derecha and una.y < otra.abajo and una.derecha > otra.x and una.abajo > otra.y


@dataclass(frozen=True, slots=True)
class FichaSuelta:
    """La ficha que le falta al mural: `caja` es lo que ocupa en la hoja y `celda`, su cuerpo."""

    dibujo: Markup
    caja: Rectangulo
    celda: Rectangulo


def ficha_que_falta(
    reticula: Reticula,
    semilla: str,
    colores: tuple[str, ...],
    dx: float,
    dy: float,
    titulo: str,
    acabado: Acabado = A_COLOR,
) -> FichaSuelta:
    """La ficha del hueco, corrida `dx` y `dy` mm desde él; KeyError si no hay hueco."""
    fichas = fichas_de(reticula, semilla)
    ficha = _que_falta(reticula, fichas)
    if ficha is None:
        raise KeyError("hueco")
    cuales = colores_por_ficha(fichas, len(colores), semilla)
    color = colores[cuales[fichas.index(ficha)]]
    x, y = _corrida(reticula)
    dx, dy = dx + x, dy + y
    caja = ficha.caja.trasladado(dx, dy)
    grosor = reticula.celda * 0.024
    pinta, vista = f'fill="{color}"', caja
    if acabado.linea:
        pinta = f'fill="none" stroke="{_NEGRO}" stroke-width="{grosor:.2f}"'
        vista = caja.ampliado(grosor / 2)
    return FichaSuelta(
        Markup(
            f'<svg class="ficha-suelta" role="img" viewBox="{_vista(vista)}" '
            f'style="left:{vista.x:.2f}mm;top:{vista.y:.2f}mm;width:{vista.ancho:.2f}mm;'
            f'height:{vista.alto:.2f}mm"><title>{escape(titulo)}</title>'
            f'<path d="{ficha.contorno.trasladado(dx, dy).svg()}" {pinta}/></svg>'
        ),
        caja,
        ficha.celda.trasladado(dx, dy),
    )


@lru_cache(maxsize=64)
def ficha_tramada(ficha: FichaDeMetodologia) -> Markup:
    """La silueta de una ficha con su trama, a una tinta: así se reconoce fotocopiada."""
    pieza = ficha_suelta(_ANCHO_FICHA, _ALTO_FICHA, ficha.tipo.value, lenguetas=ENCAJES[ficha.tipo])
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
    radio = round(0.32 * paso / 2.2, 3)
    return "".join(
        f"M{x0 + (c + f % 2 / 2) * paso - radio:.2f} {y0 + f * paso:.2f}"
        f"a{radio} {radio} 0 1 0 {2 * radio} 0a{radio} {radio} 0 1 0 {-2 * radio} 0z"
        for f in range(filas)
        for c in range(columnas)
    )
