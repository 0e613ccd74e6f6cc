"""Lo que el acta copia de la asamblea, y en qué difiere lo que hoy dicen sus archivos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.aprobada import (
    AsambleaAprobada,
    HojaAprobada,
    JornadaAprobada,
    MesaAprobada,
)
from generador.modelo.datos.convenio import Convenio, Suscrito
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.mesas import Grupo
from generador.modelo.tipos import Modelo

_LLAVES = {"mesas": "numero", "jornadas": "id", "hojas": "submesa"}
"""En qué lista, por qué campo se reconoce cada elemento aunque lo muevan."""
_FIJOS = re.compile(
    r"id|codigo|demostracion|mesas\[\d+\]\.(numero|submesas)|jornadas\[\d+\]\.id"
    r"|hojas\[\d+\]\.(submesa|demostracion)"
)


def copia_de(
    id_: str,
    evento: Evento,
    convenio: Convenio,
    grupos: Sequence[Grupo],
    hojas: Sequence[Resultado],
    *,
    demostracion: bool,
) -> AsambleaAprobada:
    """Lo que se copiaría si se aprobara con esos archivos; `hojas`, en el orden de sus sub-mesas.

    `demostracion`, si el evento o la agenda lo dicen: las hojas lo dicen cada una.
    """
    return AsambleaAprobada(
        id=id_,
        codigo=evento.codigo,
        nombre=evento.nombre,
        territorio=evento.territorio,
        jornadas=tuple(
            JornadaAprobada(
                id=j.id,
                fecha=j.fecha,
                inicio=j.horario.inicio,
                fin=j.horario.fin,
                sede=j.sede.nombre if j.sede else None,
                direccion=j.sede.direccion if j.sede else None,
            )
            for j in evento.jornadas
        ),
        convenio=Suscrito(
            numero=convenio.numero, anio=convenio.anio, titulo=convenio.titulo, entidades=convenio.entidades
        ),
        vigencia=evento.vigencia,
        mesas=tuple(
            MesaAprobada(
                numero=g.numero, eje=g.mesa.eje, definicion=g.mesa.definicion, submesas=len(g.submesas)
            )
            for g in grupos
        ),
        hojas=tuple(
            HojaAprobada(submesa=r.submesa, asistentes=r.asistentes, demostracion=r.demostracion)
            for r in hojas
        ),
        demostracion=demostracion or any(r.demostracion for r in hojas),
    )


def es_fijo(campo: str) -> bool:
    """Si ese campo de la copia no se corrige: de él dependen códigos y direcciones ya publicados."""
    return _FIJOS.fullmatch(campo) is not None


@dataclass(frozen=True, slots=True)
class Diferencia:
    """Un dato de la asamblea que hoy no es el que se aprobó."""

    campo: str
    """Como se nombra en una errata: «mesas[2].eje»; de algo que falta o sobra, ello entero: «mesas[2]»."""
    aprobado: str | None
    """Lo que se aprobó, con sus correcciones; None si estaba vacío o no estaba."""
    hoy: str | None
    """Lo que dicen los archivos; None si está vacío o ya no está."""
    llave: str | None = None
    """De una lista, cuál de sus elementos: el número de la mesa, el `id` de la jornada o la sub-mesa."""

    @property
    def entero(self) -> bool:
        """Si falta o sobra un elemento de una lista, y no solo un dato suyo."""
        return self.campo.endswith("]")


def diferencias(aprobada: AsambleaAprobada, hoy: AsambleaAprobada) -> Iterator[Diferencia]:
    """Cada dato que difiere, en el orden en que se firmó."""
    antes, ahora = (dato.model_dump(mode="json") for dato in (aprobada, hoy))
    for campo, valor in antes.items():
        llave = _LLAVES.get(campo)
        if llave is None:
            yield from _de_valor(campo, valor, ahora[campo], None)
        else:
            yield from _de_lista(campo, llave, valor, ahora[campo])


def diferencias_de_parte(antes: Modelo, hoy: Modelo) -> Iterator[Diferencia]:
    """Cada dato en que difieren dos versiones de un compromiso, un aporte o uno no recogido."""
    suyos, de_hoy = (dato.model_dump(mode="json") for dato in (antes, hoy))
    for campo, valor in suyos.items():
        yield from _de_valor(campo, valor, de_hoy[campo], None)


def _de_lista(
    campo: str, llave: str, antes: Sequence[Mapping[str, Any]], ahora: Sequence[Mapping[str, Any]]
) -> Iterator[Diferencia]:
    suyos = {str(e[llave]): e for e in ahora}
    for i, elemento in enumerate(antes, start=1):
        cual = str(elemento[llave])
        if cual not in suyos:
            yield Diferencia(f"{campo}[{i}]", cual, None, cual)
        else:
            yield from _de_valor(f"{campo}[{i}]", elemento, suyos[cual], cual)
    habia = {str(e[llave]) for e in antes}
    for cual in suyos:
        if cual not in habia:
            yield Diferencia(f"{campo}[{len(antes) + 1}]", None, cual, cual)
    orden = [c for c in suyos if c in habia]
    if habia == suyos.keys() and orden != [str(e[llave]) for e in antes]:
        yield Diferencia(f"{campo}", ", ".join(str(e[llave]) for e in antes), ", ".join(orden))


def _de_valor(campo: str, antes: Any, ahora: Any, llave: str | None) -> Iterator[Diferencia]:
    if isinstance(antes, dict) and isinstance(ahora, dict):
        for clave in antes:
            yield from _de_valor(f"{campo}.{clave}", antes[clave], ahora[clave], llave)
    elif isinstance(antes, list) and isinstance(ahora, list):
        for i in range(max(len(antes), len(ahora))):
            a, h = (v[i] if i < len(v) else None for v in (antes, ahora))
            if isinstance(a, dict) and isinstance(h, dict):
                yield from _de_valor(f"{campo}[{i + 1}]", a, h, llave)
            elif a != h:
                yield Diferencia(f"{campo}[{i + 1}]", _dicho(a), _dicho(h), llave)
    elif antes != ahora:
        yield Diferencia(campo, _dicho(antes), _dicho(ahora), llave)


def _dicho(valor: Any) -> str | None:
    if isinstance(valor, dict):
        return str(next(iter(valor.values())))
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    return None if valor is None else str(valor)
