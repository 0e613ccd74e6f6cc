"""El entorno Jinja: estricto con lo que falta, escapa por construcción y solo lee `plantillas/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generador.composicion.filtros import FILTROS, FUNCIONES, neutralizar
from generador.errores import ErrorDeComposicion


def crear_entorno(plantillas: Path, *, html: bool = True) -> Environment:
    """Un entorno que lee las plantillas de esa carpeta; sin `html`, no escapa (para YAML)."""
    entorno = Environment(
        loader=FileSystemLoader(plantillas),
        undefined=StrictUndefined,
        autoescape=html,
        finalize=neutralizar if html else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    entorno.filters.update(FILTROS)
    entorno.globals.update(FUNCIONES)
    return entorno


def componer(entorno: Environment, plantilla: str, contexto: dict[str, Any]) -> str:
    """La plantilla con su contexto; los fallos de Jinja salen nombrando plantilla y línea."""
    try:
        return entorno.get_template(plantilla).render(contexto)
    except TemplateError as error:
        linea = getattr(error, "lineno", None) or _linea_de(error, plantilla)
        donde = f"plantillas/{getattr(error, 'name', None) or plantilla}" + (f":{linea}" if linea else "")
        raise ErrorDeComposicion(f"{donde}: {error.message}") from error


def _linea_de(error: BaseException, plantilla: str) -> int | None:
    """La línea de la plantilla donde se lanzó `error`, según su traza."""
    hallada = None
    traza = error.__traceback__
    while traza is not None:
        if traza.tb_frame.f_code.co_filename.endswith(plantilla):
            hallada = traza.tb_lineno
        traza = traza.tb_next
    return hallada
