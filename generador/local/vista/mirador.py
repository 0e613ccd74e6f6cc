"""El proceso que compone lo que se mira: se le pide de a uno y se puede dejar de esperar.

Se nombra y no se importa: es del motor del sitio.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generador.construccion.publicacion import ambiente
from generador.errores import ErrorDeUso, Hallazgo, Lugar
from generador.salida.vida import abierto, terminar

MODULO = "generador.plugin.mirador"
_OTRA = "Se pidió ver otra cosa antes de que esta saliera: vuelva a pedirla."
_CAIDO = "No se pudo componer: el proceso que lo hacía se cerró. Vuelva a pedirla."


@dataclass(frozen=True, slots=True)
class Mirado:
    """Lo que salió: los bytes o, si no salió, por qué."""

    octetos: bytes = b""
    hallazgos: tuple[Hallazgo, ...] = ()
    """Lo que hay que corregir en los datos para que salga."""
    falla: str = ""
    """Por qué no salió, si no es por los datos."""
    existe: bool = True


@dataclass(slots=True)
class Mirador:
    """Un proceso sobre el proyecto de `raiz`: nace con lo primero que se le pide y dura hasta `cerrar`."""

    raiz: Path
    _turno: threading.Lock = field(default_factory=threading.Lock)
    _vivo: ExitStack = field(default_factory=ExitStack)
    _proceso: subprocess.Popen[str] | None = None
    _ocupado: bool = False
    _dejado: bool = False

    def pedir(self, ruta: str, **otros: str) -> Mirado:
        """Lo que en el sitio está en `ruta`. ErrorDeUso si entretanto se pidió ver otra cosa.

        `otros` van con el pedido, como los entiende `MODULO`.
        """
        with self._turno:
            proceso = self._abierto()
            assert proceso.stdin is not None
            assert proceso.stdout is not None
            self._ocupado, self._dejado = True, False
            try:
                proceso.stdin.write(json.dumps({"ruta": ruta, **otros}) + "\n")
                proceso.stdin.flush()
                dicho = proceso.stdout.readline()
            except (OSError, ValueError):
                dicho = ""
            finally:
                self._ocupado = False
            if not dicho:
                self._soltar()
                raise ErrorDeUso(_OTRA if self._dejado else _CAIDO)
        return _mirado(json.loads(dicho))

    def dejar(self) -> None:
        """Lo que se esté componiendo ya no le sirve a nadie."""
        proceso = self._proceso
        if self._ocupado and proceso is not None:
            self._dejado = True
            terminar(proceso)

    def cerrar(self) -> None:
        """Termina el proceso, si lo hay."""
        self.dejar()
        with self._turno:
            self._soltar()

    def _abierto(self) -> subprocess.Popen[str]:
        if self._proceso is not None and self._proceso.poll() is None:
            return self._proceso
        self._soltar()
        orden = [sys.executable, "-P", "-m", MODULO, str(self.raiz)]
        tubos: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        proceso = self._vivo.enter_context(
            abierto(orden, ambiente(), cwd=self.raiz, stderr=subprocess.DEVNULL, **tubos)
        )
        self._proceso = proceso
        return proceso

    def _soltar(self) -> None:
        if self._proceso is not None and self._proceso.poll() is None:
            terminar(self._proceso)
        self._proceso = None
        # Al cerrar un tubo roto se intenta mandar lo que no llegó.
        with suppress(OSError):
            self._vivo.close()


def _mirado(dicho: dict[str, Any]) -> Mirado:
    hallazgos = [
        Hallazgo(Lugar(**h["lugar"]), h["mensaje"], h["ayuda"], h["gravedad"])
        for h in dicho.get("hallazgos", ())
    ]
    return Mirado(
        base64.b64decode(dicho.get("octetos", "")),
        tuple(hallazgos),
        dicho.get("falla", ""),
        dicho.get("existe", True),
    )
