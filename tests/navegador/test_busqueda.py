"""La búsqueda del sitio: qué responde a cada palabra, por la red, sin ella y desde una carpeta."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from extremo.sitios import SitioDePrueba
from navegador.visita import TELEFONO, Servir, reparos, visitar
from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

A = "arauca-2023/"
ESPERADO = {
    # Lo que antes llevaba al diccionario de datos, a otra parte o a ninguna.
    "compromiso": f"{A}#compromisos",
    "agenda": f"{A}agenda/",
    "aporte": f"{A}mesas/1/#M1-S5-N1",
    "qué es una asamblea": "#que-es",
    "M3-S2": f"{A}mesas/3/#M3-S2",
    "s2": f"{A}mesas/1/#M1-S2",
    "ARA23014": f"{A}agenda/ara23-014/",
    "ARA23-014": f"{A}agenda/ara23-014/",
    "ara23 014": f"{A}agenda/ara23-014/",
    "M3-S2-N1": f"{A}mesas/3/#M3-S2-N1",
    # Plurales, conjugaciones, género y tildes.
    "acopio": f"{A}agenda/ara23-001/",
    "acopios": f"{A}agenda/ara23-001/",
    "acopiar": f"{A}agenda/ara23-001/",
    "plátanos": f"{A}agenda/ara23-018/",
    "platano": f"{A}agenda/ara23-018/",
    "líderes": f"{A}guias/",
    "lideresa": f"{A}guias/",
    "recicladora": f"{A}agenda/ara23-005/",
    "mototaxistas": f"{A}agenda/ara23-007/",
    # Una letra de más, de menos, cambiada o con su vecina.
    "cacoa": f"{A}agenda/ara23-001/",
    "platnos": f"{A}agenda/ara23-018/",
    "rotatoria fonddo": f"{A}agenda/ara23-008/",
    "semileros": f"{A}agenda/ara23-014/",
    # Lo que se va escribiendo.
    "conv": f"{A}convocatoria/",
    "progra": f"{A}programa/",
    # Títulos antes que lo repetido, y el diccionario al final.
    "acta": f"{A}agenda/#acta",
    "seguimiento": f"{A}seguimiento/",
    "licencia": "acerca/#licencia",
    "datos abiertos": f"{A}datos/",
    "mesa 3": f"{A}mesas/3/",
    "almuerzo": f"{A}programa/#almuerzo",
    "inscripción": f"{A}convocatoria/#inscripcion",
    "cómo imprimir": "como-imprimir/",
    "la leche de las vacas": f"{A}agenda/ara23-020/",
    "xyzw": None,
}
PRIMERO = """([base]) => {
  const a = document.querySelector(".buscador-lista a");
  return a && a.href.slice(base.length).replace("index.html", "");
}"""

_CUAL = "[...document.querySelectorAll('.buscador-lista a')].indexOf(document.activeElement)"


@contextmanager
def _abierta(chromium: Browser, base: str, *, archivo: str = "") -> Iterator[Page]:
    """La asamblea con el diálogo abierto y los índices cargados."""
    with visitar(chromium, base, viewport=TELEFONO) as visita:
        visita.pagina.goto(f"{base}{A}{archivo}")
        visita.pagina.locator("[data-buscar]").click()
        visita.pagina.get_by_text("Se busca en Arauca 2023.").wait_for()
        yield visita.pagina
        # Desde una carpeta, Chromium no deja leer las letras: se ven las del aparato.
        assert base.startswith("file:") or visita.malo == []


def respuestas(pagina: Page, base: str) -> dict[str, str | None]:
    """Lo primero que responde cada palabra, con el diálogo ya abierto; `base` es donde está el sitio."""
    campo, dicho = pagina.get_by_role("searchbox"), {}
    for palabra in ESPERADO:
        campo.fill(palabra)
        campo.press("Enter")
        dicho[palabra] = pagina.evaluate(PRIMERO, [base])
    return dicho


@pytest.mark.parametrize("como", ["por la red", "sin red", "desde una carpeta"])
def test_cada_palabra_lleva_a_lo_suyo(
    chromium: Browser, servir: Servir, real: SitioDePrueba, como: str
) -> None:
    """Treinta y cinco palabras, con lo primero que responde cada una: lo mismo de las tres maneras."""
    suelta = como == "desde una carpeta"
    base = f"{real.carpeta.as_uri()}/" if suelta else servir(real.carpeta)
    with _abierta(chromium, base, archivo="index.html" if suelta else "") as pagina:
        pagina.context.set_offline(como == "sin red")
        assert respuestas(pagina, base) == ESPERADO


def test_se_usa_con_el_teclado_y_se_oye(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """Cuántos hay y en dónde se dice en voz alta; con las flechas se va y se vuelve; axe, sin un reparo."""
    with _abierta(chromium, servir(real.carpeta)) as pagina:
        dialogo, campo = pagina.get_by_role("dialog"), pagina.get_by_role("searchbox")
        assert pagina.evaluate("document.activeElement.type") == "search"
        pagina.keyboard.type("acopios")
        dialogo.get_by_role("status").get_by_text("2 resultados en Arauca 2023.", exact=True).wait_for()
        for tecla, donde in zip(("ArrowDown",) * 3 + ("ArrowUp",) * 2, (0, 1, 1, 0, -1), strict=True):
            pagina.keyboard.press(tecla)
            assert pagina.evaluate(_CUAL) == donde, tecla
        campo.fill("platnos")
        campo.press("Enter")
        dialogo.get_by_role("status").get_by_text(", con «plátano».").wait_for()
        assert pagina.evaluate(_CUAL) == 0
        assert "de plátano" in dialogo.get_by_role("link").first.inner_text()
        assert dialogo.locator("mark").first.inner_text().casefold() == "plátano"
        assert reparos(pagina) == []
        campo.fill("xyzw")
        campo.press("Enter")
        dialogo.get_by_text("No encontramos nada con esas palabras en Arauca 2023.").wait_for()
        campo.fill("")
        pagina.keyboard.press("Escape")
        assert not dialogo.is_visible()


def test_los_extractos_no_pegan_palabras(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """«CuándoSábado 18» decía el de la convocatoria."""
    with _abierta(chromium, servir(real.carpeta)) as pagina:
        pagina.get_by_role("searchbox").fill("convocatoria cupo")
        pagina.get_by_role("searchbox").press("Enter")
        dicho = pagina.locator(".trozo").first.inner_text()
        assert "Dónde · Arauca" in dicho.replace("\xa0", " ")


def test_con_doce_asambleas_baja_la_de_la_pagina_y_las_demas_si_se_piden(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """Abrir la página no baja ninguna; abrir la búsqueda, la suya."""
    doce = ["arauca-2023/", *(f"otra-{n}/" for n in range(2, 13))]
    pedidos: list[str] = []

    def responder(ruta: Route) -> None:
        carpeta = ruta.request.url.removeprefix(base).removesuffix("buscar.js")
        pedidos.append(carpeta)
        hojas = [[carpeta, f"El trapiche de {carpeta or 'nadie'}", 0, [["", "", "Panela y miel."]]]]
        datos = {"carpeta": carpeta, "hojas": hojas}
        if not carpeta:
            datos["asambleas"] = [[c, c.strip("/")] for c in doce]
        ruta.fulfill(body=f"indiceDeBusqueda({json.dumps(datos)});", content_type="text/javascript")

    base = servir(real.carpeta)
    casos = (
        ("arauca-2023/mesas/", "en arauca-2023", "2 resultados"),
        ("", "en las páginas del sitio", "1 resultado"),
    )
    with visitar(chromium, base, viewport=TELEFONO) as visita:
        pagina = visita.pagina
        pagina.route("**/buscar.js", responder)
        for ruta, alcance, cuantos in casos:
            pedidos.clear()
            visita.ir(ruta)
            assert pedidos == []
            pagina.locator("[data-buscar]").click()
            pagina.get_by_text(f"Se busca {alcance}.").wait_for()
            pagina.get_by_role("searchbox").fill("trapiches")
            pagina.get_by_text(f"{cuantos} {alcance}.", exact=True).wait_for()
            assert sorted(pedidos) == (["", ruta[:12]] if ruta else [""])
            pagina.get_by_role("button", name="Buscar en todas (12)").click()
            pagina.get_by_text("13 resultados en todas las asambleas.", exact=True).wait_for()
            assert sorted(pedidos) == sorted(["", *doce])
        assert visita.malo == []


def test_el_indice_de_arauca_cabe_en_setenta_kilos(real: SitioDePrueba) -> None:
    """Comprimido como lo manda cualquier servidor."""
    assert len(gzip.compress((real.carpeta / A / "buscar.js").read_bytes(), mtime=0)) <= 70_000
