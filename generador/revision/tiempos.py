"""Lo que se hace en un momento contra lo que el momento dura: pasos, exposiciones y vocerías."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.medianoche import DIA
from generador.modelo.datos.evento import Turno
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import plural
from generador.revision.comun import coma, reloj

MINUTOS_POR_VOCERIA = 5
"""Pasar al frente, pegar el rompecabezas de la mesa y contar su agenda."""
MINUTOS_PARA_APROBAR = 10
"""Abrir la plenaria, leer la agenda consolidada y decidir."""
MINUTOS_POR_PASO_LIBRE = 3
"""Menos que esto no alcanza ni para cambiar de paso."""


def _min(cuantos: int) -> str:
    return plural(cuantos, "minuto", "minutos")


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Los momentos con actividad; los que duran cero o menos ya tienen su error en `programa`."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["evento"]
    evento = asamblea.evento
    plenaria = evento.turno_de("plenaria")
    if evento.turno_de("mesas") is None and evento.momentos and asamblea.metodologia.pasos:
        yield fuente.hallazgo(
            ("jornadas",) if evento.en_varias_jornadas else ("jornadas", 0, "programa"),
            "ningún momento tiene «actividad: mesas»: las guías saldrían sin horas",
            "póngala en el momento en que trabajan las mesas",
            "advertencia",
        )
    de_mesas = {t.ruta for m in asamblea.mesas.mesas if (t := asamblea.turno_de_mesa(m.numero))}
    for turno in evento.turnos:
        if turno.duracion <= 0:
            continue
        if turno.ruta in de_mesas:
            yield from _pasos(asamblea, turno, fuente)
        if turno == plenaria:
            yield from _vocerias(len(asamblea.mesas.mesas), turno, fuente)
        yield from _exposiciones(turno, fuente)


def _pasos(asamblea: Asamblea, momento: Turno, fuente: Fuente) -> Iterator[Hallazgo]:
    pasos = asamblea.metodologia.pasos
    suma = sum(p.minutos or 0 for p in pasos)
    libres = [p for p in pasos if p.minutos is None]
    ruta = (*momento.ruta, "fin")
    sobra = momento.duracion - suma
    if sobra < 0:
        fin = momento.desde + suma
        alternativa = f"termine el momento a las {reloj(fin)} o " if fin < DIA else ""
        yield fuente.hallazgo(
            ruta,
            f"los pasos de la mesa suman {_min(suma)} y el momento dura {momento.duracion}",
            f"{alternativa}acorte los pasos en metodologia.yml",
        )
    elif libres and sobra < MINUTOS_POR_PASO_LIBRE * len(libres):
        cuales = "el paso" if len(libres) == 1 else f"los {len(libres)} pasos"
        yield fuente.hallazgo(
            ruta,
            f"para {cuales} sin minutos propios {'queda' if sobra == 1 else 'quedan'} {_min(sobra)}: "
            f"menos de {MINUTOS_POR_PASO_LIBRE} para cada uno",
            "alargue el momento o acorte los otros pasos en metodologia.yml",
            "advertencia",
        )
    elif pasos and not libres and sobra > 0:
        exceso = "sobra" if sobra == 1 else "sobran"
        yield fuente.hallazgo(
            ruta,
            f"los pasos de la mesa suman {_min(suma)} y el momento dura {momento.duracion}: {exceso} {sobra}",
            "acorte el momento, o deje un paso sin «minutos» para que tome lo que sobra",
            "advertencia",
        )


def minutos_por_voceria(mesas: int, plenaria: Turno) -> float:
    """Minutos de cada vocería en esa plenaria, apartados los de leer y aprobar; nunca menos de cero."""
    return max(0, plenaria.duracion - MINUTOS_PARA_APROBAR) / mesas


def _vocerias(mesas: int, momento: Turno, fuente: Fuente) -> Iterator[Hallazgo]:
    """Cada mesa habla MINUTOS_POR_VOCERIA y la aprobación toma MINUTOS_PARA_APROBAR."""
    pide = mesas * MINUTOS_POR_VOCERIA + MINUTOS_PARA_APROBAR
    if pide > momento.duracion:
        quedan = minutos_por_voceria(mesas, momento)
        yield fuente.hallazgo(
            (*momento.ruta, "fin"),
            f"{plural(mesas, 'vocería', 'vocerías')} de {MINUTOS_POR_VOCERIA} minutos y "
            f"{MINUTOS_PARA_APROBAR} para leer y aprobar la agenda piden {pide}; la plenaria dura "
            f"{momento.duracion}: a cada vocería le tocan {coma(quedan)} minutos",
            "alargue la plenaria o acuerde con las vocerías cuánto habla cada una",
            "advertencia",
        )


def _exposiciones(turno: Turno, fuente: Fuente) -> Iterator[Hallazgo]:
    momento, e = turno.momento, turno.momento.exposiciones
    if e is None:
        if momento.actividad == "exposiciones":
            yield fuente.hallazgo(
                (*turno.ruta, "actividad"),
                "no dice cuántas exposiciones hay ni cuánto dura cada una",
                "agregue «exposiciones» con «cantidad» y «minutos»",
                "advertencia",
            )
        return
    suma = e.cantidad * e.minutos
    cuenta = f"{plural(e.cantidad, 'exposición', 'exposiciones')} de {_min(e.minutos)}"
    ruta = (*turno.ruta, "exposiciones", "minutos")
    if suma > momento.duracion:
        yield fuente.hallazgo(
            ruta,
            f"{cuenta} suman {suma} y el momento dura {momento.duracion}",
            "acorte las exposiciones, quite alguna o alargue el momento",
        )
    elif suma == momento.duracion and e.cantidad > 1:
        yield fuente.hallazgo(
            ruta,
            f"{cuenta} ocupan los {momento.duracion} minutos, sin tiempo para pasar de una a otra",
            "deje uno o dos minutos entre exposiciones",
            "advertencia",
        )
