"""Los archivos de datos que escribe el sistema: los de una asamblea nueva y su asistencia."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment

from generador.composicion.entorno import componer, crear_entorno
from generador.modelo.asamblea import Asamblea
from generador.modelo.asistencia import UMBRAL, Asistencia
from generador.modelo.pendiente import POR_CONFIRMAR, POR_ESCRIBIR
from generador.modelo.texto import sin_tildes

ALCANCE_SUPUESTO = 500
"""Personas, si nadie dice cuántas."""


def esqueleto(
    plantillas: Path,
    id_: str,
    titular: str,
    territorio: str,
    fecha: date,
    convenio: str,
    alcance: int | None,
    mesas: int,
) -> Mapping[str, str]:
    """Nombre de archivo → YAML válido, con lo que falta marcado; sin `alcance`, uno supuesto y marcado."""
    entorno = _entorno(plantillas)
    letras = "".join(c for c in sin_tildes(territorio) if c.isascii() and c.isalpha()).upper()
    contexto = {
        "id": id_,
        "titular": titular,
        "territorio": territorio,
        "fecha": fecha.isoformat(),
        "anio": fecha.year,
        "codigo": f"{(letras + 'AS')[:3]}{fecha.year % 100:02d}",
        "convenio": convenio,
        "alcance": alcance or ALCANCE_SUPUESTO,
        "alcance_supuesto": alcance is None,
        "numeros": range(1, mesas + 1),
    }
    return {n: componer(entorno, f"nueva/{n}.j2", contexto) for n in ("evento.yml", "mesas.yml")}


def hoja_en_yaml(plantillas: Path, asamblea: Asamblea, submesa: str) -> str:
    """El texto de resultados/<submesa>.yml, en blanco."""
    contexto = {
        "submesa": submesa,
        "acciones": asamblea.metodologia.max_acciones,
        "necesidades": asamblea.metodologia.max_necesidades,
    }
    return componer(_entorno(plantillas), "nueva/resultado.yml.j2", contexto)


def asistencia_en_yaml(plantillas: Path, asistencia: Asistencia) -> str:
    """El texto de asistencia.yml."""
    contexto = {"a": asistencia, "umbral": UMBRAL}
    return componer(_entorno(plantillas), "nueva/asistencia.yml.j2", contexto)


def _entorno(plantillas: Path) -> Environment:
    entorno = crear_entorno(plantillas, html=False)
    entorno.globals |= {"por_escribir": POR_ESCRIBIR, "por_confirmar": POR_CONFIRMAR}
    entorno.filters["yaml"] = lambda texto: json.dumps(" ".join(str(texto).split()), ensure_ascii=False)
    return entorno
