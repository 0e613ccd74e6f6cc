"""Las páginas que MkDocs ya volvió HTML: si nada que las decida cambió, no se leen otra vez.

Cada una se recuerda por su cuenta, con lo que de ella se busca. La plantilla del tema y las puertas
corren siempre.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.recuerdo import Recuerdo
from generador.salida.busqueda import secciones, sin_marcas
from generador.salida.clases import sin_estilos
from generador.salida.disco import sha256

_CONOCIDOS = frozenset({"asambleas"})
"""Los complementos de los que se sabe qué le hacen a una página; con otro, nada se recuerda."""
_EXTENSIONES = "markdown.extensions"
"""Las que trae Markdown solo miran la página; otra puede leer un archivo, y con ella nada se recuerda."""


class Leidas:
    """Las páginas de una construcción; se crea cuando ya se sabe qué archivos hay.

    De una página se llama, en orden, a `empezar` y a `terminar`.
    """

    def __init__(self, raiz: Path, config: MkDocsConfig, files: Files) -> None:
        self._files = files
        self.secciones: dict[str, list[Any]] = {}
        """Por archivo, lo que de él se busca (`salida.busqueda.secciones`)."""
        self.reglas: dict[str, list[str]] = {}
        """Por archivo, los estilos que traía sueltos (`salida.clases.sin_estilos`)."""
        self._recuerdo: Recuerdo | None = None
        if _todo_conocido(config):
            self._recuerdo = Recuerdo(
                raiz, sha256(f"{huella_de_codigo(__name__)}/{_de_todas(config, files)}".encode())
            )
        self._avisos = _Avisos()
        self._sabidas: dict[str, tuple[str, Any]] = {}
        """Por archivo, su Markdown y lo recordado."""
        self._nuevas: dict[str, tuple[str, int]] = {}
        """Por archivo, su huella y los avisos que había antes de leerla."""

    def empezar(self, page: Page, markdown: str) -> str:
        """El Markdown que MkDocs ha de leer: ninguno, si ya se sabe qué da."""
        if self._recuerdo is None:
            return markdown
        huella = sha256(repr((page.url, page.title, page.meta, markdown)).encode("utf-8", "surrogatepass"))
        uri = page.file.src_uri
        dato = self._recuerdo.dato(_nombre(uri))
        if dato is not None and dato["huella"] == huella:
            self._sabidas[uri] = markdown, dato
            return ""
        self._nuevas[uri] = huella, self._avisos.cuantos
        return markdown

    def terminar(self, page: Page, html: str, *, entera: bool = False) -> str:
        """El HTML de la página, como si MkDocs la hubiera leído, sin las marcas del buscador ni estilos.

        Con `entera`, lo que se busca de ella es una sola sección.
        """
        uri = page.file.src_uri
        if uri not in self._sabidas:
            contenido, reglas = sin_estilos(sin_marcas(html))
            self.reglas[uri] = list(reglas)
            self.secciones[uri] = [list(s) for s in secciones(html, entera=entera)]
            # Lo que avisó ha de avisarlo otra vez: no se recuerda.
            if uri in self._nuevas and self._avisos.cuantos == self._nuevas[uri][1]:
                self._anotar(page, contenido)
            return contenido
        page.markdown, dato = self._sabidas[uri]
        page.toc = get_toc(dato["indice"])
        page._title_from_render = dato["titulo"]
        page.present_anchor_ids = set(dato["anclas"])
        page.links_to_anchors = {
            archivo: enlaces
            for otra, enlaces in dato["enlaces"].items()
            if (archivo := self._files.get_file_from_path(otra)) is not None
        }
        self.secciones[uri], self.reglas[uri] = dato["secciones"], dato["reglas"]
        return str(dato["contenido"])

    def _anotar(self, page: Page, contenido: str) -> None:
        assert self._recuerdo is not None
        uri = page.file.src_uri
        dato = {
            "huella": self._nuevas[uri][0],
            "contenido": contenido,
            "titulo": page._title_from_render,
            "indice": _renglones(page.toc),
            "anclas": sorted(page.present_anchor_ids or ()),
            "enlaces": {f.src_uri: enlaces for f, enlaces in (page.links_to_anchors or {}).items()},
            "secciones": self.secciones[uri],
            "reglas": self.reglas[uri],
        }
        self._recuerdo.anotar(_nombre(uri), dato)

    def cerrar(self) -> None:
        """Deja de oír los avisos de MkDocs."""
        self._avisos.callar()


class _Avisos(logging.Handler):
    """Cuántas advertencias ha dicho MkDocs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.cuantos = 0
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.cuantos += 1

    def callar(self) -> None:
        """Deja de contar."""
        logging.getLogger("mkdocs").removeHandler(self)


def _todo_conocido(config: MkDocsConfig) -> bool:
    """Si se sabe qué le hace a una página cada complemento y cada extensión de Markdown."""
    extensiones = {str(e).removeprefix(f"{_EXTENSIONES}.") for e in config.markdown_extensions}
    return _CONOCIDOS.issuperset(config.plugins) and all(
        "." not in e and find_spec(f"{_EXTENSIONES}.{e}") is not None for e in extensiones
    )


def _de_todas(config: MkDocsConfig, files: Files) -> str:
    """Lo que decide el HTML de cualquier página, además de ella: cómo se lee y a qué puede enlazar."""
    opciones = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    destinos = sorted((f.src_uri, f.url, f.inclusion.name) for f in files)
    return repr((opciones, destinos))


def _renglones(indice: Iterable[AnchorLink]) -> list[dict[str, Any]]:
    """Un índice como lo recibe `get_toc`."""
    return [
        {"name": i.title, "id": i.id, "level": i.level, "children": _renglones(i.children)} for i in indice
    ]


def _nombre(uri: str) -> str:
    return f"pagina/{uri}"
