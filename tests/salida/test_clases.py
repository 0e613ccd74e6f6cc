"""Ningún estilo suelto: cada `style` es una clase, y lo que hace se ve igual."""

import pytest

from generador.salida.clases import hoja, sin_estilos

ROJO = "e-f1ff77e5"


def test_cada_estilo_es_una_clase() -> None:
    hecho = sin_estilos(
        '<p style="color:red">a</p><li class="x y" style=" color:red; " id="z">b</li>'
        '<svg viewBox="0 0 1 1"><path style="--m: #d9980a;flex-grow:2" d="M0 0"/></svg>'
    )
    otra = hecho.html.partition('<path class="')[2].partition('"')[0]
    assert hecho.html == (
        f'<p class="{ROJO}">a</p><li class="x y {ROJO}" id="z">b</li>'
        f'<svg viewBox="0 0 1 1"><path class="{otra}" d="M0 0"/></svg>'
    )
    assert hecho.reglas == (
        f".{ROJO}.{ROJO}.{ROJO}{{color:red}}",
        f".{otra}.{otra}.{otra}{{--m: #d9980a;flex-grow:2}}",
    )
    assert sin_estilos(hecho.html) == (hecho.html, ())


def test_las_hojas_de_adentro_salen() -> None:
    assert sin_estilos("<p>a</p><style>.x{y:z}</style>\n<p>b</p>") == ("<p>a</p><p>b</p>", (".x{y:z}",))


@pytest.mark.parametrize(
    "queda",
    [
        "<p>style=&quot;color:red&quot;</p>",
        '<p>un <em>style="color:red"</em></p>',
        '<p title="style=&quot;x&quot;">a</p>',
        '<p style="display: none">a</p>',
        '<p style="opacity:0">a</p>',
        '<p style="background:url(//x)">a</p>',
        '<p style="color:red}body{color:blue">a</p>',
        '<p style="color:&quot;x&quot;">a</p>',
    ],
)
def test_lo_demas_se_queda_como_esta(queda: str) -> None:
    """El texto no es marca; lo que esconde ha de verlo la puerta; lo que no es sencillo no va en la hoja."""
    assert sin_estilos(queda) == (queda, ())


def test_la_hoja_no_depende_del_orden() -> None:
    assert hoja(["b{}", "a{}", "b{}"]) == "a{}\nb{}\n"
