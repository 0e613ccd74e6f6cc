"""`./asamblea abrir` y `preparar`, en su proceso: una línea por cosa, y nada vivo después."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from apoyo import orden

from generador.carga.cargar import cargar

pytestmark = pytest.mark.lenta


def _abierto(raiz: Path) -> tuple[subprocess.Popen[str], str]:
    proceso = subprocess.Popen(
        [sys.executable, "-m", "generador", "abrir", "--sin-navegador", "--puerto", str(_libre())],
        cwd=raiz,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        # Correr las pruebas en segundo plano deja señales ignoradas.
        preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) for s in (signal.SIGINT, signal.SIGHUP)],
    )
    assert proceso.stdout is not None
    return proceso, proceso.stdout.readline() + proceso.stdout.readline()


def _libre() -> int:
    with socket.create_server(("127.0.0.1", 0)) as enchufe:
        return int(enchufe.getsockname()[1])


def _proyecto(copia: Path) -> Path:
    (copia / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return copia


@pytest.mark.parametrize("senal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_dice_la_direccion_y_se_cierra_en_una_linea(copia: Path, senal: signal.Signals) -> None:
    resto = copia / "datos" / "arauca-2023" / "resultados" / ".M1-S1.yml-a1b2c3d4"
    resto.write_text("submesa: [", "utf-8")
    # Lo que dejó un corte no es una hoja mal llamada: ni estorba ni se lee.
    assert [h for h in cargar(copia).hallazgos if "a1b2c3d4" in str(h)] == []
    proceso, dicho = _abierto(_proyecto(copia))
    try:
        assert not resto.exists()
        primera, segunda = dicho.splitlines()
        assert primera.startswith("El editor está en http://127.0.0.1:")
        assert "/?llave=" in primera
        assert segunda == "Es solo para este computador; Ctrl-C para cerrar."
        if senal == signal.SIGINT:
            otro = orden(copia, "abrir", "--sin-navegador", "--puerto", str(_libre()))
            esperado = "otro ./asamblea abrir está abierto en esta carpeta; use ese, o ciérrelo primero"
            assert (otro.returncode, otro.stdout, otro.stderr) == (2, "", f"Error: {esperado}\n")
        proceso.send_signal(senal)
        assert proceso.communicate(timeout=60) == ("Cerrado.\n", "")
        assert proceso.returncode == 0
    finally:
        proceso.kill()
        proceso.wait()


def test_la_sala_dice_su_direccion_y_su_clave_y_por_ella_no_se_llega_al_editor(copia: Path) -> None:
    puerto = _libre()
    proceso = subprocess.Popen(
        [sys.executable, "-m", "generador", "abrir", "--sala", "--sin-navegador", "--puerto", str(puerto)],
        cwd=_proyecto(copia),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert proceso.stdout is not None
    try:
        dicho = proceso.stdout.readline()
        while "lave" not in dicho.splitlines()[-1] or "llave=" in dicho.splitlines()[-1]:
            dicho += proceso.stdout.readline()
        clave = re.search(r"clave(?::| es)\s+(\d{3}) (\d{3})\n", dicho)
        assert clave is not None
        salon = f"http://127.0.0.1:{puerto + 1}"
        with urllib.request.urlopen(f"{salon}/", timeout=60) as hecho:
            assert hecho.url == f"{salon}/entrar"
        with pytest.raises(urllib.error.HTTPError) as negado:
            urllib.request.urlopen(f"http://127.0.0.1:{puerto}/", timeout=60)
        with negado.value as respuesta:
            assert respuesta.code == 403
        proceso.send_signal(signal.SIGINT)
        resto, error = proceso.communicate(timeout=60)
        assert (resto.splitlines()[-1], error, proceso.returncode) == ("Cerrado.", "", 0)
    finally:
        proceso.kill()
        proceso.wait()


def test_otra_clave_es_de_la_sala_y_la_sala_necesita_el_puerto_que_sigue(copia: Path) -> None:
    raiz = _proyecto(copia)
    for opciones, dicho in (
        (("--otra-clave",), "--otra-clave va con --sala"),
        (
            ("--sala", "--puerto", "65535"),
            "la sala usa el puerto que sigue al del editor: escoja uno menor que 65535",
        ),
    ):
        hecho = orden(raiz, "abrir", "--sin-navegador", *opciones)
        assert (hecho.returncode, hecho.stdout, hecho.stderr) == (2, "", f"Error: {dicho}\n")


def test_el_puerto_ocupado_en_una_linea(copia: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as enchufe:
        puerto = enchufe.getsockname()[1]
        hecho = orden(_proyecto(copia), "abrir", "--sin-navegador", "--puerto", str(puerto))
    assert (hecho.returncode, hecho.stdout, hecho.stderr.count("\n")) == (2, "", 1)
    assert hecho.stderr.startswith(f"Error: el puerto {puerto} está ocupado")


def test_sin_lo_local_se_dice_como_instalarlo(copia: Path) -> None:
    """Quien tiene una red hoy y no mañana lo instala con el lanzador; sin él, se dice y no hay traza."""
    (copia / "starlette.py").write_text("raise ImportError\n", "utf-8")
    for nombre in (("abrir",), ("preparar", "--todo")):
        hecho = orden(_proyecto(copia), *nombre, PYTHONPATH=str(copia))
        dicho = "Error: falta lo que instala «./asamblea preparar --todo», con conexión a la red\n"
        assert (hecho.returncode, hecho.stdout, hecho.stderr) == (2, "", dicho)


def test_preparar(copia: Path) -> None:
    raiz = _proyecto(copia)
    assert orden(raiz, "preparar", "--todo").stdout == "Todo listo para trabajar sin red.\n"
    assert orden(raiz, "preparar").stdout == "Listo. Para usar «abrir» sin red, agregue --todo.\n"
