"""El programa de cada jornada como lo cuenta el informe: lo que se planeó y lo que pasó."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generador.composicion.comun.idioma.filtros import rango
from generador.composicion.comun.idioma.jornadas import horas_de, rotulo_de
from generador.composicion.informe.graficas import BarraDeTiempo
from generador.modelo.datos.comun.medianoche import desvio
from generador.modelo.datos.evento import Evento, Momento, Turno
from generador.modelo.tipos import minutos

SIN_EJECUCION = "sin registro de ejecución"


@dataclass(frozen=True, slots=True)
class FilaDePrograma:
    """Un momento: cuándo se planeó, cuándo fue, y lo que se anotó."""

    momento: Momento
    planeado: str
    ejecutado: str
    diferencia: str
    nota: str


@dataclass(frozen=True)
class ProgramaDeJornada:
    """Los momentos de una jornada. `rotulo` dice de cuál; vacío si la asamblea es de una sola."""

    rotulo: str
    turnos: tuple[Turno, ...]

    @cached_property
    def filas(self) -> tuple[FilaDePrograma, ...]:
        """Un renglón por momento."""
        return tuple(_fila(t) for t in self.turnos)

    @property
    def hay_ejecucion(self) -> bool:
        """Si de algún momento se anotó cómo fue."""
        return any(t.momento.ejecutado for t in self.turnos)

    @cached_property
    def tramos(self) -> list[BarraDeTiempo]:
        """Lo planeado y lo ejecutado, en minutos desde la medianoche con que empezó la jornada."""
        return [
            BarraDeTiempo(t.momento.titulo, (t.desde, t.hasta), _hecho(t), (f.planeado, f.ejecutado))
            for t, f in zip(self.turnos, self.filas, strict=True)
        ]

    @property
    def puntas(self) -> tuple[int, int]:
        """Lo más temprano y lo más tarde, planeado o ejecutado."""
        todas = [x for t in self.tramos for x in (*t.planeado, *(t.ejecutado or ()))]
        return min(todas), max(todas)


def programas(evento: Evento) -> tuple[ProgramaDeJornada, ...]:
    """El programa de cada jornada, en orden."""
    return tuple(
        ProgramaDeJornada(rotulo_de(evento, j) if evento.en_varias_jornadas else "", evento.turnos_de(j))
        for j in evento.jornadas
    )


def _hecho(turno: Turno) -> tuple[int, int] | None:
    """De cuándo a cuándo fue de verdad; None si no se anotó."""
    real = turno.momento.ejecutado
    if real is None:
        return None
    desde = turno.desde + desvio(minutos(turno.momento.inicio), minutos(real.desde))
    return desde, desde + real.duracion


def _fila(turno: Turno) -> FilaDePrograma:
    m, hecho = turno.momento, turno.momento.ejecutado
    return FilaDePrograma(
        m,
        horas_de(turno),
        rango(hecho.desde, hecho.hasta) if hecho else SIN_EJECUCION,
        _diferencia(m) if hecho else "",
        (hecho.nota or "") if hecho else "",
    )


def _diferencia(m: Momento) -> str:
    """«empezó 10 min tarde; duró 5 min menos», o «como se planeó»."""
    assert m.ejecutado is not None
    tarde = desvio(minutos(m.inicio), minutos(m.ejecutado.desde))
    mas = m.ejecutado.duracion - m.duracion
    partes = []
    if tarde:
        partes.append(f"empezó {abs(tarde)} min {'tarde' if tarde > 0 else 'antes'}")
    if mas:
        partes.append(f"duró {abs(mas)} min {'más' if mas > 0 else 'menos'}")
    return "; ".join(partes) or "como se planeó"
