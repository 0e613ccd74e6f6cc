"""El árbol de un HTML con dibujos es, elemento por elemento, el que WeasyPrint lee de un tirón."""

from __future__ import annotations

from html import escape
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from weasyprint import HTML

from generador.salida.imprenta.atajos.lectura_html import SVG, leer

DIBUJO = (
    '<svg class="ficha" role="img" viewBox="0 0 24 15"><title>Ficha 1 &amp; 2</title><defs><clipPath id="a">'
    '<path d="M0 0h24z"/></clipPath></defs><g clip-path="url(#a)"><path d="M0 0c6.57 .8" fill="#fff"/> </g>'
    '<text x="1" y="2">¿Qué «hora»?<tspan> 2</tspan>:45</text></svg>'
)
OTRO = '<svg><desc>otro</desc><rect width="1" height="1"/></svg>'

_LUGARES = (
    "{}",
    "<p>antes {} después</p>",
    "<p>{}{}</p>{}",
    "<table><tr><td>{}</td></tr></table>",
    "<table>{}<tr><td>x</table>",
    "<table> {} y <tr>{}<td>x</table>z",
    "<table><caption>{}</caption><colgroup>{}<col></colgroup></table>",
    "<p><b>negrita {}</p>{} sigue",
    "<p><b><i>cruzada</b>{}</i></p>",
    "<pre>{}\n x</pre><pre>\n{}</pre>",
    "<ul><li>{}<li>{}</ul>",
    "<a href=x>{}<a href=y>{}</a>",
    "<button>{}</button><object>{}</object>",
    "<math><mi>{}</mi></math>",
    "<svg width=1>{}</svg>",
    "<svg><foreignObject><p>{}</p></foreignObject></svg>",
    "<svg><title><b>{}</b></title></svg>",
    "<svg><desc><p><a></desc>{}{}</svg>",
    "</body>{}</html>{}",
    "<frameset>{}</frameset>",
)
_DONDE_NO_ES_ETIQUETA = (
    "<!-- {} -->",
    "<style>{}</style>",
    "<script>{}</script>",
    "<textarea>{}</textarea>",
    "<title>{}</title>",
    "<select><option>{}</select>",
    "<p title='{}'>x</p>",
    '<p title="{}">x</p>',
    "<p title={}>x</p>",
    "<p {}>x</p>",
    "<math>{}</math>",
    "<SVG title={}></SVG>",
    "<SVG {}></SVG>",
    "<plaintext>{}",
)
_RAROS = (
    "<svg><svg><path/></svg><rect/></svg>",
    "<svg><g><svg/></g><rect/></svg>",
    "<svg><![CDATA[<svg ><path/></svg>]]></svg>",
    "<svg/>",
    "<svg /><p>x</p>",
    "<svg></svg>",
    "<svg ></svg >",
    "<svg>",
    "<svg><path></svg>",
    "<svg><path d=M0></svg>",
    "<svg><path d='a' d='b'/></svg>",
    "<svg><!-- <svg> --><path/></svg>",
    "<svg><style>path { fill: red }</style></svg>",
    "<svg><style><path/></style></svg>",
    "<svg><title>a<b>c</b></title></svg>",
    "<svg><desc><path/></desc></svg>",
    "<svg><p>fuera</p></svg>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "<svg><CLIPPATH/><clippath/></svg>",
    '<svg viewbox="0 0 1 1" VIEWBOX="2"></svg>',
    '<svg><g fooBar="x"/></svg>',
    f'<svg xmlns="{SVG}"><path/></svg>',
    '<svg xmlns:x="http://www.w3.org/1999/xlink"><use x:href="#a"/></svg>',
    '<svg><use xlink:href="#a"/></svg>',
    '<svg xml:lang="es"></svg>',
    "<svg><text>&nbsp;&eacute;&#160;&#x41;&amp;&lt;&gt;&quot;&#39;&apos;&ampx</text></svg>",
    "<svg><text>a & b</text></svg>",
    '<svg class="a\nb\tc"><text>d\r\ne\tf</text></svg>',
    "<svg><text>]]></text></svg>",
    "<svg><text>\x00\x0c\x1f\ufffe\x85\u2028</text></svg>",
    '<svg data-lugar-de-dibujo="0"></svg><svg></svg>',
    '<svg DATA-LUGAR-DE-DIBUJO="x"></svg><svg></svg>',
)


def _abrir(html: str) -> Any:
    return HTML(string=html)


def _escrito(e: Element) -> list[Any]:
    return [(x.tag, list(x.attrib.items()), x.text, x.tail, len(x)) for x in e.iter()]


def _leido(html: str) -> tuple[Any, list[str]]:
    """Lo leído, y los HTML que se abrieron para eso."""
    abiertos: list[str] = []

    def abrir(texto: str) -> Any:
        abiertos.append(texto)
        return _abrir(texto)

    return leer(html, abrir), abiertos


def _exigir_igual(html: str) -> list[str]:
    leido, abiertos = _leido(html)
    assert _escrito(leido.etree_element) == _escrito(_abrir(html).etree_element)
    return abiertos


@pytest.mark.parametrize("lugar", _LUGARES)
def test_donde_quiera_que_este_el_arbol_es_el_mismo(lugar: str) -> None:
    cuerpo = lugar.replace("{}", DIBUJO, 1).replace("{}", OTRO)
    _exigir_igual(f"<!doctype html><html lang=es><head><title>x</title></head><body>{cuerpo}</body></html>")


@pytest.mark.parametrize("lugar", _DONDE_NO_ES_ETIQUETA)
def test_donde_no_es_etiqueta_se_lee_de_un_tiron(lugar: str) -> None:
    html = f"<p>{OTRO}</p>" + lugar.replace("{}", DIBUJO) + f"<p>{OTRO}</p>"
    assert _exigir_igual(html)[-1] == html


@pytest.mark.parametrize("raro", _RAROS)
def test_los_raros_quedan_como_siempre(raro: str) -> None:
    _exigir_igual(f"<p>{raro}</p><p>{DIBUJO} y {raro}</p>{OTRO}")


def test_los_dibujos_no_pasan_por_el_lector() -> None:
    (abierto,) = _exigir_igual(f"<p>{DIBUJO}</p><p>{DIBUJO}{OTRO}</p>")
    assert "<path" not in abierto


def test_sin_dibujos_se_abre_una_vez() -> None:
    assert _exigir_igual("<p>x &lt;svg></p>") == ["<p>x &lt;svg></p>"]


def test_un_dibujo_repetido_no_comparte_elementos() -> None:
    html = f"<p>{DIBUJO}{DIBUJO}</p>"
    vistos = [e for _ in range(2) for e in _leido(html)[0].etree_element.iter()]
    assert len({id(e) for e in vistos}) == len(vistos)


_TEXTO = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(_TEXTO, _TEXTO, _TEXTO, st.sampled_from([escape, str]))
@example("x", "&#38;lt;", "", str)
@example("\r", "\n", "\x00", escape)
def test_con_cualquier_texto_el_arbol_es_el_mismo(titulo: str, atributo: str, cola: str, pasar: Any) -> None:
    _exigir_igual(
        f'<p>{pasar(cola)}<svg class="{pasar(atributo)}"><title>{pasar(titulo)}</title><g/>{pasar(cola)}'
        f"<path d='{pasar(atributo)}'/></svg>{pasar(cola)}</p>"
    )


_PEDAZOS = st.sampled_from(
    (
        *"<>/'\"= &;-!\na",
        *(
            "<svg>",
            "<svg ",
            "</svg>",
            "<SVG",
            "<g>",
            "</g>",
            "<path d='M0'/>",
            "<title>",
            "</title>",
            "<title/>",
        ),
        *("<table>", "<td>", "</table>", "<p>", "</p>", "<b>", "</b>", "<!--", "-->", "<style>", "</style>"),
        *(
            "<math>",
            "<select>",
            "<pre>",
            "<desc>",
            "</desc>",
            "<body>",
            "</body>",
            "<frameset>",
            OTRO,
            DIBUJO,
        ),
    )
)


@pytest.mark.lenta
@given(st.lists(_PEDAZOS, max_size=14).map("".join))
def test_con_cualquier_revoltijo_el_arbol_es_el_mismo(html: str) -> None:
    _exigir_igual(html)
