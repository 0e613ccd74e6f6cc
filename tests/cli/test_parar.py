"""Una orden que el sistema manda parar lo dice en un renglón y deja todo como estaba."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from apoyo import RAIZ

ORDEN = """
import signal, sys, threading
from generador import __main__ as modulo

def principal(**_):
    try:
        print("ya", flush=True)
        threading.Event().wait()
    finally:
        print("recogido", flush=True)

modulo.principal = principal
modulo.correr()
"""


@pytest.mark.lenta
@pytest.mark.parametrize("senal", [signal.SIGTERM, signal.SIGHUP])
def test_parar_lo_dice_y_recoge(senal: signal.Signals) -> None:
    """Visto fallar: `timeout 60 ./asamblea construir` terminaba mudo, sin recoger lo suyo."""
    tubo = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", ORDEN], cwd=RAIZ, stdout=tubo, stderr=tubo, text=True, encoding="utf-8"
    ) as proceso:
        assert proceso.stdout is not None
        assert proceso.stdout.readline() == "ya\n"
        proceso.send_signal(senal)
        salida, error = proceso.communicate(timeout=60)
    assert (proceso.returncode, salida) == (128 + senal, "recogido\n")
    assert error == (
        f"Interrumpido: el sistema pidió parar ({senal.name}). Nada quedó a medias: dé la orden otra vez.\n"
    )
