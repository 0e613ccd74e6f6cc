"""La forma del manifiesto de una asamblea: su cabecera, y cómo la lee quien solo quiere los archivos."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

FORMATO = "asambleas/manifiesto/2"
"""La primera forma era la lista de archivos, sin cabecera: un sitio ya publicado puede tenerla."""


def con_cabecera(
    asamblea: str,
    entradas: str,
    paginas: Sequence[Mapping[str, object]],
    archivos: Sequence[Mapping[str, object]],
) -> dict[str, object]:
    """El manifiesto como dato JSON.

    `entradas` es la huella de los datos publicables de que depende: los de la asamblea y los comunes.
    """
    return {
        "formato": FORMATO,
        "asamblea": asamblea,
        "entradas": entradas,
        "paginas": paginas,
        "archivos": archivos,
    }


def archivos_de(arbol: Any) -> list[Any]:
    """Los renglones de los archivos, de un manifiesto ya leído como JSON. ValueError si es de otra forma."""
    if isinstance(arbol, dict) and arbol.get("formato") == FORMATO:
        arbol = arbol.get("archivos")
    if not isinstance(arbol, list):
        raise ValueError("no es un manifiesto que se conozca")
    return arbol


def archivos_en(crudo: bytes) -> list[Any]:
    """Lo mismo, del archivo entero. ValueError también si no es JSON."""
    return archivos_de(json.loads(crudo))
