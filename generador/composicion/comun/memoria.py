"""Dónde recuerda la composición lo que cuesta y no sale de los datos: plantillas compiladas, códigos QR.

Quien compone dice dónde (`en`); sin eso, nada se recuerda de un proceso a otro.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import Protocol

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Guardado(Protocol):
    """Bytes por nombre, que solo valen para el código que los hizo y solo si los guardó esta persona."""

    def leer(self, nombre: str) -> bytes | None:
        """Lo guardado con ese nombre; None si no lo hay."""

    def guardar(self, nombre: str, datos: bytes) -> None:
        """Lo pone en el lugar de lo que hubiera."""


_DONDE: ContextVar[Guardado | None] = ContextVar("memoria", default=None)


@contextmanager
def en(guardado: Guardado) -> Iterator[None]:
    """Mientras dure, lo que se componga se recuerda en `guardado`."""
    antes = _DONDE.set(guardado)
    try:
        yield
    finally:
        _DONDE.reset(antes)


def actual() -> Guardado | None:
    """El `Guardado` en que se recuerda ahora; None si no hay."""
    return _DONDE.get()


class Compiladas(BytecodeCache):
    """Las plantillas ya compiladas: cada una lleva la huella de su texto, y Jinja la comprueba.

    Cargarlas es ejecutarlas: `Guardado` ha de dar solo lo que guardó esta persona. `modo` distingue entornos
    que compilan distinto el mismo texto.
    """

    def __init__(self, modo: str) -> None:
        self._modo = modo

    def load_bytecode(self, bucket: Bucket) -> None:
        """Si hay con qué, lo deja en `bucket`."""
        guardado = actual()
        datos = None if guardado is None else guardado.leer(self._nombre(bucket))
        if datos is not None:
            bucket.load_bytecode(BytesIO(datos))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Guarda lo recién compilado."""
        if (guardado := actual()) is not None:
            guardado.guardar(self._nombre(bucket), bucket.bytecode_to_string())

    def _nombre(self, bucket: Bucket) -> str:
        return f"plantilla/{self._modo}/{bucket.key}"
