"""El diccionario de datos: cada campo publicado con su tipo y lo que significa, leídos de los modelos."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class CampoDescrito:
    """Un campo de un modelo, para quien no programa."""

    nombre: str
    tipo: str
    descripcion: str
    obligatorio: bool


@dataclass(frozen=True, slots=True)
class ModeloDescrito:
    """Un modelo con todos sus campos. `nombre` sirve de ancla."""

    nombre: str
    descripcion: str
    campos: tuple[CampoDescrito, ...]


def describir(modelo: type[BaseModel]) -> ModeloDescrito:
    """Los campos de `modelo`, en su orden."""
    tipos = typing.get_type_hints(modelo, include_extras=True)
    return ModeloDescrito(
        modelo.__name__,
        " ".join((modelo.__doc__ or "").split()),
        tuple(
            CampoDescrito(
                nombre, tipo_legible(tipos[nombre]), " ".join((c.description or "").split()), c.is_required()
            )
            for nombre, c in modelo.model_fields.items()
        ),
    )


def describir_todos(raices: Sequence[type[BaseModel]]) -> tuple[ModeloDescrito, ...]:
    """Esos modelos y los que llevan dentro, cada uno una vez, según van apareciendo."""
    vistos: dict[type[BaseModel], None] = {}
    pendientes = list(raices)
    while pendientes:
        modelo = pendientes.pop(0)
        if modelo not in vistos:
            vistos[modelo] = None
            tipos = typing.get_type_hints(modelo, include_extras=True)
            pendientes += [m for campo in modelo.model_fields for m in _dentro(tipos[campo])]
    return tuple(describir(m) for m in vistos)


def _dentro(tipo: Any) -> list[type[BaseModel]]:
    if isinstance(tipo, type) and issubclass(tipo, BaseModel):
        return [tipo]
    return [m for a in typing.get_args(tipo) for m in _dentro(a)]


_SIMPLES: dict[Any, str] = {
    str: "texto",
    int: "número entero",
    bool: "sí o no",
    date: "fecha (AAAA-MM-DD)",
    time: "hora (HH:MM)",
}


def tipo_legible(tipo: Any) -> str:
    """«texto», «lista de texto», «fecha (AAAA-MM-DD)», «una de: a, b, c»."""
    if tipo in _SIMPLES:
        return _SIMPLES[tipo]
    origen, partes = typing.get_origin(tipo), typing.get_args(tipo)
    if origen is typing.Annotated:
        return tipo_legible(partes[0])
    if origen is typing.Literal:
        return f"siempre «{partes[0]}»" if len(partes) == 1 else f"una de: {', '.join(map(str, partes))}"
    if origen is tuple:
        return f"lista de {tipo_legible(partes[0])}"
    if isinstance(tipo, type) and issubclass(tipo, Enum):
        return f"una de: {', '.join(str(e.value) for e in tipo)}"
    if isinstance(tipo, type) and issubclass(tipo, BaseModel):
        return tipo.__name__
    return next(tipo_legible(p) for p in partes if p is not type(None))
