"""El complemento `asambleas`: publica lo que `construccion` prepara. Sin lógica del dominio."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.paginas.a_mano import con_lo_de_los_datos
from generador.construccion.entrega import Publicacion
from generador.construccion.pedido.adelanto import VARIABLE_ADELANTO
from generador.construccion.publicacion import (
    MARCA_PROGRESO,
    MARCA_RESUMEN,
    VARIABLE_APARTADAS,
    VARIABLE_PROCESOS,
    VARIABLE_PROGRESO,
)
from generador.construccion.recordada import publicar
from generador.errores import ErrorAsambleas, ErrorDeDatos, Fallidos, informe
from generador.plugin.config import ConfigAsambleas
from generador.plugin.indices import hoja_de, hojas, indices
from generador.plugin.leidas import Leidas
from generador.salida.almacen.deposito import Almacen
from generador.salida.almacen.recuerdo import instante
from generador.salida.disco import explicar
from generador.salida.fallas import Fallas

PUBLICABLES = frozenset(
    {".md", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".pdf", ".css", ".js", ".txt"}
)
"""Lo que `contenido/` puede publicar; un .docx olvidado no sale."""
_PROPIOS = frozenset({".woff2", ".svg", ".png", ".js", ".txt"})
"""Lo que del tema propio llega al sitio."""


REQUERIDO = "requiere_el_complemento_asambleas"
"""El filtro con que el tema comprueba que el complemento corrió."""


class ComplementoAsambleas(BasePlugin[ConfigAsambleas]):
    """Un objeto por proceso de MkDocs; en `serve` sobrevive a las reconstrucciones."""

    publicacion: Publicacion | None = None
    fallas: Fallas | None = None
    """Las páginas de esta construcción que no muestran lo suyo."""
    leidas: Leidas | None = None
    """Las páginas de esta construcción, con lo que de ellas ya se sabe; None fuera de una."""
    en_vivo = False
    """Si es la vista de trabajo: MkDocs le inyecta un guion propio a cada página."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Recuerda para qué se llamó a MkDocs; que exista hace que el objeto dure todo el proceso."""
        self.en_vivo = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Las fechas del sitio no dependen de cuándo se construye."""
        os.environ["SOURCE_DATE_EPOCH"] = instante()
        raiz = Path(config.config_file_path).parent
        if not _es_adelanto() and not Almacen(raiz).hay_algo():
            from generador.salida.almacen.procesos import calentar

            calentar(raiz)
        return config

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Corre de primero: los demás complementos ven ya las páginas y los PDF, y `--strict` los enlaza."""
        raiz = Path(config.config_file_path).parent
        extras = paginas_a_mano(files, config)
        try:
            publicacion = publicar(
                raiz,
                extras,
                self._procesos(),
                self._progreso(),
                adelanto=_es_adelanto(),
                apartadas=os.environ.get(VARIABLE_APARTADAS, "").split("/"),
            )
        except Exception as error:
            explicado = explicar(raiz, error)
            raise _para_mkdocs(explicado) from explicado
        self.publicacion, self.fallas = publicacion, Fallas(raiz)
        al_tema(config, publicacion, en_vivo=self.en_vivo)
        for ruta, texto in publicacion.paginas.items():
            files.append(File.generated(config, ruta, content=texto))
        for ruta, datos in publicacion.textos.items():
            files.append(File.generated(config, ruta, content=datos))
        for ruta, archivo_listo in publicacion.archivos.items():
            files.append(File.generated(config, ruta, abs_src_path=str(archivo_listo)))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Ya se sabe qué archivos hay: de eso depende a qué puede enlazar cada página."""
        self._cerrar_leidas()
        self.leidas = Leidas(Path(config.config_file_path).parent, config, files)
        return nav

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lo que una página escrita a mano toma de los datos; de la que ya se leyó así, nada."""
        if self.publicacion is not None and page.file.generated_by is None:
            markdown = con_lo_de_los_datos(markdown, self.publicacion.proyecto)
        return markdown if self.leidas is None else self.leidas.empezar(page, markdown)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lo que se leyó, o lo que se sabía."""
        if self.leidas is None:
            return html
        contenido = self.leidas.terminar(page, html, entera=page.meta.get("busqueda") == "entera")
        if self.leidas.reglas[page.file.src_uri]:
            page.meta["hoja"] = hoja_de(page)
        return contenido

    def on_build_error(self, *, error: Exception) -> None:
        """Lo que falló no deja nada oyendo."""
        self._cerrar_leidas()

    def _cerrar_leidas(self) -> None:
        if self.leidas is not None:
            self.leidas.cerrar()
            self.leidas = None

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Da al tema lo que solo este complemento sabe dar, y publica lo que sale de todas las páginas.

        Sin el filtro que lleva su nombre ninguna página se arma: un motor que lo pase por alto no publica un
        sitio a medias.
        """
        env.filters["huella_csp"] = _huella_csp
        env.filters[REQUERIDO] = str
        if self.leidas is not None:
            hechos = indices(files, self.leidas.secciones) | hojas(files, self.leidas.reglas)
            for ruta, texto in hechos.items():
                files.append(File.generated(config, ruta, content=texto))
        return env

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Ninguna página sale sin el crédito y los sellos que le tocan, a la vista.

        La que no los muestre queda anotada: al final se dicen todas.
        """
        assert self.publicacion is not None
        assert self.fallas is not None
        direccion = page.url.replace("./", "")
        with self.fallas.de(direccion):
            self.publicacion.exigir_en_pagina(output, direccion)
        return output

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Corre de último, con el sitio ya escrito: revisa que nada diga datos de nadie.

        Después, una línea para quien llama desde `./asamblea construir`.
        """
        self._cerrar_leidas()
        if self.publicacion is None:
            return
        preparado, raiz = self.publicacion.preparado, Path(config.config_file_path).parent
        fallas = self.fallas or Fallas(raiz)
        try:
            if not _es_adelanto():
                with fallas.reunidas():
                    self.publicacion.exigir_en_sitio(raiz, Path(config.site_dir))
            fallas.exigir()
        except Fallidos as error:
            senalado = preparado.senalado(error)
            raise _para_mkdocs(senalado) from senalado
        except ErrorAsambleas as error:
            raise _para_mkdocs(error) from error
        if not os.environ.get(VARIABLE_PROGRESO):
            return
        if self.publicacion.advertencias:
            print(f"\n{informe(self.publicacion.advertencias)}\n", flush=True)
        if errores := [h for suyos in preparado.detenidas.values() for h in suyos]:
            print(f"\n{informe(errores, juntar=True)}\n", flush=True)
        cuentas = {
            "nuevos": self.publicacion.nuevos,
            "advertencias": len(self.publicacion.advertencias),
            "publicadas": [a.id for a in self.publicacion.proyecto.asambleas],
            "detenidas": list(preparado.detenidas),
            "respaldadas": list(preparado.respaldadas),
            "errores": informe(errores, juntar=True) if errores else "",
        }
        print(MARCA_RESUMEN + json.dumps(cuentas), flush=True)

    def _procesos(self) -> int | None:
        pedido = os.environ.get(VARIABLE_PROCESOS, "")
        return int(pedido) if pedido.isdigit() and int(pedido) > 0 else self.config.procesos

    def _progreso(self) -> Any:
        if not os.environ.get(VARIABLE_PROGRESO):
            return None
        return lambda hechos, total, nombre: print(f"{MARCA_PROGRESO}{hechos} {total} {nombre}", flush=True)


def paginas_a_mano(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Deja en `files` lo que se publica y da las páginas escritas a mano: su dirección, por nombre."""
    for archivo in list(files):
        if not _publicable(archivo, Path(config.docs_dir), config.theme.custom_dir):
            files.remove(archivo)
    return {
        PurePosixPath(f.src_uri).stem: f.url.replace("./", "")
        for f in files.documentation_pages()
        if "/" not in f.src_uri
    }


def al_tema(config: MkDocsConfig, publicacion: Publicacion, *, en_vivo: bool) -> None:
    """Pone en la configuración lo que el tema toma de los datos."""
    sitio = publicacion.proyecto.sitio
    # El tema no escapa lo que escribe: todo texto de los datos le llega ya escapado.
    config.site_name = str(neutralizar(sitio.nombre))
    config.site_description = str(neutralizar(sitio.descripcion))
    config.site_url = sitio.direccion
    config.extra["sitio"] = {
        "lema": str(neutralizar(sitio.lema or "")),
        "contacto": str(neutralizar(sitio.contacto or "")),
        "en_vivo": en_vivo,
        "sueltos": False,
        "imagen": publicacion.tarjeta,
        "asambleas": publicacion.recientes,
    }


def _es_adelanto() -> bool:
    """Si es para ver las páginas cuanto antes: lo que no se publica no espera a lo que lo vigila."""
    return bool(os.environ.get(VARIABLE_ADELANTO))


def _para_mkdocs(error: ErrorAsambleas) -> PluginError:
    """El mismo error, como MkDocs lo sabe mostrar; quien lo llama desde `plugin/motor.py` lee la causa."""
    if isinstance(error, ErrorDeDatos):
        if not os.environ.get(VARIABLE_PROGRESO):
            print(f"\n{error}\n", file=sys.stderr, flush=True)
        return PluginError("los datos tienen errores: no se publicó nada")
    return PluginError(str(error))


def _huella_csp(guion: str) -> str:
    """La fuente «sha256-…» de una política de seguridad de contenido."""
    return "sha256-" + base64.b64encode(hashlib.sha256(guion.encode()).digest()).decode()


def _publicable(archivo: File, contenido: Path, tema: str | None) -> bool:
    """Del tema, lo que un navegador usa; de `contenido/`, archivos de verdad, sin borradores ni enlaces."""
    ruta = PurePosixPath(archivo.src_uri)
    origen = Path(archivo.abs_src_path) if archivo.abs_src_path else None
    if origen is None or not origen.is_relative_to(contenido):
        propio = archivo.src_dir is not None and archivo.src_dir == tema
        return propio and ruta.suffix in _PROPIOS
    if any(p.startswith((".", "_")) or p == "borradores" for p in ruta.parts):
        return False
    # La carpeta misma sí puede ser un enlace: en la copia de la que se mira cómo queda, lo es.
    de_verdad = not any(p.is_symlink() for p in (origen, *origen.parents) if contenido in p.parents)
    return de_verdad and ruta.suffix.lower() in PUBLICABLES
