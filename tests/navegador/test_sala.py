"""El salón en Chromium: teléfonos sin JavaScript, el tablero en vivo y todo legible de día y de noche."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fabrica import ID, en_estado, escribir_proyecto
from navegador.visita import COMPUTADOR, MEDIDAS, TELEFONO, Visita, reparos, visitar
from playwright.sync_api import Browser, expect

from generador.local.sala.servicio import Sala
from generador.local.web.servidor import Local, enchufe_en

pytestmark = pytest.mark.navegador
RAIZ = Path(__file__).parents[2]


@dataclass(frozen=True)
class Abierta:
    """Una sala atendiendo en dos puertos de este computador."""

    sala: Sala

    @property
    def salon(self) -> str:
        return f"http://127.0.0.1:{self.sala.puerto}/"

    @property
    def editor(self) -> str:
        return f"http://127.0.0.1:{self.sala.guardia.puerto}/"


@pytest.fixture(scope="module")
def abierta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abierta]:
    raiz = tmp_path_factory.mktemp("sala")
    escribir_proyecto(raiz, **en_estado("en_curso"))
    (raiz / "plantillas").symlink_to(RAIZ / "plantillas")
    enchufes = [enchufe_en(0), enchufe_en(0)]
    sala = Sala.armar(raiz, *(e.getsockname()[1] for e in enchufes))
    empezo = threading.Event()
    local = Local(sala.aplicacion, empezo.set)
    hilo = threading.Thread(target=lambda: local.run(sockets=enchufes))
    hilo.start()
    assert empezo.wait(30)
    yield Abierta(sala)
    local.acabar()
    hilo.join(30)
    shutil.rmtree(raiz, ignore_errors=True)


def _entrar(visita: Visita, abierta: Abierta) -> None:
    visita.ir("")
    pin = abierta.sala.clave.pin
    visita.pagina.get_by_label("Clave").fill(f"{pin[:3]} {pin[3:]}")
    visita.pagina.get_by_role("button", name="Entrar").click()
    visita.pagina.wait_for_url(f"**/{ID}")


def test_un_telefono_sin_javascript_guarda_y_el_tablero_lo_muestra_en_vivo(
    chromium: Browser, abierta: Abierta
) -> None:
    with (
        visitar(chromium, abierta.editor, viewport=COMPUTADOR) as tablero,
        visitar(chromium, abierta.salon, java_script_enabled=False, viewport=TELEFONO) as visita,
    ):
        tablero.ir(abierta.sala.guardia.direccion.removeprefix(abierta.editor))
        tablero.ir(f"sala/{ID}/tablero")
        expect(tablero.pagina.locator("#en-vivo")).to_have_text("En vivo.")
        celda = tablero.pagina.locator(".celda", has_text="M1-S1")
        expect(celda).to_contain_text("falta")
        _entrar(visita, abierta)
        pagina = visita.pagina
        pagina.get_by_role("link", name="M1-S1").click()
        pagina.get_by_label("Necesidad").first.fill("Agua")
        pagina.get_by_role("button", name="Guardar").click()
        expect(pagina.get_by_role("status")).to_contain_text("Guardado")
        expect(celda).to_contain_text("necesidad")
        expect(celda).to_contain_text("teléfono")
        # La segunda necesidad se abre sin guion.
        pagina.get_by_text("Si hay: Necesidad 2").click()
        pagina.locator("[id='c.aportes.1.necesidad']").fill("Vías")
        pagina.get_by_role("button", name="Guardar").click()
        expect(celda).to_contain_text("(2 necesidades)")
        assert visita.malo == tablero.malo == []


@MEDIDAS
def test_cada_pantalla_se_lee_y_no_se_desborda(
    chromium: Browser, abierta: Abierta, medida: dict[str, int]
) -> None:
    with visitar(chromium, abierta.salon, viewport=medida, bypass_csp=True) as visita:
        visita.ir("entrar")
        assert reparos(visita.pagina) == []
        _entrar(visita, abierta)
        assert reparos(visita.pagina) == []
        visita.ir(f"{ID}/hoja/M2-S2")
        visita.pagina.locator("[id='c.aportes.0.solucion']").fill("Llamar al 310 555 1234")
        visita.pagina.get_by_role("button", name="Guardar").click()
        expect(visita.pagina.get_by_role("alert").first).to_contain_text("por corregir")
        assert reparos(visita.pagina) == []
        visita.ir(f"{ID}/tablero")
        assert reparos(visita.pagina) == []
    with visitar(chromium, abierta.editor, viewport=medida, bypass_csp=True) as visita:
        visita.ir(abierta.sala.guardia.direccion.removeprefix(abierta.editor))
        for ruta in ("sala", f"sala/{ID}/tablero", f"sala/{ID}/hoja/M2-S2"):
            visita.ir(ruta)
            assert reparos(visita.pagina) == [], ruta


def test_si_la_red_se_corta_con_atras_lo_escrito_sigue_ahi(chromium: Browser, abierta: Abierta) -> None:
    """Mandarlo a su misma dirección, «no-store» o «autocomplete=off» lo perderían."""
    with visitar(chromium, abierta.salon, java_script_enabled=False, viewport=TELEFONO) as visita:
        _entrar(visita, abierta)
        pagina = visita.pagina
        visita.ir(f"{ID}/hoja/M2-S1")
        casilla = pagina.locator("[id='c.aportes.0.necesidad']")
        casilla.fill("Lo que costó acordar")
        pagina.context.set_offline(True)
        pagina.get_by_role("button", name="Guardar").click(no_wait_after=True)
        expect(pagina).to_have_url(re.compile(r"^chrome-error:"))
        pagina.context.set_offline(False)
        pagina.go_back()
        expect(casilla).to_have_value("Lo que costó acordar")
        pagina.get_by_role("button", name="Guardar").click()
        expect(pagina.get_by_role("status")).to_contain_text("Guardado")
        expect(casilla).to_have_value("Lo que costó acordar")
