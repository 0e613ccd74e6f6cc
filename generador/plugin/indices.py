"""De las páginas de MkDocs a los índices con que se busca: uno por asamblea y el de las demás páginas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generador.salida.busqueda import NOMBRE, Indexada, guion, titulo_de

_ORDEN = {"despues": 1, "ultima": 2}


def indices(files: Files, secciones: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, str]:
    """Ruta en el sitio → guion de cada índice; `secciones`, por archivo, lo que de cada página se busca.

    El de la raíz dice además qué asambleas hay: con eso el navegador sabe cuáles puede pedir.
    """
    hojas: dict[str, list[Indexada]] = {"": []}
    nombres: dict[str, str] = {}
    for archivo in files.documentation_pages():
        pagina = archivo.page
        if pagina is None or pagina.meta.get("busqueda") == "nada":
            continue
        asamblea: Mapping[str, Any] = pagina.meta.get("asamblea") or {}
        carpeta = str(asamblea.get("ruta", ""))
        if asamblea:
            nombres[carpeta] = titulo_de(asamblea["corto"])
        hojas.setdefault(carpeta, []).append(_hoja(pagina, secciones.get(archivo.src_uri, ())))
    asambleas = [[carpeta, nombre] for carpeta, nombre in nombres.items()]
    return {
        f"{carpeta}{NOMBRE}": guion(
            {"carpeta": carpeta, **({} if carpeta else {"asambleas": asambleas})}, suyas
        )
        for carpeta, suyas in hojas.items()
    }


def _hoja(pagina: Page, secciones: Sequence[Sequence[str]]) -> Indexada:
    titulo = titulo_de(str(pagina.title or ""))
    orden = _ORDEN.get(str(pagina.meta.get("busqueda", "")), 0)
    return Indexada(pagina.url.removeprefix("./"), titulo, orden, secciones)
