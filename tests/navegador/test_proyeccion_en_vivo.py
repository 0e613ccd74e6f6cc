"""La proyección en vivo en Chromium: llega lo que entregan, cambia lo distinto y el servidor puede morir."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fabrica import ID, aporte, como_yaml, en_estado, escribir_proyecto, resultado
from navegador.test_proyeccion import CUAL, RECORRER
from navegador.visita import Visita, visitar
from playwright.sync_api import Browser, Page, expect

from generador.local.sala.servicio import Sala
from generador.local.web.servidor import Local, enchufe_en
from generador.modelo.tapado import TAPADO

pytestmark = [pytest.mark.navegador, pytest.mark.lenta]
RAIZ = Path(__file__).parents[2]
TOCADAS = "() => [...document.querySelectorAll('.pantalla')].filter(e => !e.vista).map(e => e.id)"
MARCAR = "() => document.querySelectorAll('.pantalla').forEach(e => { e.vista = true })"
RECARGAR = "t => dispatchEvent(new KeyboardEvent('keydown', { ...t, cancelable: true }))"
"""Si el navegador recargaría con esa tecla."""
RECARGAS = ({"key": "F5"}, {"key": "r", "ctrlKey": True})
MARCA = "() => document.querySelector('.al-dia').textContent"


class EnElSalon:
    """Una sala sobre un proyecto de práctica, que se puede cerrar y volver a abrir en los mismos puertos."""

    def __init__(self, raiz: Path) -> None:
        self.raiz, self.puertos = raiz, (0, 0)

    def abrir(self) -> None:
        enchufes = [enchufe_en(p) for p in self.puertos]
        editor, salon = (e.getsockname()[1] for e in enchufes)
        self.puertos = editor, salon
        self.sala = Sala.armar(self.raiz, editor, salon)
        empezo = threading.Event()
        self._local = Local(self.sala.aplicacion, empezo.set)
        self._hilo = threading.Thread(target=lambda: self._local.run(sockets=enchufes))
        self._hilo.start()
        assert empezo.wait(30)

    def cerrar(self) -> None:
        self._local.acabar()
        self._hilo.join(30)
        self.sala.cerrar()

    def llega(self, submesa: str, necesidad: str) -> None:
        dicho = resultado(submesa, aportes=[{**aporte(), "necesidad": necesidad}])
        carpeta = self.raiz / "datos" / ID / "resultados"
        carpeta.mkdir(exist_ok=True)
        (carpeta / f"{submesa}.yml").write_text(como_yaml(dicho), "utf-8")

    def danar(self, submesa: str) -> None:
        (self.raiz / "datos" / ID / "resultados" / f"{submesa}.yml").write_text("esto: [no", "utf-8")


@pytest.fixture(scope="module")
def salon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EnElSalon]:
    raiz = tmp_path_factory.mktemp("proyeccion")
    cambios = en_estado("en_curso")
    escribir_proyecto(raiz, **{**cambios, "evento": {"estado": "en_curso", "practica": "sí"}})
    for parte in ("plantillas", "contenido", "mkdocs.yml"):
        (raiz / parte).symlink_to(RAIZ / parte)
    hecho = EnElSalon(raiz)
    hecho.abrir()
    yield hecho
    hecho.cerrar()


@contextmanager
def proyectada(chromium: Browser, salon: EnElSalon) -> Iterator[tuple[Visita, Page]]:
    """La ventana del proyector y la de quien modera; se entra desde el editor."""
    direccion = f"http://127.0.0.1:{salon.puertos[1]}/"
    with visitar(chromium, direccion, viewport={"width": 1024, "height": 768}) as visita:
        visita.pagina.goto(salon.sala.guardia.direccion)
        visita.pagina.goto(f"http://127.0.0.1:{salon.puertos[0]}/sala/{ID}/proyectar")
        modera = visita.pagina.context.new_page()
        modera.goto(f"{direccion}{ID}/proyeccion/#modera")
        # Lo de antes es del editor, en otro puerto.
        visita.ajenas.clear()
        yield visita, modera


def dice(pagina: Page, id_: str, texto: str) -> None:
    pagina.wait_for_function(
        "([id, t]) => document.getElementById(id)?.textContent.includes(t)", arg=[id_, texto]
    )


def test_llega_lo_que_entregan_y_solo_cambia_lo_distinto(chromium: Browser, salon: EnElSalon) -> None:
    """La pantalla, el reloj, el foco y lo que se escogió siguen; y una cédula no llega a la pared.

    Visto fallar poniendo la página entera: todas las pantallas eran otras y el foco se perdía.
    """
    with proyectada(chromium, salon) as (visita, modera):
        pagina = visita.pagina
        assert pagina.locator(".sello").all_inner_texts() == ["PRÁCTICA"]
        modera.get_by_label("Ir a").select_option("mesa-1")
        modera.get_by_label("Ir a").focus()
        pagina.wait_for_function(f"{CUAL}.id === 'mesa-1'")
        pagina.keyboard.press("e")
        ajustes = pagina.evaluate("window.proyeccion.estado().ajustes")
        assert ajustes
        pagina.evaluate(MARCAR)
        salon.llega("M1-S1", "Falta agua para regar.")
        dice(pagina, "M1-S1-N1", "Falta agua para regar.")
        dice(modera, "M1-S1-N1", "Falta agua para regar.")
        tocadas = set(pagina.evaluate(TOCADAS))
        assert "acto" in tocadas
        assert {t.partition(".")[0] for t in tocadas} == {"M1-S1-N1", "acto"}
        assert pagina.locator(".sello").all_inner_texts() == ["PRÁCTICA", "BORRADOR"]
        assert pagina.evaluate(f"({CUAL})().id") == "mesa-1"
        assert pagina.evaluate("window.proyeccion.estado().ajustes") == ajustes
        expect(modera.get_by_label("Ir a")).to_be_focused()
        expect(modera.get_by_label("Ir a")).to_have_value("mesa-1")
        assert "M1-S1-N1" in modera.locator("select").inner_text()
        # Lo que se está viendo también cambia, en la pared y en su retrato.
        modera.get_by_label("Ir a").select_option("M1-S1-N1")
        salon.llega("M1-S1", "Doña Flor, con cédula 1.098.765.432, presta el lote.")
        dice(pagina, "M1-S1-N1", f"con cédula {TAPADO}, presta el lote.")
        expect(modera.locator(".marco").first).to_contain_text(f"con cédula {TAPADO}")
        assert "098" not in pagina.content()
        assert pagina.evaluate(RECORRER)["malos"] == []
        assert visita.malo == []


def test_lo_que_no_se_puede_componer_deja_lo_ultimo_con_una_marca(
    chromium: Browser, salon: EnElSalon
) -> None:
    salon.llega("M2-S1", "Falta una vía.")
    with proyectada(chromium, salon) as (visita, modera):
        dice(visita.pagina, "M2-S1-N1", "Falta una vía.")
        salon.danar("M2-S1")
        visita.pagina.wait_for_function(f"{MARCA}.startsWith('Lo de las ')")
        modera.wait_for_function(f"{MARCA}.startsWith('Lo último no se pudo componer')")
        dice(visita.pagina, "M2-S1-N1", "Falta una vía.")
        salon.llega("M2-S1", "Falta una vía hasta el puerto.")
        dice(visita.pagina, "M2-S1-N1", "hasta el puerto")
        visita.pagina.wait_for_function(f"{MARCA} === ''")
        # Si la que se ve desaparece, la anterior que quede.
        visita.pagina.evaluate("proyeccion.ir(proyeccion.puesto['M2-S1-N1'])")
        (salon.raiz / "datos" / ID / "resultados" / "M2-S1.yml").unlink()
        visita.pagina.wait_for_function("() => !document.getElementById('M2-S1-N1')")
        assert visita.pagina.evaluate(f"({CUAL})().id") == "mesa-2"
        assert visita.malo == []


def test_muerto_el_servidor_sigue_lo_ultimo_y_se_reconecta_sola(chromium: Browser, salon: EnElSalon) -> None:
    """Ni recargando se ve una página de error. Vista fallar sin atajar F5 y sin volver a escuchar."""
    salon.llega("M2-S2", "Falta acopio.")
    with proyectada(chromium, salon) as (visita, _):
        pagina = visita.pagina
        dice(pagina, "M2-S2-N1", "Falta acopio.")
        assert [pagina.evaluate(RECARGAR, t) for t in RECARGAS] == [True, True]
        salon.cerrar()
        pagina.wait_for_function(f"{MARCA} === 'Sin conexión'")
        assert [pagina.evaluate(RECARGAR, t) for t in RECARGAS] == [False, False]
        recorrido = pagina.evaluate(RECORRER)
        assert (recorrido["malos"], recorrido["vistas"]) == ([], recorrido["todas"])
        salon.abrir()
        salon.llega("M2-S2", "Falta acopio y transporte.")
        dice(pagina, "M2-S2-N1", "acopio y transporte")
        pagina.wait_for_function(f"{MARCA} === ''")
