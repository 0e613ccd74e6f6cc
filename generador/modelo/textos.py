"""Todos los textos escritos por personas que hay en un modelo, con la ruta de cada uno."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from generador.modelo.fuente import Ruta
from generador.modelo.tipos import Enlace, EnlaceSeguro, Linea, Modelo, Parrafo, Texto, Titulo

ClaseDeTexto = Literal["libre", "enlace", "forma"]
"""«forma»: códigos, archivos, etiquetas: lo que ha de tener una forma y también se publica."""


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
    for campo, clase in _clases(type(modelo)).items():
        yield from _de_valor(getattr(modelo, campo), clase, (*ruta, campo))


def _de_valor(valor: Any, clase: ClaseDeTexto | None, ruta: Ruta) -> Iterator[TextoEscrito]:
    if isinstance(valor, Modelo):
        yield from _de_modelo(valor, ruta)
    elif isinstance(valor, tuple):
        for i, elemento in enumerate(valor):
            yield from _de_valor(elemento, clase, (*ruta, i))
    elif isinstance(valor, str) and clase is not None:
        yield TextoEscrito(ruta, valor, clase)


@cache
def _clases(modelo: type[Modelo]) -> dict[str, ClaseDeTexto | None]:
    tipos = typing.get_type_hints(modelo, include_extras=True)
    return {campo: _clase(tipos[campo]) for campo in modelo.model_fields}


def _clase(tipo: Any) -> ClaseDeTexto | None:
    # Comparar alias enteros deja por fuera los códigos, que son los mismos con una guardia más.
    if tipo in (Linea, Titulo, Parrafo, Texto):
        return "libre"
    if tipo in (Enlace, EnlaceSeguro):
        return "enlace"
    if tipo is str:
        return "forma"
    return next((c for a in typing.get_args(tipo) if (c := _clase(a)) is not None), None)
