"""Se guardan diez versiones de cada archivo y se vuelve a ellas una por una, sin pisar lo de nadie."""

from __future__ import annotations

from pathlib import Path

import pytest

from generador.edicion import anteriores as modulo
from generador.edicion.anteriores import (
    CARPETA,
    SIGUIENTES,
    TOPE,
    anteriores,
    cambiar_guardando,
    deshacer,
    hay_que_rehacer,
    olvidar_copias,
    rehacer,
)
from generador.edicion.diario import Lectura
from generador.errores import ErrorDeUso


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    ruta = tmp_path / "datos" / "una" / "evento.yml"
    ruta.parent.mkdir(parents=True)
    ruta.write_bytes(b"a: 0\n")
    return ruta


def _guardar(raiz: Path, ruta: Path, datos: bytes) -> None:
    cambiar_guardando(Lectura.tomar(raiz, ruta.parent), {ruta: datos})


def test_deshacer_vuelve_una_por_una_hasta_diez(tmp_path: Path, archivo: Path) -> None:
    for i in range(1, TOPE + 4):
        _guardar(tmp_path, archivo, f"a: {i}\n".encode())
    assert len(anteriores(tmp_path, archivo)) == TOPE
    for i in reversed(range(3, TOPE + 3)):
        deshacer(tmp_path, archivo)
        assert archivo.read_text() == f"a: {i}\n"
    with pytest.raises(ErrorDeUso, match=r"de datos/una/evento\.yml no hay ningún cambio que deshacer"):
        deshacer(tmp_path, archivo)


def test_lo_deshecho_se_rehace_mientras_nada_cambie(tmp_path: Path, archivo: Path) -> None:
    for i in (1, 2, 3):
        _guardar(tmp_path, archivo, f"a: {i}\n".encode())
    for _ in range(3):
        deshacer(tmp_path, archivo)
    for i in (1, 2):
        assert hay_que_rehacer(tmp_path, archivo)
        rehacer(tmp_path, archivo)
        assert archivo.read_text() == f"a: {i}\n"
    deshacer(tmp_path, archivo)
    assert archivo.read_text() == "a: 1\n"
    archivo.write_bytes(b"a: de otro\n")
    assert not hay_que_rehacer(tmp_path, archivo)
    with pytest.raises(ErrorDeUso, match=r"de datos/una/evento\.yml no hay nada que rehacer"):
        rehacer(tmp_path, archivo)
    assert archivo.read_bytes() == b"a: de otro\n"
    olvidar_copias(tmp_path)
    assert not (tmp_path / SIGUIENTES).exists()


def test_lo_que_cambio_por_fuera_no_se_pisa(tmp_path: Path, archivo: Path) -> None:
    _guardar(tmp_path, archivo, b"a: 1\n")
    archivo.write_bytes(b"a: de otro\n")
    with pytest.raises(ErrorDeUso, match="cambió por fuera después del último cambio de aquí"):
        deshacer(tmp_path, archivo)
    assert archivo.read_bytes() == b"a: de otro\n"


def test_si_no_se_escribio_no_queda_copia(tmp_path: Path, archivo: Path) -> None:
    lectura = Lectura.tomar(tmp_path, archivo)
    archivo.with_name("mesas.yml").write_bytes(b"m: 1\n")
    (archivo.parent / "mesas.yml").unlink()
    archivo.write_bytes(b"a: de otro\n")
    with pytest.raises(ErrorDeUso, match="mientras tanto cambió"):
        cambiar_guardando(lectura, {archivo: b"a: 1\n"})
    assert anteriores(tmp_path, archivo) == ()
    otra = Lectura.tomar(tmp_path, archivo.parent)
    archivo.with_name("mesas.yml").write_bytes(b"m: 1\n")
    with pytest.raises(ErrorDeUso, match="mientras tanto cambió"):
        cambiar_guardando(otra, {archivo: b"a: 1\n"})
    assert anteriores(tmp_path, archivo) == ()


def test_la_copia_de_un_cambio_que_no_llego_a_hacerse_no_cuenta(
    tmp_path: Path, archivo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _guardar(tmp_path, archivo, b"a: 1\n")
    with monkeypatch.context() as corte:
        corte.setattr(modulo, "cambiar", lambda *_: None)
        _guardar(tmp_path, archivo, b"a: 2\n")
    assert archivo.read_bytes() == b"a: 1\n"
    deshacer(tmp_path, archivo)
    assert archivo.read_bytes() == b"a: 0\n"


def test_un_archivo_nuevo_no_tiene_versiones_y_se_pueden_olvidar_todas(tmp_path: Path, archivo: Path) -> None:
    nuevo = archivo.with_name("mesas.yml")
    _guardar(tmp_path, nuevo, b"m: 1\n")
    assert anteriores(tmp_path, nuevo) == ()
    _guardar(tmp_path, archivo, b"a: 1\n")
    olvidar_copias(tmp_path)
    assert not (tmp_path / CARPETA).exists()
