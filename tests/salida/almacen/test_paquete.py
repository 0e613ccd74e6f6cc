"""El .zip: mismos bytes siempre, entra al almacén por lo que lleva y sus textos se leen en todas partes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generador.errores import ErrorDeSalida
from generador.salida.almacen import paquete
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.almacen.paquete import FECHA, Pedido, como_texto, comprimir, empaquetar
from generador.salida.disco import sha256

MIEMBROS = [("a/uno.pdf", b"%PDF-uno"), ("a/dos.pdf", b"%PDF-dos" * 100)]


def _producto(raiz: Path, nombre: str, datos: bytes, paginas: int, contraste: float) -> Producto:
    almacen = Almacen(raiz)
    registro = Constancia(sha256(datos), len(datos), paginas, 1.5, 0.007, contraste)
    almacen.guardar(sha256(nombre.encode()), ".pdf", datos, registro)
    return Producto(nombre, almacen.ruta(sha256(nombre.encode()), ".pdf"), registro, nuevo=True)


def _pedido(raiz: Path, texto: str = "Léame.\n", dos: bytes = b"%PDF-dos") -> Pedido:
    return Pedido(
        "x/kit.zip",
        (("x/LEEME.txt", texto),),
        (
            ("x/1/uno.pdf", _producto(raiz, "x/uno.pdf", b"%PDF-uno", 3, 21.0)),
            ("x/2/dos.pdf", _producto(raiz, "x/dos.pdf", dos, 4, 9.5)),
        ),
    )


def test_mismos_archivos_mismos_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    antes = comprimir(MIEMBROS)
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert comprimir(MIEMBROS) == antes
    with zipfile.ZipFile(BytesIO(antes)) as z:
        assert z.testzip() is None
        assert [(i.filename, i.date_time, i.create_system) for i in z.infolist()] == [
            ("a/uno.pdf", FECHA, 3),
            ("a/dos.pdf", FECHA, 3),
        ]
        assert [oct(i.external_attr >> 16) for i in z.infolist()] == ["0o100644"] * 2
        assert [z.read(n) for n in z.namelist()] == [datos for _, datos in MIEMBROS]


def test_dos_nombres_iguales_se_dicen() -> None:
    with pytest.raises(ErrorDeSalida, match=r"dos archivos del paquete se llaman «a/uno\.pdf»"):
        comprimir([*MIEMBROS, ("A/UNO.pdf", b"")])


def test_el_texto_se_lee_en_cualquier_windows() -> None:
    assert como_texto("Ñandú\nfin\n") == b"\xef\xbb\xbf\xc3\x91and\xc3\xba\r\nfin\r\n"


def test_entra_al_almacen_por_sus_miembros(tmp_path: Path) -> None:
    primero = empaquetar(tmp_path, _pedido(tmp_path))
    segundo = empaquetar(tmp_path, _pedido(tmp_path))
    assert (primero.nuevo, segundo.nuevo) == (True, False)
    assert primero.archivo == segundo.archivo
    assert primero.registro == segundo.registro
    r = primero.registro
    assert (r.paginas, r.contraste, r.octetos) == (7, 9.5, primero.archivo.stat().st_size)
    with zipfile.ZipFile(primero.archivo) as z:
        assert z.namelist() == ["x/LEEME.txt", "x/1/uno.pdf", "x/2/dos.pdf"]
    assert empaquetar(tmp_path, _pedido(tmp_path, texto="Otro.\n")).archivo != primero.archivo
    assert empaquetar(tmp_path, _pedido(tmp_path, dos=b"%PDF-tres")).archivo != primero.archivo


def test_uno_danado_se_rehace(tmp_path: Path) -> None:
    primero = empaquetar(tmp_path, _pedido(tmp_path))
    bueno = primero.archivo.read_bytes()
    primero.archivo.write_bytes(b"roto")
    otro = empaquetar(tmp_path, _pedido(tmp_path))
    assert otro.nuevo
    assert otro.archivo.read_bytes() == bueno


def test_solo_emision_escribe() -> None:
    texto = Path(paquete.__file__).read_text("utf-8")
    assert "write_bytes" not in texto
    assert "open(" not in texto
