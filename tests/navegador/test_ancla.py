"""Lo que va tras «#» en la dirección lo escribe cualquiera: ningún guion se cae por él."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from apoyo import RAIZ
from navegador.visita import Servir
from playwright.sync_api import Browser

pytestmark = pytest.mark.navegador

GUIONES = RAIZ / "plantillas/tema/guiones"
AGENDA = """<!doctype html><meta charset="utf-8"><form id="lista"><input id="f-q" name="q"></form>
<p class="hallados-cuenta" data-uno="compromiso" data-varios="compromisos"></p><button data-quitar>x</button>
<p class="nada"></p><div></div><h3>Mesa</h3>
<ol data-mesa="1"><li class="tarjeta" id="uno" data-quien="" data-cuando="" data-estado="">Riego</li>
<li class="tarjeta" data-quien="" data-cuando="" data-estado="">Luz</li></ol>"""
GALERIA = """<!doctype html><meta charset="utf-8"><form id="lista"><select name="uso"><option></select>
<select name="tamano"><option></select></form>
<p class="hallados-cuenta" data-uno="imagen" data-varios="imágenes"></p><button data-quitar>x</button>
<p class="nada"></p><div data-uso="antes"><div class="muestra">Una</div></div>"""


ANCLAS = ("%E0%A4%A", "%", "%zz", "%C3%B1", "']\\\"", "")


@pytest.mark.parametrize(("guion", "pagina"), [("agenda", AGENDA), ("galeria", GALERIA)])
def test_ningun_ancla_tumba_el_guion(
    chromium: Browser, servir: Servir, tmp_path: Path, guion: str, pagina: str
) -> None:
    shutil.copy(GUIONES / f"{guion}.js", tmp_path)
    (tmp_path / "index.html").write_text(f'{pagina}<script src="{guion}.js"></script>', "utf-8")
    hoja = chromium.new_page()
    errores: list[tuple[str, str]] = []
    cuentas = []
    for ancla in ANCLAS:
        hoja.once("pageerror", lambda e, ancla=ancla: errores.append((ancla, str(e))))
        hoja.goto("about:blank")
        hoja.goto(f"{servir(tmp_path)}index.html?q=riego#{ancla}")
        hoja.evaluate("a => { location.hash = '#otra'; location.hash = '#' + a; }", ancla)
        hoja.wait_for_timeout(50)
        # Lo que sigue en el guion también corrió: la cuenta está puesta.
        cuentas.append(hoja.locator(".hallados-cuenta").inner_text())
    hoja.close()
    assert errores == []
    assert set(cuentas) == {{"agenda": "1 de 2 compromisos", "galeria": "1 imagen"}[guion]}


def test_un_enlace_a_lo_que_va_tras_las_tarjetas_llega(
    chromium: Browser, servir: Servir, tmp_path: Path
) -> None:
    """Vista fallar: en un teléfono cada tarjeta mide el doble de lo supuesto, y quedaba mucho antes."""
    shutil.copy(RAIZ / "plantillas/estilos/sitio.css", tmp_path)
    tarjetas = f'<li class="tarjeta"><p>{"Una obra larga. " * 60}</p></li>' * 25
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="sitio.css">'
        f'<ol class="compromisos">{tarjetas}</ol><h2 id="acta">Acta</h2><div style="height: 200vh"></div>',
        "utf-8",
    )
    with chromium.new_context(viewport={"width": 360, "height": 800}) as contexto:
        hoja = contexto.new_page()
        hoja.goto(f"{servir(tmp_path)}#acta")
        hoja.wait_for_function(
            """() => {
                const arriba = document.getElementById("acta").getBoundingClientRect().top;
                const quieta = arriba === window.antes;
                window.antes = arriba;
                return quieta && scrollY > 0;
            }""",
            polling=300,
        )
        assert -1 <= hoja.evaluate("document.getElementById('acta').getBoundingClientRect().top") < 200
