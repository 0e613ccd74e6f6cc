"""El código QR: su orilla encierra justo los módulos negros."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.muro.dibujo import _orillas, qr

Modulos = set[tuple[int, int]]


def _rellenos(d: str, lado: int) -> Modulos:
    """Los módulos que ese camino encierra, contando cruces hacia la izquierda."""
    verticales = []
    for x0, y0, pasos in re.findall(r"M(\d+) (\d+)([^M]*)z", d):
        x, y = int(x0), int(y0)
        for sentido, cuanto in re.findall(r"([hv])(-?\d+)", pasos):
            if sentido == "h":
                x += int(cuanto)
            else:
                verticales.append((x, min(y, y + int(cuanto)), max(y, y + int(cuanto))))
                y += int(cuanto)
        if y != int(y0):
            assert x == int(x0)
            verticales.append((x, min(y, int(y0)), max(y, int(y0))))
    return {
        (i, j)
        for i in range(lado)
        for j in range(lado)
        if sum(x <= i and a <= j < b for x, a, b in verticales) % 2
    }


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_la_orilla_encierra_lo_negro(negros: Modulos) -> None:
    assert _rellenos(_orillas(negros), 8) == negros


def test_el_codigo_dice_su_direccion() -> None:
    direccion = "https://asambleas.gov.co/prueba/mesas/2/#M2-S3-N1"
    dibujo = qr(direccion, "Código QR: «prueba» & más")
    camino = re.search(r'<path d="([^"]*)"', dibujo)
    assert camino
    codigo = segno.make(direccion, error="m", micro=False)
    matriz = {(x, y) for y, f in enumerate(codigo.matrix_iter(border=4)) for x, v in enumerate(f) if v}
    assert _rellenos(camino[1], codigo.symbol_size(border=4)[0]) == matriz
    assert "<title>Código QR: «prueba» &amp; más</title>" in dibujo
