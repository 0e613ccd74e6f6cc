"""Una página abierta en Chromium, con todo lo que pidió, dijo y quiso ejecutar, y si se lee bien."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Dialog, Page, Request

Servir = Callable[[Path], str]
"""De la carpeta de un sitio, la dirección donde queda publicado."""
TELEFONO, COMPUTADOR = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
MEDIDAS = pytest.mark.parametrize("medida", [TELEFONO, COMPUTADOR], ids=["360", "1280"])
MODOS: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
QUIETO = "*, *::before, *::after { transition: none !important; animation: none !important }"
DESBORDE = """() => {
  const raiz = document.documentElement;
  return raiz.scrollWidth <= raiz.clientWidth ? [] : [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > raiz.clientWidth + 1)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
}"""
PEGADOS = """() => {
  const cajas = [...document.querySelectorAll("main .boton, main button")]
    .filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]);
  const aire = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
  return cajas.flatMap(([e, a], i) => cajas.slice(i + 1).filter(([o, b]) => !e.contains(o) && aire(a, b) < 4)
    .map(([o]) => `${e.textContent.trim()} | ${o.textContent.trim()}`));
}"""
"""Los botones que se tocan entre sí: con un dedo se oprime el que no era."""
SIN_COLOR = sorted(
    {
        propiedad
        for propiedad in re.findall(r'(?:getPropertyValue|StylePropertyValue)\("([\w-]+)"\)', AXE_SCRIPT)
        if not re.search("color|shadow|image|decoration|mask|^-", propiedad)
    }
)
"""Las propiedades de estilo que axe consulta, leídas de su código, y que no son de color."""
MISMA_FORMA = """mira => {
  const partes = [document.documentElement.outerHTML];
  for (const e of document.querySelectorAll("*")) {
    const s = getComputedStyle(e), { x, y, width, height } = e.getBoundingClientRect();
    partes.push(x, y, width, height, ...mira.map(p => s.getPropertyValue(p)));
  }
  const forma = partes.join("|"), misma = forma === window.__forma;
  window.__forma = forma;
  return misma;
}"""
"""Si todo lo que puede mirar una regla que no es de color sigue como la última vez que se preguntó."""
AXE = """async soloColor => {
  const opciones = { resultTypes: ["violations"], ...(soloColor ? { runOnly: window.__deColor } : {}) };
  const hallado = await axe.run(document, opciones);
  const corridas = [...hallado.violations, ...hallado.passes, ...hallado.incomplete, ...hallado.inapplicable];
  window.__deColor = corridas.filter(r => r.tags.includes("cat.color")).map(r => r.id);
  return hallado.violations.map(r => [r.id, r.help, r.nodes[0].html, r.nodes.length]);
}"""
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
    salidas: int = 0
    """Cuántas veces se preguntó antes de salir sin guardar; se responde que sí."""

    def ir(self, ruta: str) -> None:
        """Abre la página `ruta` del sitio y espera a que termine de cargar."""
        self.pagina.goto(self.direccion + ruta, wait_until="load")

    def responder(self, dialogo: Dialog) -> None:
        """Sale, si se pregunta por lo que está sin guardar; cualquier otro diálogo no debió abrirse."""
        if dialogo.type == "beforeunload":
            self.salidas += 1
            dialogo.accept()
        else:
            self.dialogos.append(dialogo.message)
            dialogo.dismiss()

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
    contexto.set_default_timeout(60_000)
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
    pagina.on("dialog", visita.responder)
    try:
        yield visita
    finally:
        contexto.close()


def desbordes(pagina: Page) -> list[str]:
    """Lo que se sale a lo ancho de la pantalla."""
    salidos: list[str] = pagina.evaluate(DESBORDE)
    return [f"se desborda {x}" for x in salidos]


def vestir(pagina: Page, reglas: str) -> None:
    """Añade esas reglas a la página, sin una etiqueta que su política de contenido no admita."""
    pagina.evaluate(
        """reglas => {
          const hoja = new CSSStyleSheet();
          hoja.replaceSync(reglas);
          document.adoptedStyleSheets.push(hoja);
        }""",
        reglas,
    )


def reparos(pagina: Page) -> list[str]:
    """Lo que se desborda en la medida de ahora, y las violaciones de toda regla de axe, de día y de noche.

    De cada violación va el primer elemento. De noche, si lo único que cambió son colores, se repiten las
    reglas de color y no las demás, que dirían lo mismo. Deja la página quieta y en el último modo.
    """
    vestir(pagina, QUIETO)
    if not pagina.evaluate("() => 'axe' in window"):
        pagina.evaluate(AXE_SCRIPT)
    malos = desbordes(pagina)
    malos += [f"se tocan {par}" for par in pagina.evaluate(PEGADOS)]
    for modo in MODOS:
        pagina.emulate_media(color_scheme=modo)
        misma = pagina.evaluate(MISMA_FORMA, SIN_COLOR)
        hallado: Any = pagina.evaluate(AXE, misma and modo != MODOS[0])
        malos += [f"{modo}: {regla}: {que}: {donde[:160]} ({n})" for regla, que, donde, n in hallado]
    return malos
