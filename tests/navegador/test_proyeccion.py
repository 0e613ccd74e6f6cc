"""La proyección en Chromium: se lee de lejos, anda con el control remoto, sin red y a la hora."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba
from fabrica import ID
from navegador.visita import Servir, reparos, visitar
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

ARAUCA = "arauca-2023"
SALONES = pytest.mark.parametrize(
    "salon", [{"width": 1024, "height": 768}, {"width": 1920, "height": 1080}], ids=["4:3", "16:9"]
)
RECORRER = """async () => {
  await document.fonts.ready;
  const lienzo = document.createElement("canvas").getContext("2d"), alturas = {}, malos = [], vistas = [];
  const alturaDeX = e => {
    const c = getComputedStyle(e), letra = `${c.fontWeight} 1000px ${c.fontFamily}`;
    if (!(letra in alturas)) {
      lienzo.font = letra;
      alturas[letra] = lienzo.measureText("x").actualBoundingBoxAscent / 1000;
    }
    return alturas[letra] * parseFloat(c.fontSize);
  };
  const luz = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number)
      .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const detras = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)|transparent/.test(c)) return c;
    }
    return "rgb(255, 255, 255)";
  };
  const contraste = (e, color) => {
    const [a, b] = [luz(color), luz(detras(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const conTexto = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const propios = raiz => [...raiz.querySelectorAll("*")].filter(e => e.checkVisibility() && conTexto(e));
  const tecla = key => dispatchEvent(new KeyboardEvent("keydown", { key }));
  tecla("Home");
  for (let antes = ""; ;) {
    const activa = document.querySelector(".pantalla.activa"), dice = x => malos.push(`${activa.id}: ${x}`);
    if (activa.id === antes) break;
    antes = activa.id;
    vistas.push(activa.id);
    const c = getComputedStyle(activa), caja = activa.getBoundingClientRect();
    const piso = caja.bottom - parseFloat(c.paddingBottom) + 1;
    const techo = caja.top + parseFloat(c.paddingTop) - 1;
    for (const e of propios(activa)) {
      const k = e.getBoundingClientRect(), svg = e.closest("svg"), texto = e.textContent.trim().slice(0, 40);
      const fuera = !svg && (k.bottom > piso || k.top < techo);
      if (k.right > innerWidth || fuera) dice(`se sale «${texto}»`);
      // El número de un paso repite lo que dice «Paso 2 de 5», y el pie de una foto no se lee en voz alta.
      if (!svg && !e.closest(".pasos, figcaption") && alturaDeX(e) < 0.03 * innerHeight - 0.01)
        dice(`altura de x ${(alturaDeX(e) / innerHeight).toFixed(4)} en «${texto}»`);
      const color = svg ? getComputedStyle(e).fill : getComputedStyle(e).color;
      const junto = svg ? getComputedStyle(e).stroke : detras(e);
      const [a, b] = [luz(color), luz(junto)].sort((x, y) => y - x);
      const razon = (a + 0.05) / (b + 0.05);
      if (razon < 7) dice(`contraste ${razon.toFixed(1)} en «${texto}»`);
    }
    for (const e of [...document.querySelectorAll(".sello strong, .credito p")]) {
      const k = e.getBoundingClientRect();
      const encima = document.elementFromPoint(k.left + k.width / 2, k.top + k.height / 2);
      const afuera = k.bottom > innerHeight || k.right > innerWidth;
      if (afuera || !e.contains(encima)) dice("tapa un sello o el crédito");
      if (contraste(e, getComputedStyle(e).color) < 7) dice("un sello o el crédito, sin contraste");
    }
    tecla("PageDown");
  }
  return { malos, vistas, todas: [...document.querySelectorAll(".pantalla")].map(e => e.id) };
}"""
"""Cada pantalla, por teclado: qué se sale, qué mide menos del 3 % del alto y qué contrasta menos de 7 a 1."""
CUAL, FALTA = (
    "() => document.querySelector('.pantalla.activa')",
    "() => document.querySelector('.activa [data-falta]')",
)


@contextmanager
def sin_red(navegador: Browser, carpeta: Path, **opciones: Any) -> Iterator[tuple[BrowserContext, str]]:
    """Un contexto con la red cortada y dónde está el sitio en este disco."""
    contexto = navegador.new_context(locale="es-CO", offline=True, reduced_motion="reduce", **opciones)
    try:
        yield contexto, carpeta.as_uri()
    finally:
        contexto.close()


def abierta(contexto: BrowserContext, direccion: str) -> tuple[Page, list[str]]:
    pagina, fallas = contexto.new_page(), list[str]()
    pagina.on("pageerror", lambda e: fallas.append(str(e)))
    pagina.goto(direccion)
    return pagina, fallas


def activa(pagina: Page) -> str:
    return str(pagina.locator(".pantalla.activa").get_attribute("id"))


@SALONES
@pytest.mark.parametrize("id_", [ARAUCA, SIETE])
def test_cada_pantalla_se_lee_desde_la_ultima_fila(
    chromium: Browser, servir: Servir, real: SitioDePrueba, id_: str, salon: dict[str, int]
) -> None:
    """Altura de x, contraste, crédito y sellos a la vista, y nada se sale, con los textos más largos."""
    with visitar(chromium, servir(real.carpeta), viewport=salon) as visita:
        visita.ir(f"{id_}/proyeccion/")
        hallado = visita.pagina.evaluate(RECORRER)
        assert hallado["malos"] == []
        assert hallado["vistas"] == hallado["todas"]
        assert len(hallado["todas"]) > 50
        assert visita.malo == []


def test_los_textos_hostiles_tampoco_se_salen(
    chromium: Browser, servir: Servir, hostil: SitioDePrueba
) -> None:
    """Y ninguno se ejecuta, con la política puesta."""
    salon = {"width": 1024, "height": 768}
    with visitar(chromium, servir(hostil.carpeta), viewport=salon) as visita:
        visita.ir(f"{ID}/proyeccion/")
        assert [m for m in visita.pagina.evaluate(RECORRER)["malos"] if "se sale" in m] == []
        assert visita.malo == []


def test_sin_red_y_desde_el_disco_anda_con_el_teclado(chromium: Browser, real: SitioDePrueba) -> None:
    with sin_red(chromium, real.carpeta) as (contexto, raiz):
        pagina, fallas = abierta(contexto, f"{raiz}/{ARAUCA}/proyeccion/index.html")
        teclas = pagina.keyboard
        todas = pagina.locator(".pantalla").evaluate_all("x => x.map(e => e.id)")
        vistas = [activa(pagina)]
        for tecla in ("PageDown", "ArrowRight", "ArrowDown", "PageUp", "ArrowLeft", "End", "Home"):
            teclas.press(tecla)
            vistas.append(activa(pagina))
        assert vistas == [todas[n] for n in (0, 1, 2, 3, 2, 1, -1, 0)]
        teclas.type("12")
        teclas.press("Enter")
        assert activa(pagina) == todas[11]
        negro = pagina.locator(".negro")
        for se_ve in (True, False):
            teclas.press("b")
            assert negro.is_visible() is se_ve
        assert pagina.evaluate("letra => document.fonts.check(letra)", "1em 'Atkinson Hyperlegible Next'")
        assert fallas == []


def test_quien_modera_la_abre_con_un_enlace_y_las_dos_van_juntas(
    chromium: Browser, real: SitioDePrueba
) -> None:
    with sin_red(chromium, real.carpeta) as (contexto, raiz):
        pagina, fallas = abierta(contexto, f"{raiz}/{ARAUCA}/proyeccion/index.html")
        pagina.mouse.move(40, 40)
        pagina.mouse.move(80, 80)
        with contexto.expect_page() as nueva:
            pagina.get_by_role("link", name="Ventana de quien modera").click()
        modera = nueva.value
        modera.get_by_role("button", name="Siguiente").click()
        pagina.wait_for_function(f"{CUAL}.id === 'espera-programa'")
        modera.get_by_label("Ir a").select_option("mesa-2")
        pagina.wait_for_function(f"{CUAL}.id === 'mesa-2'")
        modera.get_by_role("button", name="Empezó").click()
        pagina.wait_for_function(f"{FALTA}.textContent.startsWith('5:')")
        modera.get_by_role("button", name="Un minuto más").click()
        pagina.wait_for_function(f"{FALTA}.textContent.startsWith('6:')")
        modera.get_by_role("button", name="Pausar").click()
        pagina.wait_for_function("() => document.querySelector('.aviso').textContent === 'En pausa'")
        pagina.keyboard.press("PageDown")
        modera.wait_for_function("() => document.querySelector('select').value !== 'mesa-2'")
        # Lo que se ve en la otra no se pierde al abrirla de nuevo.
        otra, _ = abierta(contexto, f"{raiz}/{ARAUCA}/proyeccion/index.html")
        otra.wait_for_function(f"{CUAL}.dataset.parte === 'voz-2'")
        assert fallas == []


@SALONES
def test_los_retratos_de_quien_modera_no_se_montan(
    chromium: Browser, servir: Servir, real: SitioDePrueba, salon: dict[str, int]
) -> None:
    """Cada uno cabe en su columna. Vista fallar: a 1920 píxeles, el que sigue tapaba al que se ve."""
    with visitar(chromium, servir(real.carpeta), viewport=salon) as visita:
        visita.ir(f"{ARAUCA}/proyeccion/#modera")
        cajas = [visita.pagina.locator(".marco").nth(i).bounding_box() for i in (0, 1)]
        columnas = [visita.pagina.locator(".vista").nth(i).bounding_box() for i in (0, 1)]
        assert all(
            m and c and m["x"] + m["width"] <= c["x"] + c["width"] + 1
            for m, c in zip(cajas, columnas, strict=True)
        )
        assert visita.malo == []


def test_los_relojes_salen_de_la_hora_y_no_de_contar(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    """Diez minutos dormida, un momento que empieza tarde y la medianoche; la hora es la del encuentro."""
    with visitar(chromium, servir(real.carpeta), timezone_id="Asia/Tokyo") as visita:
        pagina = visita.pagina
        pagina.clock.install(time=datetime.fromisoformat("2023-11-18T14:52:00-05:00"))
        visita.ir(f"{ARAUCA}/proyeccion/")
        pagina.clock.pause_at(datetime.fromisoformat("2023-11-18T14:52:10-05:00"))

        def falta() -> str:
            return pagina.locator(".activa [data-falta]").inner_text()

        def a_las(hora: str) -> None:
            """Deja pasar el tiempo sin que corra ningún contador, y despierta."""
            pagina.clock.set_system_time(datetime.fromisoformat(f"2023-11-18T{hora}-05:00"))
            pagina.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        # El día del encuentro, sigue el reloj sola.
        assert (activa(pagina), falta()) == ("momento-mesas-de-trabajo.paso-2", "12:50")
        a_las("15:02:10")
        assert (activa(pagina), falta()) == ("momento-mesas-de-trabajo.paso-2", "2:50")
        a_las("15:46:00")
        assert activa(pagina) == "momento-receso-de-la-tarde"
        a_las("15:12:00")
        pagina.keyboard.press("e")
        assert pagina.locator(".aviso").inner_text() == "Empezó a las 3:12\u00a0p.\u00a0m."
        assert falta() == "15:00"
        pagina.keyboard.press("PageDown")
        assert pagina.locator(".activa time").first.inner_text() == "3:27\u00a0p.\u00a0m."
        pagina.keyboard.press("a")
        a_las("15:50:00")
        assert activa(pagina) == "momento-mesas-de-trabajo.paso-5"
        a_las("23:59:59")
        reloj = pagina.locator("[data-reloj]")
        assert (activa(pagina), reloj.inner_text()) == ("gracias", "11:59\u00a0p.\u00a0m.")
        pagina.clock.set_system_time(datetime.fromisoformat("2023-11-19T00:00:01-05:00"))
        pagina.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert reloj.inner_text() == "12:00\u00a0a.\u00a0m."
        assert visita.malo == []


@pytest.mark.parametrize("donde", ["mesa-2", "modera"])
def test_axe_no_halla_nada(chromium: Browser, servir: Servir, real: SitioDePrueba, donde: str) -> None:
    with visitar(chromium, servir(real.carpeta), viewport={"width": 1280, "height": 800}) as visita:
        visita.ir(f"{ARAUCA}/proyeccion/#{donde}")
        assert reparos(visita.pagina) == []
        assert visita.malo == []


def test_sin_javascript_se_leen_todas_una_debajo_de_otra(
    chromium: Browser, servir: Servir, real: SitioDePrueba
) -> None:
    with visitar(chromium, servir(real.carpeta), java_script_enabled=False) as visita:
        visita.ir(f"{ARAUCA}/proyeccion/")
        todas = visita.pagina.locator(".pantalla")
        cajas = [todas.nth(i).bounding_box() for i in range(todas.count())]
        assert all(a and b and a["y"] + a["height"] <= b["y"] + 1 for a, b in pairwise(cajas))
        assert visita.pagina.locator(".credito").is_visible()
        assert visita.malo == []
