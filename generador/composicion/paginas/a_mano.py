"""Lo que una página escrita a mano toma de los datos: en `contenido/` solo va la marca de dónde lo quiere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generador.composicion.comun.idioma.filtros import para_markdown
from generador.modelo.asamblea import Asamblea, Proyecto
from generador.modelo.datos.convenio import Entidad
from generador.modelo.texto import enumerar

CONVENIOS, CONTACTO = "<!-- convenios -->", "<!-- contacto -->"


def con_lo_de_los_datos(markdown: str, proyecto: Proyecto) -> str:
    """La página con lo suyo en lugar de cada marca, escapado."""
    for marca, hacer in _MARCAS.items():
        if marca in markdown:
            markdown = markdown.replace(marca, hacer(proyecto))
    return markdown


def _convenios(proyecto: Proyecto) -> str:
    """Un renglón por asamblea."""
    return "\n".join(f"- {para_markdown(_renglon(a))}" for a in proyecto.asambleas)


def _renglon(a: Asamblea) -> str:
    suscriben = enumerar(_entidad(e) for e in a.convenio.entidades)
    nombre = f"{a.evento.titular}, {a.evento.territorio}, {a.evento.primera.fecha.year}"
    return f"{nombre}: {a.convenio.nombre}, suscrito entre {suscriben}."


def _entidad(e: Entidad) -> str:
    return f"{e.con_articulo} ({e.nombre_completo})" if e.nombre_completo else e.con_articulo


def _contacto(proyecto: Proyecto) -> str:
    """A quién se le dice que algo no funciona: el contacto del sitio o, sin él, a quién buscar."""
    if not proyecto.sitio.contacto:
        return "Este sitio no publica un contacto propio: dígaselo a la entidad que convoca la asamblea."
    dicho = proyecto.sitio.contacto.removeprefix("mailto:").removeprefix("tel:")
    return f'Dígalo aquí: <a href="{para_markdown(proyecto.sitio.contacto)}">{para_markdown(dicho)}</a>.'


_MARCAS: Mapping[str, Callable[[Proyecto], str]] = {CONVENIOS: _convenios, CONTACTO: _contacto}
