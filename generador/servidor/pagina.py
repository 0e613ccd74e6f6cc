"""Lo que la vista de trabajo agrega a cada página al servirla; en el sitio publicado no existe."""

from __future__ import annotations

import json
import re
from html import escape

from generador.servidor.obra import EstadoDeObra

RUTA = "/_vista/"
_CUERPO = re.compile(rb"<body\b[^>]*>", re.I)
_POLITICA = re.compile(rb"(<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';)")
_HACIENDO = {
    "páginas": "Se están rehaciendo las páginas…",
    "impresos": "Las páginas ya están al día; se están rehaciendo los PDF y las piezas…",
}
ESTILO = """
.vista-trabajo { position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; margin: 0;
  padding: 12px 16px; max-height: 45vh; overflow: auto; font: 15px/1.45 system-ui, sans-serif;
  text-align: left; }
.vista-falla { background: #fff1f0; color: #4a0d12; border-top: 4px solid #b3261e; }
.vista-falla pre { margin: 8px 0 0; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; color: inherit; background: none; }
.vista-nota { background: #1f2a44; color: #fff; padding: 8px 16px; }
@media print { .vista-trabajo { display: none; } }
"""
GUION = """
(() => {
  const vuelta = document.currentScript.dataset.vuelta;
  const mirar = async () => {
    try {
      const ahora = await (await fetch("/_vista/estado", { cache: "no-store" })).json();
      if (ahora.vuelta !== vuelta) { location.reload(); return; }
      const caja = document.getElementById("vista-trabajo");
      if (caja.dataset.aviso !== ahora.aviso) { caja.innerHTML = caja.dataset.aviso = ahora.aviso; }
    } catch { /* se cerró: se vuelve a mirar por si lo abren otra vez */ }
    setTimeout(mirar, 1000);
  };
  setTimeout(mirar, 1000);
})();
"""


def con_vista(html: bytes, estado: EstadoDeObra) -> bytes:
    """La página con su aviso y con lo que la recarga; igual si no tiene cuerpo.

    Su política de contenido, que publicada no deja pedir nada, aquí deja preguntar cómo va.
    """
    agregado = (
        f'<link rel="stylesheet" href="{RUTA}estilo.css">'
        f'<script src="{RUTA}guion.js" data-vuelta="{estado.vuelta}" defer></script>'
        f'<div id="vista-trabajo" lang="es">{aviso(estado)}</div>'
    ).encode()
    preguntona = _POLITICA.sub(rb"\1 connect-src 'self';", html, count=1)
    return _CUERPO.sub(lambda m: m[0] + agregado, preguntona, count=1)


def aviso(estado: EstadoDeObra) -> str:
    """Lo que se lee encima de la página: el error, o lo que se está haciendo, o nada."""
    if estado.falla:
        return (
            '<aside class="vista-trabajo vista-falla" role="alert">'
            f"<strong>{_titulo(estado)}</strong><pre>{escape(estado.falla)}</pre></aside>"
        )
    if estado.haciendo:
        return f'<p class="vista-trabajo vista-nota" role="status">{_HACIENDO[estado.haciendo]}</p>'
    return ""


def _titulo(estado: EstadoDeObra) -> str:
    if estado.sitio is None:
        return "Todavía no hay qué mostrar: corrija esto y guarde."
    return "Lo que usted guardó no se puede publicar: se ve la última versión buena."


def sola(titulo: str, texto: str, estado: EstadoDeObra) -> bytes:
    """Una página que no es del sitio: lo que falta, y por qué."""
    cabeza = f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{escape(titulo)}</title>'
    medidas = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    cuerpo = f"<h1>{escape(titulo)}</h1><p>{escape(texto)}</p>"
    return con_vista(f"{cabeza}{medidas}</head><body>{cuerpo}</body></html>".encode(), estado)


def estado_json(estado: EstadoDeObra) -> bytes:
    """Lo que pregunta el guion."""
    return json.dumps({"vuelta": str(estado.vuelta), "aviso": aviso(estado)}).encode()
