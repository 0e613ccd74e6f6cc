"""El formulario en un solo archivo, para llenarlo en un teléfono sin red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generador.composicion.captura import pagina_de_captura
from generador.local.captura.formulario import Casilla, formulario_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.fuente import Ruta


@dataclass(frozen=True, slots=True)
class Fichas:
    """Lo que se pregunta varias veces: las necesidades, las acciones de un plan."""

    nombre: str
    """Dónde va la lista: «aportes.0.plan»."""
    como: str
    """Cómo se llama cada una: «acción»."""
    titulo: str
    """Cómo se llama la primera: «acción 1»."""
    cuantas: int
    partes: tuple[Casilla | Fichas, ...]
    """Lo que se pregunta en la primera; en las demás es igual."""


def partes_de(casillas: Sequence[Casilla]) -> tuple[Casilla | Fichas, ...]:
    """Las casillas en su orden, con las que se repiten reunidas en sus listas."""
    return tuple(_partes(casillas, 0))


def _partes(casillas: Sequence[Casilla], hondo: int) -> Iterator[Casilla | Fichas]:
    for lista, grupo in groupby(casillas, key=lambda c: _lista(c.ruta, hondo)):
        suyas = list(grupo)
        if lista is None:
            yield from suyas
            continue
        puesto = len(lista)
        primera = [c for c in suyas if c.ruta[puesto] == 0]
        titulo = primera[0].de_que[sum(isinstance(p, str) for p in lista) - 1]
        yield Fichas(
            ".".join(map(str, lista)),
            titulo.removesuffix(" 1"),
            titulo,
            1 + max(int(c.ruta[puesto]) for c in suyas),
            tuple(_partes(primera, puesto + 1)),
        )


def _lista(ruta: Ruta, hondo: int) -> Ruta | None:
    """La lista a la que va, desde esa hondura; None si a ninguna."""
    numero = next((i for i in range(hondo, len(ruta)) if isinstance(ruta[i], int)), None)
    return None if numero is None else ruta[:numero]


def formulario_suelto(raiz: Path, asamblea: Asamblea) -> str:
    """El HTML del formulario de esa asamblea."""
    formulario = formulario_de(asamblea)
    return pagina_de_captura(
        raiz / "plantillas", asamblea, formulario.version, partes_de(formulario.casillas)
    )
