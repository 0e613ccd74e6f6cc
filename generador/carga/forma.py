"""Qué pide el modelo en cada ruta de un archivo: sus campos, si es texto libre y si va de una tirada."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from generador.modelo.fuente import Ruta
from generador.modelo.tipos import de_parrafos, de_una_linea


def campos(modelo: type[BaseModel], ruta: Ruta) -> tuple[str, ...]:
    """Los campos del modelo al que pertenece el último tramo de `ruta`."""
    *_, ultimo = _modelos(modelo, ruta)
    return tuple(ultimo.model_fields) if ultimo is not None else ()


def campos_alrededor(modelo: type[BaseModel], ruta: Ruta) -> frozenset[str]:
    """Los campos de todos los modelos que contienen a `ruta`."""
    return frozenset(c for m in _modelos(modelo, ruta) if m is not None for c in m.model_fields)


def texto_libre(modelo: type[BaseModel], ruta: Ruta) -> str | None:
    """«linea» o «parrafos» si en `ruta` va un texto sin forma propia; None si va otra cosa o no hay campo.

    Un código, una fecha o una dirección tienen forma propia: lo que sobre o falte en ellos se nota.
    """
    campo = _campo(modelo, ruta)
    if campo is None:
        return None
    return next((clase for t, m in _tipos(campo.annotation, campo.metadata) if (clase := _clase(t, m))), None)


def _campo(modelo: type[BaseModel], ruta: Ruta) -> FieldInfo | None:
    nombres = [i for i, parte in enumerate(ruta) if isinstance(parte, str)]
    if not nombres:
        return None
    corte = nombres[-1]
    *_, ultimo = _modelos(modelo, ruta[: corte + 1])
    campo = ultimo.model_fields.get(str(ruta[corte])) if ultimo is not None else None
    es_lista = campo is not None and typing.get_origin(campo.annotation) in (tuple, list)
    return None if es_lista and corte == len(ruta) - 1 else campo


def _modelos(modelo: type[BaseModel], ruta: Ruta) -> Iterator[type[BaseModel] | None]:
    """Los modelos por los que pasa `ruta`, del de afuera al de adentro; None donde ya no hay."""
    actual: Any = modelo
    yield actual
    for parte in ruta[:-1]:
        if isinstance(parte, int):
            continue
        campo = actual.model_fields.get(parte) if actual is not None else None
        actual = _modelo_dentro(campo.annotation) if campo is not None else None
        yield actual


def _es_modelo(tipo: Any) -> bool:
    return isinstance(tipo, type) and issubclass(tipo, BaseModel)


def _modelo_dentro(anotacion: Any) -> Any:
    if _es_modelo(anotacion):
        return anotacion
    if typing.get_origin(anotacion) in (tuple, list, types.UnionType, typing.Union, typing.Annotated):
        for argumento in typing.get_args(anotacion):
            hallado = _modelo_dentro(argumento)
            if hallado is not None:
                return hallado
    return None


def _tipos(anotacion: Any, metadatos: typing.Sequence[Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Los tipos simples de una anotación, con lo que cada uno exige."""
    origen = typing.get_origin(anotacion)
    if origen is typing.Annotated:
        dentro, *suyos = typing.get_args(anotacion)
        yield from _tipos(dentro, (*suyos, *metadatos))
    elif origen in (types.UnionType, typing.Union):
        for argumento in typing.get_args(anotacion):
            yield from _tipos(argumento, metadatos)
    elif origen in (tuple, list):
        for argumento in typing.get_args(anotacion):
            yield from _tipos(argumento, ())
    else:
        yield anotacion, tuple(metadatos)


def _clase(tipo: Any, metadatos: tuple[Any, ...]) -> str | None:
    if tipo is not str:
        return None
    reglas = {m.func for m in metadatos if isinstance(m, AfterValidator)}
    if not reglas <= {de_una_linea, de_parrafos} or any(getattr(m, "pattern", None) for m in metadatos):
        return None
    return "parrafos" if de_parrafos in reglas else "linea"
