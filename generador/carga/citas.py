"""Lo que un archivo nombra de otro: si no se deja leer, el remedio dice lo que el otro trae."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generador.errores import Hallazgo
from generador.modelo.datos.evento import UNICA, Evento

_JORNADA = re.compile(r"mesas\[\d+\]\.jornada")


def con_jornadas(hallazgos: Iterable[Hallazgo], evento: Evento | None) -> list[Hallazgo]:
    """Los mismos; el de una jornada mal escrita en mesas.yml, con las que tiene `evento`, si se pudo leer."""
    if evento is None:
        return list(hallazgos)
    ids = [j.id for j in evento.jornadas if j.id != UNICA]
    ayuda = f"las que hay: {', '.join(ids)}" if ids else "bórrela: la asamblea es de una sola jornada"
    return [replace(h, ayuda=ayuda) if _JORNADA.fullmatch(h.lugar.ruta) else h for h in hallazgos]


def con_convenios(hallazgos: Iterable[Hallazgo], convenios: Iterable[str]) -> list[Hallazgo]:
    """Los mismos; el de un convenio mal escrito en evento.yml, con los que hay: de su forma no sale cuál."""
    ayuda = f"los que hay: {', '.join(convenios) or 'ninguno'}"
    return [
        replace(h, ayuda=ayuda)
        if (h.lugar.ruta, h.lugar.archivo.rpartition("/")[2]) == ("convenio", "evento.yml")
        else h
        for h in hallazgos
    ]
