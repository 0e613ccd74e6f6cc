"""Qué fue de cada compromiso al consolidar: si sigue, con qué cambios, o en cuáles quedó lo que recogía."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generador.modelo.aprobado.contenido import Contenido
from generador.modelo.aprobado.erratas import Version
from generador.modelo.campos import rotulo_de
from generador.modelo.datos.agenda import Compromiso, NoRecogido
from generador.modelo.texto import enumerar

_COMPARADOS = ("titulo", "texto", "como", "responsables", "cuando", "aportes")


@dataclass(frozen=True, slots=True)
class CampoCambiado:
    """Un campo de un compromiso que dice otra cosa."""

    rotulo: str
    decia: str
    """Vacío si no decía nada."""
    dice: str


@dataclass(frozen=True, slots=True)
class Movimiento:
    """Un compromiso, antes o después de consolidar."""

    compromiso: Compromiso
    """Como quedó o, si ya no está, como era."""
    nuevo: bool = False
    """Si su código no existía."""
    sigue: bool = True
    """Si su código sigue existiendo."""
    cambios: tuple[CampoCambiado, ...] = ()
    """Lo que cambió, si sigue."""
    quedo_en: tuple[str, ...] = ()
    """Si ya no está, los compromisos que recogen lo suyo; vacío si todo lo suyo quedó por fuera."""


@dataclass(frozen=True, slots=True)
class CompromisoAnterior:
    """Un compromiso que estuvo en la agenda y al consolidar dejó de estar; quien lo citó lo busca."""

    compromiso: Compromiso
    """Como era en la última versión que lo tuvo."""
    desde: Version
    """Desde qué versión estuvo."""
    hasta: Version
    """En qué versión dejó de estar."""
    quedo_en: tuple[Compromiso, ...]
    """Los compromisos vigentes que recogen lo suyo."""
    por_fuera: tuple[NoRecogido, ...]
    """Los aportes suyos que hoy no recoge ninguno, con su razón."""


def anteriores(versiones: Sequence[Version]) -> tuple[CompromisoAnterior, ...]:
    """Los compromisos de las versiones pasadas cuyo código no está en la última, por código."""
    hallados: dict[str, CompromisoAnterior] = {}
    for version, siguiente in pairwise(versiones):
        vigente = versiones[-1].contenido
        for c in version.compromisos:
            if vigente.compromiso(c.codigo) is None:
                desde = hallados[c.codigo].desde if c.codigo in hallados else version
                recogen, suyos = _recogen(c, vigente), set(c.aportes)
                quedo_en = tuple(x for x in vigente.compromisos if x.codigo in recogen)
                por_fuera = tuple(n for n in vigente.no_recogidos if n.aporte in suyos)
                hallados[c.codigo] = CompromisoAnterior(c, desde, siguiente, quedo_en, por_fuera)
    return tuple(hallados[codigo] for codigo in sorted(hallados))


def movimientos(antes: Contenido, despues: Contenido) -> Iterator[Movimiento]:
    """Primero los que ya no están, después los que cambiaron y los nuevos; los iguales no se dicen."""
    for era in antes.compromisos:
        if despues.compromiso(era.codigo) is None:
            yield Movimiento(era, sigue=False, quedo_en=_recogen(era, despues))
    for c in despues.compromisos:
        habia = antes.compromiso(c.codigo)
        if habia is None:
            yield Movimiento(c, nuevo=True)
        elif cambios := tuple(_cambiados(habia, c)):
            yield Movimiento(c, cambios=cambios)


def quedo_en(contenidos: Sequence[Contenido], codigo: str) -> tuple[str, ...] | None:
    """Los compromisos de la última versión que recogen lo de uno que ya no está.

    Vacío si todo lo suyo quedó por fuera; None si ahí sigue, o si ninguna de las anteriores lo tuvo.
    """
    if contenidos[-1].compromiso(codigo) is not None:
        return None
    for antes in reversed(contenidos[:-1]):
        if (era := antes.compromiso(codigo)) is not None:
            return _recogen(era, contenidos[-1])
    return None


def _recogen(era: Compromiso, despues: Contenido) -> tuple[str, ...]:
    suyos = set(era.aportes)
    return tuple(c.codigo for c in despues.compromisos if suyos.intersection(c.aportes))


def _cambiados(antes: Compromiso, hoy: Compromiso) -> Iterator[CampoCambiado]:
    for campo in _COMPARADOS:
        decia, dice = (_dicho(getattr(c, campo)) for c in (antes, hoy))
        if decia != dice:
            yield CampoCambiado(rotulo_de(Compromiso, campo), decia, dice)


def _dicho(valor: str | tuple[str, ...] | None) -> str:
    return enumerar(valor) if isinstance(valor, tuple) else valor or ""
