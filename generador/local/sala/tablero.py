"""Cómo va cada sub-mesa: hasta dónde llega su hoja, quién mandó lo último y a qué hora."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from generador.errores import ErrorDeDatos
from generador.local.captura.bandeja import ENTRADA, Bandeja
from generador.local.captura.conflictos import conflictos_de, hoja_de
from generador.local.captura.hondura import Hondura, hondura_de
from generador.local.captura.recepcion import sin_llevar
from generador.local.fotos.album import por_transcribir
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.pendiente import por_escribir
from generador.salida.disco import sha256


class Estadio(StrEnum):
    """Hasta dónde va una sub-mesa."""

    FALTA = "falta"
    TRANSCRIBIR = "por transcribir"
    """Hay foto de lo que escribieron a mano, y nadie lo ha copiado."""
    NECESIDAD = "necesidad"
    SOLUCION = "con solución"
    COMPLETA = "completa"
    CONFLICTO = "en conflicto"
    ILEGIBLE = "no se puede leer"
    """Alguien cambió su archivo a mano y lo dañó."""


_DE_HONDURA = {
    Hondura.EN_BLANCO: Estadio.FALTA,
    Hondura.NECESIDAD: Estadio.NECESIDAD,
    Hondura.SOLUCION: Estadio.SOLUCION,
    Hondura.COMPLETA: Estadio.COMPLETA,
}


@dataclass(frozen=True, slots=True)
class CeldaDelTablero:
    """Una sub-mesa en el tablero."""

    submesa: str
    avance: Estadio
    aportes: int
    quien: str
    """Por dónde llegó lo último: «teléfono 3F2A», el nombre de un archivo; vacío si no se sabe."""
    hora: time | None
    """Cuándo llegó lo último, en la hora de este computador."""
    sin_poner: bool
    """Si algo de lo que llegó todavía no está en la hoja."""
    fotos: int = 0
    """Las fotos de sus fichas que faltan por copiar."""


@dataclass(frozen=True, slots=True)
class FilaDelTablero:
    """Una mesa con sus sub-mesas."""

    numero: int
    eje: str
    celdas: tuple[CeldaDelTablero, ...]


@dataclass(frozen=True)
class Tablero:
    """Todas las mesas de una asamblea, y los totales."""

    filas: tuple[FilaDelTablero, ...]

    @cached_property
    def celdas(self) -> tuple[CeldaDelTablero, ...]:
        """Las sub-mesas, por mesa y número."""
        return tuple(c for f in self.filas for c in f.celdas)

    @cached_property
    def totales(self) -> tuple[tuple[Estadio, int], ...]:
        """Cuántas sub-mesas hay en cada avance; de los que no se esperan, solo si hay alguna."""
        cuenta = Counter(c.avance for c in self.celdas)
        raros = (Estadio.TRANSCRIBIR, Estadio.CONFLICTO, Estadio.ILEGIBLE)
        return tuple((a, cuenta[a]) for a in Estadio if cuenta[a] or a not in raros)

    @property
    def con_algo(self) -> int:
        """Las sub-mesas de las que ya hay hoja."""
        return sum(c.avance not in (Estadio.FALTA, Estadio.TRANSCRIBIR) for c in self.celdas)

    @property
    def aportes(self) -> int:
        """Los aportes que ya hay."""
        return sum(c.aportes for c in self.celdas)


def tablero_de(raiz: Path, asamblea: Asamblea) -> Tablero:
    """El tablero como está en el disco."""
    return Tablero(
        tuple(
            FilaDelTablero(
                g.numero, g.mesa.eje, tuple(celda_de(raiz, asamblea, s.codigo) for s in g.submesas)
            )
            for g in asamblea.grupos
        )
    )


def celda_de(raiz: Path, asamblea: Asamblea, submesa: str) -> CeldaDelTablero:
    """Cómo va esa sub-mesa."""
    llegadas = Bandeja.de(raiz, asamblea.id).llegadas(submesa)
    ultima = llegadas[-1] if llegadas else None
    try:
        hoja = hoja_de(raiz, asamblea, submesa)
        avance = _avance(raiz, asamblea, submesa, hoja)
    except ErrorDeDatos:
        hoja, avance = None, Estadio.ILEGIBLE
    fotos = len(por_transcribir(raiz, asamblea, submesa))
    return CeldaDelTablero(
        submesa,
        Estadio.TRANSCRIBIR if fotos and avance is Estadio.FALTA else avance,
        sum(por_escribir(a.necesidad) is None for a in hoja.aportes) if hoja else 0,
        ultima.medio if ultima else "",
        hora_de(ultima.recibida) if ultima else None,
        bool(sin_llevar(asamblea, submesa, llegadas)),
        fotos,
    )


def _avance(raiz: Path, asamblea: Asamblea, submesa: str, hoja: Resultado | None) -> Estadio:
    if hoja is None:
        return Estadio.FALTA
    if conflictos_de(raiz, asamblea, submesa):
        return Estadio.CONFLICTO
    return _DE_HONDURA[hondura_de(hoja)]


def hora_de(iso: str) -> time | None:
    """La hora de este computador de un instante en ISO 8601; None si no se entiende."""
    try:
        return datetime.fromisoformat(iso).astimezone().time().replace(second=0, microsecond=0)
    except ValueError:
        return None


def firma_de(raiz: Path, id_: str) -> str:
    """Cambia cuando cambia algo que el tablero de esa asamblea muestra; no lee los archivos."""
    dejadas = estados_de(str(raiz / ENTRADA), (p.name for p in (raiz / ENTRADA).glob("*.*")))
    vistos = sorted((*estados_en(raiz / "datos" / id_), *estados_en(raiz / ENTRADA / id_), *dejadas))
    return sha256("\n".join(vistos).encode("utf-8", "surrogateescape"))[:16]


def estados_en(base: Path) -> Iterator[str]:
    """Cómo está cada archivo de `base` y de sus carpetas: cambia si lo escriben."""
    for carpeta, _, archivos in os.walk(base):
        yield from estados_de(carpeta, archivos)


def estados_de(carpeta: str, archivos: Iterable[str]) -> Iterator[str]:
    """Cómo está cada uno de esos archivos de `carpeta`, menos los escondidos y los que no están."""
    for archivo in archivos:
        if archivo.startswith("."):
            continue
        try:
            estado = Path(carpeta, archivo).stat()
        except OSError:
            continue
        yield f"{carpeta}/{archivo} {estado.st_mtime_ns} {estado.st_size} {estado.st_ino}"
