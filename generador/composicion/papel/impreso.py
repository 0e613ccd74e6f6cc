"""Lo que un impreso necesita ya resuelto: sellos, murales y en qué cuerpo cabe cada texto."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from markupsafe import Markup

from generador.composicion.comun.idioma.jornadas import horario_de, sede_de
from generador.composicion.muro import dibujo_papel
from generador.composicion.muro.dibujo_papel import Reticula
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Jornada

ALTO_DE_PORTADA = 0.47
"""Lo que ocupa el mural de una portada, del alto de la hoja."""
_TITULO_MURAL = "Mural de fichas de rompecabezas encajadas"
LARGO_DE_FILA = 1100
"""Caracteres desde los cuales una fila del minuto a minuto puede no caber en una hoja y se deja partir."""


def mural_de_portada(
    ancho: float, alto: float, semilla: str, colores: tuple[str, ...], *, completo: bool
) -> Markup:
    """El mural de una portada de documento, a sangre por arriba y los lados, en `ancho` × `alto` mm.

    Mientras la agenda no se aprueba le falta una ficha.
    """
    columnas = 5
    celda = ancho / columnas
    pie = alto - 0.26 * celda
    filas = ceil(pie / celda)
    y = pie - filas * celda
    reticula = Reticula(
        celda, filas, columnas, 0.0, y, "abajo", None if completo else (filas - 1, columnas - 2)
    )
    titulo = _TITULO_MURAL if completo else f"{_TITULO_MURAL}; falta una"
    return dibujo_papel.mural_suelto(reticula, semilla, colores, ancho, alto, titulo)


def programa_apretado(asamblea: Asamblea, alto: float) -> bool:
    """Si el programa, a su cuerpo normal, no cabe en una hoja de `alto` mm y pide uno menor.

    Cuenta renglones con el largo medio de línea: una estimación que peca por exceso.
    """
    encabezado = 40 + 11 * ceil(len(asamblea.evento.titular) / 27)
    libre = alto - 36 - encabezado
    return any(sum(_altos_del_programa(asamblea, j)) > libre for j in asamblea.evento.jornadas)


def _altos_del_programa(asamblea: Asamblea, jornada: Jornada) -> Iterator[float]:
    """Milímetros de cada momento de esa jornada en el programa público; cada una va en su hoja."""
    if asamblea.evento.en_varias_jornadas:
        yield 14.0 + 5.5 * ceil(len(f"{horario_de(jornada)} · {sede_de(jornada.sede)}") / 78)
    for m in jornada.programa:
        if m.tipo in ("receso", "almuerzo"):
            yield 8.5
            continue
        titulo, hora = 0.7 + 6.3 * ceil(len(m.titulo) / 46), 7.8 if m.numero is None else 12.5
        if m.actividad == "mesas":
            titulo += 1.2 + sum(5.2 * ceil(len(x.eje) / 68) for x in asamblea.mesas.mesas)
        yield 3 + max(titulo + (5.2 if m.sala else 0), hora)


def fila_larga(*textos: str | None) -> bool:
    """Si una fila con esos textos puede no caber en la hoja: entera, le quitaría el encabezado a la tabla."""
    return sum(len(t or "") for t in textos) > LARGO_DE_FILA
