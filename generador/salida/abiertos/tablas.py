"""Las tablas de los datos abiertos: filas planas, iguales en CSV y en la hoja de cálculo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from generador.modelo.campos import nombres
from generador.modelo.datos.aporte import Accion
from generador.modelo.publico.abierto import (
    AgendaAbierta,
    AporteAbierto,
    AvanceAbierto,
    CompromisoAbierto,
    FechaAbierta,
    PlazoAbierto,
)
from generador.modelo.publico.diccionario import ModeloDescrito, describir
from generador.modelo.tipos import Modelo

SEPARADOR = " | "
"""Entre los elementos de una lista dentro de una celda."""
ValorDeCelda = str | int | date
DE_LA_PUBLICACION = ("credito", "licencia", "version", "huella", "aviso")
"""Columnas iguales en todas las filas: una tabla suelta lleva siempre de dónde salió."""


@dataclass(frozen=True, slots=True)
class TablaAbierta:
    """Una tabla con su nombre de archivo, sin extensión, y su título."""

    id: str
    titulo: str
    descrita: ModeloDescrito
    filas: tuple[tuple[ValorDeCelda, ...], ...]

    @property
    def columnas(self) -> tuple[str, ...]:
        """Los nombres de los campos."""
        return tuple(c.nombre for c in self.descrita.campos)


def tablas(agenda: AgendaAbierta) -> tuple[TablaAbierta, ...]:
    """Las tablas, en el orden en que se leen; la de seguimiento, aunque esté vacía."""
    return (
        _tabla("agenda", "Compromisos", CompromisoAbierto, agenda.compromisos),
        _tabla("fechas", "Fechas", FechaAbierta, agenda.fechas),
        _tabla("aportes", "Aportes", AporteAbierto, agenda.aportes),
        _tabla("seguimiento", "Seguimiento", AvanceAbierto, agenda.avances),
    )


def _tabla(id_: str, titulo: str, modelo: type[Modelo], filas: Sequence[Modelo]) -> TablaAbierta:
    return TablaAbierta(
        id_,
        titulo,
        describir(modelo),
        tuple(tuple(celda(getattr(fila, campo)) for campo in nombres(modelo)) for fila in filas),
    )


def celda(valor: Any) -> ValorDeCelda:
    """Un valor de un modelo como cabe en una celda; None es texto vacío."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, Enum):
        return str(valor.value)
    if isinstance(valor, (str, int, date)):
        return valor
    if isinstance(valor, tuple):
        return SEPARADOR.join(str(celda(v)) for v in valor)
    if isinstance(valor, PlazoAbierto):
        return f"{valor.fecha} {valor.que}" if valor.que else valor.fecha
    if isinstance(valor, Accion):
        partes = (("¿quién?", valor.quien), ("¿cómo?", valor.como), ("¿cuándo?", valor.cuando))
        return " ".join(f"{nombre} {texto}" for nombre, texto in partes if texto)
    raise TypeError(f"no se sabe poner en una celda: {type(valor).__name__}")


def de_la_publicacion(agenda: AgendaAbierta) -> tuple[str, ...]:
    """Los valores de `DE_LA_PUBLICACION`."""
    licencia = f"{agenda.licencia.nombre} {agenda.licencia.enlace}"
    return (agenda.credito, licencia, str(agenda.version), agenda.huella or "", agenda.sellos)
