"""Los nombres y las direcciones de lo publicado que conoce también quien no lee los datos."""

from __future__ import annotations

from functools import lru_cache

DESCARGAS = "descargas"
MANIFIESTO = "manifiesto.json"
"""La lista de lo que una asamblea publica, en su carpeta de descargas."""

RUTA_HOJA_DEL_SITIO = "estilos/asambleas.css"
"""La hoja de estilos de todas las páginas."""


@lru_cache(maxsize=1 << 15)
def relativa(desde: str, hacia: str) -> str:
    """El enlace relativo de la página `desde` a `hacia`, ambas relativas al sitio."""
    # `posixpath.relpath` da lo mismo, pero va hasta la raíz del disco, y esto se llama por cada enlace.
    carpetas = [p for p in desde.split("/")[:-1] if p]
    destino = [p for p in hacia.split("/") if p]
    comunes = 0
    while comunes < min(len(carpetas), len(destino)) and carpetas[comunes] == destino[comunes]:
        comunes += 1
    camino = "/".join([".."] * (len(carpetas) - comunes) + destino[comunes:]) or "."
    return camino + "/" if (hacia.endswith("/") or not hacia) and not camino.endswith("/") else camino
