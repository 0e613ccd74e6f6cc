"""Compone en memoria todo lo que publica un proyecto y lo reduce a su esqueleto y a su texto."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import markdown
import tinyhtml5
from fabrica import medidos
from mkdocs.config import load_config

from generador.catalogo.inventario import inventariar
from generador.catalogo.rutas import DESCARGAS
from generador.composicion.compositor import Compositor
from generador.composicion.paginas.descargas import SIN_DESCARGAS, descargas_de
from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.modelo.asamblea import Proyecto

RAIZ = Path(__file__).parents[2]
A_MANO = {"acerca": "acerca/", "como-imprimir": "como-imprimir/", "accesibilidad": "a/", "privacidad": "p/"}


class Compuesto(NamedTuple):
    """Una página o un impreso: sus etiquetas con los nombres de sus atributos, y su texto sin los dibujos."""

    esqueleto: tuple[str, ...]
    textos: tuple[str, ...]

    @property
    def corrido(self) -> str:
        """Todo el texto en una línea."""
        return " ".join(" ".join(self.textos).split())


@cache
def _conversor() -> markdown.Markdown:
    """Markdown con las extensiones y opciones que MkDocs arma de mkdocs.yml."""
    config = load_config(str(RAIZ / "mkdocs.yml"), plugins=[])
    return markdown.Markdown(
        extensions=list(config.markdown_extensions), extension_configs=dict(config.mdx_configs)
    )


def a_html(texto: str) -> str:
    """El Markdown de una página como lo convierte MkDocs, sin su cabecera."""
    return _conversor().reset().convert(texto)


def partir(pagina: str) -> tuple[dict[str, Any], str]:
    """La cabecera y el cuerpo de una página."""
    _, cabecera, cuerpo = pagina.split("---\n", 2)
    return json.loads(cabecera), cuerpo


def crudo(proyecto: Proyecto, *, formatos: bool = True) -> dict[str, str]:
    """Ruta → HTML de cada impreso y Markdown con cabecera de cada página.

    Sin `formatos`, de cada pieza va uno solo: los demás son la misma plantilla en otro tamaño.
    """
    extras = {**A_MANO, **{f"{a.id}/manifiesto": f"{a.id}/{DESCARGAS}/m.json" for a in proyecto.asambleas}}
    inventario = inventariar(proyecto, extras)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    descargas = {a.id: descargas_de(inventario, a, medidos(1000, 2)) for a in proyecto.asambleas}
    salida, piezas = {}, set()
    for a in inventario.artefactos:
        if a.origen is None and (formatos or a.clase == "documento" or a.declaracion.id not in piezas):
            piezas.add(a.declaracion.id)
            # Lo que ni al menor tamaño cabe en una pieza se rechaza al construir, con su lugar.
            with suppress(TextoNoCabe):
                salida[a.ruta] = compositor.impreso(a)
    for pagina in inventario.paginas:
        suyas = descargas[pagina.asamblea.id] if pagina.asamblea else SIN_DESCARGAS
        salida[f"{pagina.ruta}index.md"] = compositor.pagina(pagina, suyas)
    return salida


def compuestos(proyecto: Proyecto, *, a_fondo: bool = False) -> dict[str, Compuesto]:
    """Todo lo que publica `proyecto`; `a_fondo`, con el árbol que arma un navegador."""
    salida = {}
    for ruta, texto in crudo(proyecto, formatos=a_fondo).items():
        html = texto
        if ruta.endswith(".md"):
            cabecera, cuerpo = partir(texto)
            html = a_html(cuerpo)
            # Lo que va dentro de un guion es JSON, con su propio escape.
            assert not set("<>&") & set(cabecera.pop("enlazados", "")), ruta
            vigilar_cabecera(cabecera, ruta)
        salida[ruta] = leer_arbol(html) if a_fondo else leer(html)
    return salida


def vigilar_cabecera(cabecera: Any, ruta: str) -> None:
    """Lo que el tema escribe sin escapar llega ya sin nada que abra una etiqueta o cierre un atributo."""
    if isinstance(cabecera, str):
        assert not set("<>\"'`{}") & set(cabecera), (ruta, cabecera)
    elif isinstance(cabecera, dict):
        for valor in cabecera.values():
            vigilar_cabecera(valor, ruta)
    elif isinstance(cabecera, list):
        for valor in cabecera:
            vigilar_cabecera(valor, ruta)


class _Lector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.esqueleto: list[str] = []
        self.textos: list[str] = []
        self._en_dibujo = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not (self._en_dibujo and _inofensivo(tag, attrs)):
            nombres = () if tag == "svg" else sorted(n for n, _ in attrs)
            self.esqueleto.append(" ".join((tag, *nombres)))
        self._en_dibujo = self._en_dibujo or tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self._en_dibujo = self._en_dibujo and tag != "svg"
        if not self._en_dibujo:
            self.esqueleto.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if not self._en_dibujo:
            self.textos.append(data)

    def handle_comment(self, data: str) -> None:
        self.esqueleto.append("<!---->")

    def handle_decl(self, decl: str) -> None:
        self.esqueleto.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.esqueleto.append("<?>")

    def unknown_decl(self, data: str) -> None:
        self.esqueleto.append("<![]>")


_DE_DIBUJO = {
    "title",
    "desc",
    "defs",
    "g",
    "path",
    "rect",
    "circle",
    "line",
    "pattern",
    "use",
    "text",
    "tspan",
}


def _inofensivo(etiqueta: str, atributos: list[tuple[str, str | None]]) -> bool:
    """Cuántos trazos tiene un dibujo puede depender del largo de un texto; qué hay dentro, no."""
    return etiqueta in _DE_DIBUJO and not any(
        n.startswith("on") or (n.endswith("href") and not (v or "").startswith("#")) for n, v in atributos
    )


def leer(html: str) -> Compuesto:
    """Las etiquetas en orden: si son las mismas, el árbol es el mismo. De un dibujo, solo que está."""
    lector = _Lector()
    lector.feed(html)
    lector.close()
    return Compuesto(tuple(lector.esqueleto), tuple(lector.textos))


def leer_arbol(html: str) -> Compuesto:
    """Lo mismo con el algoritmo de HTML5, que es el de los navegadores y cuatro veces más lento."""
    esqueleto, textos = [], []

    def bajar(nodo: ElementTree.Element, en_dibujo: bool) -> None:
        etiqueta = str(nodo.tag).rpartition("}")[2]
        atributos = [(str(n).rpartition("}")[2], str(v)) for n, v in nodo.attrib.items()]
        entra = not (en_dibujo and _inofensivo(etiqueta, list(atributos)))
        if entra:
            nombres = () if etiqueta == "svg" else sorted(n for n, _ in atributos)
            esqueleto.append(" ".join((etiqueta, *nombres)))
        dibujo = en_dibujo or etiqueta == "svg"
        textos.append("" if dibujo else nodo.text or "")
        for hijo in nodo:
            if isinstance(hijo.tag, str):
                bajar(hijo, dibujo)
            else:
                esqueleto.append("<!---->")
            textos.append("" if dibujo else hijo.tail or "")
        if entra:
            esqueleto.append(f"/{etiqueta}")

    bajar(tinyhtml5.parse(html, namespace_html_elements=False), False)
    return Compuesto(tuple(esqueleto), tuple(textos))
