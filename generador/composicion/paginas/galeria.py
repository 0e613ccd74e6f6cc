"""La galería de piezas: por uso, cada pieza con sus ejemplares, y de cada uno sus tamaños y textos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from generador.catalogo.inventario import Artefacto, PaqueteConcreto
from generador.catalogo.piezas import Pieza, Uso
from generador.composicion.comun.vistas import Opcion
from generador.composicion.paginas.descargas import Descarga, Descargas, Muestra

RUTA_GUION = "guiones/galeria.js"
TITULOS: dict[Uso, str] = {
    "antes": "Antes de la asamblea",
    "en sitio": "El día, en la sede",
    "después": "Después",
}
_ANCLAS: dict[Uso, str] = {"antes": "antes", "en sitio": "en-sitio", "después": "despues"}

Dicho = Callable[[Artefacto], tuple[str, str]]
"""De una imagen, su texto alternativo y el que se publica con ella."""


@dataclass(frozen=True, slots=True)
class Ejemplar:
    """Una pieza de un asunto (la de la mesa 2, la de cuando faltan 3 días) en todos sus tamaños."""

    clave: str
    titulo: str
    muestras: tuple[Muestra, ...]
    alternativo: str
    redes: str

    @property
    def texto(self) -> str:
        """La dirección del .txt que la acompaña, relativa al sitio."""
        return self.muestras[0].png.publicado.texto


@dataclass(frozen=True, slots=True)
class PiezaVista:
    """Una pieza con sus ejemplares: uno, o uno por mesa, por día que falta…"""

    pieza: Pieza
    ejemplares: tuple[Ejemplar, ...]


@dataclass(frozen=True, slots=True)
class Seccion:
    """Las piezas de un uso, con su .zip si lo hay."""

    ancla: str
    titulo: str
    piezas: tuple[PiezaVista, ...]
    paquete: Descarga[PaqueteConcreto] | None


@dataclass(frozen=True, slots=True)
class Galeria:
    """Todas las piezas de una asamblea, y por qué se pueden filtrar."""

    secciones: tuple[Seccion, ...]
    usos: tuple[Opcion, ...]
    formatos: tuple[Opcion, ...]


def galeria(descargas: Descargas, dicho: Dicho) -> Galeria:
    """La galería de las piezas que hay en esas descargas."""
    secciones = []
    for uso in get_args(Uso):
        piezas = tuple(
            PiezaVista(pieza, _ejemplares(muestras, dicho))
            for pieza, muestras in descargas.piezas
            if pieza.uso == uso
        )
        if piezas:
            paquete = next((z for z in descargas.paquetes if z.publicado.declaracion.uso == uso), None)
            secciones.append(Seccion(_ANCLAS[uso], TITULOS[uso], piezas, paquete))
    usos = Counter(m.pieza.uso for m in descargas.muestras)
    formatos = Counter(m.formato for m in descargas.muestras)
    return Galeria(
        tuple(secciones),
        tuple(Opcion(_ANCLAS[u], TITULOS[u], usos[u]) for u in get_args(Uso) if usos[u]),
        tuple(Opcion(f.id, f.nombre, n) for f, n in formatos.items()),
    )


def _ejemplares(muestras: tuple[Muestra, ...], dicho: Dicho) -> tuple[Ejemplar, ...]:
    por_asunto: dict[str, list[Muestra]] = {}
    for m in muestras:
        por_asunto.setdefault(m.png.publicado.texto, []).append(m)
    return tuple(
        Ejemplar(
            suyas[0].png.publicado.texto.rpartition("/")[2].removesuffix(".txt"),
            suyas[0].png.titulo,
            tuple(suyas),
            *dicho(suyas[0].png.publicado),
        )
        for suyas in por_asunto.values()
    )
