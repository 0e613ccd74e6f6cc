"""El sitio hostil en Chromium, sin su política de seguridad: aun así nada se ejecuta ni cobra vida."""

from __future__ import annotations

import pytest
from extremo.llenado import POLIGLOTA
from extremo.sitios import SitioDePrueba
from navegador.visita import Servir, visitar
from playwright.sync_api import Browser

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

PELIGROS = """() => {
  const propios = /^\\/(guiones\\/\\w+|([\\w-]+\\/)?buscar)\\.js$/;
  const malos = [], dice = (e, por) => malos.push(por + ": " + e.outerHTML.slice(0, 120));
  for (const e of document.querySelectorAll("*")) {
    const nombre = e.localName;
    if (/^(iframe|object|embed|base|applet|frame|math|style)$/.test(nombre)) dice(e, nombre);
    // Los filtros propios no envían nada a ninguna parte: ni «action» ni botón que envíe.
    const filtros = e.className === "filtros" && !e.hasAttribute("action");
    if (nombre === "form" && !e.closest("dialog") && !filtros) dice(e, "formulario");
    if (nombre === "meta" && /refresh/i.test(e.httpEquiv)) dice(e, "refresh");
    // Lo que describe la página es JSON: se lee entero, y ningún navegador lo ejecuta.
    if (nombre === "script" && e.type === "application/ld+json") {
      if (JSON.parse(e.textContent)["@context"] !== "https://schema.org") dice(e, "datos");
    } else if (nombre === "script" && !(e.src ? new URL(e.src).pathname.match(propios)
                                       : e.textContent.startsWith("(function(d){"))) dice(e, "guion");
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || /^(srcdoc|formaction)$/i.test(a.name)) dice(e, a.name);
      if (/^\\s*(javascript|vbscript|data:text)/i.test(a.value.replace(/[\\t\\n]/g, ""))) dice(e, a.name);
      const sale = /^(https?:)?\\/\\//.test(a.value) && !a.value.startsWith(location.origin + "/");
      const aqui = location.pathname.slice(1).replace("index.html", "");
      const propio = e.id === "enlace-permanente" && a.value === direccion + aqui;
      const dicho = propio || permitidos.includes(a.value) || (nombre === "link" && e.rel === "canonical");
      if (/^(src|href|xlink:href|action|poster)$/i.test(a.name) && sale && !dicho) dice(e, "ajeno");
    }
  }
  return malos;
}"""


def _peligros(sitio: SitioDePrueba) -> str:
    enlaces = sitio.proyecto.asambleas[0].evento.enlaces
    sede = sitio.proyecto.asambleas[0].evento.primera.sede
    suyo = sitio.proyecto.sitio
    permitidos = [enlaces.inscripcion, sede.mapa if sede else None, suyo.contacto, suyo.licencia.enlace]
    guion = PELIGROS.replace("permitidos", str([p for p in permitidos if p]))
    return guion.replace("direccion +", f"{sitio.proyecto.sitio.direccion!r} +")


@pytest.mark.parametrize("parte", range(4))
def test_ninguna_pagina_ejecuta_nada(
    chromium: Browser, servir: Servir, hostil: SitioDePrueba, parte: int
) -> None:
    """Todas las páginas del sitio, en cuatro tandas."""
    malos = []
    with visitar(chromium, servir(hostil.carpeta), bypass_csp=True) as visita:
        for ruta in sorted(hostil.html)[parte::4]:
            visita.ir(ruta)
            malos += [f"{ruta}: {x}" for x in visita.pagina.evaluate(_peligros(hostil))]
            malos += [f"{ruta}: {x}" for x in visita.malo]
    assert malos == []


def test_la_politica_de_seguridad_no_tiene_de_que_quejarse(
    chromium: Browser, servir: Servir, hostil: SitioDePrueba
) -> None:
    """Con ella puesta, una queja en la consola sería una inyección que solo ella detuvo."""
    with visitar(chromium, servir(hostil.carpeta)) as visita:
        for ruta in (
            "",
            "prueba-2023/",
            "prueba-2023/agenda/",
            "prueba-2023/mesas/1/",
            "prueba-2023/programa/",
        ):
            visita.ir(ruta)
            assert visita.malo == [], ruta


def test_el_nombre_del_sitio_se_ve_tal_cual(chromium: Browser, servir: Servir, hostil: SitioDePrueba) -> None:
    """En el título de la pestaña y en la cabecera."""
    with visitar(chromium, servir(hostil.carpeta), bypass_csp=True) as visita:
        visita.ir("prueba-2023/")
        assert POLIGLOTA in visita.pagina.title()
        assert POLIGLOTA in visita.pagina.locator("header").first.inner_text()


def test_el_buscador_muestra_el_texto_y_no_lo_ejecuta(
    chromium: Browser, servir: Servir, hostil: SitioDePrueba
) -> None:
    """Se escribe parte de la carga y el resultado la dice con todas sus letras."""
    with visitar(chromium, servir(hostil.carpeta), bypass_csp=True) as visita:
        visita.ir("prueba-2023/")
        visita.pagina.locator("[data-buscar]").click()
        dialogo = visita.pagina.get_by_role("dialog")
        for pedazo in ("onerror", "javascript", "<script>alert", "img src", POLIGLOTA, "alert(1)"):
            dialogo.get_by_role("searchbox").fill(pedazo)
            visita.pagina.wait_for_timeout(400)
            assert visita.pagina.evaluate(_peligros(hostil)) == [], pedazo
            assert visita.malo == [], pedazo
        dialogo.get_by_role("searchbox").fill("onerror")
        dialogo.get_by_role("link").first.wait_for()
        assert any("onerror=alert" in t for t in dialogo.get_by_role("link").all_inner_texts())
        dialogo.get_by_role("link").first.click()
        visita.pagina.wait_for_load_state()
        assert visita.pagina.evaluate(_peligros(hostil)) == []
        assert visita.malo == []
