"""Lo que hay en `entrada/`, archivo por archivo, y borrarlo con su lista."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generador.local.captura.bandeja import ENTRADA, Llegada, leer_llegada
from generador.local.captura.formulario import Formulario


class Estancia(StrEnum):
    """Por qué está un archivo en `entrada/`."""

    EN_LA_HOJA = "ya está en su hoja"
    EN_CONFLICTO = "espera a que alguien escoja"
    SIN_PONER = "no está en su hoja, o no todo"
    DE_AFUERA = "no es algo que se haya recibido aquí, o está dañado"


@dataclass(frozen=True, slots=True)
class EnEntrada:
    """Un archivo de `entrada/`."""

    ruta: Path
    """Desde la raíz del proyecto."""
    estancia: Estancia
    llegada: Llegada | None
    """Lo que dice; None si no es de lo que se recibió aquí."""

    @property
    def se_perderia(self) -> bool:
        """Si lo que dice no está en ninguna otra parte."""
        return self.estancia in (Estancia.EN_CONFLICTO, Estancia.SIN_PONER)


def guardados(raiz: Path, formularios: Mapping[str, Formulario]) -> tuple[EnEntrada, ...]:
    """Todo lo que hay en `entrada/`, por nombre. De una carpeta que es un enlace, solo el enlace.

    `formularios`: el de cada asamblea. Lo que uno no pregunta no está en ninguna hoja.
    """
    return tuple(_guardado(raiz, ruta, formularios) for ruta in sorted(_archivos(raiz / ENTRADA)))


def de_asamblea(hay: Iterable[EnEntrada], asamblea: str | None) -> tuple[EnEntrada, ...]:
    """Los archivos que están en la carpeta de esa asamblea; sin ella, todos."""
    return tuple(g for g in hay if asamblea is None or g.ruta.parts[1:2] == (asamblea,))


def _archivos(base: Path) -> Iterator[Path]:
    for carpeta, hijas, archivos in os.walk(base):
        enlaces = [h for h in hijas if Path(carpeta, h).is_symlink()]
        yield from (Path(carpeta, a) for a in (*archivos, *enlaces))


def _guardado(raiz: Path, ruta: Path, formularios: Mapping[str, Formulario]) -> EnEntrada:
    llegada = leer_llegada(ruta) if ruta.suffix == ".json" and not ruta.is_symlink() else None
    if llegada is None:
        estancia = Estancia.DE_AFUERA
    elif llegada.choques:
        estancia = Estancia.EN_CONFLICTO
    else:
        formulario = formularios.get(llegada.entrega.asamblea)
        preguntadas = formulario.por_nombre if formulario else {}
        puesta = llegada.aplicada and set(llegada.entrega.campos) <= set(preguntadas)
        estancia = Estancia.EN_LA_HOJA if puesta else Estancia.SIN_PONER
    return EnEntrada(ruta.relative_to(raiz), estancia, llegada)


def borrar(raiz: Path, cuales: Iterable[EnEntrada]) -> None:
    """Borra esos archivos y las carpetas que queden vacías; de un enlace, el enlace."""
    base = raiz / ENTRADA
    for guardado in cuales:
        (raiz / guardado.ruta).unlink(missing_ok=True)
    for carpeta, _, _ in os.walk(base, topdown=False):
        if not any(Path(carpeta).iterdir()):
            Path(carpeta).rmdir()
