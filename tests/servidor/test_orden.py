"""`./asamblea servir` de punta a punta: una línea por cosa, y nada vivo después."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from apoyo import RAIZ, con_almacen, orden
from fabrica import POCAS_PIEZAS, escribir_proyecto
from salida.test_vida import de_la_sesion, esperar


def _proyecto(raiz: Path) -> Path:
    con_almacen(escribir_proyecto(raiz, evento=POCAS_PIEZAS))
    shutil.copy2(RAIZ / "mkdocs.yml", raiz)
    for parte in ("plantillas", "contenido"):
        shutil.copytree(RAIZ / parte, raiz / parte)
    return raiz


def _libre() -> int:
    with socket.create_server(("127.0.0.1", 0)) as enchufe:
        return int(enchufe.getsockname()[1])


def test_el_puerto_ocupado_en_una_linea(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as enchufe:
        puerto = enchufe.getsockname()[1]
        hecho = orden(_proyecto(tmp_path), "servir", "--puerto", str(puerto))
    assert (hecho.returncode, hecho.stdout) == (2, "")
    assert hecho.stderr.count("\n") == 1
    assert hecho.stderr.startswith(f"Error: el puerto {puerto} está ocupado")


@pytest.mark.parametrize("senal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_ninguna_senal_deja_nada_detras(tmp_path: Path, senal: signal.Signals) -> None:
    raiz, puerto = _proyecto(tmp_path), _libre()
    proceso = subprocess.Popen(
        [sys.executable, "-m", "generador", "servir", "--puerto", str(puerto)],
        cwd=raiz,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    try:
        assert esperar(lambda: len(de_la_sesion(proceso.pid)) > 1, 60)
        os.kill(proceso.pid, senal)
        dicho = proceso.communicate(timeout=30)[0]
        assert esperar(lambda: not de_la_sesion(proceso.pid)), dicho
    finally:
        for pid in de_la_sesion(proceso.pid):
            os.kill(pid, signal.SIGKILL)
    with socket.create_server(("127.0.0.1", puerto)):
        pass
    inicio = f"El sitio está en http://127.0.0.1:{puerto}/ y se rehace al guardar; Ctrl-C para cerrar.\n"
    if senal == signal.SIGKILL:
        assert (proceso.returncode, dicho) == (-senal, inicio)
    else:
        assert (proceso.returncode, dicho) == (0, inicio + "Cerrado.\n")
        assert not (raiz / ".cache" / "vista").exists()


@pytest.mark.construye
def test_con_el_motor_de_verdad(tmp_path: Path) -> None:
    """Lo malo se dice con su archivo y su línea encima de lo último bueno; lo publicado no cambia."""
    raiz, puerto = _proyecto(tmp_path), _libre()
    mesas = raiz / "datos" / "prueba-2023" / "mesas.yml"
    bueno = mesas.read_text("utf-8")
    proceso = subprocess.Popen(
        [sys.executable, "-m", "generador", "servir", "--puerto", str(puerto)],
        cwd=raiz,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def pagina() -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{puerto}/", timeout=10) as respuesta:
                return str(respuesta.read().decode())
        except OSError:
            return ""

    try:
        assert esperar(lambda: "Content-Security-Policy" in pagina(), 120)
        mesas.write_text(bueno.replace("numero: 2", "numero: dos"), "utf-8")
        assert esperar(lambda: "vista-falla" in pagina(), 60)
        assert "datos/prueba-2023/mesas.yml:" in pagina()
        assert "debe ser un número entero; llegó «dos»" in pagina()
        mesas.write_text(bueno, "utf-8")
        assert esperar(lambda: "Content-Security-Policy" in pagina() and "vista-falla" not in pagina(), 60)
        assert not (raiz / "site").exists()
    finally:
        proceso.terminate()
        proceso.wait(30)
