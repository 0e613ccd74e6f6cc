"""La agenda en Chromium: filtros, enlaces compartidos, sin JavaScript, en papel, y copiar y compartir."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Servir, Visita, reparos, visitar
from playwright.sync_api import Browser, Page

from generador.composicion.paginas.agenda import PROXIMAS, AgendaWeb
from generador.medicion.agenda import TOPE_DE_PESO
from generador.modelo.asamblea import Asamblea

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ARAUCA = "arauca-2023"
AGENDA = f"{ARAUCA}/agenda/"
PEQUENOS = """() => [...document.querySelectorAll("main button, main select, main input, .tarjeta h3 a")]
  .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
  .filter(([, alto]) => alto < 44)"""


def arauca(sitio: SitioDePrueba) -> Asamblea:
    return next(a for a in sitio.proyecto.asambleas if a.id == ARAUCA)


def vistas(pagina: Page) -> list[str]:
    """Los códigos de las tarjetas que se ven, en su orden."""
    return [
        t.upper()
        for t in pagina.locator(".compromisos .tarjeta:visible").evaluate_all("ts => ts.map(t => t.id)")
    ]


def cuenta(pagina: Page) -> str:
    return pagina.get_by_role("status").inner_text()


def esperadas(asamblea: Asamblea, campo: str, clave: str) -> list[str]:
    """Los compromisos que un filtro debe dejar, según los datos."""
    tarjetas = AgendaWeb(asamblea).tarjetas
    return [t.compromiso.codigo for t in tarjetas if clave in getattr(t, campo).split()]


def esperar_consulta(pagina: Page, consulta: dict[str, str]) -> None:
    """Que la dirección, que se escribe tras una pausa, diga eso y nada más."""
    pagina.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == consulta)


def test_cada_filtro_deja_lo_suyo_y_lo_pone_en_la_direccion(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    a = arauca(real)
    web = AgendaWeb(a)
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(AGENDA)
        pagina = visita.pagina
        todas = [c.codigo for c in a.compromisos]
        assert (vistas(pagina), cuenta(pagina)) == (todas, f"{len(todas)} compromisos")
        quitar = pagina.get_by_role("button", name="Quite los filtros")
        assert not quitar.is_visible()
        for rotulo, campo, clave in (
            ("Quién responde", "quien", web.organizaciones[0].clave),
            ("Cuándo", "cuando", "2024-S2"),
            ("En qué va", "estado", "en_marcha"),
        ):
            suyas = esperadas(a, campo, clave)
            assert 0 < len(suyas) < len(todas)
            pagina.get_by_label(rotulo).select_option(clave)
            assert vistas(pagina) == suyas
            assert cuenta(pagina) == f"{len(suyas)} de {len(todas)} compromisos"
            esperar_consulta(pagina, {campo: clave})
            quitar.click()
            assert vistas(pagina) == todas
            esperar_consulta(pagina, {})
        pagina.get_by_label("Mesa", exact=True).select_option("2")
        assert vistas(pagina) == [c.codigo for c in a.compromisos_de(2)]
        titulos = pagina.locator("h2[id^=mesa-]:visible").evaluate_all("hs => hs.map(h => h.id)")
        assert titulos == ["mesa-2"]
        assert visita.malo == []


@pytest.mark.parametrize("busca", ["CREDITO", "crédito", "  crédito  "])
def test_el_texto_se_busca_sin_tildes_ni_mayusculas(
    chromium: Browser, servir: Servir, real: SitioDePrueba, busca: str
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(AGENDA)
        pagina = visita.pagina
        pagina.get_by_label("Busque en los compromisos").fill(busca)
        halladas = vistas(pagina)
        dicen = pagina.locator(".tarjeta").evaluate_all(
            "ts => ts.filter(t => /cr[eé]dito/i.test(t.textContent)).map(t => t.id.toUpperCase())"
        )
        assert halladas == dicen
        assert 0 < len(halladas) < len(arauca(real).compromisos)
        pagina.get_by_label("Busque en los compromisos").fill("zzzz")
        assert (vistas(pagina), pagina.locator(".nada").is_visible()) == ([], True)


def test_un_enlace_compartido_abre_filtrado_y_en_la_lista(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    suyas = esperadas(arauca(real), "estado", "debe_reporte")
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visita.ir(AGENDA)
        pagina = visita.pagina
        pagina.get_by_label("En qué va").select_option("debe_reporte")
        esperar_consulta(pagina, {"estado": "debe_reporte"})
        pagina.get_by_role("button", name="Copie el enlace de esta vista").click()
        pagina.get_by_role("button", name="Copiado").wait_for()
        enlace = pagina.evaluate("() => navigator.clipboard.readText()")
        assert enlace.endswith("/agenda/?estado=debe_reporte#lista")
        otra = pagina.context.new_page()
        otra.goto(enlace, wait_until="load")
        assert vistas(otra) == suyas
        assert otra.locator("#lista").bounding_box()["y"] < 200  # type: ignore[index]
        otra.goto(enlace.replace("debe_reporte", "no-existe"), wait_until="load")
        assert len(vistas(otra)) == len(arauca(real).compromisos)
        assert visita.malo == []


def test_con_teclado_y_con_lo_escondido_que_se_pide(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=COMPUTADOR) as visita:
        visita.ir(AGENDA)
        pagina = visita.pagina
        pagina.get_by_label("Busque en los compromisos").focus()
        pagina.keyboard.type("ara23-012")
        pagina.keyboard.press("Enter")
        assert vistas(pagina) == ["ARA23-012"]
        pagina.keyboard.press("Tab")
        assert pagina.evaluate("() => document.activeElement.name") == "mesa"
        # Un ancla a una mesa escondida la vuelve a mostrar, con todas.
        pagina.locator(".resumen a[href='#mesa-1']").click()
        assert pagina.locator("#mesa-1").is_visible()
        assert len(vistas(pagina)) == len(arauca(real).compromisos)


def test_de_un_compromiso_se_vuelve_a_la_lista_como_estaba(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """«Toda la agenda» borraba lo filtrado."""
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(f"{AGENDA}?mesa=3")
        pagina = visita.pagina
        suyas = vistas(pagina)
        pagina.locator(".compromisos .tarjeta:visible a").first.click()
        pagina.get_by_role("link", name="Toda la agenda").click()
        esperar_consulta(pagina, {"mesa": "3"})
        assert vistas(pagina) == suyas
        # Quien llegó de otra parte va a la mesa del compromiso, con la lista entera.
        visita.ir(f"{AGENDA}{arauca(real).compromisos[0].codigo_en_ruta}/")
        pagina.get_by_role("link", name="Toda la agenda").click()
        pagina.wait_for_url("**/agenda/#mesa-1")
        assert visita.malo == []


@pytest.mark.parametrize("dia", ["2024-07-01", "2025-03-15", "2031-01-01"])
def test_las_proximas_fechas_son_las_de_quien_lee(
    chromium: Browser, servir: Servir, real: SitioDePrueba, dia: str
) -> None:
    """Las que seguían el día de los datos siguen ahí años después; las que ya pasaron no son próximas."""
    vivas = [f for f in arauca(real).proximas_fechas() if str(f.plazo.hasta) >= dia][:PROXIMAS]
    with visitar(chromium, servir(real.carpeta)) as visita:
        # Las ocho de la noche en Colombia ya es el día siguiente en la hora universal.
        visita.pagina.clock.set_fixed_time(f"{dia}T20:00:00-05:00")
        visita.ir(AGENDA)
        filas = visita.pagina.locator("[data-proximas] li:visible span").all_inner_texts()
        assert filas == [f"{f.compromiso.codigo}. {f.compromiso.titulo}" for f in vivas]
        assert visita.pagina.get_by_text(
            "Todas las fechas de esta agenda ya pasaron."
        ).is_visible() is not bool(vivas)
        assert visita.malo == []


@MEDIDAS
def test_sin_javascript_es_la_lista_completa(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=medida, java_script_enabled=False) as visita:
        visita.ir(f"{AGENDA}?estado=cumplido")
        pagina = visita.pagina
        assert vistas(pagina) == [c.codigo for c in arauca(real).compromisos]
        assert not pagina.locator("#lista").is_visible()
        assert not pagina.locator(".hallados").is_visible()
        assert not pagina.get_by_role("link", name="Busque y filtre").is_visible()
        pagina.locator(".resumen a[href='#mesa-4']").click()
        assert pagina.url.endswith("#mesa-4")


@MEDIDAS
@pytest.mark.parametrize(
    "ruta", ["?q=cacao&estado=en_marcha", "ara23-007/", "ara23-010/", "#ara23-014", "version/1/"]
)
def test_axe_y_sin_desbordes(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int], ruta: str
) -> None:
    """La agenda filtrada, uno cumplido, uno aplazado y una tarjeta señalada, de día y de noche."""
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        visita.ir(f"{AGENDA}{ruta}")
        assert (reparos(visita.pagina), visita.malo) == ([], [])


@MEDIDAS
def test_lo_que_se_toca_mide_44(
    chromium: Browser, servir: Servir, real: SitioDePrueba, medida: dict[str, int]
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=medida) as visita:
        for ruta in (f"{AGENDA}?estado=en_marcha", f"{AGENDA}ara23-007/", f"{ARAUCA}/seguimiento/"):
            visita.ir(ruta)
            assert visita.pagina.evaluate(PEQUENOS) == []


def test_en_papel_salen_las_tarjetas_y_no_los_controles(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=COMPUTADOR) as visita:
        visita.ir(f"{AGENDA}?mesa=3")
        pagina = visita.pagina
        pagina.emulate_media(media="print")
        suyas = [c.codigo for c in arauca(real).compromisos_de(3)]
        assert vistas(pagina) == suyas
        assert cuenta(pagina) == f"{len(suyas)} de {len(arauca(real).compromisos)} compromisos"
        assert not pagina.locator("#lista").is_visible()
        assert not pagina.get_by_role("button").first.is_visible()


def _compartir(visita: Visita, guion: str) -> Any:
    visita.pagina.add_init_script(guion)
    visita.ir(f"{AGENDA}ara23-014/")
    return visita.pagina.locator("[data-comparte]")


def test_compartir_usa_el_menu_del_telefono_o_copia_el_enlace(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    direccion = f"{real.proyecto.sitio.direccion}{AGENDA}ara23-014/"
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        boton = _compartir(
            visita, "navigator.share = d => { window.__compartido = d; return Promise.resolve(); }"
        )
        assert boton.inner_text() == "Comparta"
        boton.click()
        compartido = visita.pagina.evaluate("() => window.__compartido")
        assert compartido["url"] == direccion
        assert compartido["title"].startswith("ARA23-014. ")
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
        boton = _compartir(visita, "delete Navigator.prototype.share")
        assert boton.inner_text() == "Copie el enlace"
        boton.click()
        visita.pagina.get_by_role("button", name="Copiado").wait_for()
        assert visita.pagina.evaluate("() => navigator.clipboard.readText()") == direccion
        visita.pagina.get_by_role("button", name="Copie la cita").click()
        visita.pagina.get_by_role("button", name="Copiada").wait_for()
        cita = visita.pagina.evaluate("() => navigator.clipboard.readText()")
        huella = arauca(real).huella
        assert huella is not None
        assert f"SHA-256 {huella[:16]}…" in cita
        assert cita.endswith(direccion)


def test_la_agenda_de_siete_mesas_en_borrador_no_dice_en_que_va(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        visita.ir(f"{SIETE}/agenda/")
        nombres = visita.pagina.locator("#lista [name]").evaluate_all("es => es.map(e => e.name)")
        assert nombres == ["q", "mesa", "quien"]
        assert visita.pagina.locator(".estado").count() == 0
        assert visita.malo == []


def test_la_pagina_de_arauca_pesa_poco(real: SitioDePrueba) -> None:
    pagina = real.carpeta / ARAUCA / "agenda" / "index.html"
    assert len(gzip.compress(pagina.read_bytes(), mtime=0)) <= TOPE_DE_PESO // 6
