"""Chromium de verdad sobre los sitios construidos, servidos en esta máquina y sin salir de ella."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import playwright
import pytest
from extremo.sitios import estados, hostil, real
from playwright.sync_api import Browser, sync_playwright

from generador.local.ensayo.navegador import NAVEGADORES

__all__ = ["estados", "hostil", "real"]

OPCIONES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    # Sin ventanas no se mide la red: que se adelante a pedir las imágenes como con la de un teléfono (4G).
    "--blink-settings=lazyLoadingImageMarginPxUnknown=1250",
)


class _Callado(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Nada: el informe es el de pytest."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Un navegador por proceso de pruebas."""
    ejecutable = next(filter(None, map(shutil.which, NAVEGADORES)), None)
    if ejecutable is None:
        pytest.skip(f"NO SE PROBÓ EL NAVEGADOR: falta Chromium ({', '.join(NAVEGADORES)})")
    nodo = Path(playwright.__file__).parent / "driver" / "node"
    if nodo.is_file() and subprocess.run([nodo, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("NO SE PROBÓ EL NAVEGADOR: el controlador de Playwright no arranca (falta libatomic)")
    with sync_playwright() as teatro:
        navegador = teatro.chromium.launch(executable_path=ejecutable, args=list(OPCIONES))
        yield navegador
        navegador.close()


@pytest.fixture(scope="session")
def servir() -> Iterator[Callable[[Path], str]]:
    """`servir(carpeta)`: la dirección donde queda publicada, con «/» al final."""
    servidores: dict[Path, tuple[ThreadingHTTPServer, threading.Thread]] = {}

    def publicar(carpeta: Path) -> str:
        if carpeta not in servidores:
            servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Callado, directory=str(carpeta)))
            servidor.daemon_threads = True
            hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
            hilo.start()
            servidores[carpeta] = servidor, hilo
        return f"http://127.0.0.1:{servidores[carpeta][0].server_address[1]}/"

    yield publicar
    for servidor, hilo in servidores.values():
        servidor.shutdown()
        hilo.join()
        servidor.server_close()
