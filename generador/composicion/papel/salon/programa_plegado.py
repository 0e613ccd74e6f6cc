"""En qué letra va cada cara del programa plegado: la mayor en que todo cabe, medido con ella."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.medida import Medidor
from generador.unidades import MM_POR_PUNTO

CUERPOS = (22.0, 20.0, 18.0, 16.0, 14.0, 12.5, 11.0, 10.0, 9.0)
"""Puntos en que se prueban los momentos y las mesas, de mayor a menor."""
_MAYOR_DE_MESAS = 14.0
# Milímetros de `plegable.css`: el hueco entre paneles, la columna de la hora, el aire y los renglones.
_HUECO, _DE_LA_HORA, _AIRE_DE_MOMENTO, _MENOR_MOMENTO, _INTERLINEA = 24.0, 32.0, 3.6, 8.0, 1.3
_DE_JORNADA, _FUERA = 12.0, 30.0
_SANGRIA_DE_MESA, _TRAS_MESA, _CON_LAS_MESAS = 8.0, 1.0, 48.0
"""La sangría de cada eje, lo que le sigue, y el título con el código que van en el mismo panel."""


def cuerpo_de_programa(medidor: Medidor, a: Artefacto, crecida: float) -> float:
    """Puntos de los momentos en las dos columnas de adentro; si ni al menor caben, el menor.

    `crecida` son los milímetros que un pie largo le quita al cuerpo de la página.
    """
    evento, ancho = a.asamblea.evento, a.ancho_mm / 2 - _HUECO - _DE_LA_HORA
    dichos = [(t.momento.titulo, t.momento.sala) for j in evento.jornadas for t in evento.turnos_de(j)]
    rotulos = len(evento.jornadas) * _DE_JORNADA if evento.en_varias_jornadas else 0.0
    for cuerpo in CUERPOS:
        altos = [
            max(_MENOR_MOMENTO, _AIRE_DE_MOMENTO + _alto(medidor, filter(None, dicho), ancho, cuerpo))
            for dicho in dichos
        ]
        # Un momento no se parte: en cada columna puede quedar por fuera el más alto.
        if sum(altos) + rotulos + max(altos, default=0.0) <= 2 * _alto_libre(a, crecida):
            return cuerpo
    return CUERPOS[-1]


def cuerpo_de_mesas(medidor: Medidor, a: Artefacto, crecida: float) -> float | None:
    """Puntos de los ejes en el panel de atrás; None si ni al menor caben, y entonces no van."""
    ancho = a.ancho_mm / 2 - _HUECO - _SANGRIA_DE_MESA
    ejes: Sequence[str] = [g.mesa.eje for g in a.asamblea.grupos]
    libre = _alto_libre(a, crecida) - _CON_LAS_MESAS
    return next(
        (
            c
            for c in CUERPOS
            if c <= _MAYOR_DE_MESAS
            and sum(_TRAS_MESA + _alto(medidor, (e,), ancho, c) for e in ejes) <= libre
        ),
        None,
    )


def _alto_libre(a: Artefacto, crecida: float) -> float:
    return a.alto_mm - _FUERA - crecida


def _alto(medidor: Medidor, textos: Iterable[str], ancho: float, cuerpo: float) -> float:
    """Los milímetros de esos textos, uno debajo de otro."""
    mm = cuerpo * MM_POR_PUNTO
    return sum(len(medidor.partir(t, "texto", ancho / mm)) for t in textos) * _INTERLINEA * mm
