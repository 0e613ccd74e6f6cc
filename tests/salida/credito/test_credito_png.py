"""La guardia del crédito en los píxeles de una pieza: lo pintado, borroso o diminuto no sale."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageDraw
from salida.credito.creditos import FRASE, PIEZA, Imprimir, pieza

from generador.errores import ErrorDeSalida
from generador.salida.credito.guardia import CreditoAusente, Motivo, exigir_en_png
from generador.salida.imagen import raster

CUADRADA = "publicación 1080 × 1080"


def motivo_png(imagen: Image.Image, datos: bytes) -> Motivo:
    salida = io.BytesIO()
    imagen.save(salida, "PNG")
    with pytest.raises(CreditoAusente) as parada:
        exigir_en_png(salida.getvalue(), datos, FRASE, PIEZA, "publicacion.png")
    assert str(parada.value).startswith("publicacion.png, página 1: ")
    return parada.value.motivo


def figura(datos: bytes, lado: int = 1080) -> Image.Image:
    with Image.open(io.BytesIO(raster.rasterizar(datos, 0, lado, lado))) as abierta:
        return abierta.convert("RGB")


@pytest.mark.parametrize(
    ("rectangulo", "color", "motivo"),
    [
        ((0, 900, 1080, 1080), "#1c2420", Motivo.SIN_CONTRASTE),
        ((0, 900, 1080, 1080), "#fbf6ea", Motivo.SIN_CONTRASTE),
        ((0, 900, 400, 1080), "#b4472f", Motivo.SIN_CONTRASTE),
        ((300, 900, 318, 1080), "#fbf6ea", Motivo.SIN_CONTRASTE),
    ],
)
def test_detiene_lo_pintado_sobre_el_png(
    imprimir: Imprimir, rectangulo: tuple[int, int, int, int], color: str, motivo: Motivo
) -> None:
    datos = pieza(imprimir, CUADRADA)
    imagen = figura(datos)
    ImageDraw.Draw(imagen).rectangle(rectangulo, fill=color)
    assert motivo_png(imagen, datos) is motivo


@pytest.mark.lenta
def test_detiene_un_png_de_otra_cosa(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    corrida = Image.new("RGB", (1080, 1080), "#1c2420")
    corrida.paste(figura(datos), (4, 3))
    assert motivo_png(corrida, datos) is not None
    assert motivo_png(Image.new("RGB", (1080, 1080), "white"), datos) is Motivo.SIN_CONTRASTE
    assert motivo_png(Image.new("RGBA", (1080, 1080), (0, 0, 0, 0)), datos) is Motivo.SIN_CONTRASTE
    azar = Image.frombytes("RGB", (1080, 1080), random.Random(2).randbytes(1080 * 1080 * 3))
    assert motivo_png(azar, datos) is Motivo.SIN_CONTRASTE


def test_detiene_un_png_borroso_o_velado(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    imagen = figura(datos)
    assert motivo_png(imagen.resize((180, 180)).resize((1080, 1080)), datos) is not None
    velada = Image.blend(imagen, Image.new("RGB", imagen.size, "#888"), 0.7)
    assert motivo_png(velada, datos) is Motivo.SIN_CONTRASTE


def test_detiene_un_png_diminuto_o_de_otra_proporcion(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    assert motivo_png(figura(datos, 300), datos) is Motivo.PEQUENO
    assert motivo_png(figura(datos).resize((1080, 1000)), datos) is Motivo.DEFORME


def test_un_png_reducido_y_legible_pasa(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    assert exigir_en_png(raster.rasterizar(datos, 0, 540, 540), datos, FRASE, PIEZA, "x").contraste >= 7


def test_el_png_no_salva_a_un_pdf_malo(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA, ".c { color: #2c3430 }")
    assert motivo_png(figura(pieza(imprimir, CUADRADA)), datos) is Motivo.SIN_CONTRASTE


def test_una_imagen_rota_es_un_error_de_salida(imprimir: Imprimir) -> None:
    with pytest.raises(ErrorDeSalida, match=r"x\.png: la imagen no se puede leer"):
        exigir_en_png(b"nada", pieza(imprimir, CUADRADA), FRASE, PIEZA, "x.png")
