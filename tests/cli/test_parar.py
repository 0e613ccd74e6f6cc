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

# Quien corre las pruebas con nohup la dejaría sorda.
signal.signal(signal.SIGHUP, signal.{colgado})

def principal(**_):
    try:
        print("ya", flush=True)
        threading.Event().wait()
    finally:
        print("recogido", flush=True)

modulo.principal = principal
modulo.correr()
"""


def _parada(*senales: signal.Signals, colgado: str = "SIG_DFL") -> tuple[int, str, str]:
    """Con qué sale y qué dice una orden que recibe esas señales; `colgado`, qué hace antes con SIGHUP."""
    tubo = subprocess.PIPE
    orden = [sys.executable, "-c", ORDEN.replace("{colgado}", colgado)]
    with subprocess.Popen(orden, cwd=RAIZ, stdout=tubo, stderr=tubo, text=True, encoding="utf-8") as proceso:
        try:
            assert proceso.stdout is not None
            assert proceso.stdout.readline() == "ya\n"
            for senal in senales:
                proceso.send_signal(senal)
            salida, error = proceso.communicate(timeout=60)
        finally:
            proceso.kill()
    return proceso.returncode, salida, error


def _dicho(senal: signal.Signals) -> str:
    return (
        f"Interrumpido: el sistema pidió parar ({senal.name}). Nada quedó a medias: dé la orden otra vez.\n"
    )


@pytest.mark.lenta
@pytest.mark.parametrize("senal", [signal.SIGTERM, signal.SIGHUP])
def test_parar_lo_dice_y_recoge(senal: signal.Signals) -> None:
    """Visto fallar: `timeout 60 ./asamblea construir` terminaba mudo, sin recoger lo suyo."""
    assert _parada(senal) == (128 + senal, "recogido\n", _dicho(senal))


@pytest.mark.lenta
def test_con_nohup_cerrar_la_terminal_no_la_para() -> None:
    parada = _parada(signal.SIGHUP, signal.SIGTERM, colgado="SIG_IGN")
    assert parada == (128 + signal.SIGTERM, "recogido\n", _dicho(signal.SIGTERM))
