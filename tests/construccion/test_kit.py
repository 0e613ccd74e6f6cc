"""El kit de impresión completo: lo que dice su lista es lo que de verdad sale de la impresora."""

from __future__ import annotations

import re
import zipfile
from math import ceil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fabrica import ID

from generador.construccion.preparacion import Publicacion
from generador.construccion.publicado.lista import archivos_en

ZIP = f"{ID}/descargas/kit-de-impresion-{ID}.zip"
_COPIAS = re.compile(r"(\d+) copias? de (\d+) hojas? = (\d+)\.")

pytestmark = pytest.mark.construye


@pytest.fixture(scope="module")
def textos(publicado: Publicacion) -> dict[str, str]:
    with zipfile.ZipFile(publicado.archivos[ZIP]) as z:
        return {
            Path(n).name: z.read(n).decode("utf-8-sig").replace("\r\n", "\n")
            for n in z.namelist()
            if n.endswith(".txt")
        }


def _paginas(datos: bytes) -> int:
    documento = pdfium.PdfDocument(datos)
    total = len(documento)
    documento.close()
    return total


def test_la_lista_dice_las_hojas_de_los_pdf(publicado: Publicacion, textos: dict[str, str]) -> None:
    lista = textos["LISTA-DE-IMPRESION.txt"]
    bloques = re.split(r"\n\[ \] ", lista.partition("\nTOTAL")[0])[1:]
    esperadas = 0
    with zipfile.ZipFile(publicado.archivos[ZIP]) as z:
        for bloque in bloques:
            archivo = bloque.split("\n")[0]
            copias, hojas, total = map(int, _COPIAS.search(bloque).groups())  # type: ignore[union-attr]
            paginas = _paginas(z.read(f"{ID}/{archivo}"))
            assert hojas == (ceil(paginas / 2) if "dos caras" in bloque else paginas)
            assert total == copias * hojas
            esperadas += total
        impresos = {b.split("\n")[0] for b in bloques}
        repuestos = set(re.findall(r"^ {4}(\S+\.pdf)", lista.partition("DE REPUESTO")[2], re.M))
        assert impresos | repuestos == {n.partition("/")[2] for n in z.namelist() if n.endswith(".pdf")}
        assert not impresos & repuestos
    assert f"TOTAL: {esperadas} hojas" in lista
    assert f"el total de esta lista es {esperadas}." in textos["LEEME.txt"]


def test_una_guia_plegable_por_submesa(textos: dict[str, str]) -> None:
    lista = textos["LISTA-DE-IMPRESION.txt"]
    plegables = re.findall(r"plegable-mesa-\d\.pdf\n.*\n +(\d+) copias de (\d+) hoja = (\d+)", lista)
    assert plegables == [("2", "1", "2"), ("2", "1", "2")]


def test_el_leeme_lleva_el_credito_y_no_pide_red(publicado: Publicacion, textos: dict[str, str]) -> None:
    leeme = textos["LEEME.txt"]
    assert publicado.proyecto.asambleas[0].convenio.credito in leeme
    assert "Tamaño real" in leeme
    assert "No necesita internet" in leeme


def test_la_lista_del_kit_de_mesa_suma_sus_paginas(publicado: Publicacion) -> None:
    documento = pdfium.PdfDocument(publicado.archivos[f"{ID}/descargas/kit-mesa-mesa-1.pdf"].read_bytes())
    texto = documento[0].get_textpage().get_text_bounded().replace("\r\n", "\n")
    total = len(documento)
    documento.close()
    assert "@paginas" not in texto
    assert f"Total {total}" in " ".join(texto.split())


def test_el_paquete_esta_en_el_manifiesto_y_en_la_pagina(publicado: Publicacion) -> None:
    manifiesto = archivos_en(publicado.textos[f"{ID}/descargas/manifiesto.json"])
    renglones = {r["ruta"]: r for r in manifiesto}
    suyo = renglones[ZIP]
    assert suyo["clase"] == "paquete"
    assert suyo["credito"]["verificado"] is True
    assert suyo["credito"]["donde"] == "en cada miembro"
    assert suyo["octetos"] == publicado.archivos[ZIP].stat().st_size
    assert all(renglones[ruta]["credito"]["verificado"] for ruta in suyo["miembros"])
    assert suyo["credito"]["altura_x_mm"] == min(
        renglones[r]["credito"]["altura_x_mm"] for r in suyo["miembros"]
    )
    assert Path(ZIP).name in publicado.paginas[f"{ID}/descargas/index.md"]
