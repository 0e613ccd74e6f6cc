"""Los enlaces de una página: a dónde llegan, y cambiarlos sin tocar lo demás."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from generador.salida.enlaces import LlevaA, cambiar, llegada, marcas

DIRECCION = "https://asambleas.gov.co/"


@pytest.mark.parametrize(
    ("desde", "destino", "llega"),
    [
        ("index.html", "arauca/", ("arauca/index.html", "")),
        ("index.html", "./", ("index.html", "")),
        ("index.html", ".", ("index.html", "")),
        ("a/agenda/index.html", "../", ("a/index.html", "")),
        ("a/agenda/index.html", "..", ("a/index.html", "")),
        ("a/agenda/index.html", "../..", ("index.html", "")),
        ("a/agenda/index.html", "../mesas/1/#M1-S1", ("a/mesas/1/index.html", "M1-S1")),
        ("a/agenda/index.html", "#acta", ("a/agenda/index.html", "acta")),
        ("a/agenda/index.html", "?mesa=2#lista", ("a/agenda/index.html", "lista")),
        ("a/agenda/index.html", "../descargas/agenda.pdf", ("a/descargas/agenda.pdf", "")),
        ("a/agenda/index.html", "/acerca/", ("acerca/index.html", "")),
        ("a/agenda/index.html", "/", ("index.html", "")),
        ("a/index.html", f"{DIRECCION}a/agenda/#x", ("a/agenda/index.html", "x")),
        ("a/index.html", DIRECCION, ("index.html", "")),
        ("a/index.html", "ni%C3%B1os/#caf%C3%A9", ("a/niños/index.html", "café")),
        ("a/index.html", "https://otra.co/", None),
        ("a/index.html", "//otra.co/x", None),
        ("a/index.html", "mailto:a@b.co", None),
        ("a/index.html", "data:image/png;base64,x", None),
    ],
)
def test_a_donde_llega(desde: str, destino: str, llega: tuple[str, str] | None) -> None:
    assert llegada(desde, destino, DIRECCION) == (llega and LlevaA(*llega))


def test_sin_la_direccion_del_sitio_una_entera_sale() -> None:
    assert llegada("index.html", f"{DIRECCION}a/") is None


@pytest.mark.parametrize(
    ("destino", "llega"),
    [
        ("/red/acerca/", "acerca/index.html"),
        ("/red/", "index.html"),
        ("/red", "index.html"),
        ("https://asambleas.gov.co/red/a/b.pdf", "a/b.pdf"),
        ("/acerca/", "/acerca/"),
        ("/redes/", "/redes/"),
        ("../x/", "x/index.html"),
    ],
)
def test_el_sitio_puede_vivir_en_una_carpeta_de_su_servidor(destino: str, llega: str) -> None:
    assert llegada("a/index.html", destino, f"{DIRECCION}red/") == LlevaA(llega, "")


PAGINA = """<!doctype html>
<!-- <a href="comentario/"> -->
<html lang="es"><head><script src="a.js" defer></script><script>"<a href='x'>" + '<img src="no.png">'</script>
<style>a::after { content: "<a href=\\"z\\">" }</style>
<meta http-equiv="x" content="default-src 'none'; img-src 'self' > data:"></head>
<body><a class="b" href="uno/?x=1&amp;y=2">Uno</a><IMG src="d.png" alt=""><br/>
<button hidden data-base="../">x</button><svg id="s"><a href="#t"/></svg></body></html>"""


def test_se_leen_las_mismas_etiquetas_que_lee_la_biblioteca() -> None:
    halladas: list[tuple[str, dict[str, str]]] = []

    class Lector(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            halladas.append((tag, {a: v or "" for a, v in attrs}))

    Lector().feed(PAGINA)
    assert [(m.nombre, m.atributos) for m in marcas(PAGINA)] == halladas


def test_lo_que_no_cambia_queda_igual_byte_por_byte() -> None:
    assert cambiar(PAGINA, lambda m: m.atributos) == PAGINA


def test_se_cambia_un_atributo_se_pone_otro_y_se_quita_una_etiqueta() -> None:
    hecha = cambiar(
        '<p><a href="uno/" id=\'raro\'>1</a><link rel="preload"><a id="x" href="dos/">2</a></p>',
        lambda m: None if m.nombre == "link" else {**m.atributos, "href": 'a"&b'} if m.atributos else {},
    )
    # La primera no está escrita como escribe el sitio: no se toca.
    assert hecha == '<p><a href="uno/" id=\'raro\'>1</a><a id="x" href="a&quot;&amp;b">2</a></p>'
