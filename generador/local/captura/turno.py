"""El turno de quien recibe: la sala, `importar` y `elegir` son procesos distintos sobre lo mismo."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from generador.errores import ErrorDeMaquina, ErrorDeUso
from generador.salida.disco import Ocupado, cerrojo

PACIENCIA = 6.0
"""Segundos que se espera a que otra orden termine."""
PASO = 0.1
CERROJO = "recibir"
dormir = time.sleep
T = TypeVar("T")


@dataclass(slots=True)
class TurnoDeRecibir:
    """De a uno por vez sobre la `entrada/` de `raiz`, en este proceso y en cualquier otro.

    A quien no acaba no se le espera para siempre, y sin dónde poner el cerrojo se sigue sin él: `datos/`
    tiene el suyo, que además compara lo leído.
    """

    raiz: Path
    _hilo: threading.RLock = field(default_factory=threading.RLock)
    _hondo: int = 0
    _tomado: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> TurnoDeRecibir:
        self._hilo.acquire()
        self._hondo += 1
        if self._hondo == 1:
            try:
                con_paciencia(lambda: self._tomado.enter_context(cerrojo(self.raiz, CERROJO)))
            except (Ocupado, ErrorDeMaquina, OSError):
                pass
            except BaseException:
                self._soltar()
                raise
        return self

    def __exit__(
        self, clase: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        self._soltar()

    def _soltar(self) -> None:
        self._hondo -= 1
        if not self._hondo:
            self._tomado.close()
        self._hilo.release()


def con_paciencia(hacer: Callable[[], T]) -> T:
    """Lo que devuelve `hacer`. Si otra orden escribe, la espera; si algo cambió, mira de nuevo."""
    for _ in range(round(PACIENCIA / PASO)):
        try:
            return hacer()
        except Ocupado:
            dormir(PASO)
        except ErrorDeUso:
            break
    return hacer()
