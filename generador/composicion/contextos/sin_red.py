"""Lo propio de los papeles que sirven sin luz ni red: guía de la mesa técnica, cuaderno y tarjetas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from generador.catalogo.inventario import Artefacto
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documento import DeDocumento, campos_de_asamblea
from generador.composicion.papel import kit
from generador.composicion.papel.mesa_tecnica import TIEMPOS, Dia, TarjetaDeMomento, dias_de, tarjetas_de
from generador.modelo.campos import todos
from generador.modelo.datos.agenda import Acta
from generador.modelo.datos.mesas import Grupo
from generador.unidades import MM_POR_PUNTO


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
    filas: Mapping[int, int]
    """Por número de mesa, las filas de su agenda: hojas llenas, y por lo menos una por sub-mesa."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLasTarjetas(DeDocumento):
    """Las tarjetas que muestra y las que lee quien modera."""

    tiempos: tuple[int, ...]
    alto: float
    """Milímetros de cada tarjeta de tiempo: van dos por hoja."""
    cuerpo: float
    """Puntos de su número."""
    tarjetas: tuple[TarjetaDeMomento, ...]


# Milímetros y puntos de `papel.css` y `a-mano.css`.
_MARGENES = 35.0
FILA_DE_AGENDA = 33.0
"""Milímetros de una fila de la agenda a mano: cuatro o cinco renglones de letra."""
_FUERA_DE_LAS_FILAS = 24.0
"""Aire, indicación y rótulos de una hoja de la agenda; con el título, lo que no son filas."""
_CUERPO_DE_TITULO, _INTERLINEA_DE_TITULO = 17.0, 1.04
_SOBRE_LAS_TARJETAS = 8.0
_NUMERO_POR_MILIMETRO = 2.58
"""Puntos del número por cada milímetro de su tarjeta: con el rótulo debajo, la llena."""


def mesa_tecnica(acervo: Acervo, a: Artefacto) -> DeLaMesaTecnica:
    """Contexto de la guía de la mesa técnica, con un día por jornada."""
    return DeLaMesaTecnica(**campos_de_asamblea(acervo, a), partes=dias_de(a.asamblea))


def cuaderno(acervo: Acervo, a: Artefacto) -> DelCuaderno:
    """Contexto del cuaderno para llenar a mano, con las filas que caben en su papel."""
    comun: dict[str, Any] = campos_de_asamblea(acervo, a)
    entero = kit.anchos_de(a.asamblea).entero
    libre = a.alto_mm - _MARGENES - _FUERA_DE_LAS_FILAS - comun["pie_impreso"].crecida
    return DelCuaderno(
        **comun,
        rotulos={c.ruta: c.rotulo for c in todos(Acta)},
        entero=entero,
        tercio=kit.anchos_de(a.asamblea).tercio_de_datos,
        filas={g.numero: _filas(acervo, g, entero, libre) for g in a.asamblea.grupos},
    )


def _filas(acervo: Acervo, grupo: Grupo, ancho: float, libre: float) -> int:
    """Las que llenan las hojas que hacen falta; `libre`, los milímetros de una hoja sin el título."""
    cabe = ancho / (_CUERPO_DE_TITULO * MM_POR_PUNTO)
    renglones = len(acervo.medidor.partir(f"Mesa {grupo.numero}. {grupo.mesa.eje}", "titular", cabe))
    titulo = renglones * _CUERPO_DE_TITULO * _INTERLINEA_DE_TITULO * MM_POR_PUNTO
    por_hoja = max(1, int((libre - titulo) // FILA_DE_AGENDA))
    return ceil(len(grupo.submesas) / por_hoja) * por_hoja


def tarjetas(acervo: Acervo, a: Artefacto) -> DeLasTarjetas:
    """Contexto de las tarjetas de moderación, con todos los momentos del programa."""
    comun: dict[str, Any] = campos_de_asamblea(acervo, a)
    alto = (a.alto_mm - _MARGENES - comun["pie_impreso"].crecida - _SOBRE_LAS_TARJETAS) / 2
    return DeLasTarjetas(
        **comun,
        tiempos=TIEMPOS,
        alto=round(alto, 1),
        cuerpo=round(alto * _NUMERO_POR_MILIMETRO, 1),
        tarjetas=tarjetas_de(a.asamblea),
    )
