"""Ctrl-C en una terminal de verdad: una palabra, y nadie sigue vivo."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import POCAS_PIEZAS, escribir_proyecto
from salida.test_vida import de_la_sesion, esperar

TRABAJANDO = 7
"""La terminal, la orden, el motor, el servidor de procesos, su contador de recursos y dos que imprimen."""
ORDEN = (sys.executable, "-m", "generador", "construir", "--procesos", "2")
# La terminal sigue abierta cuando la orden se va, como la de verdad: si se cierra, el sistema mata a todos.
TERMINAL = 'trap : INT; "$@"; echo "codigo $?"; trap "" INT; while :; do sleep 1; done'


def _leer(terminal: int, hasta: str = "", segundos: float = 20) -> str:
    """Lo que la terminal muestra: hasta que diga `hasta` o pasen `segundos`; sin `hasta`, lo que ya hay."""
    dicho = b""
    limite = time.monotonic() + (segundos if hasta else 0)
    with contextlib.suppress(OSError):
        while True:
            hay = select.select([terminal], [], [], 0.2)[0]
            trozo = os.read(terminal, 65536) if hay else b""
            dicho += trozo
            if hay and not trozo:
                break
            listo = not hasta or hasta in dicho.decode("utf-8", "replace")
            if not hay and (listo or time.monotonic() > limite):
                break
    return dicho.decode("utf-8", "replace")


def _hijo_de(terminal: int) -> int:
    """La orden, única hija de la terminal. Los números de proceso dan la vuelta: el menor puede ser otro."""
    dicho = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    (hijo,) = (int(p) for p, padre in (r.split() for r in dicho.splitlines()) if int(padre) == terminal)
    return hijo


@pytest.mark.construye
@pytest.mark.parametrize("como", ["Ctrl-C", "kill -9"])
def test_interrumpir_no_deja_a_nadie_imprimiendo(tmp_path: Path, como: str) -> None:
    escribir_proyecto(tmp_path, evento=POCAS_PIEZAS)
    shutil.copy2(RAIZ / "mkdocs.yml", tmp_path)
    for parte in ("plantillas", "contenido"):
        shutil.copytree(RAIZ / parte, tmp_path / parte)
    terminal, lado = os.openpty()
    proceso = subprocess.Popen(
        ["sh", "-c", TERMINAL, "sh", *ORDEN],
        cwd=tmp_path,
        preexec_fn=lambda: os.login_tty(lado),
        pass_fds=(lado,),
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    os.close(lado)
    try:
        assert esperar(lambda: len(de_la_sesion(proceso.pid)) >= TRABAJANDO, 150), _leer(terminal)
        time.sleep(0.5)
        if como == "Ctrl-C":
            os.write(terminal, b"\x03")
        else:
            os.kill(_hijo_de(proceso.pid), signal.SIGKILL)
        # Quedan la terminal y su sleep.
        assert esperar(lambda: len(de_la_sesion(proceso.pid)) <= 2, 20), de_la_sesion(proceso.pid)
        dicho = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", _leer(terminal, "codigo "))
        assert "Traceback" not in dicho
        assert f"codigo {1 if como == 'Ctrl-C' else 137}" in dicho
        assert ("Interrumpido." in dicho) == (como == "Ctrl-C")
        assert not (tmp_path / "site").exists()
    finally:
        for pid in de_la_sesion(proceso.pid):
            os.kill(pid, signal.SIGKILL)
        proceso.wait()
        os.close(terminal)
