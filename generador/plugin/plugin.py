"""El complemento `asambleas`: publica lo que `construccion` prepara. Sin lógica del dominio."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generador.construccion.preparacion import Publicacion, construir, nuevos
from generador.construccion.publicacion import (
    MARCA_PROGRESO,
    MARCA_RESUMEN,
    VARIABLE_PROCESOS,
    VARIABLE_PROGRESO,
)
from generador.errores import ErrorAsambleas, ErrorDeDatos
from generador.modelo.texto import plural
from generador.plugin.config import ConfigAsambleas
from generador.salida.credito import comprobar_html
from generador.salida.emision import guardar_traza

PUBLICABLES = frozenset(
    {".md", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".pdf", ".css", ".js", ".txt"}
)
"""Lo que `contenido/` puede publicar; un .docx olvidado no sale."""
_DEL_TEMA = frozenset({".map", ".ttf"})


class ComplementoAsambleas(BasePlugin[ConfigAsambleas]):
    """Un objeto por proceso de MkDocs; en `serve` sobrevive a las reconstrucciones."""

    publicacion: Publicacion | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Las fechas del sitio no dependen de cuándo se construye."""
        os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
        return config

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Corre de primero: los demás complementos ven ya las páginas y los PDF, y `--strict` los enlaza."""
        raiz = Path(config.config_file_path).parent
        for archivo in list(files):
            if not _publicable(archivo, Path(config.docs_dir)):
                files.remove(archivo)
        extras = {
            PurePosixPath(f.src_uri).stem: f.url.replace("./", "")
            for f in files.documentation_pages()
            if "/" not in f.src_uri
        }
        try:
            publicacion = construir(raiz, extras, self._procesos(), self._progreso())
        except ErrorDeDatos as error:
            print(f"\n{error}\n", file=sys.stderr, flush=True)
            raise PluginError("los datos tienen errores: no se publicó nada") from None
        except ErrorAsambleas as error:
            raise PluginError(str(error)) from None
        except Exception as error:
            raise PluginError(guardar_traza(raiz, error)) from None
        self.publicacion = publicacion
        sitio = publicacion.proyecto.sitio
        config.site_name, config.site_description = sitio.nombre, sitio.descripcion
        config.site_url = sitio.direccion
        for ruta, texto in publicacion.paginas.items():
            files.append(File.generated(config, ruta, content=texto))
        for ruta, datos in publicacion.textos.items():
            files.append(File.generated(config, ruta, content=datos))
        for ruta, archivo_listo in publicacion.archivos.items():
            files.append(File.generated(config, ruta, abs_src_path=str(archivo_listo)))
        return files

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Ninguna página de una asamblea sale sin su crédito a la vista."""
        assert self.publicacion is not None
        frase = self.publicacion.creditos.get(page.url.replace("./", ""))
        if frase is not None:
            try:
                comprobar_html(output, frase, page.url)
            except ErrorAsambleas as error:
                raise PluginError(str(error)) from None
        return output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Una línea para quien llama desde `./asamblea construir`."""
        if self.publicacion is None or not os.environ.get(VARIABLE_PROGRESO):
            return
        productos = list(self.publicacion.productos.values())
        partes = [
            plural(len(self.publicacion.paginas), "página de datos", "páginas de datos"),
            plural(len(productos), "archivo para descargar", "archivos para descargar")
            + f" ({plural(nuevos(productos), 'nuevo', 'nuevos')})",
        ]
        if self.publicacion.advertencias:
            partes.append(plural(len(self.publicacion.advertencias), "advertencia", "advertencias"))
        print(MARCA_RESUMEN + ", ".join(partes), flush=True)

    def _procesos(self) -> int | None:
        pedido = os.environ.get(VARIABLE_PROCESOS, "")
        return int(pedido) if pedido.isdigit() and int(pedido) > 0 else self.config.procesos

    def _progreso(self) -> Any:
        if not os.environ.get(VARIABLE_PROGRESO):
            return None
        return lambda hechos, total, nombre: print(f"{MARCA_PROGRESO}{hechos} {total} {nombre}", flush=True)


def _publicable(archivo: File, contenido: Path) -> bool:
    """Del tema, lo que un navegador usa; de `contenido/`, archivos de verdad, sin borradores ni enlaces."""
    ruta = PurePosixPath(archivo.src_uri)
    origen = Path(archivo.abs_src_path) if archivo.abs_src_path else None
    if origen is None or not origen.is_relative_to(contenido):
        return ruta.suffix not in _DEL_TEMA and "OFL" not in ruta.name
    if any(p.startswith((".", "_")) or p == "borradores" for p in ruta.parts):
        return False
    de_verdad = not any(p.is_symlink() for p in (origen, *origen.parents) if p.is_relative_to(contenido))
    return de_verdad and ruta.suffix.lower() in PUBLICABLES
