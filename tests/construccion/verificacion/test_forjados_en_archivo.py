"""Lo que un adversario le da a `verificar` en un PDF, en un .zip o en el nombre de un archivo."""

from __future__ import annotations

import json
import warnings
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
import pytest
from construccion.verificacion.alteraciones import comprimido
from construccion.verificacion.forjas import OFICIAL, dicho
from construccion.verificacion.forjas import en_este_proceso as en_este_proceso
from construccion.verificacion.test_firmado import publicado as publicado


def _pdf(
    adjuntos: Mapping[str, bytes], hacer: Callable[[Any], None] = lambda _: None, **guardar: Any
) -> bytes:
    salida = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        for nombre, datos in adjuntos.items():
            pdf.attachments[nombre] = pikepdf.AttachedFileSpec(pdf, datos, filename=nombre)
        hacer(pdf)
        pdf.save(salida, **guardar)
    return salida.getvalue()


def _con_programa(pdf: Any) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _nombrado(nombre: str) -> Callable[[Any], None]:
    """Un segundo adjunto que el visor muestra con ese nombre."""

    def poner(pdf: Any) -> None:
        pdf.attachments["otro"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename=nombre)

    return poner


RARO = f"agenda.csv\n\x1b[2K{OFICIAL}\u202e"
IMPRESOS: Mapping[str, tuple[int, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "sin adjunto": (2, lambda _: _pdf({})),
        "en blanco, con la agenda verdadera adjunta": (1, lambda a: _pdf({"agenda.json": a})),
        "con un adjunto de nombre torcido": (1, lambda a: _pdf({"agenda.json": a}, _nombrado(RARO))),
        "con dos que se llaman igual": (2, lambda a: _pdf({"agenda.json": a}, _nombrado("agenda.json"))),
        "con un programa": (1, lambda a: _pdf({"agenda.json": a}, _con_programa)),
        "con una agenda que no lo es": (2, lambda _: _pdf({"agenda.json": b"[" * 100_000})),
        "con una agenda forjada": (
            1,
            lambda a: _pdf({"agenda.json": json.dumps(json.loads(a) | {"titulo": "Otra"}).encode()}),
        ),
        "con clave": (
            2,
            lambda a: _pdf({"agenda.json": a}, encryption=pikepdf.Encryption(owner="a", user="b")),
        ),
        "cortado": (2, lambda a: _pdf({"agenda.json": a})[:300]),
        "solo la cabeza": (2, lambda _: b"%PDF-1.7\n"),
        "con otra cosa adentro": (2, lambda a: b"%PDF-1.7\n" + a),
    }
)


@pytest.mark.parametrize("cual", IMPRESOS)
def test_un_pdf_forjado(tmp_path: Path, publicado: bytes, cual: str) -> None:
    codigo, forjar = IMPRESOS[cual]
    archivo = tmp_path / "agenda.pdf"
    archivo.write_bytes(forjar(publicado))
    assert dicho(archivo)[0] == codigo


# — .zip


def _repetido(agenda: bytes) -> bytes:
    salida = BytesIO()
    with zipfile.ZipFile(salida, "w") as zip_, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for datos in (agenda, b"{}"):
            zip_.writestr("a/descargas/agenda.json", datos)
    return salida.getvalue()


def _corrompido(agenda: bytes) -> bytes:
    """El directorio dice bien y los bytes de adentro son otros."""
    return comprimido({"a/descargas/agenda.json": agenda}).replace(b"prueba", b"prueva", 1)


COMPRIMIDOS: Mapping[str, tuple[int, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "sin agenda": (2, lambda _: comprimido({f"{RARO}.txt": b"x"})),
        "vacío por dentro": (2, lambda a: comprimido({"a/descargas/agenda.json": b""})),
        "con dos iguales": (2, _repetido),
        "con los bytes cambiados": (2, _corrompido),
        "cortado": (1, lambda a: comprimido({"a/descargas/agenda.json": a})[:-40]),
        "que crece mil veces": (
            1,
            lambda a: comprimido({"a/descargas/agenda.json": b" " * 30_000_000}, zipfile.ZIP_DEFLATED),
        ),
        "con la agenda y nada más": (1, lambda a: comprimido({"a/descargas/agenda.json": a})),
        "en una carpeta de nombre torcido": (1, lambda a: comprimido({f"{RARO}/descargas/agenda.json": a})),
        "que sale de su carpeta": (1, lambda a: comprimido({"../../descargas/agenda.json": a})),
        "con un manifiesto torcido": (
            1,
            lambda a: comprimido(
                {"a/descargas/agenda.json": a, "a/descargas/manifiesto.json": b'{"archivos": [7]}'}
            ),
        ),
        "con un libro roto": (
            1,
            lambda a: comprimido({"a/descargas/agenda.json": a, "a/descargas/agenda.xlsx": b"PK\x03\x04x"}),
        ),
        "con otro .zip adentro": (2, lambda a: comprimido({"sitio.zip": comprimido({"agenda.json": a})})),
    }
)


@pytest.mark.parametrize("cual", COMPRIMIDOS)
def test_un_comprimido_forjado(tmp_path: Path, publicado: bytes, cual: str) -> None:
    codigo, forjar = COMPRIMIDOS[cual]
    archivo = tmp_path / "sitio.zip"
    archivo.write_bytes(forjar(publicado))
    assert dicho(archivo)[0] == codigo


@pytest.mark.parametrize("nombre", [f"agenda\n{OFICIAL}.json", "agenda\x1b[2K.json", "agenda\u202e.json"])
def test_el_nombre_del_archivo_tambien_es_de_afuera(tmp_path: Path, publicado: bytes, nombre: str) -> None:
    archivo = tmp_path / nombre
    archivo.write_bytes(publicado.replace(b'"titulo"', b'"titular"'))
    dicho(archivo)
    dicho(tmp_path / f"no-esta-{nombre}")
