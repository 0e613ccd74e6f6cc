"""Un proceso que ya importó la sala y, cada vez que se le pide, abre una de verdad en otro proceso.

Así morir y volver diez veces cuesta lo que cuesta atender, y no diez veces importar.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType

from generador.construccion.publicacion import ambiente
from generador.errores import ErrorInterno
from generador.salida.vida import VARIABLE, abierto, morir_con_quien_llama

_MODULO = "generador.local.ensayo.vivero"


@dataclass
class Vivero:
    """Salas de `raiz` en dos puertos de este computador; a lo más una viva a la vez."""

    raiz: Path
    puertos: tuple[int, int]
    """Puerto del editor y puerto del salón."""
    direccion: str = ""
    """Dirección del editor de la que está viva, con su llave."""
    _proceso: subprocess.Popen[str] = field(init=False)
    _cierre: ExitStack = field(default_factory=ExitStack)
    _viva: int = 0

    def __enter__(self) -> Vivero:
        self._proceso = self._cierre.enter_context(
            abierto(
                [sys.executable, "-P", "-m", _MODULO, str(self.raiz), *map(str, self.puertos)],
                ambiente(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C lo atiende quien llama.
                start_new_session=True,
            )
        )
        return self

    def nacer(self) -> None:
        """Abre la sala y vuelve cuando ya atiende. ErrorInterno si no llegó a atender."""
        assert self._proceso.stdin is not None
        self._proceso.stdin.write("otra\n")
        self._proceso.stdin.flush()
        numero, _, self.direccion = self._leer("la sala del ensayo no llegó a abrirse").partition(" ")
        self._viva = int(numero)

    def matar(self) -> None:
        """SIGKILL: el proceso no alcanza a despedirse. Al volver, ya no existe."""
        viva, self._viva = self._viva, 0
        os.kill(viva, signal.SIGKILL)
        self._leer("la sala del ensayo no se dejó matar")

    def _leer(self, si_no: str) -> str:
        assert self._proceso.stdout is not None
        dicho = self._proceso.stdout.readline().strip()
        if not dicho:
            raise ErrorInterno(si_no)
        return dicho

    def __exit__(
        self, clase: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        if self._viva:
            with suppress(ProcessLookupError):
                os.kill(self._viva, signal.SIGKILL)
        assert self._proceso.stdin is not None
        with suppress(BrokenPipeError):
            self._proceso.stdin.close()
        self._cierre.__exit__(clase, error, rastro)


def _servir(raiz: Path, puertos: tuple[int, int]) -> None:
    from generador.local.sala.servicio import Sala
    from generador.local.web.servidor import Local, enchufe_en

    tubo = os.environ.get(VARIABLE, "")
    morir_con_quien_llama()
    for _ in sys.stdin:
        hijo = os.fork()
        if not hijo:
            # El hilo que espera a quien llama no pasa al hijo: lo abre otra vez.
            os.environ[VARIABLE] = tubo
            morir_con_quien_llama()
            enchufes = [enchufe_en(p) for p in puertos]
            sala = Sala.armar(raiz, *puertos)
            avisar = partial(print, os.getpid(), sala.guardia.direccion, flush=True)
            Local(sala.aplicacion, avisar).atender(*enchufes)
            os._exit(0)
        os.waitpid(hijo, 0)
        print(f"murió {hijo}", flush=True)


if __name__ == "__main__":
    _servir(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])))
