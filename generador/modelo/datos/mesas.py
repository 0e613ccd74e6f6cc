"""Las mesas de una asamblea y el reparto de las personas en sub-mesas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from generador.modelo.tipos import (
    CodigoSubmesa,
    Color,
    Entero,
    Identificador,
    Linea,
    Modelo,
    Parrafo,
    SiNo,
    Titulo,
)


class Mesa(Modelo):
    """Un grupo que trabaja un eje."""

    numero: Annotated[Entero, Field(ge=1, le=999)] = Field(title="Número")
    """El número de la mesa: va en el código de sus sub-mesas y aportes."""
    eje: Titulo = Field(title="Eje")
    """El tema que trabaja la mesa."""
    definicion: Parrafo = Field(title="Definición")
    """De qué trata el eje, en un párrafo."""
    definicion_incompleta: SiNo = Field(False, title="Definición incompleta")
    """El documento fuente la trae cortada; se publica hasta donde llega y se dice."""
    pregunta: Linea = Field(title="Pregunta")
    """El eje como una pregunta que detiene a quien pasa."""
    preguntas: tuple[Linea, ...] = Field((), title="Preguntas orientadoras")
    """Las preguntas que orientan la conversación sobre este eje."""
    lidera: Linea = Field(title="Quién lidera")
    """Papel o entidad que lidera; nunca una persona."""
    cupo: Annotated[Entero, Field(ge=1, le=10_000)] | None = Field(None, title="Cupo")
    """Personas de esta mesa; sin él, se reparte por igual lo que quede del alcance."""
    submesas: Annotated[Entero, Field(ge=1, le=999)] | None = Field(None, title="Sub-mesas")
    """En cuántas sub-mesas se divide la mesa; sin él, las que pidan sus personas."""
    color: Color | None = Field(None, title="Color")
    """El color propio de la mesa; sin él, el de la paleta según su puesto."""
    jornada: Identificador | None = Field(None, title="Jornada")
    """El identificador de la jornada en que trabaja la mesa; sin él, la primera con momento de mesas."""


class Mesas(Modelo):
    """El contenido de mesas.yml."""

    personas_por_submesa: Annotated[Entero, Field(ge=2, le=200)] | None = Field(
        None, title="Personas por sub-mesa"
    )
    """Cuántas personas hay en cada sub-mesa, si esta asamblea se aparta de la metodología."""
    mesas: Annotated[tuple[Mesa, ...], Field(min_length=1, max_length=99)] = Field(title="Mesas")
    """Las mesas de trabajo, una entrada por mesa."""


class Submesa(Modelo):
    """Un subgrupo de la mesa; su código es el que va impreso en sus fichas."""

    codigo: CodigoSubmesa
    mesa: int
    numero: int
    personas: int


class Grupo(Modelo):
    """Una mesa con su gente repartida."""

    mesa: Mesa
    personas: int
    submesas: tuple[Submesa, ...]

    @property
    def numero(self) -> int:
        """El número de la mesa."""
        return self.mesa.numero

    @property
    def tamanos(self) -> tuple[tuple[int, int], ...]:
        """Cuántas sub-mesas hay de cada tamaño, como (sub-mesas, personas), de la mayor a la menor."""
        personas = [s.personas for s in self.submesas]
        return tuple((personas.count(cada), cada) for cada in sorted(set(personas), reverse=True))


def repartir(total: int, partes: int) -> tuple[int, ...]:
    """`total` en `partes` enteros que difieren en uno a lo sumo; los mayores, primero."""
    base, resto = divmod(total, partes)
    return tuple(base + (i < resto) for i in range(partes))


def conformar(
    mesas: Sequence[Mesa],
    alcance: int,
    por_submesa: int,
    fijas: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Grupo, ...]:
    """Reparte `alcance` personas entre las mesas y, en cada una, en sub-mesas parejas.

    Cuántas sub-mesas: las de `fijas`, por número de mesa; si no, las que la mesa dice; si no, las que hagan
    falta para que ninguna pase de `por_submesa` personas.
    Los cupos declarados se respetan; lo que queda se reparte por igual entre las demás mesas. Una mesa
    nunca queda sin gente: `revision` avisa antes si los cupos no dejan lugar.
    """
    libres = [m for m in mesas if m.cupo is None]
    resto = max(alcance - sum(m.cupo or 0 for m in mesas), len(libres))
    partes = dict(
        zip((m.numero for m in libres), repartir(resto, len(libres)) if libres else (), strict=True)
    )
    grupos = []
    for mesa in mesas:
        personas = mesa.cupo if mesa.cupo is not None else partes[mesa.numero]
        cuantas = fijas.get(mesa.numero) or mesa.submesas or max(1, -(-personas // por_submesa))
        submesas = tuple(
            Submesa(codigo=f"M{mesa.numero}-S{i}", mesa=mesa.numero, numero=i, personas=cada)
            for i, cada in enumerate(repartir(personas, cuantas), start=1)
        )
        grupos.append(Grupo(mesa=mesa, personas=personas, submesas=submesas))
    return tuple(grupos)


def mesa_del_codigo(codigo: str) -> int:
    """El número de mesa que trae un código de sub-mesa o de aporte: 2 en «M2-S3-N1»."""
    return int(codigo.partition("-")[0].removeprefix("M"))
