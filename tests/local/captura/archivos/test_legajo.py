"""Lo que hay en unas rutas: carpetas y .zip se abren con topes, y lo hostil se dice sin abrirlo."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from generador.errores import ErrorDeLectura, ErrorDeUso
from generador.local.captura.archivos import legajo
from generador.local.captura.archivos.legajo import Traido, juntar
from generador.local.captura.sobre import TOPE

MEGA = 1024 * 1024


def _zip(partes: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, datos in partes.items():
            zip_.writestr(nombre, datos)
    return salida.getvalue()


def _dichos(*rutas: Path) -> list[tuple[str, str]]:
    """De cada archivo, su nombre y lo que dice, o por qué no se leyó."""
    return [
        (x.nombre, x.datos.decode()) if isinstance(x, Traido) else (x.archivo, f"! {x.mensaje}")
        for x in juntar(rutas)
    ]


def test_sueltos_carpetas_y_zips_en_orden(tmp_path: Path) -> None:
    carpeta = tmp_path / "llegan"
    (carpeta / "mesa 2").mkdir(parents=True)
    (carpeta / "b.txt").write_text("b")
    (carpeta / "mesa 2" / "c.json").write_text("{}")
    (carpeta / "a.zip").write_bytes(_zip({"x/uno.txt": b"1", "dos.txt": b"2"}))
    suelto = tmp_path / "suelto.txt"
    suelto.write_text("s")
    assert _dichos(suelto, carpeta) == [
        ("suelto.txt", "s"),
        ("llegan/a.zip: x/uno.txt", "1"),
        ("llegan/a.zip: dos.txt", "2"),
        ("llegan/b.txt", "b"),
        ("llegan/mesa 2/c.json", "{}"),
    ]


def test_lo_que_deja_el_sistema_no_cuenta(tmp_path: Path) -> None:
    for nombre in (".DS_Store", "~$hoja.xlsx", "Thumbs.db", ".git/config", "__MACOSX/._a.txt"):
        (tmp_path / nombre).parent.mkdir(exist_ok=True)
        (tmp_path / nombre).write_text("x")
    (tmp_path / "z.zip").write_bytes(_zip({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": b"a"}))
    assert _dichos(tmp_path) == [(f"{tmp_path.name}/z.zip: a.txt", "a")]


@pytest.mark.parametrize(
    ("entrada", "mensaje"),
    [
        ("../fuera.txt", "trae una ruta que se sale de su carpeta"),
        ("a/../../fuera.txt", "trae una ruta que se sale de su carpeta"),
        ("..\\fuera.txt", "trae una ruta que se sale de su carpeta"),
        ("/etc/passwd", "trae una ruta que se sale de su carpeta"),
        ("C:\\fuera.txt", "trae una ruta que se sale de su carpeta"),
    ],
)
def test_una_ruta_que_se_sale_no_se_abre(tmp_path: Path, entrada: str, mensaje: str) -> None:
    (tmp_path / "z.zip").write_bytes(_zip({entrada: b"x", "buena.txt": b"b"}))
    (_, dicho), buena = _dichos(tmp_path / "z.zip")
    assert (dicho, buena) == (f"! {mensaje}", ("z.zip: buena.txt", "b"))


def test_un_enlace_en_un_zip_no_se_sigue(tmp_path: Path) -> None:
    enlace = zipfile.ZipInfo("hoja.txt")
    enlace.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as zip_:
        zip_.writestr(enlace, "/etc/passwd")
    assert _dichos(tmp_path / "z.zip") == [("z.zip: hoja.txt", "! es un enlace, y no un archivo")]


def test_un_zip_en_otro_no_se_abre(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(_zip({"otro.zip": _zip({"a.txt": b"a"})}))
    assert _dichos(tmp_path / "z.zip") == [("z.zip: otro.zip", "! es un .zip dentro de otro")]


def test_lo_que_trae_un_zip_danado_no_detiene_lo_demas(tmp_path: Path) -> None:
    crudo = bytearray(_zip({"a.txt": b"a" * 100 + bytes(range(256)), "b.txt": b"b"}))
    crudo[60] ^= 0xFF
    (tmp_path / "z.zip").write_bytes(crudo)
    assert _dichos(tmp_path / "z.zip") == [("z.zip: a.txt", "! está dañado"), ("z.zip: b.txt", "b")]


def test_un_zip_que_no_sirve_no_detiene_lo_demas(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04nada")
    (tmp_path / "b.txt").write_text("b")
    assert [d for _, d in _dichos(tmp_path)] == ["! está dañado o incompleto", "b"]


def test_lo_que_no_es_un_archivo_corriente_no_se_lee(tmp_path: Path) -> None:
    fuera = tmp_path / "fuera.txt"
    fuera.write_text("x")
    carpeta = tmp_path / "llegan"
    carpeta.mkdir()
    os.mkfifo(carpeta / "tubo.txt")
    (carpeta / "enlace.txt").symlink_to(fuera)
    (carpeta / "roto.txt").symlink_to(tmp_path / "no-existe")
    assert [d for _, d in _dichos(carpeta)] == ["! no es un archivo corriente"] * 3
    # El que alguien nombra sí se abre.
    assert [d for _, d in _dichos(carpeta / "enlace.txt")] == ["x"]


def test_lo_enorme_no_se_lee(tmp_path: Path) -> None:
    enorme = tmp_path / "enorme.zip"
    with enorme.open("wb") as archivo:
        archivo.truncate(1024 * MEGA)
    assert [d for _, d in _dichos(enorme)] == ["! pesa más de 32 MB: no es lo que entrega una mesa"]
    for comienzo, leidos in ((b"GIF8", TOPE + 1), (b"\xff\xd8\xff", 3 * MEGA + 3)):
        imagen = tmp_path / "imagen"
        imagen.write_bytes(comienzo + bytes(3 * MEGA))
        (traido,) = juntar([imagen])
        assert isinstance(traido, Traido)
        # Una foto se lee entera; de lo demás, lo que basta para saber qué es.
        assert len(traido.datos) == leidos


def test_una_ruta_que_no_existe(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeUso, match="no existe"):
        list(juntar([tmp_path / "nada"]))


@pytest.mark.parametrize("cual", ["TOPE_DE_ARCHIVOS", "TOPE_DE_TODO"])
def test_de_una_vez_hay_topes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cual: str) -> None:
    for nombre in "abc":
        (tmp_path / nombre).write_text("x")
    monkeypatch.setattr(legajo, cual, 3)
    assert len(list(juntar([tmp_path]))) == 3
    monkeypatch.setattr(legajo, cual, 2)
    with pytest.raises(ErrorDeUso, match="dé solo la carpeta"):
        list(juntar([tmp_path]))


def test_una_hoja_de_calculo_llega_entera(tmp_path: Path) -> None:
    libro = _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": os.urandom(TOPE + 9)})
    (tmp_path / "planilla.xlsx").write_bytes(libro)
    (tmp_path / "z.zip").write_bytes(_zip({"planilla.xlsx": libro}))
    assert list(juntar([tmp_path / "planilla.xlsx"])) == [Traido("planilla.xlsx", libro)]
    assert list(juntar([tmp_path / "z.zip"])) == [Traido("z.zip: planilla.xlsx", libro)]


def test_lo_que_falla_se_puede_decir(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(_zip({"../\x1b[31mrojo.txt": b"x"}))
    (falla,) = juntar([tmp_path / "z.zip"])
    assert isinstance(falla, ErrorDeLectura)
    assert str(falla).startswith("«z.zip: ../·[31mrojo.txt» trae una ruta")
