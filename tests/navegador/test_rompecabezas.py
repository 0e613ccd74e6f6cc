"""El rompecabezas en Chromium: con teclado, sin JavaScript, de cerca, arrastrado y con fichas señaladas."""

from __future__ import annotations

import gzip
import re

import pytest
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Servir, desbordes, reparos, visitar
from playwright.sync_api import Browser

from generador.composicion.muro.lleno import Rompecabezas, rompecabezas

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ARAUCA = "arauca-2023"
TOPE_DE_PARADAS = 600
PARADA = """() => {
  const e = document.activeElement, enlace = e.matches("a.ficha");
  const caja = e.getBoundingClientRect(), franja = document.querySelector(".lupa").getBoundingClientRect();
  const tapada = caja.top < 0 || (franja.height > 0 && caja.bottom > franja.top && caja.top < franja.bottom);
  return { fin: e === document.body, ficha: enlace ? e.getAttribute("aria-label") : null, tapada };
}"""


def lleno(sitio: SitioDePrueba, id_: str) -> Rompecabezas:
    return rompecabezas(next(a for a in sitio.proyecto.asambleas if a.id == id_))


@MEDIDAS
@pytest.mark.parametrize("ancla", ["", "#mesa-2", "#c-ara23-005"])
def test_axe_y_sin_desbordes(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int], ancla: str
) -> None:
    """Arauca entera, una mesa de cerca y un compromiso que toma fichas de dos mesas, de día y de noche."""
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.ir(f"{ARAUCA}/rompecabezas/{ancla}")
        assert (reparos(visita.pagina), visita.malo) == ([], [])


@MEDIDAS
def test_axe_de_uno_a_medio_llenar(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    """Siete mesas, y unas sub-mesas que todavía no entregan."""
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.ir(f"{SIETE}/rompecabezas/")
        assert reparos(visita.pagina) == []
        muro = lleno(real, SIETE)
        assert (muro.vacio, muro.completo) == (False, False)
        assert visita.pagina.locator(".va").inner_text() == f"{muro.resumen} Toque una ficha para leerla."


@MEDIDAS
def test_el_tabulador_sigue_el_metodo(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    """Mesa, sub-mesa, necesidad, solución y plan: ninguna se salta, se repite ni queda bajo la franja."""
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.ir(f"{ARAUCA}/rompecabezas/")
        oidas, tapadas = [], []
        for _ in range(TOPE_DE_PARADAS):
            visita.pagina.keyboard.press("Tab")
            parada = visita.pagina.evaluate(PARADA)
            if parada["fin"]:
                break
            if parada["ficha"]:
                oidas.append(parada["ficha"])
                if parada["tapada"]:
                    tapadas.append(parada["ficha"])
        assert oidas == [f.descripcion for f in lleno(real, ARAUCA).fichas]
        assert tapadas == []


def test_el_foco_se_ve_y_la_ficha_se_lee(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(f"{ARAUCA}/rompecabezas/")
        ficha = visita.pagina.locator("a.ficha").nth(4)
        trazo = "e => { const s = getComputedStyle(e.querySelector('path')); return [s.fill, s.strokeWidth] }"
        antes = ficha.evaluate(trazo)
        visita.pagina.locator("a.ficha").nth(3).focus()
        visita.pagina.keyboard.press("Tab")
        despues = ficha.evaluate(trazo)
        assert antes[0] != despues[0]
        assert (antes[1], despues[1]) == ("7px", "18px")
        assert visita.pagina.locator(".lupa").inner_text() == ficha.get_attribute("aria-label")
        visita.pagina.keyboard.press("Enter")
        visita.pagina.wait_for_url("**/mesas/1/#M1-S2-N1")


def test_sin_javascript_la_imagen_enlaza_y_la_lista_tambien(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=COMPUTADOR, java_script_enabled=False) as visita:
        visita.ir(f"{ARAUCA}/rompecabezas/")
        pagina = visita.pagina
        muro = lleno(real, ARAUCA)
        assert pagina.locator("a.ficha").count() == sum(f.aporte is not None for f in muro.fichas)
        codigos = list(dict.fromkeys(f.codigo for f in muro.fichas))
        assert pagina.locator(".fichas-en-lista li > a:first-child").all_inner_texts() == codigos
        assert not pagina.locator(".acercar").is_visible()
        pagina.locator(".selector a[href='#mesa-3']").click()
        visibles = [m.is_visible() for m in pagina.locator(".mesa > h2").all()]
        assert visibles == [False, False, True, False, False]
        pagina.locator(".selector a[href='#muro']").click()
        assert all(m.is_visible() for m in pagina.locator(".mesa > h2").all())


@pytest.mark.parametrize("con_js", [True, False], ids=["con js", "sin js"])
def test_del_compromiso_a_sus_fichas(
    chromium: Browser, servir: Servir, real: SitioDePrueba, con_js: bool
) -> None:
    """ARA23-005 nace de dos mesas: se señalan las fichas de las dos, y ninguna más."""
    with visitar(chromium, servir(real.carpeta), viewport=COMPUTADOR, java_script_enabled=con_js) as visita:
        visita.ir(f"{ARAUCA}/agenda/ara23-005/")
        pagina = visita.pagina
        pagina.get_by_role("link", name="Véalo en el rompecabezas").click()
        pagina.wait_for_url("**/rompecabezas/#c-ara23-005")
        usos = pagina.locator(".realce:visible use")
        senaladas = usos.evaluate_all("us => us.map(u => u.getAttribute('href'))")
        arauca = next(a for a in real.proyecto.asambleas if a.id == ARAUCA)
        compromiso = next(c for c in arauca.compromisos if c.codigo == "ARA23-005")
        assert senaladas == [f"#{a.replace('-', '')}{t}" for a in compromiso.aportes for t in "nsp"]
        assert len({a.partition("-")[0] for a in compromiso.aportes}) == 2


def test_acercar_no_desborda_la_pagina_y_arrastrar_no_abre_fichas(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(f"{ARAUCA}/rompecabezas/")
        pagina = visita.pagina
        mesa, acercar = pagina.locator("svg[role=group]").first, pagina.get_by_role("button", name="Acercar")
        ancho = mesa.bounding_box()["width"]  # type: ignore[index]
        for _ in range(3):
            acercar.click()
        assert acercar.is_disabled()
        assert mesa.bounding_box()["width"] == pytest.approx(3 * ancho)  # type: ignore[index]
        assert desbordes(pagina) == []
        pagina.set_viewport_size(COMPUTADOR)  # type: ignore[arg-type]
        marco = pagina.locator(".marco")
        mesa.scroll_into_view_if_needed()
        pagina.evaluate("() => { document.querySelector('.marco').scrollLeft = 400 }")
        caja = pagina.locator(".marco svg[role=group]").nth(1).bounding_box()
        assert caja is not None
        x, y = 640, caja["y"] + 60
        pagina.mouse.move(x, y)
        pagina.mouse.down()
        pagina.mouse.move(x - 150, y, steps=4)
        pagina.mouse.up()
        assert marco.evaluate("m => m.scrollLeft") == pytest.approx(550, abs=1)
        assert pagina.url.endswith("/rompecabezas/")


def test_cada_enlace_llega_a_un_ancla_que_existe(real: SitioDePrueba) -> None:
    for id_ in (ARAUCA, SIETE):
        pagina = real.carpeta / id_ / "rompecabezas"
        texto = (pagina / "index.html").read_text("utf-8")
        rotos = []
        for href in set(re.findall(r'<a[^>]* href="([^"]+)"', texto)):
            ruta, _, ancla = href.partition("#")
            destino = (pagina / ruta).resolve() if ruta else pagina
            archivo = destino / "index.html" if destino.is_dir() else destino
            if not archivo.is_file() or (ancla and f'id="{ancla}"' not in archivo.read_text("utf-8")):
                rotos.append(href)
        assert rotos == []


def test_la_pagina_de_arauca_pesa_poco(real: SitioDePrueba) -> None:
    """Comprimida, con su hoja y su guion."""
    partes = (
        real.carpeta / ARAUCA / "rompecabezas" / "index.html",
        real.carpeta / "estilos" / "rompecabezas.css",
        real.carpeta / "guiones" / "rompecabezas.js",
    )
    assert sum(len(gzip.compress(p.read_bytes())) for p in partes) <= 60_000
