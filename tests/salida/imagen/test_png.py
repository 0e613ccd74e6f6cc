"""Rasterizar: píxeles exactos, bytes iguales cada vez y paleta solo cuando no se nota."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, PngImagePlugin

from generador.errores import ErrorDeSalida
from generador.salida.imagen import indexado, raster

Imprimir = Callable[..., bytes]

CUADRO = "size: 100pt 50pt; margin: 0"


def abrir(datos: bytes) -> PngImagePlugin.PngImageFile:
    imagen = Image.open(io.BytesIO(datos))
    imagen.load()
    assert isinstance(imagen, PngImagePlugin.PngImageFile)
    return imagen


def test_cuenta_las_paginas(imprimir: Imprimir) -> None:
    assert raster.paginas(imprimir("<p>Una</p>")) == 1
    assert raster.paginas(imprimir('<p>Una</p><p style="break-before: page">Dos</p>')) == 2


@pytest.mark.parametrize("medida", [(100, 50), (1080, 540), (333, 167), (2000, 1000)])
def test_mide_exactamente_lo_pedido(imprimir: Imprimir, medida: tuple[int, int]) -> None:
    datos = imprimir("<p>Hola</p>", "body { background: #1c2420 }", CUADRO)
    imagen = abrir(raster.rasterizar(datos, 0, *medida))
    assert imagen.size == medida
    esquinas = [
        imagen.convert("RGB").getpixel((x, y)) for x in (0, medida[0] - 1) for y in (0, medida[1] - 1)
    ]
    assert esquinas == [(0x1C, 0x24, 0x20)] * 4


def test_pinta_la_pagina_pedida(imprimir: Imprimir) -> None:
    cuerpo = (
        '<div style="background: #f00; height: 50pt"></div><div style="background: #00f; height: 50pt"></div>'
    )
    datos = imprimir(cuerpo, "", CUADRO)
    assert [abrir(raster.rasterizar(datos, i, 10, 5)).convert("RGB").getpixel((5, 2)) for i in (0, 1)] == [
        (255, 0, 0),
        (0, 0, 255),
    ]


def test_da_los_mismos_bytes_y_ningun_metadato(imprimir: Imprimir) -> None:
    datos = imprimir("<h1>Economía</h1>", "h1 { color: #b4472f; margin: 0 }", CUADRO)
    una, otra = (raster.rasterizar(datos, 0, 400, 200) for _ in range(2))
    assert una == otra
    assert abrir(una).info == {}
    assert [parte for parte in (b"tIME", b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"pHYs") if parte in una] == []


def test_la_paleta_no_se_nota_y_pesa_menos(imprimir: Imprimir) -> None:
    fichas = "".join(
        f'<circle cx="{x * 20}" cy="{y * 17}" r="9" fill="{color}" stroke="#fbf6ea"/>'
        for x in range(6)
        for y, color in enumerate(("#0b6e4f", "#b4472f", "#2f4f93", "#d9980a"))
    )
    datos = imprimir(
        f'<svg viewBox="0 0 100 50" style="width: 100%; height: 50pt">{fichas}</svg>', "", CUADRO
    )
    salida = raster.rasterizar(datos, 0, 1080, 540)
    imagen = abrir(salida)
    with raster.abierto(datos) as documento:
        original = raster.pintar(documento[0], 1080, 540)
    assert imagen.mode == "P"
    diferencia = ImageChops.difference(original, imagen.convert("RGB"))
    assert max(diferencia.tobytes()) <= indexado.ERROR_MAXIMO
    entera = io.BytesIO()
    original.save(entera, "PNG", optimize=True)
    assert len(salida) < 0.6 * len(entera.getvalue())


def test_la_ventana_es_un_trozo_de_la_pagina(imprimir: Imprimir) -> None:
    with raster.abierto(
        imprimir("", "body { background: linear-gradient(#000, #fff) }", CUADRO)
    ) as documento:
        entera = raster.pintar(documento[0], 200, 100)
        ventana = raster.pintar(documento[0], 200, 100, (20, 30, 90, 70))
    assert ventana.size == (70, 40)
    assert ventana.tobytes() == entera.crop((20, 30, 90, 70)).tobytes()


@pytest.mark.parametrize("indice", [-1, 1])
def test_una_pagina_que_no_existe(imprimir: Imprimir, indice: int) -> None:
    with pytest.raises(ValueError, match=f"El PDF tiene 1 páginas; no hay índice {indice}"):
        raster.rasterizar(imprimir("<p>Hola</p>", "", CUADRO), indice, 100, 50)


def test_no_deforma(imprimir: Imprimir) -> None:
    with pytest.raises(ValueError, match=r"100\.0 × 50\.0 pt no cabe sin deformarse en 100 × 52 px"):
        raster.rasterizar(imprimir("<p>Hola</p>", "", CUADRO), 0, 100, 52)


def test_un_pdf_roto() -> None:
    with pytest.raises(ErrorDeSalida, match="El PDF no se puede leer"):
        raster.paginas(b"nada")


def test_la_ventana_de_la_pagina_entera_es_su_recorte(imprimir: Imprimir) -> None:
    datos = imprimir("<p style='font-size: 9pt'>Economía solidaria</p>", "", CUADRO)
    with raster.abierto(datos) as documento:
        entera = raster.pintar(documento[0], 317, 159)
        ventana = raster.pintar(documento[0], 317, 159, (20, 30, 190, 120), entera=True)
    assert ventana.tobytes() == entera.crop((20, 30, 190, 120)).tobytes()


def test_la_miniatura_mide_lo_pedido_y_sale_igual_cada_vez() -> None:
    salida = io.BytesIO()
    Image.new("RGB", (1080, 1920), "#0b6e4f").save(salida, "PNG")
    datos = raster.miniatura(salida.getvalue(), 203, 360)
    assert raster.miniatura(salida.getvalue(), 203, 360) == datos
    with Image.open(io.BytesIO(datos)) as mini:
        assert (mini.format, mini.size) == ("WEBP", (203, 360))
        pixel = mini.convert("RGB").getpixel((100, 180))
    assert isinstance(pixel, tuple)
    assert max(abs(a - b) for a, b in zip(pixel, (0x0B, 0x6E, 0x4F), strict=True)) <= 4
