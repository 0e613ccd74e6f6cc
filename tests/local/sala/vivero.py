"""Un proceso que ya importó la sala y, cada vez que se le pide, abre una de verdad en otro proceso.

Así morir y volver diez veces cuesta lo que cuesta atender, y no diez veces importar.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from generador.construccion.publicacion import ambiente


@dataclass
class Vivero:
    """Salas de `raiz` en dos puertos de este computador; a lo más una viva a la vez."""

    raiz: Path
    puertos: tuple[int, int]
    """El del editor y el del salón."""
    _proceso: subprocess.Popen[str] = field(init=False)
    _viva: int = 0

    def __enter__(self) -> Vivero:
        self._proceso = subprocess.Popen(
            [sys.executable, "-P", __file__, str(self.raiz), *map(str, self.puertos)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ambiente(),
        )
        return self

    def nacer(self) -> None:
        """Abre la sala y vuelve cuando ya atiende."""
        assert self._proceso.stdin is not None
        assert self._proceso.stdout is not None
        self._proceso.stdin.write("otra\n")
        self._proceso.stdin.flush()
        self._viva = int(self._proceso.stdout.readline())

    def matar(self) -> None:
        """SIGKILL: el proceso no alcanza a despedirse. Al volver, ya no existe."""
        assert self._proceso.stdout is not None
        viva, self._viva = self._viva, 0
        os.kill(viva, signal.SIGKILL)
        assert self._proceso.stdout.readline() == f"murió {viva}\n"

    def __exit__(
        self, clase: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        if self._viva:
            os.kill(self._viva, signal.SIGKILL)
        with self._proceso as proceso:
            assert proceso.stdin is not None
            proceso.stdin.close()


def _servir(raiz: Path, puertos: tuple[int, int]) -> None:
    from generador.local.sala.servicio import Sala
    from generador.local.web.servidor import Local, enchufe_en

    for _ in sys.stdin:
        hijo = os.fork()
        if not hijo:
            enchufes = [enchufe_en(p) for p in puertos]
            sala = Sala.armar(raiz, *puertos)
            Local(sala.aplicacion, lambda: print(os.getpid(), flush=True)).atender(*enchufes)
            os._exit(0)
        os.waitpid(hijo, 0)
        print(f"murió {hijo}", flush=True)


if __name__ == "__main__":
    _servir(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3])))
