"""La galería en Chromium: filtros con teclado, copiar, sin JavaScript, axe y lo que baja la primera vista."""

from __future__ import annotations

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from extremo.sitios import SitioDePrueba, manifiesto
from navegador.visita import MEDIDAS, TELEFONO, Servir, reparos, visitar
from playwright.sync_api import Browser, Page, Response

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ARAUCA = "arauca-2023"
GALERIA = f"{ARAUCA}/piezas/"
TOPE_DE_HTML = 20_000
"""Bytes de la página ya comprimida."""
TOPE_DE_PRIMERA_VISTA, TOPE_DE_PEDIDOS = 150_000, 12
"""Bytes, comprimidos, y pedidos de la página antes de moverse; Chromium se adelanta unas pantallas."""
COMPRIMIDOS = {".html", ".css", ".js", ".svg"}
MENUDOS = """() => [...document.querySelectorAll("a, button, summary, select, input")]
  .filter(e => e.checkVisibility() && !e.matches(".saltar"))
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, c]) => c.width < 24 || c.height < 24).map(([e]) => e)"""
UNA_POR_PIEZA = """() => [...document.querySelectorAll(".ejemplar")]
  .every(e => e.querySelectorAll("img").length === 1)"""
TOPE_DE_PARADAS = 200
PARADAS = """() => [...document.querySelectorAll("a, button, summary, select, input")]
  .filter(e => e.checkVisibility()).length"""
PESO_DE_REDES = 300_000


def vistas(pagina: Page) -> int:
    """Las que el filtro deja, estén o no plegadas."""
    return int(pagina.evaluate("document.querySelectorAll('.muestra:not([hidden])').length"))


@MEDIDAS
def test_axe_sin_desbordes_de_dia_y_de_noche(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.ir(GALERIA)
        assert (reparos(visita.pagina), visita.malo) == ([], [])


def test_se_filtra_con_teclado_y_queda_en_la_direccion(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(GALERIA)
        pagina = visita.pagina
        todas = vistas(pagina)
        pagina.get_by_label("Para cuándo").focus()
        pagina.keyboard.press("ArrowDown")
        antes = pagina.locator("[data-uso=antes] .muestra").count()
        assert vistas(pagina) == antes < todas
        assert pagina.get_by_role("status").inner_text() == f"{antes} de {todas} imágenes"
        pagina.keyboard.press("Tab")
        pagina.get_by_label("Tamaño").select_option("historia")
        assert {m.get_attribute("data-tamano") for m in pagina.locator(".muestra:visible").all()} == {
            "historia"
        }
        assert pagina.url.endswith("?uso=antes&tamano=historia#lista")
        assert pagina.locator("h2:visible").all_inner_texts() == ["Antes de la asamblea"]
        pagina.reload()
        assert 0 < vistas(pagina) < antes
        pagina.get_by_label("Para cuándo").select_option("en-sitio")
        assert (vistas(pagina), pagina.locator(".nada").is_visible()) == (0, True)
        pagina.get_by_role("button", name="Quite los filtros").press("Enter")
        assert vistas(pagina) == todas
        assert visita.malo == []


def test_se_copia_el_texto_con_teclado(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    esperado = next(
        r["redes"] for r in manifiesto(real, ARAUCA) if r["ruta"].endswith("/mesa-2-cuadrado.png")
    )
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visita.ir(GALERIA)
        boton = visita.pagina.locator('[data-copia="texto-mesa-2"]')
        boton.focus()
        visita.pagina.keyboard.press("Enter")
        visita.pagina.get_by_role("button", name="Copiado").wait_for()
        copiado = visita.pagina.evaluate("() => navigator.clipboard.readText()")
        assert copiado == esperado
        assert visita.malo == []


def test_sin_javascript_todo_esta_y_el_texto_se_despliega(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO, java_script_enabled=False) as visita:
        visita.ir(GALERIA)
        pagina = visita.pagina
        imagenes = [r for r in manifiesto(real, ARAUCA) if r["clase"] == "pieza" and "pixeles" in r]
        assert vistas(pagina) == len(imagenes)
        assert not pagina.locator(".filtros").is_visible()
        assert pagina.locator("button[data-copia]:visible").count() == 0
        texto = pagina.locator("#texto-convocatoria")
        assert not texto.is_visible()
        pagina.locator("summary", has_text="Texto para publicar: Afiche de convocatoria").press("Enter")
        assert texto.is_visible()
        hrefs = pagina.locator('a[href="convocatoria.txt"]')
        assert hrefs.count() == 1


@MEDIDAS
def test_la_primera_vista_es_liviana(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    """Todo lo que baja: página, letras, guiones y miniaturas. Y no hay cuatrocientas paradas de teclado."""
    html = (real.carpeta / GALERIA / "index.html").read_bytes()
    assert len(gzip.compress(html, mtime=0)) <= TOPE_DE_HTML
    pesos: dict[str, int] = {}

    def pesar(respuesta: Response) -> None:
        archivo = real.carpeta / unquote(urlsplit(respuesta.url).path).lstrip("/")
        archivo = archivo / "index.html" if archivo.is_dir() else archivo
        datos = archivo.read_bytes()
        pesos[respuesta.url] = len(gzip.compress(datos) if archivo.suffix in COMPRIMIDOS else datos)

    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.pagina.on("response", pesar)
        visita.pagina.goto(visita.direccion + GALERIA, wait_until="networkidle")
        # De cada pieza, una sola imagen.
        assert visita.pagina.evaluate(UNA_POR_PIEZA)
        assert not [u for u in pesos if u.endswith((".png", ".pdf"))]
        assert len(pesos) <= TOPE_DE_PEDIDOS
        assert sum(pesos.values()) <= TOPE_DE_PRIMERA_VISTA
        assert visita.pagina.evaluate(MENUDOS) == []
        assert visita.pagina.evaluate(PARADAS) <= TOPE_DE_PARADAS


def test_las_imagenes_de_redes_pesan_hasta_300_kb(real: SitioDePrueba) -> None:
    redes = {"cuadrado", "vertical", "historia", "enlace", "horizontal"}
    for asamblea in real.proyecto.asambleas:
        suyas = {
            r["ruta"]: r["octetos"]
            for r in manifiesto(real, asamblea.id)
            if r["clase"] == "pieza" and "pixeles" in r and r["formato"]["id"] in redes
        }
        assert len(suyas) > 10
        assert {r: n for r, n in suyas.items() if n > PESO_DE_REDES} == {}
