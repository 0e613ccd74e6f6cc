"""Los identificadores de los dibujos de un impreso: cada copia de un mismo dibujo lleva los suyos."""

from __future__ import annotations

import re
from collections import Counter

_DIBUJO = re.compile(r"<svg(?=[ >]).*?</svg>", re.DOTALL)
_ETIQUETA = re.compile(r"<[a-zA-Z][^>]*>")
_ID = re.compile(r'(?<=\sid=")[^"]*(?=")')
_ENLACE = re.compile(r'(?<=href="#)[^"]+(?=")|(?<=url\(#)[^)]+(?=\))')


def distinguir(html: str) -> str:
    """`html` con los identificadores que un dibujo repite de otro cambiados, y lo que los pide también.

    Sin repetidos, el mismo texto. WeasyPrint no admite dos iguales en un documento.
    """
    cuantos = Counter(_ID.findall(html))
    if all(n == 1 for n in cuantos.values()):
        return html
    vistos: Counter[str] = Counter()

    def copia(hallado: re.Match[str]) -> str:
        propios = set(_ID.findall(hallado[0]))
        vistos.update(propios)
        nuevos = {i: f"{i}-copia-{vistos[i]}" for i in propios if vistos[i] > 1}
        if not nuevos:
            return hallado[0]

        def cambiar(nombre: re.Match[str]) -> str:
            return nuevos.get(nombre[0], nombre[0])

        return _ETIQUETA.sub(lambda e: _ENLACE.sub(cambiar, _ID.sub(cambiar, e[0])), hallado[0])

    return _DIBUJO.sub(copia, html)
