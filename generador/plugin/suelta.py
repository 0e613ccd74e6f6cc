"""Una página sola, con el tema y todo, sin armar el sitio: el armador que pide `construccion.vista`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generador.composicion.paginas.a_mano import con_lo_de_los_datos
from generador.construccion.entrega import Publicacion
from generador.construccion.vista import Vista
from generador.plugin.indices import hoja_de
from generador.plugin.plugin import ComplementoAsambleas, al_tema, paginas_a_mano
from generador.salida.busqueda import sin_marcas
from generador.salida.clases import hoja, sin_estilos


def vista_de(raiz: Path) -> Vista:
    """La vista de `raiz`, con MkDocs ya listo; dura mientras se trabaja."""
    return Vista(raiz, _Armador(raiz))


class _Armador:
    """MkDocs con su configuración y su tema leídos una vez."""

    def __init__(self, raiz: Path) -> None:
        self._reglas: dict[str, set[str]] = {}
        with _callado():
            self._leer(raiz)

    def _leer(self, raiz: Path) -> None:
        self._config = load_config(config_file=str(raiz / "mkdocs.yml"), site_dir=str(raiz / "site"))
        self._config = self._config.plugins.on_config(self._config)
        complemento = self._config.plugins["asambleas"]
        assert isinstance(complemento, ComplementoAsambleas)
        self._env = self._config.theme.get_env()
        self._files = get_files(self._config)
        self._files.add_files_from_theme(self._env, self._config)
        self.extras = paginas_a_mano(self._files, self._config)
        self._nav = get_navigation(self._files, self._config)
        complemento.on_env(self._env, config=self._config, files=self._files)

    def armar(self, publicacion: Publicacion, direccion: str) -> str:
        """El HTML de esa página de la publicación."""
        with _callado():
            return self._armar(publicacion, direccion)

    def recurso(self, ruta: str) -> bytes | None:
        """Un archivo del tema o de `contenido/`, o la hoja con los estilos de las páginas armadas; o None."""
        if ruta in self._reglas:
            return hoja(self._reglas[ruta]).encode()
        archivo = self._files.get_file_from_path(ruta) or self._files.src_uris.get(ruta)
        if archivo is None or archivo.is_documentation_page() or archivo.generated_by is not None:
            return None
        return archivo.content_bytes

    def _armar(self, publicacion: Publicacion, direccion: str) -> str:
        al_tema(self._config, publicacion, en_vivo=False)
        pagina = Page(None, self._archivo(publicacion, direccion), self._config)
        pagina.read_source(self._config)
        if pagina.file.generated_by is None:
            pagina.markdown = con_lo_de_los_datos(pagina.markdown or "", publicacion.proyecto)
        pagina.render(self._config, self._files)
        pagina.content, reglas = sin_estilos(sin_marcas(pagina.content or ""))
        if reglas:
            pagina.meta["hoja"] = hoja_de(pagina)
            self._reglas.setdefault(hoja_de(pagina), set()).update(reglas)
        contexto = self._config.plugins.on_page_context(
            get_context(self._nav, self._files, self._config, pagina),
            page=pagina,
            config=self._config,
            nav=self._nav,
        )
        plantilla = self._env.get_template(pagina.meta.get("template", "main.html"))
        pagina.active = True
        return str(plantilla.render(contexto))

    def _archivo(self, publicacion: Publicacion, direccion: str) -> File:
        """De dónde sale esa página: de `contenido/`, si está escrita a mano, o de la publicación."""
        for nombre, suya in self.extras.items():
            if suya == direccion and (escrita := self._files.get_file_from_path(f"{nombre}.md")):
                return escrita
        archivo = f"{direccion}index.md"
        return File.generated(self._config, archivo, content=publicacion.paginas[archivo])


@contextmanager
def _callado() -> Iterator[None]:
    """MkDocs sin avisar: lo de una página sola no es de nadie, y los enlaces los comprueba quien arma."""
    registro = logging.getLogger("mkdocs")
    antes = registro.level
    registro.setLevel(logging.ERROR)
    try:
        yield
    finally:
        registro.setLevel(antes)
