"""Un cambio de varios archivos se hace entero o nada, aunque maten al proceso, y no pisa lo ajeno."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generador.edicion.diario import DIARIO, Lectura, cambiar, terminar
from generador.errores import ErrorDeUso
from generador.salida.disco import cerrojo

ANTES = {"agenda.yml": b"a: 1\n", "evento.yml": b"estado: borrador\n"}
DESPUES = {"agenda.yml": b"a: 2\n", "evento.yml": b"estado: aprobada\n"}


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    carpeta = tmp_path / "datos" / "una"
    carpeta.mkdir(parents=True)
    for nombre, datos in ANTES.items():
        (carpeta / nombre).write_bytes(datos)
    return tmp_path


def hay(raiz: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((raiz / "datos" / "una").iterdir())}


def nuevos(raiz: Path) -> dict[Path, bytes]:
    return {raiz / "datos" / "una" / n: d for n, d in DESPUES.items()}


def test_escribe_todo_y_no_deja_rastro(raiz: Path) -> None:
    cambiar(Lectura.tomar(raiz, raiz / "datos" / "una"), nuevos(raiz))
    assert hay(raiz) == DESPUES
    assert not (raiz / DIARIO).exists()
    assert terminar(raiz) == ()


@pytest.mark.parametrize(
    ("nombre", "datos"), [("agenda.yml", b"a: 3\n"), ("M1-S1.yml", b"x: 1\n"), ("evento.yml", None)]
)
def test_lo_que_alguien_guarda_entretanto_no_se_pierde(raiz: Path, nombre: str, datos: bytes | None) -> None:
    lectura = Lectura.tomar(raiz, raiz / "datos" / "una")
    suyo = raiz / "datos" / "una" / nombre
    suyo.unlink(missing_ok=True)
    if datos is not None:
        suyo.write_bytes(datos)
    antes = hay(raiz)
    with pytest.raises(ErrorDeUso, match=f"mientras tanto cambió datos/una/{nombre}: no se escribió nada"):
        cambiar(lectura, nuevos(raiz))
    assert hay(raiz) == antes


def test_dos_ordenes_a_la_vez(raiz: Path) -> None:
    lectura = Lectura.tomar(raiz, raiz / "datos" / "una")
    with cerrojo(raiz, "datos"), pytest.raises(ErrorDeUso, match="otra orden está escribiendo en datos/"):
        cambiar(lectura, nuevos(raiz))
    assert hay(raiz) == ANTES


MATAR = """
import os, signal, sys
from pathlib import Path
from generador.edicion import diario
raiz, paso, momento = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
escribir, hechos = diario.escribir, 0
def contado(ruta, datos, **como):
    global hechos
    hechos += 1
    if (hechos, momento) == (paso, "antes"):
        os.kill(os.getpid(), signal.SIGKILL)
    if (hechos, momento) == (paso, "durante"):
        ruta.with_name(f".{ruta.name}-resto").write_bytes(datos[:3])
        os.kill(os.getpid(), signal.SIGKILL)
    escribir(ruta, datos, **como)
    if (hechos, momento) == (paso, "despues"):
        os.kill(os.getpid(), signal.SIGKILL)
diario.escribir = contado
carpeta = raiz / "datos" / "una"
lectura = diario.Lectura.tomar(raiz, carpeta)
diario.cambiar(lectura, {carpeta / "agenda.yml": b"a: 2\\n", carpeta / "evento.yml": b"estado: aprobada\\n"})
"""


@pytest.mark.parametrize("momento", ["antes", "durante", "despues"])
@pytest.mark.parametrize("paso", [1, 2, 3])
def test_matado_en_cada_paso_queda_entero_o_como_estaba(raiz: Path, paso: int, momento: str) -> None:
    muerto = subprocess.run([sys.executable, "-c", MATAR, str(raiz), str(paso), momento], check=False)
    assert muerto.returncode == -signal.SIGKILL
    anotado = (raiz / DIARIO).exists()
    assert anotado == ((paso, momento) not in {(1, "antes"), (1, "durante")})
    terminar(raiz)
    assert hay(raiz) == (DESPUES if anotado else ANTES)
    assert not (raiz / DIARIO).exists()
    # Y la siguiente orden trabaja como si nada.
    cambiar(Lectura.tomar(raiz, raiz / "datos" / "una"), nuevos(raiz))
    assert hay(raiz) == DESPUES


def _a_medias(raiz: Path) -> None:
    subprocess.run([sys.executable, "-c", MATAR, str(raiz), "2", "despues"], check=False)
    assert hay(raiz) == {"agenda.yml": DESPUES["agenda.yml"], "evento.yml": ANTES["evento.yml"]}


def test_lo_que_alguien_edita_despues_del_corte_no_se_pisa(raiz: Path) -> None:
    _a_medias(raiz)
    (raiz / "datos" / "una" / "evento.yml").write_bytes(b"estado: en_curso\n")
    antes = hay(raiz)
    with pytest.raises(ErrorDeUso, match=r"después cambió datos/una/evento\.yml: no se puede terminar"):
        terminar(raiz)
    assert hay(raiz) == antes


def test_un_diario_danado_no_escribe_nada(raiz: Path) -> None:
    _a_medias(raiz)
    bueno = json.loads((raiz / DIARIO).read_bytes())
    for malo in ("[{", "[{}]", json.dumps([{**bueno[0], "ruta": "datos/../x.yml"}]), json.dumps([1])):
        (raiz / DIARIO).write_text(malo, "utf-8")
        with pytest.raises(ErrorDeUso, match="está dañado"):
            terminar(raiz)
    assert not (raiz / "x.yml").exists()
