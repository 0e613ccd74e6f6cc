"""Lo hecho antes se devuelve igual, y lo dañado cuenta como si no estuviera."""

import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from generador.salida import disco
from generador.salida.almacen.deposito import Almacen, Constancia
from generador.salida.disco import sha256

REGISTRO = Constancia(disco.sha256(b"datos"), 5, 1, 1.5, 0.01, 15.0)
CLAVE = "ab" + "0" * 62


def test_almacen_devuelve_lo_guardado(tmp_path: Path) -> None:
    almacen = Almacen(tmp_path)
    almacen.guardar(CLAVE, ".pdf", b"datos", REGISTRO)
    assert almacen.buscar(CLAVE, ".pdf") == REGISTRO
    assert almacen.ruta(CLAVE, ".pdf").read_bytes() == b"datos"
    assert almacen.buscar(CLAVE, ".png") is None


@pytest.mark.parametrize(
    "danar",
    [
        *("cortado", "alterado", "sin registro", "registro roto", "registro ajeno", "sin datos"),
        *("escrito a mano", "medida alterada", "de otra clave", "de otra persona"),
    ],
)
def test_almacen_cuenta_lo_danado_como_ausente(
    tmp_path: Path, danar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vistos fallar los cuatro últimos: bastaba con que la huella del registro fuera la del archivo."""
    almacen = Almacen(tmp_path)
    almacen.guardar(CLAVE, ".pdf", b"datos", REGISTRO)
    archivo = almacen.ruta(CLAVE, ".pdf")
    registro = archivo.with_suffix(".pdf.json")
    if danar == "cortado":
        archivo.write_bytes(b"dat")
    elif danar == "alterado":
        archivo.write_bytes(b"datoz")
    elif danar == "sin registro":
        registro.unlink()
    elif danar == "registro roto":
        registro.write_text('{"sha256":', "utf-8")
    elif danar == "registro ajeno":
        registro.write_text(json.dumps({"otro": 1}), "utf-8")
    elif danar == "escrito a mano":
        archivo.write_bytes(b"en blanco")
        suyo = {**asdict(REGISTRO), "sha256": sha256(b"en blanco")}
        firma = json.loads(registro.read_bytes())["firma"]
        registro.write_text(json.dumps({"registro": suyo, "firma": firma}), "utf-8")
    elif danar == "medida alterada":
        ficha = json.loads(registro.read_bytes())
        ficha["registro"]["contraste"] = 21.0
        registro.write_text(json.dumps(ficha), "utf-8")
    elif danar == "de otra clave":
        ajeno = "cd" + "0" * 62
        almacen.guardar(ajeno, ".pdf", b"datos", REGISTRO)
        registro.write_bytes(almacen.ruta(ajeno, ".pdf").with_suffix(".pdf.json").read_bytes())
    elif danar == "de otra persona":
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "otra"))
    else:
        archivo.unlink()
    assert almacen.buscar(CLAVE, ".pdf") is None


def test_almacen_poda_solo_lo_que_nadie_usa(tmp_path: Path) -> None:
    almacen = Almacen(tmp_path)
    viejo = "cd" + "0" * 62
    for clave in (CLAVE, viejo):
        almacen.guardar(clave, ".pdf", b"datos", REGISTRO)
    antes = time.time() - 40 * 86400
    os.utime(almacen.ruta(viejo, ".pdf"), (antes, antes))
    assert almacen.podar() == 2
    assert almacen.buscar(CLAVE, ".pdf") == REGISTRO
    assert almacen.buscar(viejo, ".pdf") is None


def test_podar_mientras_otro_guarda_no_falla(tmp_path: Path) -> None:
    """Visto fallar en una corrida: lo listado ya no estaba al mirarlo, porque era el temporal de otro."""
    almacen = Almacen(tmp_path)
    almacen.guardar(CLAVE, ".pdf", b"datos", REGISTRO)
    for nombre in (".x.pdf-ido", ".x.pdf.json-ido"):
        (almacen.ruta(CLAVE, ".pdf").parent / nombre).symlink_to(tmp_path / "ya-no-esta")
    assert almacen.podar() == 0
    assert almacen.buscar(CLAVE, ".pdf") == REGISTRO
