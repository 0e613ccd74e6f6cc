"""Qué modelo lleva cada clase de archivo de `datos/`."""

from __future__ import annotations

from collections.abc import Mapping

from generador.modelo.asamblea import Sitio
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.asistencia import Asistencia
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.tipos import Modelo

ARCHIVOS: Mapping[str, type[Modelo]] = {
    "sitio": Sitio,
    "convenio": Convenio,
    "metodologia": Metodologia,
    "evento": Evento,
    "mesas": Mesas,
    "resultado": Resultado,
    "agenda": Agenda,
    "seguimiento": Seguimiento,
    "asistencia": Asistencia,
}
"""De aquí salen los esquemas; cada campo de estos modelos ha de tener rótulo y ayuda."""
