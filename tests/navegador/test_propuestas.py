"""Treinta propuestas reales en un teléfono de 360 px: nada se corta ni se sale."""

from __future__ import annotations

import pytest
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba
from navegador.visita import TELEFONO, Servir, visitar
from playwright.sync_api import Browser

pytestmark = [pytest.mark.navegador, pytest.mark.construye]

RECORTES = """() => {
  const raiz = document.documentElement, malos = [];
  const dice = (e, que) => malos.push(que + ": " + e.outerHTML.slice(0, 120));
  if (raiz.scrollWidth > raiz.clientWidth) malos.push("la página se desborda: " + raiz.scrollWidth);
  for (const e of document.querySelectorAll("main *")) {
    // Un control de formulario abrevia lo que muestra cerrado; al abrirse lo dice entero.
    if (!e.checkVisibility() || e.closest("svg, select")) continue;
    const s = getComputedStyle(e), corta = v => v === "hidden" || v === "clip";
    // Lo que solo oyen los lectores de pantalla se esconde a propósito, recortado a un punto.
    if (e.clientWidth <= 1 && e.clientHeight <= 1) continue;
    if (s.display === "inline" || !e.textContent.trim()) continue;
    if (corta(s.overflowX) && e.scrollWidth > e.clientWidth + 1) dice(e, "a lo ancho");
    if (corta(s.overflowY) && e.scrollHeight > e.clientHeight + 1) dice(e, "a lo alto");
    if (s.webkitLineClamp !== "none") dice(e, "renglones contados");
    if (s.textOverflow === "ellipsis") dice(e, "puntos suspensivos");
    const caja = e.getBoundingClientRect();
    if (caja.left < -1 || caja.right > raiz.clientWidth + 1) dice(e, "fuera");
  }
  return malos;
}"""


def test_nada_se_corta_en_un_telefono(chromium: Browser, servir: Servir, real: SitioDePrueba) -> None:
    """Todas las páginas que dicen una propuesta."""
    malos = []
    rutas = [r for r in sorted(real.html) if r.startswith((f"{SIETE}/agenda/", f"{SIETE}/mesas/"))]
    assert len(rutas) == 30 + 1 + 7 + 1
    with visitar(chromium, servir(real.carpeta), viewport=TELEFONO) as visita:
        for ruta in rutas:
            visita.ir(ruta)
            malos += [f"{ruta}: {x}" for x in visita.pagina.evaluate(RECORTES)]
        malos += visita.malo
    assert malos == []
