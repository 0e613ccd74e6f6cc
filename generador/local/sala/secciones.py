"""El formulario de una sub-mesa en una página: ficha dentro de ficha, con lo que ya dice cada una."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generador.local.captura.entrega import Campos, Reparo
from generador.local.captura.formulario import Casilla, Formulario


@dataclass(frozen=True, slots=True)
class CasillaLlena:
    """Una casilla, con lo que dice y lo que hay que mirar de ella."""

    casilla: Casilla
    valor: str
    reparos: tuple[Reparo, ...]

    @property
    def mal(self) -> bool:
        """Si así no se puede guardar."""
        return any(r.impide for r in self.reparos)

    @property
    def pide(self) -> bool:
        """Si hay que llenarla para que haya hoja."""
        return self.casilla.obligatoria and self.casilla.nombre.endswith("aportes.0.necesidad")


@dataclass(frozen=True, slots=True)
class FichaDeHoja:
    """Una ficha: una necesidad, una acción de su plan, quien representa."""

    titulo: str
    abierta: bool
    """Si se muestra de entrada: la primera de cada lista, y toda la que diga algo."""
    partes: tuple[CasillaLlena | FichaDeHoja, ...]


def secciones(
    formulario: Formulario, campos: Campos, reparos: Sequence[Reparo] = ()
) -> tuple[CasillaLlena | FichaDeHoja, ...]:
    """Las casillas en su orden, cada una dentro de su ficha."""
    por_casilla: dict[str, list[Reparo]] = {}
    for reparo in reparos:
        por_casilla.setdefault(reparo.casilla, []).append(reparo)
    return tuple(_partes(formulario.casillas, 0, campos, por_casilla))


def _partes(
    casillas: Sequence[Casilla], hondo: int, campos: Campos, reparos: Mapping[str, Sequence[Reparo]]
) -> Iterator[CasillaLlena | FichaDeHoja]:
    for titulo, grupo in groupby(casillas, key=lambda c: c.de_que[hondo] if len(c.de_que) > hondo else None):
        suyas = list(grupo)
        if titulo is None:
            for c in suyas:
                yield CasillaLlena(c, campos.get(c.nombre, ""), tuple(reparos.get(c.nombre, ())))
            continue
        dicha = any(c.nombre in campos or c.nombre in reparos for c in suyas)
        abierta = dicha or _numero(suyas[0], hondo) == 0
        yield FichaDeHoja(titulo, abierta, tuple(_partes(suyas, hondo + 1, campos, reparos)))


def _numero(casilla: Casilla, hondo: int) -> int:
    """Qué puesto tiene en su lista la ficha de esa hondura; 0 si no es de una lista."""
    fichas = [
        (parte, casilla.ruta[i + 1]) for i, parte in enumerate(casilla.ruta[:-1]) if isinstance(parte, str)
    ]
    siguiente = fichas[hondo][1]
    return siguiente if isinstance(siguiente, int) else 0
