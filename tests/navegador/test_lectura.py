"""Lo que encuentra quien lee: los enlaces llegan adonde dicen."""

from __future__ import annotations

from typing import Any

import pytest
from extremo.sitios import SitioDePrueba
from navegador.visita import TELEFONO, Servir, visitar
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ARAUCA = "arauca-2023"
ANCHOS = ((360, 740), (768, 1024), (1280, 800))
ANCLAS = (
    ("agenda/", ("acta", "ara23-025", "mesa-5", "lista", "como-va")),
    ("piezas/", ("mural", "despues")),
    ("rompecabezas/", ("mesa-3", "c-ara23-020", "c-ara23-005", "lista-3")),
    ("mesas/3/", ("M3-S4", "M3-S4-N1")),
    ("agenda/version/1/", ("ara23-025", "acta")),
    ("agenda/ara23-007/", ("citar", "seguimiento")),
    ("informe/", ("anexos",)),
    ("datos/", ("diccionario",)),
    ("programa/", ("plenaria",)),
)
DONDE = """id => new Promise(listo => {
  let antes = null, quietas = 0;
  const mirar = () => {
    quietas = scrollY === antes ? quietas + 1 : 0;
    antes = scrollY;
    if (quietas < 8) return setTimeout(mirar, 40);
    const caja = document.getElementById(id).getBoundingClientRect();
    const falta = document.documentElement.scrollHeight - innerHeight - scrollY;
    listo([Math.round(caja.top), Math.round(falta), innerHeight]);
  };
  mirar();
})"""
"""Cuando la página se queda quieta: a cuánto del borde quedó y cuánto faltaba por bajar."""

COMPLETA = """() => document.readyState === "complete" && document.fonts.status === "loaded"
  && [...document.images].every(i => {
    const caja = i.getBoundingClientRect(), lejos = caja.bottom < -1000 || caja.top > innerHeight + 1000;
    return i.complete || lejos || !i.checkVisibility({ contentVisibilityAuto: true });
  })"""
"""Ya están las letras y toda imagen que Chromium pide sin que nadie se mueva: las de cerca."""


def _mal_llegado(pagina: Page, ancla: str) -> str:
    arriba, falta, alto = pagina.evaluate(DONDE, ancla)
    # Lo que va al final no puede subir más.
    llega = 0 <= arriba <= 100 or (falta <= 1 and 0 <= arriba < alto)
    return "" if llega else f"#{ancla} quedó a {arriba}, y faltaban {falta}"


@pytest.mark.parametrize("movimiento", ["reduce", "no-preference"])
def test_cada_enlace_permanente_llega(
    chromium: Browser, servir: Servir, real: SitioDePrueba, movimiento: Any
) -> None:
    """Directo y con un clic desde otra página; y ahí sigue cuando ya cargó todo lo que faltaba."""
    malas = []
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        pagina = visita.pagina
        pagina.emulate_media(reduced_motion=movimiento)
        for ancho, alto in ANCHOS:
            pagina.set_viewport_size({"width": ancho, "height": alto})
            for ruta, anclas in ANCLAS:
                for ancla in anclas:
                    pagina.goto("about:blank")
                    visita.ir(f"{ARAUCA}/{ruta}#{ancla}")
                    malas += [f"{ancho} {ruta}{m}" for m in [_mal_llegado(pagina, ancla)] if m]
            for desde, enlace in (
                ("agenda/ara23-025/", 'a[href$="agenda/#acta"], a[href$="../#acta"]'),
                ("agenda/ara23-020/", 'a[href*="rompecabezas/#c-"]'),
                ("rompecabezas/", 'a[href*="piezas/#mural"]'),
            ):
                visita.ir(f"{ARAUCA}/{desde}")
                lleva = pagina.locator(enlace).first
                ancla = str(lleva.get_attribute("href")).partition("#")[2]
                lleva.click()
                pagina.wait_for_url(f"**#{ancla}")
                pagina.wait_for_function(COMPLETA)
                malas += [f"{ancho} desde {desde}: {m}" for m in [_mal_llegado(pagina, ancla)] if m]
        assert visita.malo == []
    assert malas == []
