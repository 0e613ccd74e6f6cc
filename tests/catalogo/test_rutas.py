"""El enlace de una página a otra es el que daría la biblioteca de Python, sin ir hasta la raíz del disco."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from generador.catalogo.rutas import relativa

NOMBRES = st.text("abñ-_.1", min_size=1, max_size=4).filter(lambda n: set(n) != {"."})
RUTAS = st.builds(
    lambda partes, cola: "/".join(partes) + cola * bool(partes),
    st.lists(NOMBRES, max_size=4),
    st.sampled_from(["", "/"]),
)


@given(RUTAS, RUTAS)
def test_es_el_de_la_biblioteca(desde: str, hacia: str) -> None:
    carpeta = desde if desde.endswith("/") or not desde else posixpath.dirname(desde)
    camino = posixpath.relpath(hacia or ".", carpeta or ".")
    barra = "/" if (hacia.endswith("/") or not hacia) and not camino.endswith("/") else ""
    assert relativa(desde, hacia) == camino + barra


def test_llega_a_donde_dice() -> None:
    assert relativa("a/mesas/1/", "a/descargas/x.pdf") == "../../descargas/x.pdf"
    assert relativa("", "acerca/") == "acerca/"
    assert relativa("a/b.pdf", "a/") == "./"
