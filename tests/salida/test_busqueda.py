"""El índice de búsqueda: qué se busca de una página y cómo se entrega."""

import json

import pytest

from generador.salida.busqueda import Apartado, Indexada, guion, secciones, sin_marcas, titulo_de

PAGINA = """
<header><h1>Título</h1><p data-search-exclude>Callado</p><p class="entrada">Entrada</p></header>
<h2 id="cuando">Cuán<b>do</b></h2>
<dl><dt>Cuándo</dt><dd>Sábado 18</dd><dt>Dónde:</dt><dd>Arauca<br>Sede</dd></dl>
<h3 id="vacia">Vacía</h3>
<p aria-hidden="true">1</p><p hidden>Oculto</p><svg><title>Dibujo</title></svg><script>x()</script>
<h2 id="despues">Después</h2>
<details><summary>Abra</summary><p>Lo plegado sí</p></details><ul><li>Uno<li>Dos</ul>
<h2>Sin ancla</h2><p>Sigue.</p>
"""


def test_las_secciones_van_de_titulo_en_titulo() -> None:
    assert secciones(PAGINA) == [
        Apartado("", "", "Entrada"),
        Apartado("cuando", "Cuándo", "Cuándo · Sábado 18 · Dónde: Arauca · Sede"),
        Apartado("despues", "Después", "Abra · Lo plegado sí · Uno · Dos · Sin ancla · Sigue."),
    ]


def test_entera_es_una_sola() -> None:
    (unica,) = secciones(PAGINA, entera=True)
    assert unica == Apartado(
        "",
        "",
        "Entrada · Cuándo · Cuándo · Sábado 18 · Dónde: Arauca · Sede · Vacía · Después · Abra"
        " · Lo plegado sí · Uno · Dos · Sin ancla · Sigue.",
    )


@pytest.mark.parametrize(
    "html", ["", "<p>Sin cerrar", "</p></div>", "<h2 id='x'>Abierto", "<svg><path/></svg>", "<![x"]
)
def test_lo_roto_tambien_se_lee(html: str) -> None:
    """Siempre hay una, la del comienzo: con ella la página se halla por su título."""
    assert secciones(html)[0].ancla == ""


def test_las_marcas_no_se_publican() -> None:
    marcado = '<p class="a" data-search-exclude="">x</p><i data-search-exclude/>'
    assert sin_marcas(marcado) == '<p class="a">x</p><i/>'
    assert sin_marcas("<p>data-search-exclude</p>") == "<p>data-search-exclude</p>"


def test_el_guion_es_una_llamada_con_un_json() -> None:
    texto = 'Comillas "así", barra \\ y </script>\u2028fin'
    hecho = guion({"carpeta": "a/"}, [Indexada("a/", "Ñandú", 2, [Apartado("x", "T", texto)])])
    assert hecho.startswith('indiceDeBusqueda({"carpeta":"a/","hojas":[["a/","Ñandú",2,[["x","T","Comillas')
    assert "\u2028" not in hecho
    assert hecho.endswith(");\n")
    dicho = json.loads(hecho.removeprefix("indiceDeBusqueda(").removesuffix(");\n"))
    assert dicho == {"carpeta": "a/", "hojas": [["a/", "Ñandú", 2, [["x", "T", texto]]]]}


def test_un_titulo_de_los_metadatos_vuelve_a_ser_texto() -> None:
    assert titulo_de("Pan &amp;  &#123;queso&#125;") == "Pan & {queso}"
