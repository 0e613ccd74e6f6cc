"""Compone en memoria todo lo que publica un proyecto y lo reduce a su esqueleto y a su texto."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import markdown
import tinyhtml5
from jinja2 import Environment
from mkdocs.config import load_config

from generador.catalogo.inventario import DESCARGAS, inventariar
from generador.composicion.compositor import Compositor, Ficha
from generador.composicion.entorno import crear_entorno
from generador.modelo.asamblea import Proyecto

RAIZ = Path(__file__).parents[2]
A_MANO = {"acerca": "acerca/", "como-imprimir": "como-imprimir/", "accesibilidad": "a/", "privacidad": "p/"}
_SVG = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)


class Compuesto(NamedTuple):
    """Una página o un impreso: sus etiquetas con los nombres de sus atributos, y sus textos."""

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


@cache
def _entorno() -> Environment:
    """Un solo entorno para todas las composiciones: compilar las plantillas es lo que más tarda."""
    return crear_entorno(RAIZ / "plantillas")


def a_html(texto: str) -> str:
    """El Markdown de una página como lo convierte MkDocs, sin su cabecera."""
    return _conversor().reset().convert(texto)


def partir(pagina: str) -> tuple[dict[str, Any], str]:
    """La cabecera y el cuerpo de una página."""
    _, cabecera, cuerpo = pagina.split("---\n", 2)
    return json.loads(cabecera), cuerpo


def crudo(proyecto: Proyecto) -> dict[str, str]:
    """Ruta → HTML de cada impreso y Markdown con cabecera de cada página."""
    extras = {**A_MANO, **{f"{a.id}/manifiesto": f"{a.id}/{DESCARGAS}/m.json" for a in proyecto.asambleas}}
    inventario = inventariar(proyecto, extras)
    compositor = Compositor(RAIZ / "plantillas", inventario)
    compositor._entorno = _entorno()
    fichas = {a.ruta: Ficha(a, 1000, 2) for a in inventario.artefactos}
    salida = {a.ruta: compositor.impreso(a) for a in inventario.artefactos if a.origen is None}
    for pagina in inventario.paginas:
        suyas = [fichas[a.ruta] for a in inventario.de(pagina.asamblea)] if pagina.asamblea else []
        salida[f"{pagina.ruta}index.md"] = compositor.pagina(pagina, suyas)
    return salida


def compuestos(proyecto: Proyecto, dibujos: set[str]) -> dict[str, Compuesto]:
    """Todo lo que publica `proyecto`. Los dibujos que estén en `dibujos` se dan por vistos y no se leen."""
    salida = {}
    for ruta, texto in crudo(proyecto).items():
        html = texto
        if ruta.endswith(".md"):
            cabecera, cuerpo = partir(texto)
            html = a_html(cuerpo)
            vigilar_cabecera(cabecera, ruta)
        salida[ruta] = leer(_SVG.sub(lambda m: "<svg></svg>" if m[0] in dibujos else m[0], html))
    return salida


def dibujos_comunes(*proyectos: Proyecto) -> set[str]:
    """Los SVG que no dependen de los textos: los que están, iguales, en todos esos proyectos."""
    return set.intersection(*map(_dibujos_de, proyectos))


def _dibujos_de(proyecto: Proyecto) -> set[str]:
    return {
        m[0]
        for ruta, t in crudo(proyecto).items()
        for m in _SVG.finditer(a_html(partir(t)[1]) if ruta.endswith(".md") else t)
    }


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


def leer(html: str) -> Compuesto:
    """El árbol que ve un navegador, aplanado."""
    esqueleto, textos = [], []

    def bajar(nodo: ElementTree.Element, resume: bool = False) -> None:
        resume = resume or "data-resumen" in nodo.attrib
        esqueleto.append(" ".join((str(nodo.tag), *sorted(map(str, nodo.attrib)))))
        # Donde la plantilla dice que resume, lo escrito puede ir cortado: su texto no se cuenta.
        if nodo.text and not resume:
            textos.append(nodo.text)
        for hijo in nodo:
            if isinstance(hijo.tag, str):
                bajar(hijo, resume)
            else:
                esqueleto.append("<!-- -->")
            if hijo.tail and not resume:
                textos.append(hijo.tail)
        esqueleto.append("/")

    bajar(tinyhtml5.parse(html, namespace_html_elements=False))
    return Compuesto(tuple(esqueleto), tuple(textos))
