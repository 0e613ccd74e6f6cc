"""Una asamblea junto a los archivos de donde salió: lo que pide quien señala el lugar de un hallazgo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generador.modelo.asamblea import Asamblea
from generador.modelo.fuente import Fuente
from generador.modelo.tipos import Modelo


def sin_publicar() -> Asamblea | None:
    """La copia de una asamblea que nunca se publicó: ninguna."""
    return None


@dataclass(frozen=True, slots=True)
class Expediente:
    """Una asamblea con las fuentes de cada uno de sus archivos.

    Las claves de `fuentes`: convenio, metodologia, evento, mesas, agenda, seguimiento, asistencia y
    `resultados/M1-S1` por sub-mesa.
    """

    asamblea: Asamblea
    fuentes: Mapping[str, Fuente]
    ilegibles: frozenset[str] = frozenset()
    """Claves de los archivos que existen y no se pudieron leer: lo que digan no puede darse por ausente."""
    publicada: Callable[[], Asamblea | None] = field(default=sin_publicar, compare=False, repr=False)
    """La asamblea como se publicó la última vez; None si no quedó copia. Solo se lee si hay que citarla."""

    @property
    def en_blanco(self) -> tuple[str, ...]:
        """Las claves de las hojas de sub-mesa que existen y aún nadie ha llenado."""
        llenas = {f"resultados/{r.submesa}" for r in self.asamblea.resultados} | self.ilegibles
        return tuple(c for c in self.fuentes if c.startswith("resultados/") and c not in llenas)

    def archivos(self) -> Iterator[tuple[str, Modelo, Fuente]]:
        """Cada archivo: su clave, lo que dice y de dónde salió."""
        a = self.asamblea
        modelos: dict[str, Modelo | None] = {
            "convenio": a.convenio,
            "metodologia": a.metodologia,
            "evento": a.evento,
            "mesas": a.mesas,
            **{f"resultados/{r.submesa}": r for r in a.resultados},
            "agenda": a.agenda,
            "seguimiento": a.seguimiento,
            "asistencia": a.asistencia,
        }
        for clave, modelo in modelos.items():
            if modelo is not None:
                yield clave, modelo, self.fuentes[clave]
