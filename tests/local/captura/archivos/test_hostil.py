"""Lo que alguien mandaría para tumbar el programa: cada cosa se dice, nada se cae y nada se escribe."""

from __future__ import annotations

import io
import os
import resource
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from fabrica import ID, asamblea, en_estado, escribir_proyecto

from generador.local.captura.entrega import Entrega
from generador.local.captura.formulario import formulario_de
from generador.local.captura.sobre import en_json
from generador.salida.disco import huella_de_arbol

pytestmark = pytest.mark.lenta

MEGA = 1024 * 1024
FORMULARIO = formulario_de(asamblea())
BUENA = en_json(Entrega(ID, "M1-S1", FORMULARIO.version, "tel-a", 1, {"aportes.0.necesidad": "Agua"}))
DE_OTRO = "no es un JSON que haya escrito el formulario"
GRANDE = "pesa más de 32 MB: no es lo que entrega una mesa"
AJENAS = "sus casillas no son las de un formulario"
MUCHAS = "tiene más de 20000 filas o de 200 columnas: no es una planilla"
DE_OTRA = "no es una planilla de las mesas"
NO_ES = "no se puede leer como hoja de cálculo"
SE_SALE = "trae una ruta que se sale de su carpeta"


def _zip(partes: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, datos in partes.items():
            zip_.writestr(nombre, datos)
    return salida.getvalue()


def _zip_con_enlace() -> bytes:
    salida = io.BytesIO()
    enlace = zipfile.ZipInfo("hoja.txt")
    enlace.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(salida, "w") as zip_:
        zip_.writestr(enlace, "/etc/passwd")
    return salida.getvalue()


def _que_miente() -> bytes:
    """El directorio dice que trae diez bytes; trae cuarenta megas."""
    datos = bytearray(_zip({"hoja.txt": bytes(40 * MEGA)}))
    central = datos.index(b"PK\x01\x02")
    datos[central + 24 : central + 28] = (10).to_bytes(4, "little")
    return bytes(datos)


def _con_clave() -> bytes:
    datos = bytearray(_zip({"hoja.txt": b"x"}))
    datos[datos.index(b"PK\x01\x02") + 8] |= 1
    return bytes(datos)


def _de_zip_en_zip() -> bytes:
    bomba = _zip({"hoja.txt": bytes(20 * MEGA)})
    for _ in range(5):
        bomba = _zip({"otro.zip": bomba})
    return bomba


def _xlsx(filas: str = "", **otras: str) -> bytes:
    """Un libro de verdad al que alguien le cambió partes."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        libro.add_worksheet("Aportes").write_string(0, 0, "x")
    with zipfile.ZipFile(salida) as zip_:
        partes = {n: zip_.read(n) for n in zip_.namelist()}
    hoja = "xl/worksheets/sheet1.xml"
    if filas:
        antes, _, resto = partes[hoja].decode().partition("<sheetData>")
        _, _, despues = resto.partition("</sheetData>")
        partes[hoja] = f"{antes}<sheetData>{filas}</sheetData>{despues}".encode()
    return _zip(partes | {n: p.encode() for n, p in otras.items()})


def _muchas_filas() -> bytes:
    return _xlsx("".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 300_001)))


def _cuenta_falsa() -> bytes:
    cadenas = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" '
        'uniqueCount="4294967295"><si><t>x</t></si></sst>'
    )
    return _xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **{"xl/sharedStrings.xml": cadenas})


def _ods(repetidas: int, columnas: int) -> bytes:
    contenido = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Aportes"><table:table-row table:number-rows-repeated="{repetidas}">'
        f'<table:table-cell table:number-columns-repeated="{columnas}" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    manifiesto = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    partes = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": contenido,
        "META-INF/manifest.xml": manifiesto,
    }
    return _zip({n: p.encode() for n, p in partes.items()})


CASOS: dict[str, tuple[Callable[[], bytes], str]] = {
    "clave-repetida.json": (lambda: BUENA.replace("{", '{"asamblea": "otra", ', 1).encode(), DE_OTRO),
    "hondo.json": (lambda: b'{"a":' * 10_000 + b"1" + b"}" * 10_000, DE_OTRO),
    "mas-hondo.json": (lambda: b'{"a":' + b"[" * 500_000, DE_OTRO),
    "nan.json": (lambda: BUENA.replace('"revision": 1', '"revision": NaN').encode(), DE_OTRO),
    "infinito.json": (lambda: BUENA.replace('"revision": 1', '"revision": -Infinity').encode(), DE_OTRO),
    "enorme.json": (lambda: b'{"revision": ' + b"9" * 400_000 + b"}", DE_OTRO),
    "media-letra.json": (lambda: BUENA.replace("Agua", "\\ud83d").encode(), AJENAS),
    "media-clave.json": (
        lambda: BUENA.replace("necesidad", "\\udfff").encode(),
        AJENAS,
    ),
    "media-cruda.json": (lambda: BUENA.encode().replace(b"Agua", b"\xed\xa0\x80"), "no está en UTF-8"),
    "proto.json": (
        lambda: BUENA.replace("aportes.0.necesidad", "__proto__ ").encode(),
        AJENAS,
    ),
    "aportes.csv": (lambda: "Sub-mesa;Necesidad\nM1-S1;Vía\n".encode("cp1252"), "es de una hoja de cálculo"),
    **{
        f"danado{tipo}": (lambda: b"\x8e\xa7\x00\xff" * 130, f"no es un {tipo}: llegó dañado, o es otra cosa")
        for tipo in (".xlsx", ".ods", ".zip")
    },
    "nulos.txt": (lambda: bytes(1000), "no es un archivo del formulario"),
    "medio-mega.txt": (lambda: b"#" * 600_000, "pesa más de 512 kB: no es la hoja de una sub-mesa"),
    "se-sale.zip": (lambda: _zip({"../../../../tmp/fuera.txt": BUENA.encode()}), SE_SALE),
    "absoluta.zip": (lambda: _zip({"/tmp/fuera.txt": BUENA.encode()}), SE_SALE),
    "enlace.zip": (_zip_con_enlace, "es un enlace, y no un archivo"),
    "anidada.zip": (_de_zip_en_zip, "es un .zip dentro de otro"),
    "bomba.zip": (lambda: _zip({"hoja.txt": bytes(70 * MEGA)}), "no se abre: descomprimido ocuparía 70 MB"),
    "diez-mil.zip": (
        lambda: _zip({f"{i}.txt": b"" for i in range(10_000)}),
        "no se abre: descomprimido ocuparía 0 MB en 10000 partes",
    ),
    "miente.zip": (_que_miente, "está dañado"),
    "clave.zip": (_con_clave, "tiene contraseña"),
    "cortado.zip": (lambda: _zip({"hoja.txt": BUENA.encode()})[:-9], "está dañado o incompleto"),
    "muchas-filas.xlsx": (_muchas_filas, MUCHAS),
    "cuenta-falsa.xlsx": (
        _cuenta_falsa,
        "pide más memoria de la que usa un archivo de verdad, o está dañado",
    ),
    "filas-repetidas.ods": (lambda: _ods(1_048_576, 1), MUCHAS),
    "celdas-repetidas.ods": (lambda: _ods(1_048_576, 16_384), NO_ES),
    "macros.xlsm": (lambda: _xlsx(**{"xl/vbaProject.bin": "x"}), "trae macros"),
    "vinculos.xlsx": (
        lambda: _xlsx(**{"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "trae vínculos",
    ),
    "formula.xlsx": (lambda: _xlsx('<row r="1"><c r="A1"><f>2+2</f></c></row>'), DE_OTRA),
    "de-antes.xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "es de un Excel de antes, o tiene contraseña",
    ),
    "entidades.xlsx": (
        lambda: _xlsx(
            **{
                "xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
                + "]><workbook>&j;</workbook>"
            }
        ),
        NO_ES,
    ),
    "documento.docx": (
        lambda: _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
        "no se puede",
    ),
    "foto.png": (
        lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0",
        "está rota, truncada o no es una imagen",
    ),
}


def _gigas(ruta: Path) -> None:
    with ruta.open("wb") as archivo:
        archivo.truncate(1024 * MEGA)


def test_nada_de_esto_tumba_ni_escribe(tmp_path: Path) -> None:
    """Todo en una carpeta y en una corrida: un archivo malo no tapa a los demás."""
    raiz = tmp_path / "proyecto"
    raiz.mkdir()
    escribir_proyecto(raiz, **en_estado("en_curso"))
    llegan = tmp_path / "llegan"
    llegan.mkdir()
    for nombre, (hacer, _) in CASOS.items():
        (llegan / nombre).write_bytes(hacer())
    _gigas(llegan / "giga.txt")
    _gigas(llegan / "giga.zip")
    os.mkfifo(llegan / "tubo.txt")
    (llegan / "enlace.txt").symlink_to("/dev/zero")
    esperados = {nombre: mensaje for nombre, (_, mensaje) in CASOS.items()}
    esperados |= {"giga.txt": GRANDE, "giga.zip": GRANDE, "tubo.txt": "no es un archivo corriente"}
    esperados["enlace.txt"] = "no es un archivo corriente"
    antes = huella_de_arbol(raiz)
    codigo, _, dicho, memoria = importar(raiz, llegan)
    assert codigo == 1, dicho
    renglones = dicho.splitlines()
    for nombre, mensaje in esperados.items():
        suyo = [r for r in renglones if f"«llegan/{nombre}" in r]
        assert [mensaje in r for r in suyo] == [True], (nombre, suyo)
    assert len(renglones) == len(esperados)
    assert memoria < 512 * MEGA
    assert huella_de_arbol(raiz) == antes


_MEDIR = """
import pathlib, resource, subprocess, sys
hecho = subprocess.run([sys.executable, "-m", "generador", "importar", *sys.argv[2:]])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(hecho.returncode)
"""
"""Otro proceso en medio: a los hijos de este se les cuenta también lo que ocupaba él."""


def importar(raiz: Path, *rutas: Path) -> tuple[int, str, str, int]:
    """El código, lo que dijo por cada salida y los bytes que llegó a ocupar, suyos o de quien leía."""

    def limitar() -> None:
        # Un reloj no: esta máquina puede ser lenta. El procesador es lo que gasta cada archivo.
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    nota = raiz.parent / "memoria.txt"
    with subprocess.Popen(
        [sys.executable, "-c", _MEDIR, str(nota), *map(str, rutas)],
        env={**os.environ, "ASAMBLEAS_RAIZ": str(raiz)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=limitar,
    ) as proceso:
        salida, fallas = proceso.communicate()
    return proceso.returncode, salida, fallas, int(nota.read_text()) * 1024
