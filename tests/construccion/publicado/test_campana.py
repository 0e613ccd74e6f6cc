"""Lo que rodea a las piezas ya producidas: miniaturas, textos, campañas, manifiesto y pesos."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID
from PIL import Image

from generador.construccion.preparacion import Publicacion
from generador.construccion.publicado.lista import archivos_en

pytestmark = pytest.mark.construye
PESO_DE_REDES = 300_000
PESO_DE_MINIATURA = 30_000
DE_REDES = {"cuadrado", "vertical", "historia", "enlace", "horizontal"}
ZIP = f"{ID}/descargas/campana-antes-{ID}.zip"


@pytest.fixture(scope="module")
def imagenes(publicado: Publicacion) -> list[dict[str, Any]]:
    """Los renglones de las imágenes de piezas en el manifiesto."""
    renglones = archivos_en(publicado.textos[f"{ID}/descargas/manifiesto.json"])
    return [r for r in renglones if r["clase"] == "pieza" and "pixeles" in r]


def test_las_de_redes_pesan_poco(imagenes: list[dict[str, Any]]) -> None:
    suyas = {r["ruta"]: r["octetos"] for r in imagenes if r["formato"]["id"] in DE_REDES}
    assert len(suyas) > 10
    assert {r: n for r, n in suyas.items() if n > PESO_DE_REDES} == {}


def test_las_miniaturas_son_livianas_y_de_su_tamano(
    publicado: Publicacion, imagenes: list[dict[str, Any]]
) -> None:
    for r in imagenes:
        archivo = publicado.archivos[r["miniatura"]["ruta"]]
        assert archivo.stat().st_size == r["miniatura"]["octetos"] <= PESO_DE_MINIATURA
        with Image.open(archivo) as mini:
            assert (mini.format, max(mini.size)) == ("WEBP", 360)
            ancho, alto = r["pixeles"]
            assert abs(mini.width / mini.height - ancho / alto) < 0.02


def test_el_manifiesto_dice_los_textos_y_su_archivo(
    publicado: Publicacion, imagenes: list[dict[str, Any]]
) -> None:
    for r in imagenes:
        escrito = publicado.textos[r["texto"]].decode("utf-8-sig").replace("\r\n", "\n")
        assert r["credito"]["frase"] in r["alternativo"]
        assert r["alternativo"] in escrito
        assert r["redes"] in escrito
        assert Path(r["ruta"]).name in escrito


def test_la_campana_es_lo_publicado(publicado: Publicacion) -> None:
    with zipfile.ZipFile(publicado.archivos[ZIP]) as z:
        nombres = z.namelist()
        dentro = f"{ID}/convocatoria/convocatoria-enlace.png"
        fuera = f"{ID}/piezas/convocatoria-enlace.png"
        assert z.read(dentro) == publicado.archivos[fuera].read_bytes()
        texto = z.read(f"{ID}/convocatoria/convocatoria.txt")
    assert texto == publicado.textos[f"{ID}/piezas/convocatoria.txt"]
    assert nombres[0] == f"{ID}/LEEME.txt"
    assert not [n for n in nombres if "escarapela" in n or "gracias" in n]
