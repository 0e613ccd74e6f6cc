"""Los sitios de prueba: cada uno se construye una vez y lo comparten todos los procesos de pytest."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from apoyo import carpeta_comun, con_almacen, construir, copiar_proyecto, una_vez
from extremo.impresos import COMUN
from extremo.llenado import (
    SIETE,
    llenar_estados,
    llenar_hostil,
    llenar_real,
)

from generador.catalogo.inventario import Artefacto, inventariar
from generador.construccion.preparacion import preparar
from generador.construccion.publicado.lista import archivos_en
from generador.modelo.asamblea import Asamblea, Proyecto


@dataclass(frozen=True)
class SitioDePrueba:
    """Un proyecto ya construido: `raiz` tiene los datos y `carpeta` el sitio."""

    raiz: Path

    @property
    def carpeta(self) -> Path:
        """Donde quedó publicado."""
        return self.raiz / "site"

    @cached_property
    def proyecto(self) -> Proyecto:
        """Lo que se publicó, sin los nombres que nadie autorizó."""
        return preparar(self.raiz).proyecto

    @cached_property
    def artefactos(self) -> Mapping[str, Artefacto]:
        """Los archivos que el catálogo declara, por ruta del sitio."""
        return {a.ruta: a for a in inventariar(self.proyecto).artefactos}

    @cached_property
    def html(self) -> Mapping[str, str]:
        """Ruta → texto de cada página."""
        return {
            p.relative_to(self.carpeta).as_posix(): p.read_text("utf-8")
            for p in sorted(self.carpeta.rglob("*.html"))
        }

    @cached_property
    def pdf(self) -> Mapping[str, Path]:
        """Ruta → archivo de cada PDF."""
        return {p.relative_to(self.carpeta).as_posix(): p for p in sorted(self.carpeta.rglob("*.pdf"))}


def por_revisar(sitio: SitioDePrueba) -> Mapping[str, Path]:
    """Los PDF que se abren página por página: todos, menos los de sub-mesas que repiten a una hermana.

    De cada mesa va su primera sub-mesa y, de la asamblea, también la última; las páginas de las demás están,
    una por una, en el kit de su mesa.
    """
    elegidos, vistas = {}, set()
    for ruta, archivo in sitio.pdf.items():
        artefacto = sitio.artefactos[ruta]
        submesa = artefacto.asunto.modelos.get("submesa")
        if submesa is not None and submesa != artefacto.asamblea.submesas[-1]:
            clave = (artefacto.asamblea.id, artefacto.declaracion.id, submesa.mesa)
            if clave in vistas:
                continue
            vistas.add(clave)
        elegidos[ruta] = archivo
    return elegidos


def sitio(fabrica: pytest.TempPathFactory, nombre: str, llenar: Callable[[Path], None]) -> SitioDePrueba:
    """El sitio `nombre`: copia el proyecto, deja que `llenar` cambie sus datos y lo construye."""
    base = carpeta_comun(fabrica) / "extremo"
    with una_vez(base / nombre) as primero:
        raiz = base / nombre / "proyecto"
        if primero:
            shutil.rmtree(raiz, ignore_errors=True)
            con_almacen(copiar_proyecto(raiz))
            llenar(raiz)
            construir(raiz)
            (base / nombre / COMUN).mkdir(exist_ok=True)
    return SitioDePrueba(raiz)


LLENAR: Mapping[str, Callable[[Path], None]] = {
    "real": llenar_real,
    "estados": llenar_estados,
    "hostil": llenar_hostil,
}


def sitio_llamado(fabrica: pytest.TempPathFactory, nombre: str) -> SitioDePrueba:
    """Uno de los tres sitios."""
    return sitio(fabrica, nombre, LLENAR[nombre])


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> SitioDePrueba:
    """Arauca y la asamblea de siete mesas."""
    return sitio_llamado(tmp_path_factory, "real")


@pytest.fixture(scope="session")
def estados(tmp_path_factory: pytest.TempPathFactory) -> SitioDePrueba:
    """La misma asamblea en cada estado."""
    return sitio_llamado(tmp_path_factory, "estados")


@pytest.fixture(scope="session")
def hostil(tmp_path_factory: pytest.TempPathFactory) -> SitioDePrueba:
    """El corpus hostil por todas partes."""
    return sitio_llamado(tmp_path_factory, "hostil")


def siete_de(sitio: SitioDePrueba) -> Asamblea:
    """La asamblea de siete mesas de ese sitio."""
    return next(a for a in sitio.proyecto.asambleas if a.id == SIETE)


def manifiesto(sitio: SitioDePrueba, id_: str) -> list[dict[str, Any]]:
    """El manifiesto publicado de una asamblea."""
    return archivos_en((sitio.carpeta / id_ / "descargas" / "manifiesto.json").read_bytes())
