"""El proceso que compone: se le pide, se deja de esperar y se cierra, sin dejar nada andando."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from generador.errores import ErrorDeUso, Hallazgo, Lugar
from generador.local.vista import mirador
from generador.local.vista.mirador import Mirado, Mirador

_MODULO = """
import base64, json, os, pathlib, sys, time
for renglon in sys.stdin:
    ruta = json.loads(renglon)["ruta"]
    if ruta == "lento/":
        pathlib.Path("empezo").touch()
        time.sleep(600)
    if ruta == "muere/":
        os._exit(1)
    if ruta == "datos/":
        lugar = {"archivo": "datos/x.yml", "linea": 3, "columna": 1, "largo": 1, "ruta": "a"}
        dicho = {"hallazgos": [{"lugar": lugar, "mensaje": "m", "ayuda": "r", "gravedad": "error"}]}
    elif ruta == "nada.pdf":
        dicho = {"existe": False}
    else:
        dicho = {"octetos": base64.b64encode(f"{os.getpid()}".encode()).decode()}
    print(json.dumps(dicho), flush=True)
"""


@pytest.fixture
def unico(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirador:
    """Con un motor de mentira en vez de MkDocs."""
    (tmp_path / "motor_de_mentira.py").write_text(_MODULO, "utf-8")
    monkeypatch.setattr(mirador, "MODULO", "motor_de_mentira")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return Mirador(tmp_path)


def _vive(proceso: bytes) -> bool:
    return Path(f"/proc/{proceso.decode()}").exists()


def test_un_solo_proceso_para_todo_y_ninguno_al_cerrar(unico: Mirador) -> None:
    primero = unico.pedir("").octetos
    assert unico.pedir("otra/").octetos == primero
    assert unico.pedir("nada.pdf") == Mirado(existe=False)
    hallazgo = Hallazgo(Lugar("datos/x.yml", 3, ruta="a"), "m", "r")
    assert unico.pedir("datos/") == Mirado(hallazgos=(hallazgo,))
    unico.cerrar()
    assert not _vive(primero)


def test_lo_mas_nuevo_corta_lo_que_se_estaba_componiendo(unico: Mirador) -> None:
    fallas: list[str] = []

    def pedir() -> None:
        try:
            unico.pedir("lento/")
        except ErrorDeUso as error:
            fallas.append(str(error))

    espera = threading.Thread(target=pedir)
    espera.start()
    while not (unico.raiz / "empezo").exists():
        espera.join(0.01)
    unico.dejar()
    espera.join()
    assert fallas == ["Se pidió ver otra cosa antes de que esta saliera: vuelva a pedirla."]
    assert unico.pedir("").octetos
    unico.cerrar()


def test_si_el_proceso_se_cae_se_dice_y_el_siguiente_sirve(unico: Mirador) -> None:
    with pytest.raises(ErrorDeUso, match="se cerró"):
        unico.pedir("muere/")
    assert unico.pedir("").octetos
    unico.dejar()
    assert unico.pedir("").octetos
    unico.cerrar()
