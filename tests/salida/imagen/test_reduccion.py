"""La paleta: exacta si los colores alcanzan, invisible si no, y ninguna donde no hay tintas planas."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from generador.salida.imagen.indexado import COLORES_PALETA, ERROR_MAXIMO, con_paleta

_COLORES = st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=400)


def _de_colores(colores: list[tuple[int, ...]]) -> Image.Image:
    imagen = Image.new("RGB", (len(colores), 1))
    imagen.putdata(colores)
    return imagen


def _mayor_error(una: Image.Image, otra: Image.Image) -> int:
    niveles = ImageChops.difference(una, otra.convert("RGB")).tobytes()
    return max(niveles)


def test_una_foto_queda_en_rgb() -> None:
    foto = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    assert con_paleta(foto) is foto


def test_un_degradado_queda_en_rgb() -> None:
    imagen = Image.new("RGB", (512, 512))
    imagen.putdata([(x // 2, y // 2, 0) for y in range(512) for x in range(512)])
    assert con_paleta(imagen) is imagen


def test_pocos_colores_quedan_intactos() -> None:
    imagen = Image.new("RGB", (60, 40), "#fbf6ea")
    imagen.paste("#1c2420", (0, 30, 60, 40))
    imagen.putpixel((3, 3), (255, 0, 1))
    reducida = con_paleta(imagen)
    assert reducida.mode == "P"
    assert reducida.convert("RGB").tobytes() == imagen.tobytes()


def test_un_gris_completo_queda_intacto() -> None:
    imagen = _de_colores([(v, v, v) for v in range(256)])
    reducida = con_paleta(imagen)
    assert reducida.mode == "P"
    assert reducida.convert("RGB").tobytes() == imagen.tobytes()


def test_el_fondo_queda_exacto_y_lo_raro_cerca() -> None:
    fondo, franja = (251, 246, 234), (28, 36, 32)
    mezclas = [
        tuple(a + (b - a) * i // 200 for a, b in zip(fondo, otra, strict=True))
        for otra in (franja, (180, 71, 47), (11, 110, 79))
        for i in range(200)
    ]
    imagen = Image.new("RGB", (600, 40), fondo)
    imagen.paste(franja, (0, 30, 600, 40))
    imagen.paste(_de_colores(mezclas), (0, 0))
    reducida = con_paleta(imagen)
    assert reducida.mode == "P"
    assert reducida.convert("RGB").getpixel((5, 10)) == fondo
    assert reducida.convert("RGB").getpixel((5, 35)) == franja
    assert 0 < _mayor_error(imagen, reducida) <= ERROR_MAXIMO


@given(_COLORES)
def test_nunca_se_aparta_mas_de_lo_dicho(colores: list[tuple[int, ...]]) -> None:
    imagen = _de_colores(colores)
    reducida = con_paleta(imagen)
    if len(set(colores)) <= COLORES_PALETA:
        assert reducida.convert("RGB").tobytes() == imagen.tobytes()
    else:
        assert reducida is imagen or _mayor_error(imagen, reducida) <= ERROR_MAXIMO


def test_dos_veces_da_lo_mismo() -> None:
    azar = random.Random(7)
    uno = _de_colores(
        [tuple(azar.randrange(tope) for tope in (16, 16, 4)) for _ in range(1000)] + [(90, 90, 90)] * 9000
    )
    otro = _de_colores([(0, 0, 0)] * 10000)
    primera = con_paleta(uno)
    con_paleta(otro)
    segunda = con_paleta(uno)
    assert primera.mode == "P"
    assert (primera.tobytes(), primera.getpalette()) == (segunda.tobytes(), segunda.getpalette())
