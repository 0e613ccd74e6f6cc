"""El diccionario de datos: cada campo publicado con su tipo y lo que significa, leídos de los modelos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from generador.modelo.campos import Campo, campos, modelos_de


@dataclass(frozen=True, slots=True)
class ModeloDescrito:
    """Un modelo con todos sus campos. `nombre` sirve de ancla."""

    nombre: str
    descripcion: str
    campos: tuple[Campo, ...]


def describir(modelo: type[BaseModel]) -> ModeloDescrito:
    """Los campos de `modelo`, en su orden."""
    return ModeloDescrito(modelo.__name__, " ".join((modelo.__doc__ or "").split()), campos(modelo))


def describir_todos(raices: Sequence[type[BaseModel]]) -> tuple[ModeloDescrito, ...]:
    """Los modelos dados y los que llevan dentro, cada uno una vez, según van apareciendo."""
    return tuple(describir(m) for m in modelos_de(raices))
