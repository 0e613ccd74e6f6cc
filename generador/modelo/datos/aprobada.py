"""De qué asamblea es lo que se aprueba: lo que un acta copia de evento, mesas, convenio y hojas.

Queda escrito con el acta, y no depende después de archivos que comparten otras asambleas.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from generador.modelo.datos.convenio import Suscrito
from generador.modelo.datos.evento import Vigencia
from generador.modelo.tipos import (
    FORMA_DE_PREFIJO,
    CodigoSubmesa,
    Entero,
    Fecha,
    Hora,
    Identificador,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Titulo,
)


class JornadaAprobada(Modelo):
    """Un día del encuentro, con su lugar."""

    id: Identificador = Field(title="Identificador")
    """Con qué se la reconoce; no se corrige."""
    fecha: Fecha = Field(title="Fecha")
    """El día."""
    inicio: Hora = Field(title="Comienzo")
    """A qué hora se anunció."""
    fin: Hora = Field(title="Cierre")
    """Hasta qué hora."""
    sede: Titulo | None = Field(None, title="Sede")
    """Cómo se llama el lugar."""
    direccion: Linea | None = Field(None, title="Dirección")
    """La dirección y el municipio."""


class MesaAprobada(Modelo):
    """Una mesa de trabajo, con su tema."""

    numero: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Número")
    """Su número; no se corrige."""
    eje: Titulo = Field(title="Eje")
    """El tema que trabajó."""
    definicion: Parrafo = Field(title="Definición")
    """De qué trata el eje."""
    submesas: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Sub-mesas")
    """En cuántas se dividió; no se corrige."""


class HojaAprobada(Modelo):
    """La hoja que entregó una sub-mesa antes del acto."""

    submesa: CodigoSubmesa = Field(title="Código de la sub-mesa")
    """De cuál es; no se corrige."""
    asistentes: Annotated[Entero, Field(ge=0, le=10_000)] | None = Field(
        None, title="Personas que asistieron"
    )
    """Cuántas personas estuvieron."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si es inventada para mostrar el sistema; no se corrige."""


class AsambleaAprobada(Modelo):
    """De qué asamblea es lo que se aprueba."""

    id: Identificador = Field(title="Nombre de la carpeta")
    """El nombre de su carpeta y de su dirección web; no se corrige."""
    codigo: Annotated[Linea, StringConstraints(pattern=FORMA_DE_PREFIJO)] = Field(title="Código")
    """Con qué empiezan los códigos de sus compromisos; no se corrige."""
    nombre: Titulo = Field(title="Nombre de la asamblea")
    """El nombre oficial y completo."""
    territorio: Titulo = Field(title="Territorio")
    """El departamento, municipio o región que se reunió."""
    jornadas: Annotated[tuple[JornadaAprobada, ...], Field(min_length=1)] = Field(title="Jornadas")
    """Los días del encuentro, con sus sedes."""
    convenio: Suscrito = Field(title="Convenio")
    """El convenio que financia la actividad: de él sale el crédito."""
    vigencia: Vigencia = Field(title="Vigencia")
    """Los años que cubre la agenda."""
    mesas: Annotated[tuple[MesaAprobada, ...], Field(min_length=1)] = Field(title="Mesas")
    """Las mesas de trabajo."""
    hojas: tuple[HojaAprobada, ...] = Field((), title="Hojas entregadas")
    """Las hojas de sub-mesa que había cuando se aprobó."""
    demostracion: SiNo = Field(title="De demostración")
    """Si lo aprobado es inventado para mostrar el sistema; no se corrige."""

    @property
    def primera(self) -> JornadaAprobada:
        """La jornada con que empezó."""
        return min(self.jornadas, key=lambda j: j.fecha)

    @property
    def fecha(self) -> date:
        """El primer día."""
        return self.primera.fecha

    @property
    def sede(self) -> str | None:
        """El primero de sus lugares."""
        return next((j.sede for j in self.jornadas if j.sede is not None), None)

    @property
    def previstas(self) -> tuple[str, ...]:
        """Los códigos de las sub-mesas en que se dividieron las mesas."""
        return tuple(f"M{m.numero}-S{i}" for m in self.mesas for i in range(1, m.submesas + 1))

    @property
    def inventadas(self) -> frozenset[str]:
        """Los códigos de las sub-mesas cuya hoja es de demostración."""
        return frozenset(h.submesa for h in self.hojas if h.demostracion)

    def mesa(self, numero: int) -> MesaAprobada | None:
        """La mesa de ese número; None si no está."""
        return next((m for m in self.mesas if m.numero == numero), None)
