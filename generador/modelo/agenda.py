"""La agenda de compromisos y el acta de su aprobación."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from pydantic import Field, StringConstraints

from generador.modelo.tipos import (
    CodigoAporte,
    CodigoCompromiso,
    Entero,
    Fecha,
    Hora,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Texto,
    Titulo,
)


class Compromiso(Modelo):
    """Un renglón de la agenda; nace de uno o varios aportes y los cita."""

    codigo: CodigoCompromiso
    """Estable: no cambia aunque cambie el orden."""
    mesa: Annotated[Entero, Field(ge=1, le=999)]
    titulo: Titulo
    """En pocas palabras; da nombre a su página."""
    texto: Texto
    """Qué se compromete a hacer."""
    como: Texto | None = None
    responsables: tuple[Parrafo, ...] = ()
    """Organizaciones y entidades."""
    cuando: Parrafo | None = None
    """El plazo tal como se acordó."""
    aportes: Annotated[tuple[CodigoAporte, ...], Field(min_length=1)]

    @property
    def codigo_en_ruta(self) -> str:
        """El código como va en la dirección web."""
        return self.codigo.lower()


class NoRecogido(Modelo):
    """Un aporte que la agenda deja por fuera, con su razón."""

    aporte: CodigoAporte
    razon: Parrafo


class Votacion(Modelo):
    """Conteo de la plenaria, si lo hubo."""

    a_favor: Annotated[Entero, Field(ge=0)]
    en_contra: Annotated[Entero, Field(ge=0)]
    abstenciones: Annotated[Entero, Field(ge=0)]


class Aprobacion(Modelo):
    """El acto que vuelve agenda un borrador."""

    fecha: Fecha
    hora: Hora
    lugar: Titulo | None = None
    modera: Linea
    """Papel o entidad que moderó la plenaria."""
    decision: Parrafo
    votacion: Votacion | None = None
    huella: Annotated[Linea, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 de la forma canónica de los compromisos aprobados."""


class Agenda(Modelo):
    """El contenido de agenda.yml."""

    titulo: Titulo
    presentacion: Parrafo | None = None
    demostracion: SiNo = False
    compromisos: tuple[Compromiso, ...] = ()
    """Sin ellos, cada aporte completo es un compromiso."""
    no_recogidos: tuple[NoRecogido, ...] = ()
    aprobacion: Aprobacion | None = None


def forma_canonica(compromisos: tuple[Compromiso, ...]) -> bytes:
    """Los compromisos como JSON UTF-8, claves ordenadas, sin espacios, en orden de código.

    No depende del formato del YAML ni del orden en que se escribieron.
    """
    filas = [c.model_dump(mode="json") for c in sorted(compromisos, key=lambda c: c.codigo)]
    return json.dumps(filas, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def huella(compromisos: tuple[Compromiso, ...]) -> str:
    """SHA-256 hexadecimal de la forma canónica."""
    return hashlib.sha256(forma_canonica(compromisos)).hexdigest()
