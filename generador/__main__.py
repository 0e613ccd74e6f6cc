"""`python -m generador` es lo mismo que `./asamblea`, una vez preparada la máquina."""

from __future__ import annotations

import signal
import sys
from typing import Any

from generador.cli import principal


class _Parar(BaseException):
    """Alguien pidió parar la orden: se deshace lo que estaba a medias, como con Ctrl-C."""


def _parar(senal: int, _: Any) -> None:
    # La segunda vez no se espera a que termine de recoger.
    signal.signal(senal, signal.SIG_DFL)
    raise _Parar(senal)


def correr() -> None:
    """La orden de la línea; si el sistema la manda parar, lo dice y sale con 128 y el número de la señal."""
    for senal in (signal.SIGTERM, signal.SIGHUP):
        # Con `nohup`, quien la llamó quiere que siga.
        if signal.getsignal(senal) is not signal.SIG_IGN:
            signal.signal(senal, _parar)
    try:
        principal(prog_name="./asamblea")
    except _Parar as orden:
        nombre = signal.Signals(orden.args[0]).name
        dicho = f"Interrumpido: el sistema pidió parar ({nombre}). Nada quedó a medias: dé la orden otra vez."
        try:
            print(dicho, file=sys.stderr, flush=True)
        except OSError:
            # Con SIGHUP la terminal ya no está.
            sys.stderr = None
        sys.exit(128 + orden.args[0])


if __name__ == "__main__":
    correr()
