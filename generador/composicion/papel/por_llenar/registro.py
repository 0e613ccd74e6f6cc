"""La planilla de registro: las columnas que `asistencia` sabe contar y cuántos renglones caben."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.medida import Medidor
from generador.modelo.datos.asistencia import NOMBRES, Variable
from generador.unidades import MM_POR_PUNTO

ALTO_DE_FILA = 9.0
"""Milímetros de un renglón: lo que pide escribir de pie, con esfero, sobre una tabla."""
# Milímetros de `dia.css`: márgenes de la página, cabeza, aviso y la fila de los títulos.
_MARGENES, _CABEZA, _AVISO, _TITULOS = 35.0, 21.0, 21.0, 10.0
_DE_LOS_LADOS, _MARCA = 30.0, 27.0
CUERPO_DE_SOBRE = 9.5
"""Puntos del renglón que dice de qué asamblea es."""
_PARTES: Mapping[Variable, float] = {
    "municipio": 0.12,
    "grupo_poblacional": 0.15,
    "genero": 0.09,
    "tipo_de_organizacion": 0.12,
    "mesa": 0.05,
}
"""Qué parte del ancho toma cada cuadro; también su orden."""


@dataclass(frozen=True, slots=True)
class ColumnaDeRegistro:
    """Lo que se pregunta a cada persona: su título y la parte del ancho que toma, entre 0 y 1."""

    titulo: str
    parte: float


def columnas_de_registro() -> tuple[ColumnaDeRegistro, ...]:
    """Quién es, cada cuadro que se publica en conjunto, y la firma; lo que falta para 1 es el número de fila.

    Los títulos son los que `asistencia` reconoce: pasada a una hoja de cálculo, la planilla se cuenta sola.
    """
    de_cuadros = tuple(ColumnaDeRegistro(NOMBRES[v], parte) for v, parte in _PARTES.items())
    return (
        ColumnaDeRegistro("Nombres y apellidos", 0.22),
        ColumnaDeRegistro("Número de documento", 0.12),
        *de_cuadros,
        ColumnaDeRegistro("Firma", 0.1),
    )


def renglones_de_registro(medidor: Medidor, artefacto: Artefacto, sobre: str, crecida: float) -> int:
    """Cuántas personas caben en una hoja debajo de `sobre`, lo que dice de qué asamblea es.

    `crecida` son los milímetros que un pie largo le quita al cuerpo de la página.
    """
    cabe = (artefacto.ancho_mm - _DE_LOS_LADOS - _MARCA) / (CUERPO_DE_SOBRE * MM_POR_PUNTO)
    de_mas = (len(medidor.partir(sobre, "negrita", cabe)) - 1) * CUERPO_DE_SOBRE * 1.38 * MM_POR_PUNTO
    libre = artefacto.alto_mm - _MARGENES - crecida - _CABEZA - de_mas - _AVISO - _TITULOS
    return int(libre // ALTO_DE_FILA)
