"""Ninguna página parte una palabra por dentro, en ningún ancho ni con la letra al doble."""

from __future__ import annotations

import pytest
from extremo.sitios import SitioDePrueba
from navegador.palabras import palabras_partidas
from navegador.test_navegador import DE_SIETE, TIPOS, TODO_PINTADO, ruta_de
from navegador.visita import Servir, desbordes, visitar
from playwright.sync_api import Browser

pytestmark = [pytest.mark.navegador]

ANCHOS = (320, 360, 768, 880, 1280)
DOBLE = (360, 32, 0.78)
"""Con la letra al 200 %, como la escoge en su teléfono quien ve poco; las orillas también crecen."""
ESTRECHO = '<p style="width: {}ch; overflow-wrap: anywhere; margin: 0">{}</p>'


@pytest.mark.construye
def test_ninguna_pagina_parte_una_palabra(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """«Necesidad» salía «Necesid/ad» en el programa, y «Asociatividad», partida en el titular de su mesa."""
    rutas = dict.fromkeys(ruta_de(real, tipo) for tipo in (*TIPOS, *DE_SIETE))
    # La última mesa no es la del eje más largo: van todas.
    rutas |= dict.fromkeys(f"arauca-2023/mesas/{n}/" for n in range(1, 6))
    malas = []
    with visitar(chromium, servir(real.carpeta), viewport={"width": 320, "height": 740}) as visita:
        pagina = visita.pagina
        letra = pagina.context.new_cdp_session(pagina)
        for ruta in rutas:
            visita.ir(ruta)
            pagina.evaluate("document.fonts.ready")
            pagina.evaluate(TODO_PINTADO)
            for ancho, cuerpo, renglon in (*((a, 16, 0.87) for a in ANCHOS), DOBLE):
                letra.send("Page.setFontSizes", {"fontSizes": {"standard": cuerpo}})
                pagina.set_viewport_size({"width": ancho, "height": 740})
                halladas = palabras_partidas(pagina, renglon) + desbordes(pagina)
                malas += [f"{ancho}/{cuerpo} {ruta}: {p}" for p in halladas]
    assert malas == []


@pytest.mark.parametrize(
    ("escrito", "ancho", "partidas"),
    [
        ("Necesidad", 4, ["Necesidad"]),
        ("las sub-mesas", 4, ["mesas"]),
        ("Nece\u00adsidad", 6, []),
        ("de la", 2, []),
        ("x" * 120, 4, []),
        ("palabra\u00a0" * 9, 4, []),
    ],
    ids=[
        "entera",
        "tras su guion",
        "con guion de la lengua",
        "corta",
        "más larga que la pantalla",
        "con espacio duro",
    ],
)
def test_se_ve_la_que_se_parte(chromium: Browser, escrito: str, ancho: int, partidas: list[str]) -> None:
    """Quien mide ve la palabra partida y disculpa lo que no puede ir entero."""
    pagina = chromium.new_page(viewport={"width": 320, "height": 740})
    pagina.set_content(ESTRECHO.format(ancho, escrito))
    assert [p.partition(" ")[0] for p in palabras_partidas(pagina)] == partidas
    pagina.close()
