"""Lo que se hace en un momento contra lo que el momento dura: pasos, exposiciones y vocerías."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Momento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import plural
from generador.modelo.tipos import minutos
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
    programa = asamblea.evento.programa
    mesas, plenaria = (asamblea.evento.momento_de(a) for a in ("mesas", "plenaria"))
    if mesas is None and programa and asamblea.metodologia.pasos:
        yield fuente.hallazgo(
            ("programa",),
            "ningún momento tiene «actividad: mesas»: las guías saldrían sin horas",
            "póngala en el momento en que trabajan las mesas",
            "advertencia",
        )
    for i, momento in enumerate(programa):
        if momento.duracion <= 0:
            continue
        if momento is mesas:
            yield from _pasos(asamblea, momento, i, fuente)
        if momento is plenaria:
            yield from _vocerias(len(asamblea.mesas.mesas), momento, i, fuente)
        yield from _exposiciones(momento, i, fuente)


def _pasos(asamblea: Asamblea, momento: Momento, i: int, fuente: Fuente) -> Iterator[Hallazgo]:
    pasos = asamblea.metodologia.pasos
    suma = sum(p.minutos or 0 for p in pasos)
    libres = [p for p in pasos if p.minutos is None]
    ruta = ("programa", i, "fin")
    sobra = momento.duracion - suma
    if sobra < 0:
        fin = minutos(momento.inicio) + suma
        alternativa = f"termine el momento a las {reloj(fin)} o " if fin < 24 * 60 else ""
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
        yield fuente.hallazgo(
            ruta,
            f"los pasos de la mesa suman {_min(suma)} y el momento dura {momento.duracion}: sobran {sobra}",
            "acorte el momento, o deje un paso sin «minutos» para que tome lo que sobra",
            "advertencia",
        )


def _vocerias(mesas: int, momento: Momento, i: int, fuente: Fuente) -> Iterator[Hallazgo]:
    """Cada mesa habla MINUTOS_POR_VOCERIA y la aprobación toma MINUTOS_PARA_APROBAR."""
    pide = mesas * MINUTOS_POR_VOCERIA + MINUTOS_PARA_APROBAR
    if pide > momento.duracion:
        quedan = max(0, momento.duracion - MINUTOS_PARA_APROBAR) / mesas
        yield fuente.hallazgo(
            ("programa", i, "fin"),
            f"{plural(mesas, 'vocería', 'vocerías')} de {MINUTOS_POR_VOCERIA} minutos y "
            f"{MINUTOS_PARA_APROBAR} para leer y aprobar la agenda piden {pide}; la plenaria dura "
            f"{momento.duracion}: a cada vocería le tocan {coma(quedan)}",
            "alargue la plenaria o acuerde con las vocerías cuánto habla cada una",
            "advertencia",
        )


def _exposiciones(momento: Momento, i: int, fuente: Fuente) -> Iterator[Hallazgo]:
    e = momento.exposiciones
    if e is None:
        if momento.actividad == "exposiciones":
            yield fuente.hallazgo(
                ("programa", i, "actividad"),
                "no dice cuántas exposiciones hay ni cuánto dura cada una",
                "agregue «exposiciones» con «cantidad» y «minutos»",
                "advertencia",
            )
        return
    suma = e.cantidad * e.minutos
    cuenta = f"{plural(e.cantidad, 'exposición', 'exposiciones')} de {_min(e.minutos)}"
    ruta = ("programa", i, "exposiciones", "minutos")
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
