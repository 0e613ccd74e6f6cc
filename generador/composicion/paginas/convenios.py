"""La lista de convenios del sitio, para la página «acerca»: sale de los datos, no de lo escrito a mano."""

from __future__ import annotations

from generador.composicion.comun.idioma.filtros import para_markdown
from generador.modelo.asamblea import Asamblea, Proyecto
from generador.modelo.datos.convenio import Entidad
from generador.modelo.texto import enumerar

MARCA = "<!-- convenios -->"
"""Donde una página de `contenido/` quiere la lista."""


def con_convenios(markdown: str, proyecto: Proyecto) -> str:
    """La página con la lista en lugar de la marca: un renglón por asamblea, con su texto escapado."""
    if MARCA not in markdown:
        return markdown
    renglones = (f"- {para_markdown(_renglon(a))}" for a in proyecto.asambleas)
    return markdown.replace(MARCA, "\n".join(renglones))


def _renglon(a: Asamblea) -> str:
    suscriben = enumerar(_entidad(e) for e in a.convenio.entidades)
    nombre = f"{a.evento.titular}, {a.evento.territorio}, {a.evento.primera.fecha.year}"
    return f"{nombre}: {a.convenio.nombre}, suscrito entre {suscriben}."


def _entidad(e: Entidad) -> str:
    return f"{e.con_articulo} ({e.nombre_completo})" if e.nombre_completo else e.con_articulo
