"""Lo que se escribió en una orden, con los mismos topes y mensajes que los datos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from generador.carga.mensajes import redactar
from generador.errores import ErrorDePedido, Objecion
from generador.modelo.campos import nombres
from generador.modelo.tipos import Modelo

M = TypeVar("M", bound=Modelo)


def de_orden(
    modelo: type[M], valores: Mapping[str, Any], argumentos: Mapping[str, str] = MappingProxyType({})
) -> M:
    """El modelo de lo que se escribió; ErrorDePedido con cada opción, o argumento, que no sirve.

    `argumentos` dice cómo se llama en la orden cada campo que no es una opción.
    """
    try:
        return modelo.model_validate(valores)
    except ValidationError as error:
        objeciones = []
        for detalle in error.errors(include_url=False):
            # Una opción no tiene clave que borrar.
            mensaje, ayuda = redactar(detalle, nombres(modelo), obligatorio=True)
            opcion = next(str(p) for p in reversed(detalle["loc"]) if isinstance(p, str))
            dicha = argumentos.get(opcion) or f"--{opcion.replace('_', '-')}"
            objeciones.append(Objecion(opcion, f"{mensaje}; {ayuda}", dicha))
        raise ErrorDePedido(objeciones) from None
