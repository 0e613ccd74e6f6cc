"""Nada de lo que se abre sobrevive a quien lo abrió, lo maten como lo maten."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generador.salida import vida

PLAZO_S = 10.0
HIJO = """
import sys, time
from generador.salida.vida import morir_con_quien_llama
morir_con_quien_llama()
print("listo", flush=True)
time.sleep(600)
"""
PADRE = f"""
import os, sys, time
from generador.salida.vida import abierto
with abierto([sys.executable, "-c", {HIJO!r}], dict(os.environ), stdout=-1) as hijo:
    print(hijo.stdout.readline().strip(), hijo.pid, flush=True)
    time.sleep(600)
"""
CUADRILLA = """
import os, sys, time
from pathlib import Path
from generador.salida.almacen.procesos import Cuadrilla

def nacer(raiz):
    (raiz / f"nacio-{os.getpid()}").touch()

def hacer(raiz, trabajos):
    time.sleep(600 if "largo" in trabajos else 0)

if __name__ == "__main__":
    raiz = Path(sys.argv[1])
    with Cuadrilla(raiz, 2, nacer, hacer) as cuadrilla:
        for i in range(3):
            cuadrilla.recibir(sys.argv[2], "", 1)
        for _ in cuadrilla.acabar():
            pass
        print("hecho", flush=True)
        time.sleep(600)
"""


def vivo(pid: int) -> bool:
    """Si ese proceso existe y no es un muerto que nadie ha recogido."""
    hecho = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return hecho.stdout.strip()[:1] not in {"", "Z"}


def esperar(condicion: object, plazo_s: float = PLAZO_S) -> bool:
    """Si se cumple antes del plazo."""
    assert callable(condicion)
    limite = time.monotonic() + plazo_s
    while time.monotonic() < limite:
        if condicion():
            return True
        time.sleep(0.05)
    return bool(condicion())


@pytest.mark.lenta
@pytest.mark.parametrize("senal", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_lo_abierto_muere_con_quien_lo_abrio(senal: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PADRE],
        stdout=subprocess.PIPE,
        text=True,
        # Con nohup, la batería y lo que abre no oyen SIGHUP.
        preexec_fn=lambda: None if senal == signal.SIGKILL else signal.signal(senal, signal.SIG_DFL),
    ) as padre:
        assert padre.stdout is not None
        dicho, pid = padre.stdout.readline().split()
        assert (dicho, vivo(int(pid))) == ("listo", True)
        padre.send_signal(senal)
        padre.wait()
        assert esperar(lambda: not vivo(int(pid)))


def _fallar_con(guion: str) -> int:
    """El código con que termina lo abierto cuando quien lo abrió falla."""
    proceso = None
    with contextlib.suppress(ZeroDivisionError):
        orden = [sys.executable, "-c", guion]
        with vida.abierto(orden, dict(os.environ), stdout=subprocess.PIPE) as proceso:
            assert proceso.stdout is not None
            assert proceso.stdout.readline() == "listo\n"
            raise ZeroDivisionError
    assert proceso is not None
    return int(proceso.returncode)


def test_salir_con_un_fallo_termina_lo_abierto() -> None:
    assert _fallar_con(HIJO) == -signal.SIGTERM


def test_lo_que_no_obedece_se_mata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vida, "ESPERA_S", 0.2)
    sordo = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    assert _fallar_con(sordo + HIJO) == -signal.SIGKILL


@pytest.mark.lenta
@pytest.mark.parametrize("trabajo", ["largo", "corto"])
def test_la_cuadrilla_muere_con_quien_la_abrio(tmp_path: Path, trabajo: str) -> None:
    """Trabajando o esperando trabajo; y también el servidor del que nacieron."""
    (tmp_path / "plantillas/tema/fuentes").mkdir(parents=True)
    guion = tmp_path / "guion.py"
    guion.write_text(CUADRILLA, "utf-8")
    padre = subprocess.Popen(
        [sys.executable, str(guion), str(tmp_path), trabajo],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert esperar(lambda: len(list(tmp_path.glob("nacio-*"))) == 2, 60)
        familia = de_la_sesion(padre.pid)
        assert len(familia) >= 3
        padre.kill()
        padre.wait()
        assert esperar(lambda: not de_la_sesion(padre.pid)), de_la_sesion(padre.pid)
    finally:
        for pid in de_la_sesion(padre.pid):
            os.kill(pid, signal.SIGKILL)


def de_la_sesion(sesion: int) -> list[int]:
    """Los procesos vivos de una sesión de terminal."""
    hecho = subprocess.run(["ps", "-axo", "pid=,stat="], capture_output=True, text=True, check=True)
    suyos = []
    for pid, estado in (r.split() for r in hecho.stdout.splitlines()):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if estado[0] != "Z" and os.getsid(int(pid)) == sesion:
                suyos.append(int(pid))
    return suyos
