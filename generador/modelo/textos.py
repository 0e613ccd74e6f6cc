"""Todos los textos escritos por personas que hay en un modelo, con la ruta de cada uno."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generador.modelo.campos import ClaseDeTexto, campos
from generador.modelo.fuente import Ruta
from generador.modelo.tipos import Modelo


class TextoEscrito(NamedTuple):
    """Un texto del modelo; `ruta` sirve también en su `Fuente`."""

    ruta: Ruta
    texto: str
    clase: ClaseDeTexto


def recorrer(modelo: Modelo) -> Iterator[TextoEscrito]:
    """Los textos libres y enlaces de `modelo`, en orden; no da códigos, fechas ni colores."""
    return (t for t in _de_modelo(modelo, ()) if t.clase != "forma")


def recorrer_todo(modelo: Modelo) -> Iterator[TextoEscrito]:
    """Lo mismo, y además lo que ha de tener una forma: nombres de archivo, etiquetas, identificadores."""
    return _de_modelo(modelo, ())


def _de_modelo(modelo: Modelo, ruta: Ruta) -> Iterator[TextoEscrito]:
    for campo in campos(type(modelo)):
        yield from _de_valor(getattr(modelo, campo.nombre), campo.texto, (*ruta, campo.nombre))


def _de_valor(valor: Any, clase: ClaseDeTexto | None, ruta: Ruta) -> Iterator[TextoEscrito]:
    if isinstance(valor, Modelo):
        yield from _de_modelo(valor, ruta)
    elif isinstance(valor, tuple):
        for i, elemento in enumerate(valor):
            yield from _de_valor(elemento, clase, (*ruta, i))
    elif isinstance(valor, str) and clase is not None:
        yield TextoEscrito(ruta, valor, clase)
