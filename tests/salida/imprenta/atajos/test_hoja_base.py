"""Con la hoja base aligerada todo elemento que puede tener caja tiene los estilos de siempre."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from weasyprint import CSS, HTML

from generador.salida.imprenta.atajos.hoja_base import aligerar, puede_tener_notas

HTML_DE_PRUEBA = (
    "<ul><li>uno<li>dos<svg width=10 height=10><title>t</title><g><path d='M0 0h5v5z'/></g></svg></ul>"
    "<ol><li>q</ol><q>cita</q><br><p class=x>fin"
)
HOJA = "p.x::before { content: '-' } svg { display: list-item } li::marker { color: red } @page { size: A6 }"


def _estilos(documento: Any) -> dict[tuple[str, str | None], int]:
    """Cuántos estilos se calculan de cada etiqueta y seudoelemento."""
    from weasyprint.css import get_all_computed_styles

    calculados = get_all_computed_styles(documento, [CSS(string=HOJA)]).get_computed_styles()
    cuenta: dict[tuple[str, str | None], int] = {}
    for e, seudo in calculados:
        clave = e.tag.rpartition("}")[2], seudo
        cuenta[clave] = cuenta.get(clave, 0) + 1
    return cuenta


def test_solo_faltan_las_notas_y_las_vinetas_de_los_trazos() -> None:
    aligerado = HTML(string=HTML_DE_PRUEBA)
    aligerar(aligerado)
    siempre, ahora = _estilos(HTML(string=HTML_DE_PRUEBA)), _estilos(aligerado)
    faltan = set(siempre) - set(ahora)
    assert {de for _, de in faltan} == {
        *("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"),
        "marker",
    }
    assert {etiqueta for etiqueta, de in faltan if de == "marker"} == {"title", "g", "path"}
    assert {clave: siempre[clave] for clave in ahora} == ahora
    assert ahora["svg", "marker"] == 1


def test_el_pdf_es_el_mismo() -> None:
    def pdf(documento: Any) -> bytes:
        escrito: bytes = documento.write_pdf(stylesheets=[CSS(string=HOJA)], pdf_identifier=b"x")
        return escrito

    aligerado = HTML(string=HTML_DE_PRUEBA)
    aligerar(aligerado)
    assert pdf(aligerado) == pdf(HTML(string=HTML_DE_PRUEBA))


@pytest.mark.parametrize(
    ("texto", "notas"),
    [
        ("p { float: footnote }", True),
        ("p { float: FootNote }", True),
        ("p { position: note(a) }", True),
        (r"p { float: \66ootnote }", True),
        (r"p { float: foot\note }", True),
        (r"p::before { content: '\A página \201C' }", False),
        ("@import url(x.css);", True),
        ("<link rel=stylesheet href=x.css>", True),
        ("<p>Anote (sin afán) lo que diga la nota</p>", False),
    ],
)
def test_se_ve_lo_que_podria_pedir_notas(texto: str, notas: bool) -> None:
    assert puede_tener_notas(texto) is notas


class _Hoja:
    def __init__(self, matcher: Any) -> None:
        self.matcher = matcher


@pytest.mark.parametrize(
    "matcher",
    [None, SimpleNamespace(), SimpleNamespace(other_selectors=[(1, 2)])],
    ids=["no", "sin", "corta"],
)
def test_una_hoja_distinta_de_la_esperada_queda_igual(matcher: Any) -> None:
    hoja = _Hoja(matcher)
    documento = SimpleNamespace(_ua_stylesheets=lambda forms=False: [hoja])
    aligerar(documento)
    assert documento._ua_stylesheets(True) == [hoja]


def test_sin_hojas_que_aligerar_no_pasa_nada() -> None:
    documento = SimpleNamespace()
    aligerar(documento)
    assert vars(documento) == {}
