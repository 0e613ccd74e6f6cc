"""La hoja de estilo propia de WeasyPrint sin las reglas que ninguno de estos documentos usa.

Sus notas al pie valen para todo elemento: sin esto se calculan cinco estilos de más por cada uno, y seis por
cada trazo de un dibujo. Ver la decisión 0005.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any

from generador.salida.imprenta.atajos.lectura_html import SVG

_DE_NOTAS = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
_NOTAS = re.compile(r"footnote|note\(|@import|<link|\\(?:[g-z]|0*[4-7][0-9a-f])", re.IGNORECASE)
"""Pide notas, o podría: trae estilos de otra parte o escribe letras con escapes."""


def puede_tener_notas(texto: str) -> bool:
    """Si `texto`, HTML o CSS, podría pedir notas al pie."""
    return _NOTAS.search(texto) is not None


def aligerar(documento: Any) -> None:
    """Hace que `documento` (un `weasyprint.HTML`) se componga igual sin calcular estilos que no usa.

    No debe tener notas al pie. Si WeasyPrint ya no guarda sus hojas como se espera, no cambia nada.
    """
    pedir = getattr(documento, "_ua_stylesheets", None)
    if callable(pedir):
        documento._ua_stylesheets = lambda *a, **k: [_aligerada(hoja) for hoja in pedir(*a, **k)]


@lru_cache(maxsize=8)
def _aligerada(hoja: Any) -> Any:
    """Otra hoja como `hoja`, sin notas y sin viñetas dentro de los SVG; la misma si no es como se espera."""
    try:
        otra = copy(hoja)
        otra.matcher = copy(hoja.matcher)
        otra.matcher.other_selectors = [
            (_fuera_de_dibujos(prueba) if de == "marker" else prueba, peso, orden, de, carga)
            for prueba, peso, orden, de, carga in hoja.matcher.other_selectors
            if de not in _DE_NOTAS
        ]
    except (AttributeError, TypeError, ValueError):
        return hoja
    return otra


def _fuera_de_dibujos(prueba: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Lo de dentro de un SVG nunca tiene caja, y menos viñeta."""
    return lambda e: (e.namespace_url != SVG or e.local_name == "svg") and prueba(e)
