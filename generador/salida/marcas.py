"""Las letras con marcas sueltas (ɨ̃, g̃) se dibujan enteras con la letra de respaldo.

Pango busca letra carácter por carácter: pediría la base a una y la marca a otra, que caería donde no es.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

RESPALDO = "Noto Sans"
_CON_MARCA = re.compile(r"\w[\u0300-\u036f]+")
"""En NFC, como llegan los textos, una marca que sigue suelta es de una letra que no viene compuesta."""
_TEXTO_DE_DIBUJO = "{http://www.w3.org/2000/svg}text"
_SIN_DIBUJAR = frozenset({"title", "style", "script", "head"})


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
