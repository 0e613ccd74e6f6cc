"""Lo que las demás pruebas dan por visto: se encuentra un desborde, y lo que no se lee de día o de noche."""

from __future__ import annotations

import pytest
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, reparos, visitar
from playwright.sync_api import Browser

pytestmark = pytest.mark.navegador
PAGINA = """<!doctype html><html lang="es"><title>Prueba</title>
<meta name="viewport" content="width=device-width">
<style>body { color: #000; background: #fff } %s</style>
<main><h1>Hola</h1><p>Texto</p></main></html>"""


def _reparos(chromium: Browser, medida: dict[str, int], estilo: str) -> list[str]:
    with visitar(chromium, "about:", viewport=medida) as visita:
        visita.pagina.set_content(PAGINA % estilo)
        return [r.partition("<")[0].strip() for r in reparos(visita.pagina)]


@MEDIDAS
def test_una_pagina_sana_no_tiene_reparos(chromium: Browser, medida: dict[str, int]) -> None:
    assert _reparos(chromium, medida, "") == []


def test_lo_que_solo_se_sale_en_un_telefono(chromium: Browser) -> None:
    ancha = "p { width: 700px }"
    assert _reparos(chromium, TELEFONO, ancha) == ["se desborda"]
    assert _reparos(chromium, COMPUTADOR, ancha) == []


@MEDIDAS
@pytest.mark.parametrize(("modo", "otro"), [("light", "dark"), ("dark", "light")])
def test_lo_que_no_se_lee_solo_en_un_modo(
    chromium: Browser, medida: dict[str, int], modo: str, otro: str
) -> None:
    estilo = f"@media (prefers-color-scheme: {modo}) {{ p {{ color: #eee; transition: color 9s }} }}"
    (reparo,) = _reparos(chromium, medida, estilo)
    assert reparo.startswith(f"{modo}: color-contrast: ")
    assert otro not in reparo


@MEDIDAS
def test_lo_que_solo_falla_de_noche_sin_ser_de_color(chromium: Browser, medida: dict[str, int]) -> None:
    """Si de noche cambia algo más que los colores, se miran otra vez todas las reglas."""
    estilo = "@media (prefers-color-scheme: dark) { main { display: none } }"
    reparados = _reparos(chromium, medida, estilo)
    assert reparados
    assert all(r.startswith("dark: ") and "contrast" not in r for r in reparados)
