"""El árbol de un HTML sin leer letra por letra sus dibujos: los SVG los lee expat, y lo demás quien siempre.

WeasyPrint lee HTML en Python, y casi todo lo que pesa un documento son los trazos de sus SVG. Ver la
decisión 0005.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Protocol, TypeVar
from xml.etree.ElementTree import Element, ParseError, fromstring

SVG = "http://www.w3.org/2000/svg"
RECORDADOS = 1024
"""Dibujos distintos que se guardan; los de una asamblea grande son unos cuatrocientos."""


class ConArbol(Protocol):
    """Un documento abierto."""

    @property
    def etree_element(self) -> Element:
        """Su raíz."""


ArbolAbierto = TypeVar("ArbolAbierto", bound=ConArbol)

_RAIZ_SVG = f"{{{SVG}}}svg"

_DIBUJO = re.compile(r"<svg(?=[ >]).*?</svg>", re.DOTALL)
_LUGAR = "data-lugar-de-dibujo"
_ESCAPE_RARO = re.compile(r"[\t\r\n]|<[!?]|xmlns|&(?!(?:amp|lt|gt|quot|#34|#39);)")
"""Lo que XML y HTML leen distinto: blancos en atributos, comentarios, espacios de nombres, entidades."""
_ETIQUETAS = {
    f"{{{SVG}}}{nombre}"
    for nombre in (
        *("svg", "g", "defs", "title", "desc", "text", "tspan", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "pattern", "clipPath", "linearGradient", "radialGradient", "stop"),
    )
}
_CON_SOLO_TEXTO = {f"{{{SVG}}}title", f"{{{SVG}}}desc"}
"""Dentro de estas, HTML deja de leer SVG."""
_ATRIBUTO = re.compile("[a-z][a-z0-9-]*|viewBox|preserveAspectRatio|(?:pattern|clipPath|gradient)Units")
"""HTML pasa a minúsculas los demás."""


def leer(html: str, abrir: Callable[[str], ArbolAbierto]) -> ArbolAbierto:
    """Lo que `abrir` daría de `html`, que es un documento entero, con el mismo árbol.

    `abrir` recibe un HTML y da algo con la raíz en `etree_element`, como `weasyprint.HTML`; lanza lo que él.
    """
    dibujos: list[Element] = []

    def apartar(hallado: re.Match[str]) -> str:
        dibujo = _leido_como_xml(hallado[0])
        if dibujo is None:
            return hallado[0]
        dibujos.append(dibujo)
        # Sin comillas, para que donde «<svg» no sea una etiqueta siga sin serlo y se note que falta.
        return f"<svg {_LUGAR}={len(dibujos) - 1} />"

    if _LUGAR not in html.lower():
        sin_dibujos = _DIBUJO.sub(apartar, html)
        if dibujos:
            abierto = abrir(sin_dibujos)
            if _devolver(abierto.etree_element, dibujos):
                return abierto
    return abrir(html)


@lru_cache(maxsize=RECORDADOS)
def _leido_como_xml(texto: str) -> Element | None:
    """El dibujo, o None si HTML podría leerlo de otro modo."""
    if _ESCAPE_RARO.search(texto):
        return None
    try:
        dibujo = fromstring(f'<svg xmlns="{SVG}"{texto[4:]}')
    except (ParseError, UnicodeEncodeError):
        return None
    for e in dibujo.iter():
        if e.tag not in _ETIQUETAS or (e.tag in _CON_SOLO_TEXTO and len(e)):
            return None
        if not all(map(_ATRIBUTO.fullmatch, e.attrib)):
            return None
    return dibujo


def _devolver(raiz: Element, dibujos: list[Element]) -> bool:
    """Pone cada dibujo en su lugar; falso, sin tocar nada, si alguno no lo tiene."""
    lugares: dict[int, Element] = {}
    for svg in raiz.iter(_RAIZ_SVG):
        # Con otro atributo, «<svg» iba dentro de una etiqueta ajena.
        if list(svg.attrib) == [_LUGAR]:
            lugares[int(svg.attrib[_LUGAR])] = svg
        # Dentro de otro SVG, HTML puede reabrir en un título la etiqueta que alguien dejó sin cerrar.
        elif any(_LUGAR in dentro.attrib for dentro in svg.iter(_RAIZ_SVG)):
            return False
    if len(lugares) != len(dibujos):
        return False
    for i, lugar in lugares.items():
        propio = deepcopy(dibujos[i])
        lugar.attrib.clear()
        lugar.attrib.update(propio.attrib)
        lugar.text = propio.text
        lugar.extend(propio)
    return True
