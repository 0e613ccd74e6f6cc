"""Cada tipo de página en un teléfono y en un computador, clara y oscura, con y sin JavaScript."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from apoyo import RAIZ
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba
from navegador.visita import COMPUTADOR, MODOS, TELEFONO, Servir, reparos, vestir, visitar
from playwright.sync_api import Browser, Page

from generador.catalogo.inventario import inventariar
from generador.catalogo.paginas import PAGINAS

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ESCRITAS = sorted(p.stem for p in (RAIZ / "contenido").glob("*.md"))
DE_OTRO_SITIO = {"anterior"}
"""Las de una agenda consolidada, que en este sitio no hay: `test_anterior` las mira en el suyo."""
TIPOS = [
    *(p.id for p in PAGINAS if p.marco == "main.html" and p.id not in DE_OTRO_SITIO),
    *ESCRITAS,
    "404",
]
"""Las que se leen; lo que se proyecta tiene sus pruebas."""
DE_SIETE = [f"{SIETE}:{id_}" for id_ in ("asamblea", "mesas", "mesa", "agenda")]
"""Las páginas que cambian con siete colores en vez de cinco, y con la agenda en borrador."""
TABULADORES = 10

por_tipo = pytest.mark.parametrize("tipo", TIPOS)

SIN_FILTROS = ".filtros, .hallados, .solo-js { display: none !important }"
TODO_PINTADO = """() => document.querySelectorAll("main *").forEach(
  e => e.style.setProperty("content-visibility", "visible", "important"))"""
"""Lo que el navegador aún no pinta no da su texto: se pide después de pintarlo todo."""
ESTRUCTURA = """() => ({
  idioma: document.documentElement.lang,
  h1: document.querySelectorAll("h1").length,
  titulos: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
    .filter(h => h.checkVisibility()).map(h => +h.tagName[1]),
  titulo: document.title.trim(),
  principal: document.querySelectorAll("main").length,
})"""
FOCO = """() => {
  const e = document.activeElement, enfocado = getComputedStyle(e);
  const marca = s => [s.outlineStyle === "none" ? "" : s.outlineStyle + s.outlineWidth + s.outlineColor,
                      s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join("|");
  const con = marca(enfocado), caja = e.getBoundingClientRect();
  const contorno = enfocado.outlineStyle !== "none" && parseFloat(enfocado.outlineWidth) > 0;
  e.blur();
  const cambia = con !== marca(getComputedStyle(e));
  e.focus({ focusVisible: true });
  return { que: e.outerHTML.slice(0, 100), cuerpo: e === document.body, marcado: contorno || cambia,
           alaVista: caja.width > 0 && caja.height > 0 && caja.bottom > 0 && caja.top < innerHeight };
}"""


def ruta_de(sitio: SitioDePrueba, tipo: str) -> str:
    """La última página de ese tipo, que en las mesas es la de más número: la menos parecida a la primera."""
    if tipo == "404":
        return "404.html"
    if tipo in ESCRITAS:
        return f"{tipo}/"
    id_, _, cual = tipo.rpartition(":")
    paginas = inventariar(sitio.proyecto, {}).paginas
    suyas = [
        p
        for p in paginas
        if p.declaracion.id == cual and (p.asamblea is None or p.asamblea.id == (id_ or "arauca-2023"))
    ]
    return suyas[-1].ruta


@pytest.mark.parametrize("tipo", [*TIPOS, *DE_SIETE])
def test_se_lee_en_toda_pantalla(chromium: Browser, servir: Servir, real: SitioDePrueba, tipo: str) -> None:
    """axe sin una violación, nada de otros servidores, ni en la consola, nada se desborda y el foco se ve."""
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO, color_scheme="light") as visita:
        visita.ir(ruta_de(real, tipo))
        pagina = visita.pagina
        hallado = pagina.evaluate(ESTRUCTURA)
        assert (hallado["idioma"], hallado["h1"], hallado["principal"]) == ("es-CO", 1, 1)
        assert hallado["titulo"]
        niveles = hallado["titulos"]
        assert niveles[0] == 1
        assert [(a, b) for a, b in pairwise(niveles) if b > a + 1] == []
        malos = []
        for medida in (TELEFONO, COMPUTADOR):
            pagina.set_viewport_size(medida)  # type: ignore[arg-type]
            malos += [f"{medida['width']}: {x}" for x in reparos(pagina)]
        pagina.set_viewport_size(TELEFONO)  # type: ignore[arg-type]
        paradas = _paradas(pagina)
        assert len(paradas) >= 4
        malos += [f"el foco no se ve en {p['que']}" for p in paradas if not (p["marcado"] and p["alaVista"])]
        assert malos == []
        assert 'href="#' in paradas[0]["que"], "la primera parada salta al contenido"
        assert visita.malo == []


def _paradas(pagina: Page) -> list[dict[str, Any]]:
    """Dónde cae el foco al recorrer la página con el tabulador."""
    paradas = []
    for _ in range(TABULADORES):
        pagina.keyboard.press("Tab")
        parada = pagina.evaluate(FOCO)
        if parada["cuerpo"]:
            break
        paradas.append(parada)
    return paradas


@por_tipo
def test_se_lee_sin_javascript(chromium: Browser, servir: Servir, real: SitioDePrueba, tipo: str) -> None:
    """El mismo texto principal, y el menú se abre y lleva."""
    ruta, textos = ruta_de(real, tipo), {}
    for con_js in (True, False):
        with visitar(chromium, servir(real.carpeta), viewport=TELEFONO, java_script_enabled=con_js) as visita:
            visita.ir(ruta)
            visita.pagina.evaluate(TODO_PINTADO)
            # Las próximas fechas son las de quien lee: tienen su prueba, con el reloj quieto.
            vestir(visita.pagina, "section[aria-labelledby=proximas] { display: none }")
            if con_js:
                # Los filtros solo existen con JavaScript.
                vestir(visita.pagina, SIN_FILTROS)
            botones = visita.pagina.locator("main button").all_inner_texts() if con_js else []
            texto = visita.pagina.locator("main").inner_text()
            for boton in filter(None, botones):
                texto = texto.replace(boton, "")
            textos[con_js] = " ".join(texto.split())
            if con_js or "/" not in ruta or ruta in {f"{e}/" for e in ESCRITAS}:
                continue
            cabecera = visita.pagina.locator("header").first
            for resumen in cabecera.locator("summary").all():
                resumen.click()
            a_la_vista = [a.get_attribute("href") for a in cabecera.locator("nav a").all() if a.is_visible()]
            esperados = sum(1 for p in PAGINAS if p.menu)
            assert len(a_la_vista) == esperados, a_la_vista
            cabecera.locator("nav a:visible").nth(1).click()
            visita.pagina.wait_for_load_state()
            assert visita.pagina.locator("h1").count() == 1
            assert visita.malo == []
    assert len(textos[False]) > 10
    assert textos[False] == textos[True]


def test_el_menu_ancho_se_ve_sin_javascript(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """En un computador no hay que abrir nada."""
    with visitar(chromium, servir(real.carpeta), viewport=COMPUTADOR, java_script_enabled=False) as visita:
        visita.ir("arauca-2023/")
        vistos = visita.pagina.locator("header nav a:visible").count()
        assert vistos == sum(1 for p in PAGINAS if p.menu)


def test_el_modo_se_cambia_y_se_recuerda(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """El botón cambia el fondo, y la página siguiente lo respeta sin destello."""
    fondo = "() => getComputedStyle(document.body).backgroundColor"
    with visitar(chromium, servir(real.carpeta), color_scheme="light") as visita:
        visita.ir("")
        claro = visita.pagina.evaluate(fondo)
        visita.pagina.locator("[data-cambia-modo]").click()
        visita.pagina.wait_for_function(
            "c => getComputedStyle(document.body).backgroundColor !== c", arg=claro
        )
        oscuro = visita.pagina.evaluate(fondo)
        visita.ir("arauca-2023/")
        assert visita.pagina.evaluate(fondo) == oscuro
        assert visita.malo == []


def test_el_papel_va_claro_aunque_se_haya_escogido_lo_oscuro(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """Salía gris pálido sobre blanco."""
    colores = "() => { const c = getComputedStyle(document.body); return [c.backgroundColor, c.color]; }"
    with visitar(chromium, servir(real.carpeta), color_scheme="light") as visita:
        visita.ir("arauca-2023/agenda/")
        visita.pagina.emulate_media(media="print")
        claro = visita.pagina.evaluate(colores)
        visita.pagina.emulate_media(media="screen")
        visita.pagina.locator("[data-cambia-modo]").click()
        assert visita.pagina.evaluate("document.documentElement.dataset.modo") == "oscuro"
        for sistema in MODOS:
            visita.pagina.emulate_media(media="print", color_scheme=sistema)
            assert visita.pagina.evaluate(colores) == claro
        # La tinta, oscura: la suma de sus tres colores, menos de la mitad.
        assert sum(map(int, re.findall(r"\d+", claro[1])[:3])) < 380


def test_un_lector_de_noticias_halla_el_canal_solo(real: SitioDePrueba) -> None:
    """En cualquier página de la asamblea, y en ninguna de otra."""
    canal = '<link rel="alternate" href="../descargas/seguimiento.xml" type="application/atom+xml" title="'
    assert canal in real.html["arauca-2023/mesas/index.html"]
    assert 'rel="alternate"' not in real.html["acerca/index.html"]


def test_la_pagina_que_no_existe_dice_que_no_existe(real: SitioDePrueba) -> None:
    """Llevaba el título y la descripción de la portada."""
    assert "<title>Página que no existe · " in real.html["404.html"]
    assert 'name="description" content="La dirección no existe o cambió.' in real.html["404.html"]


def test_quien_llega_a_una_pagina_que_no_existe_puede_seguir(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """Con las asambleas que hay, de la más reciente, y el buscador."""
    with visitar(chromium, servir(real.carpeta)) as visita:
        visita.ir("404.html")
        hay = visita.pagina.locator("main li a").evaluate_all("x => x.map(a => a.getAttribute('href'))")
        recientes = sorted(real.proyecto.asambleas, key=lambda a: a.evento.primera.fecha, reverse=True)
        assert hay == [f"/{a.id}/" for a in recientes]
        visita.pagina.locator("[data-abre-buscador]").click()
        visita.pagina.locator("dialog[open] input").wait_for()
        assert visita.malo == []


def test_copiar_tambien_se_oye(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """Solo cambiaba el rótulo del botón, que un lector de pantalla no repite."""
    with visitar(chromium, servir(real.carpeta), permissions=["clipboard-write"]) as visita:
        compromiso = real.proyecto.asambleas[0].compromisos[0].codigo_en_ruta
        visita.ir(f"{real.proyecto.asambleas[0].id}/agenda/{compromiso}/")
        voz = visita.pagina.locator("[aria-live].solo-lectores")
        assert voz.text_content() == ""
        visita.pagina.locator("[data-copia]").first.click()
        visita.pagina.wait_for_function("v => v.textContent !== ''", arg=voz.element_handle())
        assert voz.text_content() in ("Copiada", "Copiado")


def test_con_los_colores_de_la_persona_se_distinguen_los_estados_y_las_mesas(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """El contraste alto del aparato borra los fondos: las barras quedaban vacías y los estados, iguales."""
    una = next(a for a in real.proyecto.asambleas if a.seguimiento)
    for modo in MODOS:
        with visitar(chromium, servir(real.carpeta), forced_colors="active", color_scheme=modo) as visita:
            visita.ir(f"{una.id}/seguimiento/")
            barra = visita.pagina.locator(".avance-grande")
            signos = barra.locator(".estado")
            caras = [
                visita.pagina.screenshot(
                    full_page=True, clip={"x": c["x"], "y": c["y"], "width": 18, "height": c["height"]}
                )
                for c in signos.evaluate_all("x => x.map(e => e.getBoundingClientRect().toJSON())")
            ]
            assert len(caras) == len(set(caras)) > 2
            fondos = barra.locator(".tramo").evaluate_all(
                "x => x.map(e => { const c = getComputedStyle(e); "
                "return c.backgroundColor + c.backgroundImage; })"
            )
            assert len(fondos) == len(set(fondos)) > 2
            visita.ir(f"{una.id}/mesas/")
            lomos = visita.pagina.locator(".tarjeta-lomo").evaluate_all(
                "x => x.map(e => getComputedStyle(e).backgroundColor)"
            )
            assert len(lomos) == len(set(lomos)) == len(una.mesas.mesas)
