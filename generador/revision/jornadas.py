"""Las jornadas entre sí: que vayan por fecha y se distingan, y que las mesas nombren una que exista."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import UNICA, Evento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.revision.comun import quiso_decir, repetidos


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """El orden y la identidad de las jornadas, y la de cada mesa."""
    asamblea = expediente.asamblea
    yield from _en_orden(asamblea.evento, expediente.fuentes["evento"])
    yield from _de_las_mesas(asamblea, expediente.fuentes["mesas"])


def _en_orden(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    jornadas = evento.jornadas
    yield from repetidos(fuente, "jornadas", "id", [j.id for j in jornadas], "el id de jornada")
    for i, jornada in enumerate(jornadas[1:], start=1):
        ruta = ("jornadas", i, "fecha")
        if jornada.fecha < jornadas[i - 1].fecha:
            yield fuente.hallazgo(
                ruta,
                f"es del {jornada.fecha}, antes que la jornada anterior ({jornadas[i - 1].fecha})",
                "ponga las jornadas por fecha, o corrija la que está mal",
            )
            continue
        iguales = [k for k in range(i) if jornadas[k].fecha == jornada.fecha]
        mismas = [k for k in iguales if jornadas[k].sede == jornada.sede]
        if mismas:
            linea = fuente.lugar(("jornadas", mismas[0], "fecha")).linea
            yield fuente.hallazgo(
                ruta,
                f"la jornada de la línea {linea} es del mismo día y en el mismo lugar",
                "si es una sola, junte sus momentos; si son en dos lugares, dele a cada una su «sede»",
            )


def _de_las_mesas(asamblea: Asamblea, fuente: Fuente) -> Iterator[Hallazgo]:
    evento = asamblea.evento
    ids = [j.id for j in evento.jornadas if j.id != UNICA]
    for i, mesa in enumerate(asamblea.mesas.mesas):
        if mesa.jornada is None:
            continue
        ruta = ("mesas", i, "jornada")
        if mesa.jornada not in ids:
            remedio = (
                f"las que hay: {', '.join(ids)}" if ids else "bórrela: la asamblea es de una sola jornada"
            )
            yield fuente.hallazgo(
                ruta,
                f"no hay ninguna jornada «{mesa.jornada}» en evento.yml",
                f"{quiso_decir(mesa.jornada, ids)}{remedio}",
            )
        elif evento.turno_de("mesas", mesa.jornada) is None and evento.turno_de("mesas") is not None:
            yield fuente.hallazgo(
                ruta,
                f"la jornada «{mesa.jornada}» no tiene ningún momento con «actividad: mesas»: "
                "su guía saldría sin horas",
                "póngala en el momento en que trabajan las mesas, o cambie la jornada de la mesa",
                "advertencia",
            )
