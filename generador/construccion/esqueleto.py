"""Crea la carpeta de una asamblea nueva sin pisar nada."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from generador.composicion.esqueleto import esqueleto
from generador.errores import ErrorDeUso
from generador.salida.emision import escribir

_RESERVADOS = {"convenios", "esquemas"}


def crear(
    raiz: Path,
    id_: str,
    titular: str,
    territorio: str,
    fecha: str,
    convenio: str | None,
    alcance: int,
    mesas: int,
) -> list[str]:
    """Escribe `datos/<id>/` y devuelve las rutas creadas; ErrorDeUso si algo no sirve o ya existe."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) or len(id_) > 60 or id_ in _RESERVADOS:
        raise ErrorDeUso(f"«{id_}» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones")
    try:
        dia = date.fromisoformat(fecha)
    except ValueError:
        raise ErrorDeUso(f"«{fecha}» no es una fecha; escriba AAAA-MM-DD") from None
    disponibles = sorted(p.stem for p in (raiz / "datos" / "convenios").glob("*.yml"))
    if convenio is None and len(disponibles) != 1:
        raise ErrorDeUso(
            f"diga cuál convenio con --convenio; los que hay: {', '.join(disponibles) or 'ninguno'}"
        )
    elegido = convenio or disponibles[0]
    if elegido not in disponibles:
        raise ErrorDeUso(f"no existe datos/convenios/{elegido}.yml; los que hay: {', '.join(disponibles)}")
    carpeta = raiz / "datos" / id_
    if carpeta.exists():
        raise ErrorDeUso(f"datos/{id_} ya existe; escoja otro nombre o bórrela primero")
    archivos = esqueleto(raiz / "plantillas", titular, territorio, dia, elegido, alcance, mesas)
    for nombre, texto in archivos.items():
        escribir(carpeta / nombre, texto.encode())
    return [f"datos/{id_}/{nombre}" for nombre in archivos]
