"""Lo propio de los papeles que sirven sin luz ni red: guía de la mesa técnica, cuaderno y tarjetas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generador.catalogo.inventario import Artefacto
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documento import DeDocumento, campos_de_asamblea
from generador.composicion.papel import kit
from generador.composicion.papel.mesa_tecnica import TIEMPOS, Dia, TarjetaDeMomento, dias_de, tarjetas_de
from generador.modelo.campos import todos
from generador.modelo.datos.agenda import Acta


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaMesaTecnica(DeDocumento):
    """La guía de quienes reciben, transcriben y proyectan."""

    partes: tuple[Dia, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelCuaderno(DeDocumento):
    """El tablero, la agenda y el acta para llenar a mano."""

    rotulos: Mapping[str, str]
    """Por su nombre en el archivo, el rótulo de cada cosa que pide el acta."""
    entero: float
    tercio: float
    """Anchos en que se escribe, en milímetros."""
    filas: int
    """Renglones de la agenda de una mesa en una hoja."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLasTarjetas(DeDocumento):
    """Las tarjetas que muestra y las que lee quien modera."""

    tiempos: tuple[int, ...]
    tarjetas: tuple[TarjetaDeMomento, ...]


FILA_DE_AGENDA = 33.0
"""Milímetros de una fila de la agenda a mano (`a-mano.css`): cuatro o cinco renglones de letra."""
_FUERA_DE_LAS_FILAS = 72.0
"""Márgenes, título de dos renglones, indicación y rótulos de una hoja de la agenda, en milímetros."""


def mesa_tecnica(acervo: Acervo, a: Artefacto) -> DeLaMesaTecnica:
    """Contexto de la guía de la mesa técnica, con un día por jornada."""
    return DeLaMesaTecnica(**campos_de_asamblea(acervo, a), partes=dias_de(a.asamblea))


def cuaderno(acervo: Acervo, a: Artefacto) -> DelCuaderno:
    """Contexto del cuaderno para llenar a mano, con las filas que caben en su papel."""
    comun: dict[str, Any] = campos_de_asamblea(acervo, a)
    entero = kit.anchos_de(a.asamblea).entero
    libre = a.alto_mm - _FUERA_DE_LAS_FILAS - comun["pie_impreso"].crecida
    return DelCuaderno(
        **comun,
        rotulos={c.ruta: c.rotulo for c in todos(Acta)},
        entero=entero,
        tercio=kit.anchos_de(a.asamblea).tercio_de_datos,
        filas=int(libre // FILA_DE_AGENDA),
    )


def tarjetas(acervo: Acervo, a: Artefacto) -> DeLasTarjetas:
    """Contexto de las tarjetas de moderación, con todos los momentos del programa."""
    return DeLasTarjetas(**campos_de_asamblea(acervo, a), tiempos=TIEMPOS, tarjetas=tarjetas_de(a.asamblea))
