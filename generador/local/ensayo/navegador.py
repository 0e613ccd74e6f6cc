"""Un teléfono que es un Chromium de verdad."""

from __future__ import annotations

import http.client
import logging
from shutil import which
from typing import Any

from generador.local.captura.entrega import Campos
from generador.local.ensayo.por_red import Aparato, de_casillas

NAVEGADORES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""Los nombres con que se instala, el preferido primero: el motor sin ventanas abre lo mismo y gasta menos."""
OPCIONES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
_ESPERA = 30_000.0
"""Milisegundos que se espera a una página."""
_LLENAR = """
(casillas) => {
  document.querySelectorAll("details").forEach(d => { d.open = true });
  for (const c of document.querySelectorAll("[name^='c.']")) c.value = casillas[c.name] ?? "";
}
"""


def falta_de_navegador() -> str:
    """Por qué no se puede abrir Chromium; vacío si se puede."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "falta Playwright, que instala «./asamblea probar»"
    if next(filter(None, map(which, NAVEGADORES)), None) is None:
        return f"no está Chromium ({', '.join(NAVEGADORES)})"
    return ""


class EnChromium:
    """Con la forma de `Telefono`. Se crea, se usa y se cierra en un mismo hilo."""

    def __init__(self, aparato: Aparato, asamblea: str) -> None:
        from playwright.sync_api import sync_playwright

        # Si Ctrl-C mata a su controlador, asyncio lo contaría en inglés y después de todo.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        self._base = f"http://127.0.0.1:{aparato.puerto}/{asamblea}/hoja"
        ejecutable = next(filter(None, map(which, NAVEGADORES)))
        self._teatro = sync_playwright().start()
        try:
            self._navegador = self._teatro.chromium.launch(executable_path=ejecutable, args=list(OPCIONES))
            self._contexto = self._navegador.new_context(viewport={"width": 360, "height": 740})
            nombre, _, valor = aparato.galleta.partition("=")
            origen = f"http://127.0.0.1:{aparato.puerto}"
            self._contexto.add_cookies([{"name": nombre, "value": valor, "url": origen}])
            self._pagina = self._contexto.new_page()
            self._pagina.set_default_timeout(_ESPERA)
        except BaseException:
            self._teatro.stop()
            raise

    def guardar(self, submesa: str, campos: Campos, *, cortado: bool) -> str:
        """Como en `Telefono`."""
        from playwright.sync_api import Error

        try:
            self._pagina.goto(f"{self._base}/{submesa}")
            self._pagina.evaluate(_LLENAR, de_casillas(campos))
            if cortado:
                self._contexto.set_offline(True)
                try:
                    self._oprimir()
                except Error:
                    pass
                finally:
                    self._contexto.set_offline(False)
                # Vuelve a la hoja y la llena otra vez, como quien no vio «Guardado».
                self._pagina.goto(f"{self._base}/{submesa}")
                self._pagina.evaluate(_LLENAR, de_casillas(campos))
            hecho = self._oprimir()
        except Error as error:
            raise http.client.HTTPException(error.message) from None
        if hecho is not None and hecho.status == 200 and "hecho=" in self._pagina.url:
            return ""
        return self._pagina.locator("main").inner_text()[:400]

    def _oprimir(self) -> Any:
        with self._pagina.expect_navigation() as espera:
            self._pagina.get_by_role("button", name="Guardar", exact=True).click()
        return espera.value

    def cerrar(self) -> None:
        """Cierra el navegador."""
        try:
            self._navegador.close()
        finally:
            self._teatro.stop()
