"""Lo que pasa con cada compromiso después de aprobado, contado desde una fecha que dan los datos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.comun.evidencia import Evidencia, EvidenciaEscrita
from generador.modelo.datos.comun.plazo import sumar_meses
from generador.modelo.tipos import (
    CodigoCompromiso,
    EnlaceSeguro,
    Entero,
    Fecha,
    Linea,
    Modelo,
    SiNo,
    Texto,
)

MESES_ENTRE_REPORTES = 3
"""Meses entre un reporte y el que se espera después; el primero se debe a los tres de aprobar."""


class EstadoDeCompromiso(StrEnum):
    """En qué va un compromiso."""

    SIN_INICIAR = "sin_iniciar"
    EN_MARCHA = "en_marcha"
    CUMPLIDO = "cumplido"
    APLAZADO = "aplazado"
    NO_VIABLE = "no_viable"

    @property
    def nombre(self) -> str:
        """«sin iniciar», «en marcha»: como se le dice a la gente."""
        return self.value.replace("_", " ")

    @property
    def final(self) -> bool:
        """Si ya no se esperan más reportes."""
        return self in (EstadoDeCompromiso.CUMPLIDO, EstadoDeCompromiso.NO_VIABLE)


class Avance(Modelo):
    """Un reporte fechado sobre un compromiso."""

    compromiso: CodigoCompromiso = Field(title="Compromiso")
    """El código del compromiso del que se reporta."""
    fecha: Fecha = Field(title="Fecha")
    """El día del que da cuenta el reporte."""
    numero: Annotated[Entero, Field(ge=1, le=99)] = Field(1, title="Número del día")
    """Cuál es, si de ese compromiso y ese día hay varios: 1, 2… No cambia aunque se corrija lo demás."""
    estado: EstadoDeCompromiso = Field(title="Estado")
    """En qué quedó el compromiso desde ese día."""
    texto: Texto = Field(title="Qué se hizo")
    """Qué se hizo o qué pasó."""
    fuente: EnlaceSeguro | None = Field(None, title="Dirección donde se comprueba")
    """Lo mismo que el «enlace» de «evidencia», en un renglón: una dirección https."""
    evidencia: EvidenciaEscrita | None = Field(None, title="Evidencia")
    """Con qué se comprueba: un enlace, un documento guardado o una foto publicada. Sin nada, «sin soporte
    publicado»."""
    reporta: Linea = Field(title="Quién reporta")
    """La organización que lo reporta; nunca una persona."""

    @model_validator(mode="after")
    def _una_sola(self) -> Avance:
        if self.fuente is not None and self.evidencia is not None:
            raise PydanticCustomError("evidencia_repetida", "")
        return self

    @property
    def soporte(self) -> Evidencia | None:
        """La evidencia, se haya escrito como se haya escrito; None si no hay."""
        return Evidencia(enlace=self.fuente) if self.fuente is not None else self.evidencia


class Seguimiento(Modelo):
    """El contenido de seguimiento.yml."""

    fecha_de_referencia: Fecha = Field(title="Fecha de referencia")
    """Hasta qué día llega lo que aquí se sabe: contra ella se cuentan los plazos y los silencios."""
    demostracion: SiNo = Field(False, title="De demostración")
    """Si los avances son inventados para mostrar el sistema."""
    avances: tuple[Avance, ...] = Field((), title="Avances")
    """Los reportes de avance, en cualquier orden: se publican por fecha."""


class SeguimientoDeCompromiso(Modelo):
    """La historia de un compromiso hasta la fecha de referencia."""

    compromiso: Compromiso
    """El compromiso."""
    aprobado: date
    """Desde cuándo corre."""
    referencia: date
    """Hasta cuándo se sabe."""
    avances: tuple[Avance, ...]
    """La línea de tiempo, del más antiguo al más reciente."""

    @property
    def estado(self) -> EstadoDeCompromiso:
        """El estado que dejó el último avance; sin avances, `sin_iniciar`."""
        return self.avances[-1].estado if self.avances else EstadoDeCompromiso.SIN_INICIAR

    @property
    def sin_reporte_desde(self) -> date:
        """La fecha del último avance o, si no hay, la de la aprobación."""
        return self.avances[-1].fecha if self.avances else self.aprobado

    @property
    def proximo_reporte(self) -> date | None:
        """Para cuándo se espera el siguiente; None si ya está cumplido o no es viable."""
        return None if self.estado.final else sumar_meses(self.sin_reporte_desde, MESES_ENTRE_REPORTES)

    @property
    def debe_reporte(self) -> bool:
        """Si a la fecha de referencia ya pasó la del próximo reporte: «sin reporte desde …»."""
        return self.proximo_reporte is not None and self.proximo_reporte < self.referencia


class ResumenDeMesa(Modelo):
    """Cuántos compromisos de una mesa hay en cada estado."""

    mesa: int
    """Número de la mesa."""
    cuentas: tuple[tuple[EstadoDeCompromiso, int], ...]
    """Los cinco estados, en su orden, aunque sean cero."""
    deben_reporte: int
    """Cuántos pasaron la fecha de su próximo reporte."""

    @property
    def total(self) -> int:
        """Cuántos compromisos tiene."""
        return sum(n for _, n in self.cuentas)

    def cuenta(self, estado: EstadoDeCompromiso) -> int:
        """Cuántos hay en ese estado."""
        return dict(self.cuentas)[estado]


def seguir(
    compromisos: Sequence[Compromiso], seguimiento: Seguimiento | None, aprobado: date
) -> tuple[SeguimientoDeCompromiso, ...]:
    """La historia de cada compromiso; sin seguimiento.yml, todos sin iniciar al día de la aprobación."""
    referencia = seguimiento.fecha_de_referencia if seguimiento else aprobado
    por_codigo: dict[str, list[Avance]] = {}
    for avance in seguimiento.avances if seguimiento else ():
        por_codigo.setdefault(avance.compromiso, []).append(avance)
    return tuple(
        SeguimientoDeCompromiso(
            compromiso=c,
            aprobado=aprobado,
            referencia=referencia,
            # Estable: dos avances del mismo día quedan como se escribieron.
            avances=tuple(sorted(por_codigo.get(c.codigo, []), key=lambda a: a.fecha)),
        )
        for c in compromisos
    )


def resumir(mesa: int, historias: Sequence[SeguimientoDeCompromiso]) -> ResumenDeMesa:
    """La cuenta por estado de `historias`."""
    estados = [h.estado for h in historias]
    return ResumenDeMesa(
        mesa=mesa,
        cuentas=tuple((e, estados.count(e)) for e in EstadoDeCompromiso),
        deben_reporte=sum(h.debe_reporte for h in historias),
    )
