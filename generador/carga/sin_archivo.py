"""Lo que no sirve de un dato que no viene de un archivo, como el de un formulario, y qué hacer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from generador.carga.mensajes import es_consecuencia, redactar
from generador.modelo.campos import campo_en, hermanos
from generador.modelo.fuente import Ruta
from generador.modelo.tipos import Modelo


@dataclass(frozen=True, slots=True)
class Falla:
    """Un valor que el modelo no admite."""

    ruta: Ruta
    """Su camino en el árbol de datos; el de algo que falta es el que tendría."""
    falta: bool
    """Si no sirve porque no está."""
    mensaje: str
    ayuda: str


def fallas(modelo: type[Modelo], valores: Mapping[str, Any]) -> Iterator[Falla]:
    """Cada valor del árbol que el modelo no admite; nada si sirve entero."""
    try:
        modelo.model_validate(valores)
    except ValidationError as error:
        for detalle in error.errors(include_url=False):
            if es_consecuencia(detalle):
                continue
            ruta = detalle["loc"]
            campo = campo_en(modelo, ruta)
            mensaje, ayuda = redactar(
                detalle,
                hermanos(modelo, ruta),
                ayuda=campo.ayuda if campo else "",
                obligatorio=campo is not None and campo.obligatorio,
            )
            yield Falla(ruta, detalle["type"] in ("missing", "too_short"), mensaje, ayuda)
