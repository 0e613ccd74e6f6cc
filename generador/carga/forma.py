"""Qué pide el modelo en cada ruta de un archivo: sus campos, si es texto libre y si va de una tirada."""

from __future__ import annotations

from pydantic import BaseModel

from generador.modelo.campos import LIBRES, campo_en, escribibles, modelos_en
from generador.modelo.fuente import Ruta


def campos_alrededor(modelo: type[BaseModel], ruta: Ruta) -> frozenset[str]:
    """Los campos de todos los modelos que contienen a `ruta`."""
    return frozenset(c.nombre for m in modelos_en(modelo, ruta) for c in escribibles(m))


def texto_libre(modelo: type[BaseModel], ruta: Ruta) -> str | None:
    """«linea» o «parrafos» si en `ruta` va un texto sin forma propia; None si va otra cosa o no hay campo.

    Un código, una fecha o una dirección tienen forma propia: lo que sobre o falte en ellos se nota.
    """
    campo = campo_en(modelo, ruta)
    if campo is None or (campo.lista and isinstance(ruta[-1], str)):
        return None
    return campo.texto if campo.texto in LIBRES else None
