"""La página abierta mientras se trabaja: dice lo que se guardó mal, lo olvida y se recarga sola."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from extremo.sitios import SitioDePrueba
from navegador.visita import visitar
from playwright.sync_api import Browser, expect

from generador.servidor.obra import EstadoDeObra
from generador.servidor.web import Servidor

pytestmark = pytest.mark.navegador


class _Trabajo:
    """Lo que `servir` dice que se ve."""

    def __init__(self, estado: EstadoDeObra) -> None:
        self.estado = estado

    def pasa(self, **cambios: object) -> None:
        """Cambia el estado, como cuando se guarda algo."""
        self.estado = replace(self.estado, **cambios)  # type: ignore[arg-type]


@contextmanager
def _abierto(trabajo: _Trabajo) -> Iterator[str]:
    servidor = Servidor(0, lambda: trabajo.estado)
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    try:
        yield servidor.direccion
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()


def test_la_pagina_abierta_se_entera_sin_recargarla(chromium: Browser, real: SitioDePrueba) -> None:
    """Con la política estricta de las páginas, el navegador no dejaba preguntar: se recargaba a mano."""
    trabajo = _Trabajo(EstadoDeObra(real.carpeta, 7))
    with _abierto(trabajo) as direccion, visitar(chromium, direccion) as visita:
        visita.ir("arauca-2023/")
        pagina = visita.pagina
        pagina.evaluate("window.laMisma = true")
        franja = pagina.locator(".vista-falla")
        expect(franja).to_have_count(0)
        trabajo.pasa(falla="datos/arauca-2023/mesas.yml:3:9: <b>debe</b> ser un número")
        expect(franja).to_contain_text("mesas.yml:3:9: <b>debe</b> ser un número")
        trabajo.pasa(falla="", haciendo="impresos")
        expect(franja).to_have_count(0)
        expect(pagina.locator(".vista-nota")).to_be_visible()
        trabajo.pasa(haciendo="")
        expect(pagina.locator(".vista-nota")).to_have_count(0)
        assert pagina.evaluate("window.laMisma") is True
        trabajo.pasa(vuelta=8)
        pagina.wait_for_function("() => window.laMisma === undefined")
        assert visita.malo == []
