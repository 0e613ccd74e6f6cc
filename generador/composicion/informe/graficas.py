"""Gráficas propias en SVG: barras, barras apiladas y línea de tiempo, con los mismos datos en una tabla.

Puras: reciben números y rótulos. Se leen a una tinta (tramas, no colores) y sin montar una letra sobre otra.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from generador.composicion.comun.color.tramas import MOTIVOS_DE_GRAFICA, patron
from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.medida import Medidor, TipoDeLetra

TRAMAS = ("llena", "rayas", "vacia", "puntos", "cuadros", "lineas")
"""En el orden en que se usan: las vecinas se distinguen fotocopiadas."""


@dataclass(frozen=True, slots=True)
class Medio:
    """Dónde se dibuja: ancho de la gráfica y cuerpo de letra, en unidades del dibujo; y con qué tinta."""

    medidor: Medidor
    ancho: float
    cuerpo: float
    tinta: str
    letra: str
    """Color de la letra."""
    alto: float = math.inf
    """Lo más que puede medir una gráfica: una que no cabe en la hoja se parte en tandas."""

    def ancho_de(self, texto: str, letra: TipoDeLetra = "texto") -> float:
        """Lo que ocupa `texto` a su cuerpo."""
        return self.cuerpo * self.medidor.ancho(texto, letra)

    def renglones(self, texto: str, cabe: float) -> tuple[str, ...]:
        """`texto` partido en renglones de no más de `cabe`; uno vacío si no dice nada."""
        return self.medidor.partir(texto, "texto", cabe / self.cuerpo) or ("",)


def en_web(medidor: Medidor) -> Medio:
    """En píxeles: en un teléfono de 360 se ve a su tamaño."""
    return Medio(medidor, 320, 16, "currentColor", "var(--tinta)")


def en_papel(medidor: Medidor) -> Medio:
    """En puntos: casi 89 mm, media hoja carta."""
    return Medio(medidor, 252, 9.5, "#000", "#000", 540)


def en_papel_ancho(medidor: Medidor) -> Medio:
    """En puntos: los 186 mm entre los márgenes de una hoja carta."""
    return Medio(medidor, 527, 9.5, "#000", "#000", 540)


@dataclass(frozen=True, slots=True)
class Grafica:
    """El dibujo y su tabla: todo lo que el dibujo dice está también en `filas`."""

    titulo: str
    descripcion: str
    svg: Markup
    columnas: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Barra:
    """Un renglón; sin `valor` está oculto y se dibuja una barra vacía del largo de nada."""

    rotulo: str
    valor: int | None
    texto: str
    """El valor como se lee: «1.234», «menos de 5»."""


@dataclass(frozen=True, slots=True)
class Apilada:
    """Un renglón partido: una parte por serie, en el mismo orden."""

    rotulo: str
    partes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BarraDeTiempo:
    """Un renglón de la línea de tiempo, en minutos o días: lo planeado y, si se sabe, lo que pasó."""

    rotulo: str
    planeado: tuple[int, int]
    ejecutado: tuple[int, int] | None
    textos: tuple[str, str]
    """Cómo se lee cada uno."""


def repartir(partes: Sequence[int], ancho: float) -> tuple[float, ...]:
    """El ancho de cada parte de una barra de `ancho`; suman justo `ancho`, o cero si no hay nada."""
    total = sum(partes)
    if total <= 0:
        return tuple(0.0 for _ in partes)
    bordes = [ancho * sum(partes[:i]) / total for i in range(len(partes) + 1)]
    return tuple(b - a for a, b in pairwise(bordes))


def tandas(rotulos: Sequence[tuple[str, str]], medio: Medio) -> Iterator[slice]:
    """Los tramos de renglones (rótulo y valor) que caben en el alto del medio; al menos uno por tanda."""
    desde, alto = 0, 0.0
    for i, (rotulo, valor) in enumerate(rotulos):
        suyo = (1.25 * len(_lineas(rotulo, valor, medio)) + 2 * _ALTO + _ENTRE) * medio.cuerpo
        if i > desde and alto + suyo > medio.alto - _CABEZA * medio.cuerpo:
            yield slice(desde, i)
            desde, alto = i, 0.0
        alto += suyo
    yield slice(desde, len(rotulos))


def _lineas(rotulo: str, valor: str, medio: Medio) -> tuple[str, ...]:
    """Los renglones del rótulo que deja libres su valor, que va a la derecha del último."""
    cabe = medio.ancho - (medio.ancho_de(valor, "negrita") + medio.cuerpo if valor else 0)
    return medio.renglones(rotulo, max(cabe, medio.ancho / 3))


_ALTO = 0.72
"""De una barra, en cuerpos de letra."""
_ENTRE = 0.55
_CABEZA = 6
"""Lo que pueden ocupar leyenda y eje."""


class _Lienzo:
    """Acumula el dibujo de arriba abajo; `y` es donde empieza lo siguiente."""

    def __init__(self, id_: str, medio: Medio) -> None:
        self.id, self.medio = id_, medio
        self.y = 0.0
        self.trozos: list[str] = []
        self.tramas: set[str] = set()

    def texto(self, x: float, y: float, texto: str, *, fuerte: bool = False, ancla: str = "start") -> None:
        peso = ' font-weight="700"' if fuerte else ""
        lado = f' text-anchor="{ancla}"' if ancla != "start" else ""
        self.trozos.append(f'<text x="{x:.2f}" y="{y:.2f}"{peso}{lado}>{neutralizar(texto)}</text>')

    def rotulo(self, texto: str, valor: str) -> None:
        """El rótulo a la izquierda, en los renglones que pida, y el valor a la derecha del último."""
        cuerpo, ancho = self.medio.cuerpo, self.medio.ancho
        for linea in _lineas(texto, valor, self.medio):
            self.y += 1.25 * cuerpo
            self.texto(0, self.y - 0.34 * cuerpo, linea)
        if valor:
            self.texto(ancho, self.y - 0.34 * cuerpo, valor, fuerte=True, ancla="end")

    def caja(self, x: float, y: float, ancho: float, alto: float, trama: str) -> None:
        if ancho <= 0:
            return
        self.tramas.add(trama)
        linea = 0.06 * self.medio.cuerpo
        # El borde va hacia adentro: si no, una barra mediría más que su número.
        dentro = (x + linea / 2, y + linea / 2, max(ancho - linea, 0.01), alto - linea)
        medidas = 'x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"'.format(*dentro)
        relleno = {"llena": self.medio.tinta, "vacia": "none"}.get(trama, f"url(#{self.id}-{trama})")
        raya = f' stroke-dasharray="{2.5 * linea:.2f} {2.5 * linea:.2f}"' if trama == "oculta" else ""
        relleno = "none" if trama == "oculta" else relleno
        self.trozos.append(
            f'<rect {medidas} fill="{relleno}" stroke="{self.medio.tinta}" stroke-width="{linea:.2f}"{raya}/>'
        )

    def leyenda(self, nombres: Sequence[str], tramas: Sequence[str]) -> None:
        cuerpo, x, lado = self.medio.cuerpo, 0.0, 0.9 * self.medio.cuerpo
        self.y += 1.3 * cuerpo
        for nombre, trama in zip(nombres, tramas, strict=True):
            largo = 1.3 * cuerpo + self.medio.ancho_de(nombre)
            if x and x + largo > self.medio.ancho:
                x, self.y = 0.0, self.y + 1.35 * cuerpo
            self.caja(x, self.y - 0.95 * cuerpo, lado, lado, trama)
            self.texto(x + 1.25 * cuerpo, self.y - 0.2 * cuerpo, nombre)
            x += largo + cuerpo
        self.y += 0.45 * cuerpo

    def svg(self, titulo: str, descripcion: str) -> Markup:
        m, id_ = self.medio, self.id
        patrones = "".join(
            _patron(id_, t, m) for t in TRAMAS if t in self.tramas and t not in ("llena", "vacia")
        )
        return Markup(
            f'<svg class="grafica" viewBox="0 0 {m.ancho:g} {self.y:.2f}" role="img" '
            f'aria-labelledby="{id_}-t {id_}-d"><title id="{id_}-t">{neutralizar(titulo)}</title>'
            f'<desc id="{id_}-d">{neutralizar(descripcion)}</desc>'
            f"{f'<defs>{patrones}</defs>' if patrones else ''}"
            f'<g fill="{m.letra}" font-family="Atkinson Hyperlegible Next" font-size="{m.cuerpo:g}">'
            f"{''.join(self.trozos)}</g></svg>"
        )


def _patron(id_: str, trama: str, medio: Medio) -> str:
    lado = 0.5 * medio.cuerpo
    tinta = f'fill="{medio.tinta}" stroke="{medio.tinta}" stroke-width="1.3"'
    return patron(f"{id_}-{trama}", f"<g {tinta}>{MOTIVOS_DE_GRAFICA[trama]}</g>", lado, a_escala=True)


def barras(
    id_: str,
    titulo: str,
    columnas: tuple[str, str],
    datos: Sequence[Barra],
    medio: Medio,
    mayor: int = 0,
) -> Grafica:
    """Barras horizontales, la mayor de lado a lado. `columnas` son las de la tabla: («Mesa», «Personas»).

    `mayor` fija la escala desde afuera, para que dos tandas de lo mismo se comparen.
    """
    lienzo = _Lienzo(id_, medio)
    mayor = max(mayor, *(b.valor or 0 for b in datos), 0)
    for b in datos:
        lienzo.rotulo(b.rotulo, b.texto)
        alto = _ALTO * medio.cuerpo
        if b.valor is None:
            # Un largo fijo y punteado: no dice cuántos.
            lienzo.caja(0, lienzo.y, 2 * medio.cuerpo, alto, "oculta")
        elif mayor:
            lienzo.caja(0, lienzo.y, medio.ancho * b.valor / mayor, alto, "llena")
        lienzo.y += alto + _ENTRE * medio.cuerpo
    descripcion = _en_palabras([(b.rotulo, b.texto) for b in datos])
    filas = tuple((b.rotulo, b.texto) for b in datos)
    return Grafica(titulo, descripcion, lienzo.svg(titulo, descripcion), columnas, filas)


def apiladas(
    id_: str,
    titulo: str,
    renglon: str,
    series: Sequence[tuple[str, str]],
    datos: Sequence[Apilada],
    medio: Medio,
    mayor: int = 0,
) -> Grafica:
    """Barras partidas por serie, todas a la misma escala, con su leyenda.

    Cada serie es su nombre y su trama (de `TRAMAS`); `renglon` dice qué es cada fila. ValueError si una fila
    no trae una parte por serie o dos series llevan la misma trama.
    """
    nombres, usadas = [n for n, _ in series], [t for _, t in series]
    if any(len(d.partes) != len(series) for d in datos) or len(set(usadas)) != len(series):
        raise ValueError(f"cada renglón lleva {len(series)} partes, y cada serie su trama")
    lienzo = _Lienzo(id_, medio)
    lienzo.leyenda(nombres, usadas)
    mayor = max(mayor, *(sum(d.partes) for d in datos), 0)
    for d in datos:
        lienzo.rotulo(d.rotulo, str(sum(d.partes)))
        alto, x = _ALTO * medio.cuerpo, 0.0
        largo = medio.ancho * sum(d.partes) / mayor if mayor else 0
        for ancho, trama in zip(repartir(d.partes, largo), usadas, strict=True):
            lienzo.caja(x, lienzo.y, ancho, alto, trama)
            x += ancho
        lienzo.y += alto + _ENTRE * medio.cuerpo
    filas = tuple((d.rotulo, *map(str, d.partes), str(sum(d.partes))) for d in datos)
    descripcion = _en_palabras(
        [(d.rotulo, ", ".join(f"{n} {s}" for n, s in zip(d.partes, nombres, strict=True))) for d in datos]
    )
    columnas = (renglon, *(s[:1].upper() + s[1:] for s in nombres), "Total")
    return Grafica(titulo, descripcion, lienzo.svg(titulo, descripcion), columnas, filas)


def linea_de_tiempo(
    id_: str,
    titulo: str,
    renglon: str,
    tramos: Sequence[BarraDeTiempo],
    marcas: Sequence[tuple[int, str]],
    medio: Medio,
    limites: tuple[int, int] | None = None,
) -> Grafica:
    """Lo planeado, vacío, y debajo lo ejecutado, lleno, en una misma escala; `marcas` son las del eje."""
    lienzo = _Lienzo(id_, medio)
    extremos = [x for t in tramos for par in (t.planeado, t.ejecutado or t.planeado) for x in par]
    extremos += [m for m, _ in marcas] + list(limites or ())
    desde, hasta = min(extremos, default=0), max(extremos, default=0)
    escala = medio.ancho / (hasta - desde) if hasta > desde else 0.0

    def lugar(x: int) -> float:
        return (x - desde) * escala

    lienzo.leyenda(("planeado", "ejecutado"), ("vacia", "llena"))
    _eje(lienzo, [(lugar(m), rotulo) for m, rotulo in marcas])
    for t in tramos:
        lienzo.rotulo(t.rotulo, "" if t.ejecutado else "sin registro")
        alto = 0.5 * medio.cuerpo
        lienzo.caja(lugar(t.planeado[0]), lienzo.y, (t.planeado[1] - t.planeado[0]) * escala, alto, "vacia")
        lienzo.y += alto + 0.12 * medio.cuerpo
        if t.ejecutado:
            largo = (t.ejecutado[1] - t.ejecutado[0]) * escala
            lienzo.caja(lugar(t.ejecutado[0]), lienzo.y, largo, alto, "llena")
        lienzo.y += alto + _ENTRE * medio.cuerpo
    filas = tuple((t.rotulo, *t.textos) for t in tramos)
    descripcion = _en_palabras([(t.rotulo, f"planeado {t.textos[0]}; {t.textos[1]}") for t in tramos])
    return Grafica(
        titulo, descripcion, lienzo.svg(titulo, descripcion), (renglon, "Planeado", "Ejecutado"), filas
    )


def _eje(lienzo: _Lienzo, marcas: Sequence[tuple[float, str]]) -> None:
    """Los rótulos del eje que caben sin tocarse; los demás son solo una raya."""
    cuerpo, ancho = lienzo.medio.cuerpo, lienzo.medio.ancho
    lienzo.y += 1.35 * cuerpo
    libre = float("-inf")
    for x, rotulo in marcas:
        largo = lienzo.medio.ancho_de(rotulo)
        inicio = min(max(0.0, x - largo / 2), ancho - largo)
        lienzo.trozos.append(
            f'<path d="M{x:.2f} {lienzo.y:.2f}v{0.35 * cuerpo:.2f}" stroke="{lienzo.medio.tinta}" '
            f'stroke-width="{0.06 * cuerpo:.2f}"/>'
        )
        if inicio > libre:
            lienzo.texto(inicio, lienzo.y - 0.35 * cuerpo, rotulo)
            libre = inicio + largo + 0.4 * cuerpo
    lienzo.trozos.append(
        f'<path d="M0 {lienzo.y:.2f}h{ancho:g}" stroke="{lienzo.medio.tinta}" '
        f'stroke-width="{0.06 * cuerpo:.2f}"/>'
    )
    lienzo.y += 0.6 * cuerpo


def _en_palabras(pares: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{rotulo}: {texto}" for rotulo, texto in pares) + "." if pares else "Sin datos."
