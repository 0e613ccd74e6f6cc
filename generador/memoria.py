"""Lo que se hace de una vez con la memoria apartada."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sin_recoleccion() -> Iterator[None]:
    """Aparta el recolector: quien crea millones de objetos que van a vivir paga por recorrerlos cada vez."""
    activo = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if activo:
            gc.enable()
