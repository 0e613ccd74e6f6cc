"""Lo que recibe una plantilla: un objeto con cada nombre declarado, y nada más."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexto:
    """La base de todos. Cada campo es una variable de la plantilla, con su nombre y su tipo.

    Lo que no depende de qué se compone (filtros, funciones, constantes) no va aquí sino en el entorno.
    """

    def nombres(self) -> dict[str, Any]:
        """Las variables de la plantilla, por nombre."""
        return {campo.name: getattr(self, campo.name) for campo in fields(self)}
