"""Las letras con marcas sueltas (ɨ̃, g̃) se dibujan enteras con la letra de respaldo.

Pango busca letra carácter por carácter: pediría la base a una y la marca a otra, que caería donde no es.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Any
from xml.etree.ElementTree import Element

RESPALDO = "Noto Sans"
_CON_MARCA = re.compile(r"\w[\u0300-\u036f]+")
"""En NFC, como llegan los textos, una marca que sigue suelta es de una letra que no viene compuesta."""
_TEXTO_DE_DIBUJO = "{http://www.w3.org/2000/svg}text"
_SIN_DIBUJAR = frozenset({"title", "style", "script", "head"})


_LETRA = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_ETIQUETAS_DE_TEXTO = ("text", "textPath", "tspan")


class _PorLetras(str):
    """Un texto que al recorrerlo da cada letra con sus marcas."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter(_LETRA.findall(self))


class _Reunidas:
    """Quien dibuja un texto de SVG carácter por carácter, sin apartar las marcas de su letra."""

    def __init__(self, dibujar: Any) -> None:
        self._dibujar = dibujar

    def __call__(self, svg: Any, nodo: Any, cuerpo: float) -> None:
        if nodo.text and hay_sueltas(nodo.text):
            nodo._etree_node.text = _PorLetras(nodo.text)
        self._dibujar(svg, nodo, cuerpo)

    def __eq__(self, otro: object) -> bool:
        # WeasyPrint sabe que una etiqueta es de texto porque la pinta su función.
        return otro is self._dibujar or otro is self

    def __hash__(self) -> int:
        return hash(self._dibujar)


def reunir(etiquetas: MutableMapping[str, Any]) -> None:
    """Cambia quien pinta los textos en `etiquetas` (las de SVG de WeasyPrint). Repetirla no hace nada."""
    for cual in _ETIQUETAS_DE_TEXTO:
        if not isinstance(etiquetas[cual], _Reunidas):
            etiquetas[cual] = _Reunidas(etiquetas[cual])


def hay_sueltas(html: str) -> bool:
    """Si `html` dice alguna."""
    return _CON_MARCA.search(html) is not None


def enteras(raiz: Element) -> None:
    """Pide la letra de respaldo para cada una de las que dice ese árbol de HTML; el texto no cambia."""
    for elemento in list(raiz.iter()):
        if not isinstance(elemento.tag, str) or elemento.tag in _SIN_DIBUJAR:
            continue
        if elemento.tag == _TEXTO_DE_DIBUJO:
            if hay_sueltas("".join(elemento.itertext())):
                elemento.set("font-family", RESPALDO)
            continue
        if elemento.tag.startswith("{"):
            continue
        for i, hijo in reversed(list(enumerate(elemento))):
            antes, tramos = _partido(hijo.tail)
            if tramos:
                hijo.tail = antes
                elemento[i + 1 : i + 1] = tramos
        antes, tramos = _partido(elemento.text)
        if tramos:
            elemento.text = antes
            elemento[0:0] = tramos


def _partido(texto: str | None) -> tuple[str, list[Element]]:
    """Lo que va antes de la primera, y un tramo por cada una con lo que la sigue."""
    halladas = list(_CON_MARCA.finditer(texto or ""))
    if texto is None or not halladas:
        return texto or "", []
    tramos = []
    for esta, sigue in zip(halladas, [*halladas[1:], None], strict=True):
        tramo = Element("span", {"style": f"font-family: '{RESPALDO}'"})
        tramo.text = esta[0]
        tramo.tail = texto[esta.end() : sigue.start() if sigue else len(texto)]
        tramos.append(tramo)
    return texto[: halladas[0].start()], tramos
