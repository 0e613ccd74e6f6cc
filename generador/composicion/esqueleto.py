"""Los archivos de datos que escribe el sistema: los de una asamblea nueva y su asistencia."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment

from generador.composicion.entorno import componer, crear_entorno
from generador.modelo.asistencia import UMBRAL, Asistencia
from generador.modelo.texto import sin_tildes


def esqueleto(
    plantillas: Path, titular: str, territorio: str, fecha: date, convenio: str, alcance: int, mesas: int
) -> Mapping[str, str]:
    """Nombre de archivo → YAML válido, con lo que falta dicho en el propio texto."""
    entorno = _entorno(plantillas)
    letras = "".join(c for c in sin_tildes(territorio) if c.isascii() and c.isalpha()).upper()
    contexto = {
        "titular": titular,
        "territorio": territorio,
        "fecha": fecha.isoformat(),
        "anio": fecha.year,
        "codigo": f"{(letras + 'AS')[:3]}{fecha.year % 100:02d}",
        "convenio": convenio,
        "alcance": alcance,
        "numeros": range(1, mesas + 1),
    }
    return {n: componer(entorno, f"nueva/{n}.j2", contexto) for n in ("evento.yml", "mesas.yml")}


def asistencia_en_yaml(plantillas: Path, asistencia: Asistencia) -> str:
    """El texto de asistencia.yml."""
    contexto = {"a": asistencia, "umbral": UMBRAL}
    return componer(_entorno(plantillas), "nueva/asistencia.yml.j2", contexto)


def _entorno(plantillas: Path) -> Environment:
    entorno = crear_entorno(plantillas, html=False)
    entorno.filters["yaml"] = lambda texto: json.dumps(str(texto), ensure_ascii=False)
    return entorno
