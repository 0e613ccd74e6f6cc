"""Los trazos de un SVG ya vueltos operadores de PDF: un mismo dibujo se repite en muchos documentos."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

RECORDADOS = 4096
"""Trazos distintos que se guardan; los de una asamblea grande son unos mil."""
_SOLO_NUMEROS = re.compile(r"[-MmLlHhVvCcSsQqTtAaZz0-9\s.,]*")
"""Sin unidades ni porcentajes: lo que se dibuja no depende de dónde va."""
_MARCAS = ("marker", "marker-start", "marker-mid", "marker-end")

Dibujante = Callable[[Any, Any, float], None]
"""Como las funciones de WeasyPrint que pintan una etiqueta: recibe el SVG, el nodo y el cuerpo de letra."""


def recordar(etiquetas: MutableMapping[str, Any], lienzo: Callable[[], Any]) -> None:
    """Cambia quien pinta `<path>` en `etiquetas` por uno que escribe lo mismo y no lo calcula dos veces.

    `lienzo` da un flujo de PDF vacío, con la lista `stream` de lo escrito. Llamarla otra vez no hace nada.
    """
    if not isinstance(etiquetas["path"], _ConMemoria):
        etiquetas["path"] = _ConMemoria(etiquetas["path"], lienzo)


class _ConMemoria:
    def __init__(self, dibujar: Dibujante, lienzo: Callable[[], Any]) -> None:
        self._dibujar, self._lienzo = dibujar, lienzo
        self._operadores = lru_cache(maxsize=RECORDADOS)(self._escritos)

    def __call__(self, svg: Any, nodo: Any, cuerpo: float) -> None:
        d = nodo.get("d", "")
        escritos = None
        if _SOLO_NUMEROS.fullmatch(d) and not any(marca in nodo.attrib for marca in _MARCAS):
            escritos = self._operadores(d)
        if escritos is None:
            self._dibujar(svg, nodo, cuerpo)
        else:
            svg.stream.stream.append(escritos)

    def _escritos(self, d: str) -> bytes | None:
        """Los operadores de un trazo; None si está mal escrito y se deja a medias."""
        flujo = self._lienzo()
        svg = SimpleNamespace(stream=flujo, point=lambda x, y, _: (float(x), float(y)))
        nodo = SimpleNamespace(get={"d": d}.get, vertices=[])
        try:
            self._dibujar(svg, nodo, 0)
        except Exception:
            return None
        return b"\n".join(flujo.stream)
