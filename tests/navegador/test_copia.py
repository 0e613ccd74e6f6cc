"""La copia que se lleva en una memoria: Chromium la abre desde una carpeta y la recorre enlace por enlace."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from apoyo import orden
from extremo.paginas import leer
from extremo.sitios import SitioDePrueba
from navegador.test_busqueda import ESPERADO, respuestas
from navegador.visita import TELEFONO, visitar
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.navegador, pytest.mark.construye]
ID = "arauca-2023"
ENLACES = """() => [...document.querySelectorAll("a[href]")]
  .map(a => new URL(a.getAttribute("href"), document.baseURI).href)"""
TOCAR = """n => document.querySelectorAll("a[href]")[n]
  .dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }))"""
"""También los que van dentro de un dibujo o de algo plegado."""


def test_se_abre_con_doble_clic_y_se_recorre_enlace_por_enlace(
    chromium: Browser, real: SitioDePrueba, tmp_path: Path
) -> None:
    """Ningún listado de carpeta, ningún enlace roto y nada que decir en la consola.

    A cada página se llega tocando el primer enlace que la nombra; la búsqueda responde lo que en el sitio.
    """
    hecho = orden(real.raiz, "empaquetar", ID, str(tmp_path))
    assert hecho.returncode == 0, hecho.stderr
    carpeta = tmp_path / f"{ID}-lectura"
    base, sitio = f"{carpeta.as_uri()}/", carpeta / "sitio"
    octetos = sum(p.stat().st_size for p in carpeta.rglob("*") if p.is_file())
    assert octetos <= 20_000_000
    with visitar(chromium, base, viewport=TELEFONO) as visita:
        pagina = visita.pagina
        visita.ir("ABRA-AQUI.html")
        pagina.wait_for_url(f"{base}sitio/{ID}/index.html")
        vistas, rotos = _recorrer(pagina, base, real.proyecto.sitio.direccion)
        assert rotos == []
        assert vistas == {p.as_uri() for p in sitio.rglob("*.html")}
        assert pagina.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
        pagina.goto(f"{base}sitio/{ID}/index.html")
        pagina.locator("[data-buscar]").click()
        pagina.get_by_text("Se busca en Arauca 2023.").wait_for()
        assert respuestas(pagina, f"{base}sitio/") == ESPERADO
        assert visita.malo == []


def _recorrer(pagina: Page, base: str, direccion: str) -> tuple[set[str], list[str]]:
    """Las páginas a las que se llegó tocando, desde la que está abierta, y los enlaces que no sirven."""
    vistas, rotos = {pagina.url}, list[str]()
    por_mirar = [pagina.url]
    while por_mirar:
        esta = por_mirar.pop()
        for n, destino in enumerate(_enlaces(pagina, esta)):
            sola = urlsplit(destino)._replace(fragment="", query="").geturl()
            if not sola.startswith(base):
                if not destino.startswith((direccion, "https://")):
                    rotos.append(f"{esta}: sale a {destino}")
                continue
            archivo = Path(unquote(urlsplit(sola).path))
            ancla = unquote(urlsplit(destino).fragment)
            if not archivo.is_file():
                rotos.append(f"{esta}: {destino} no es un archivo")
            elif archivo.suffix == ".html" and ancla and ancla not in _anclas(archivo):
                rotos.append(f"{esta}: {destino} no tiene esa ancla")
            elif archivo.suffix == ".html" and sola not in vistas:
                _abrir(pagina, esta)
                with pagina.expect_navigation():
                    pagina.evaluate(TOCAR, n)
                if pagina.url.split("#")[0].split("?")[0] != sola or "Index of" in pagina.title():
                    rotos.append(f"{esta}: al tocar {destino} se llega a {pagina.url}")
                vistas.add(sola)
                por_mirar.append(sola)
    return vistas, rotos


@cache
def _anclas(archivo: Path) -> frozenset[str]:
    return frozenset(leer(archivo.read_text("utf-8")).anclas)


def _abrir(pagina: Page, direccion: str) -> None:
    if pagina.url != direccion:
        pagina.goto(direccion)


def _enlaces(pagina: Page, direccion: str) -> list[str]:
    _abrir(pagina, direccion)
    enlaces: list[str] = pagina.evaluate(ENLACES)
    return enlaces
