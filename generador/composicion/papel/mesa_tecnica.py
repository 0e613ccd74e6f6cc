"""Lo que hace la mesa técnica en cada momento del programa, y las tarjetas de quien modera."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Literal

from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Jornada, Turno
from generador.modelo.datos.metodologia import TipoFicha
from generador.modelo.texto import plural
from generador.revision.tiempos import minutos_por_voceria

Labor = (
    TipoFicha
    | Literal["registro", "apertura", "expone", "conformar", "recoger", "pausa", "transcribir", "plenaria"]
)
"""Qué clase de trabajo trae un momento o un paso; `transcribir` es la pausa que sigue a las mesas."""
TIEMPOS = (5, 3, 1, 0)
"""Minutos que quedan, uno por tarjeta; con cero se acaba la palabra."""


@dataclass(frozen=True, slots=True)
class TareaDeMomento:
    """Un momento, o un paso de las mesas, con lo que toca."""

    inicio: time
    fin: time
    titulo: str
    labor: Labor
    de_paso: bool = False
    con_pasos: bool = False
    """Si lo que toca se dice en los pasos que siguen."""


@dataclass(frozen=True, slots=True)
class Dia:
    """Los renglones de una jornada."""

    jornada: Jornada
    renglones: tuple[TareaDeMomento, ...]


@dataclass(frozen=True, slots=True)
class TarjetaDeMomento:
    """Un momento en la mano de quien modera: los tiempos de adentro y lo que sigue ese día."""

    turno: Turno
    tiempos: tuple[str, ...]
    sigue: Turno | None


def dias_de(asamblea: Asamblea) -> tuple[Dia, ...]:
    """Por jornada, lo que le toca a la mesa técnica, con los pasos de las mesas uno por uno."""
    return tuple(Dia(j, tuple(_renglones(asamblea, j))) for j in asamblea.evento.jornadas)


def _renglones(asamblea: Asamblea, jornada: Jornada) -> Iterator[TareaDeMomento]:
    trabajadas = False
    for turno in asamblea.evento.turnos_de(jornada):
        m = turno.momento
        pasos = asamblea.pasos_en(turno) if m.actividad == "mesas" else ()
        labor = _labor(turno, trabajadas=trabajadas)
        yield TareaDeMomento(turno.inicio, turno.fin, m.nombre, labor, con_pasos=bool(pasos))
        trabajadas = trabajadas or m.actividad == "mesas"
        for i, p in enumerate(pasos):
            ultimo = i == len(pasos) - 1
            labor = p.paso.ficha or ("recoger" if ultimo else "conformar")
            yield TareaDeMomento(p.inicio, p.fin, f"{i + 1}. {p.paso.titulo}", labor, de_paso=True)


def _labor(turno: Turno, *, trabajadas: bool) -> Labor:
    m = turno.momento
    if m.actividad == "plenaria":
        return "plenaria"
    if m.tipo in ("receso", "almuerzo"):
        return "transcribir" if trabajadas else "pausa"
    if m.tipo == "registro":
        return "registro"
    return "apertura" if m.tipo == "instalacion" else "expone"


def tarjetas_de(asamblea: Asamblea) -> tuple[TarjetaDeMomento, ...]:
    """Tarjetas de quien modera: un momento en cada una, por jornada y en orden."""
    return tuple(
        TarjetaDeMomento(t, tuple(_tiempos(asamblea, t)), _sigue(turnos, t))
        for j in asamblea.evento.jornadas
        for turnos in (asamblea.evento.turnos_de(j),)
        for t in turnos
    )


def _sigue(turnos: tuple[Turno, ...], turno: Turno) -> Turno | None:
    """El primero que empieza cuando ese termina, o después."""
    return next((t for t in turnos if t.desde >= turno.hasta), None)


def _tiempos(asamblea: Asamblea, turno: Turno) -> Iterator[str]:
    m = turno.momento
    if m.actividad == "plenaria":
        mesas = len(asamblea.grupos)
        yield (
            f"{plural(mesas, 'vocería', 'vocerías')}: a cada una le "
            f"{_tocan(minutos_por_voceria(mesas, turno))}, y queda tiempo para leer y aprobar la agenda."
        )
    elif m.actividad == "mesas":
        yield from (
            f"{i}. {p.paso.titulo}: {plural(p.minutos, 'minuto', 'minutos')}."
            for i, p in enumerate(asamblea.pasos_en(turno), start=1)
        )
    elif m.exposiciones:
        e = m.exposiciones
        yield (
            f"{plural(e.cantidad, 'exposición', 'exposiciones')} de "
            f"{plural(e.minutos, 'minuto', 'minutos')} cada una."
        )


def _tocan(minutos: float) -> str:
    """En minutos y medios, hacia abajo: lo que se alcanza a marcar con un reloj de mano."""
    enteros, medio = divmod(int(minutos * 2), 2)
    if not enteros:
        return "toca medio minuto" if medio else "toca menos de medio minuto"
    dicho = plural(enteros, "minuto", "minutos")
    return f"{'toca' if enteros == 1 else 'tocan'} {dicho}{' y medio' if medio else ''}"
