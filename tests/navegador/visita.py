"""Una página abierta en Chromium, con todo lo que pidió, dijo y quiso ejecutar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request

GOLPES = """
window.__golpes = [];
for (const n of ["alert", "confirm", "prompt", "print"])
  Object.defineProperty(window, n, { value: (...a) => { window.__golpes.push(n + "(" + a + ")"); } });
"""
"""Se inyecta antes que todo: lo que una carga quiera llamar queda anotado."""


@dataclass
class Visita:
    """La página y lo que no debió pasar en ella."""

    pagina: Page
    direccion: str
    ajenas: list[str] = field(default_factory=list)
    fallidas: list[str] = field(default_factory=list)
    errores: list[str] = field(default_factory=list)
    dialogos: list[str] = field(default_factory=list)

    def ir(self, ruta: str) -> None:
        """Abre la página `ruta` del sitio y espera a que termine de cargar."""
        self.pagina.goto(self.direccion + ruta, wait_until="load")

    @property
    def malo(self) -> list[str]:
        """Todo lo que debía quedar vacío."""
        golpes: list[str] = self.pagina.evaluate("() => window.__golpes || []")
        return [*self.ajenas, *self.fallidas, *self.errores, *self.dialogos, *golpes]


def _cortada(pedido: Request) -> bool:
    return "ERR_ABORTED" in (pedido.failure or "")


@contextmanager
def visitar(navegador: Browser, direccion: str, **opciones: Any) -> Iterator[Visita]:
    """Un contexto nuevo de Chromium, sin memoria de los anteriores, atento a todo lo que pase."""
    contexto = navegador.new_context(locale="es-CO", reduced_motion="reduce", **opciones)
    contexto.set_default_timeout(20_000)
    if opciones.get("java_script_enabled", True):
        contexto.add_init_script(GOLPES)
    pagina = contexto.new_page()
    visita = Visita(pagina, direccion)
    propios = (direccion, "data:", "blob:")
    pagina.on("request", lambda r: None if r.url.startswith(propios) else visita.ajenas.append(r.url))
    # Pasar a otra página corta lo que aún venía en camino: eso no es una falla.
    pagina.on(
        "requestfailed", lambda r: None if _cortada(r) else visita.fallidas.append(f"{r.url}: {r.failure}")
    )
    pagina.on(
        "response", lambda r: visita.fallidas.append(f"{r.status} {r.url}") if r.status >= 400 else None
    )
    pagina.on("console", lambda m: visita.errores.append(m.text) if m.type in ("error", "warning") else None)
    pagina.on("pageerror", lambda e: visita.errores.append(str(e)))
    pagina.on("dialog", lambda d: (visita.dialogos.append(d.message), d.dismiss()))
    try:
        yield visita
    finally:
        contexto.close()
