"""Qué pasó con cada aporte: si se recogió, si se juntó con otros o si quedó por fuera, y por qué."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generador.modelo.datos.agenda import Compromiso, NoRecogido
from generador.modelo.tipos import Modelo

ClaseDeDestino = Literal["recogido", "fusionado", "por_fuera", "sin_destino"]


class Destino(Modelo):
    """Qué pasó con un aporte."""

    aporte: str
    """Código del aporte."""
    clase: ClaseDeDestino
    """`recogido`: su compromiso nace solo de él. `fusionado`: nace de varios. `por_fuera`: con razón escrita.
    `sin_destino`: nadie ha dicho."""
    compromisos: tuple[str, ...] = ()
    """Los compromisos que lo citan."""
    razon: str | None = None
    """Por qué quedó por fuera."""


class Cobertura(Modelo):
    """El destino de todos los aportes, en su orden."""

    destinos: tuple[Destino, ...]
    """El destino de cada aporte."""

    def _de(self, clase: ClaseDeDestino) -> tuple[Destino, ...]:
        return tuple(d for d in self.destinos if d.clase == clase)

    @property
    def recogidos(self) -> tuple[Destino, ...]:
        """Los aportes que son, solos, un compromiso."""
        return self._de("recogido")

    @property
    def fusionados(self) -> tuple[Destino, ...]:
        """Los aportes que se juntaron con otros en un compromiso."""
        return self._de("fusionado")

    @property
    def por_fuera(self) -> tuple[Destino, ...]:
        """Los aportes que no son compromiso, con su razón."""
        return self._de("por_fuera")

    @property
    def sin_destino(self) -> tuple[Destino, ...]:
        """Los aportes que nadie ha recogido ni explicado."""
        return self._de("sin_destino")

    @property
    def total(self) -> int:
        """Cuántos aportes hay."""
        return len(self.destinos)

    @property
    def completa(self) -> bool:
        """Si todos tienen destino: la cobertura es del 100 %."""
        return not self.sin_destino


def cubrir(
    aportes: Sequence[str], compromisos: Sequence[Compromiso], no_recogidos: Sequence[NoRecogido]
) -> Cobertura:
    """El destino de cada uno de los códigos de `aportes`."""
    citan: dict[str, list[Compromiso]] = {}
    for c in compromisos:
        for codigo in dict.fromkeys(c.aportes):
            citan.setdefault(codigo, []).append(c)
    razones = {n.aporte: n.razon for n in no_recogidos}
    return Cobertura(destinos=tuple(_destino(a, citan.get(a, []), razones.get(a)) for a in aportes))


def _destino(aporte: str, citan: Sequence[Compromiso], razon: str | None) -> Destino:
    clase: ClaseDeDestino = "sin_destino"
    if citan:
        clase = "fusionado" if any(len(set(c.aportes)) > 1 for c in citan) else "recogido"
    elif razon is not None:
        clase = "por_fuera"
    return Destino(aporte=aporte, clase=clase, compromisos=tuple(c.codigo for c in citan), razon=razon)
