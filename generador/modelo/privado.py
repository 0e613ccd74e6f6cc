"""La carpeta de lo que lleva nombres y no se publica, `datos/<id>/privado/`, y cada persona de su lista."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PRIVADO = "privado"
"""En la carpeta de una asamblea. Ninguna huella ni copia la mira: nada de lo publicado sale de ella."""


def es_privada(ruta: Path) -> bool:
    """Si es la carpeta privada de una asamblea."""
    return ruta.name == PRIVADO and ruta.parent.parent.name == "datos"


@dataclass(frozen=True, slots=True)
class PersonaDeLista:
    """Lo que va impreso de alguien; vacío lo que la lista no diga."""

    nombre: str
    papel: str = ""
    """Lo que hace ese día."""
    mesa: int | None = None
    organizacion: str = ""
