"""Las letras con marcas sueltas se dibujan con la de respaldo, y la marca cae sobre su letra."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import pypdfium2 as pdfium
import pypdfium2.raw as crudo
import pytest

from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta import marcas
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[3]
TRAMO = "<span style=\"font-family: 'Noto Sans'\">{}</span>"
LENGUAS = "Ɨʉ̃ẽ ĩũỹ ɨ̃ g̃ ʼuwa ꞌŋ"


@pytest.mark.parametrize(
    ("html", "queda"),
    [
        ("<p>ɨ̃</p>", f"<p>{TRAMO.format('ɨ̃')}</p>"),
        ("<p>el ɨ̃ y g̃a<b>n</b>fin</p>", f"<p>el {TRAMO.format('ɨ̃')} y {TRAMO.format('g̃')}a<b>n</b>fin</p>"),
        ("<p>a<b>ɨ̃</b>ɨ̃<i/>b</p>", f"<p>a<b>{TRAMO.format('ɨ̃')}</b>{TRAMO.format('ɨ̃')}<i />b</p>"),
        ("<p>a<br/>x ɨ̃ y<br/>z</p>", f"<p>a<br />x {TRAMO.format('ɨ̃')} y<br />z</p>"),
        ("<html><head><title>ɨ̃</title></head></html>", "<html><head><title>ɨ̃</title></head></html>"),
        ("<p>añejo ẽ</p>", "<p>añejo ẽ</p>"),
    ],
)
def test_solo_se_aparta_lo_que_no_viene_compuesto(html: str, queda: str) -> None:
    raiz = fromstring(html)
    marcas.enteras(raiz)
    assert tostring(raiz, encoding="unicode") == queda
    assert "".join(raiz.itertext()) == "".join(fromstring(html).itertext())


def test_en_un_dibujo_cambia_todo_el_texto() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>ɨ̃</title><text font-family="X">{}</text></svg>'
    raiz = fromstring(svg.format("a ɨ̃"))
    marcas.enteras(raiz)
    (texto,) = raiz.findall("{http://www.w3.org/2000/svg}text")
    assert (texto.get("font-family"), texto.text) == ("Noto Sans", "a ɨ̃")
    sin = fromstring(svg.format("a ñ"))
    marcas.enteras(sin)
    assert sin[1].get("font-family") == "X"


@pytest.fixture(scope="module")
def impreso(tmp_path_factory: pytest.TempPathFactory) -> Any:
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    letras = ("800 30pt 'Bricolage Grotesque'", "14pt 'Atkinson Hyperlegible Next'")
    html = "".join(f'<p style="font: {letra}">{LENGUAS}</p>' for letra in letras)
    html += f"<p style=\"font: 14pt 'Atkinson Hyperlegible Next'\"><b>{LENGUAS}</b> <i>{LENGUAS}</i></p>"
    entero = f'<!doctype html><html lang="es-CO"><head><title>x</title></head><body>{html}</body></html>'
    pdf = pdfium.PdfDocument(Imprenta(RAIZ).imprimir(entero, (), "x.pdf"))
    yield pdf
    pdf.close()


def test_en_papel_todo_tiene_letra_y_ninguna_es_de_afuera(impreso: Any) -> None:
    pagina = impreso[0]
    nombres = {o.get_font().get_base_name().split("+")[-1] for o in pagina.get_objects() if o.type == 1}
    assert {"Noto-Sans", "Noto-Sans-Bold", "Noto-Sans-Ultra-Bold", "Noto-Sans-Italic"} <= nombres
    assert {n for n in nombres if not n.startswith(("Noto-", "Atkinson-", "Bricolage-"))} == set()


def test_en_papel_la_marca_cae_sobre_su_letra(impreso: Any) -> None:
    textos = impreso[0].get_textpage()
    cuantas = crudo.FPDFText_CountChars(textos)
    letras = [chr(crudo.FPDFText_GetUnicode(textos, i)) for i in range(cuantas)]
    cajas = [textos.get_charbox(i) for i in range(cuantas)]
    anteriores = {
        i: max(j for j in range(i) if letras[j] in "ɨʉg") for i, c in enumerate(letras) if c == "\u0303"
    }
    assert len(anteriores) == 12
    for marca, base in anteriores.items():
        centro = (cajas[marca][0] + cajas[marca][2]) / 2
        assert cajas[base][0] <= centro <= cajas[base][2]


def test_en_un_dibujo_la_marca_cae_sobre_su_letra() -> None:
    """Visto fallar: WeasyPrint dibuja un SVG carácter por carácter, y la de «ɨ̃» caía al lado."""
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 500 100">'
        "<title>x</title><text x='9' y='50' font-size='30' font-family='X'>am ɨ̃a</text></svg>"
    )
    html = f'<!doctype html><html lang="es-CO"><head><title>x</title></head><body>{svg}</body></html>'
    pdf = pdfium.PdfDocument(Imprenta(RAIZ).imprimir(html, (), "x.pdf"))
    textos = pdf[0].get_textpage()
    letras = [chr(crudo.FPDFText_GetUnicode(textos, i)) for i in range(crudo.FPDFText_CountChars(textos))]
    base, marca = (textos.get_charbox(letras.index(c)) for c in "ɨ\u0303")
    pdf.close()
    assert base[0] <= (marca[0] + marca[2]) / 2 <= base[2]
    assert "".join(letras).split() == ["am", "ɨ", "̃a"]


def test_quien_no_tiene_marcas_no_se_recorre(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(raiz: Element) -> None:
        raise AssertionError

    monkeypatch.setattr(marcas, "enteras", no)
    assert not marcas.hay_sueltas("<p>ñandú ẽ</p>")
    Imprenta(RAIZ).imprimir('<html lang="es"><head><title>x</title></head><body>ñ</body></html>', (), "x")
