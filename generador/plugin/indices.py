"""Lo que sale de las páginas juntas: de cada asamblea, y de lo demás, el índice y la hoja de estilos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generador.salida import clases
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
        carpeta = carpeta_de(pagina)
        if carpeta:
            nombres[carpeta] = titulo_de(pagina.meta["asamblea"]["corto"])
        hojas.setdefault(carpeta, []).append(_hoja(pagina, secciones.get(archivo.src_uri, ())))
    asambleas = [[carpeta, nombre] for carpeta, nombre in nombres.items()]
    return {
        f"{carpeta}{NOMBRE}": guion(
            {"carpeta": carpeta, **({} if carpeta else {"asambleas": asambleas})}, suyas
        )
        for carpeta, suyas in hojas.items()
    }


def hojas(files: Files, reglas: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Ruta en el sitio → hoja de estilos; `reglas`, por archivo, los que traía sueltos."""
    juntas: dict[str, list[str]] = {}
    for archivo in files.documentation_pages():
        if archivo.page is not None and (suyas := reglas.get(archivo.src_uri)):
            juntas.setdefault(hoja_de(archivo.page), []).extend(suyas)
    return {ruta: clases.hoja(suyas) for ruta, suyas in juntas.items()}


def hoja_de(pagina: Page) -> str:
    """La ruta en el sitio de la hoja con los estilos de `pagina`."""
    return f"{carpeta_de(pagina)}{clases.NOMBRE}"


def carpeta_de(pagina: Page) -> str:
    """La carpeta de la asamblea de `pagina`, con «/» al final; vacía, si no es de ninguna."""
    asamblea: Mapping[str, Any] = pagina.meta.get("asamblea") or {}
    return str(asamblea.get("ruta", ""))


def _hoja(pagina: Page, secciones: Sequence[Sequence[str]]) -> Indexada:
    titulo = titulo_de(str(pagina.title or ""))
    orden = _ORDEN.get(str(pagina.meta.get("busqueda", "")), 0)
    return Indexada(pagina.url.removeprefix("./"), titulo, orden, secciones)
