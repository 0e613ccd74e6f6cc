"""La metodología común: los pasos de la mesa, sus fichas y lo que se pregunta en cada una."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from generador.modelo.tipos import Color, Entero, Identificador, Linea, Modelo, Parrafo, Titulo


class TipoFicha(StrEnum):
    """Las tres fichas del rompecabezas, en el orden en que se trabajan."""

    NECESIDAD = "necesidad"
    SOLUCION = "solucion"
    PLAN = "plan"


class Ficha(Modelo):
    """Una clase de ficha: nunca se reconoce solo por el color, también por rótulo y trama."""

    tipo: TipoFicha
    nombre: Titulo
    """Rótulo impreso: «Necesidad»."""
    tinta: Color
    """Color del rótulo y la línea."""
    fondo: Color
    """Color del interior; la tinta se lee encima con contraste AA."""
    trama: Literal["rayas", "puntos", "cuadros"]
    """Trama que la distingue fotocopiada."""
    instruccion: Linea | None = None
    """Qué se escribe en ella, en una línea; va impreso en la ficha."""


class Paso(Modelo):
    """Una etapa de la guía de la mesa."""

    id: Identificador
    titulo: Titulo
    minutos: Annotated[Entero, Field(ge=1, le=600)] | None = None
    """Duración declarada; los pasos sin ella se reparten por igual lo que sobra del momento."""
    ficha: TipoFicha | None = None
    """La ficha que se llena en este paso."""
    instruccion: Parrafo
    """Qué hace la mesa."""
    decir: Parrafo
    """Qué dice en voz alta quien lidera."""
    preguntas: tuple[Linea, ...] = ()
    """Preguntas orientadoras, comunes a todos los ejes."""
    entregar: tuple[Linea, ...] = ()
    """Qué queda listo al cerrar el paso."""


class PreguntaPlan(Modelo):
    """Una columna del plan de trabajo: ¿Quién?, ¿Cómo?, ¿Cuándo?"""

    campo: Literal["quien", "como", "cuando"]
    pregunta: Titulo
    orientacion: Linea
    """Una frase que ayuda a responder."""


class Metodologia(Modelo):
    """Lo que toda asamblea de este programa hace igual."""

    titulo: Titulo
    objetivo: Parrafo
    que_es: tuple[Linea, ...] = ()
    """Qué es una asamblea, en tres frases; sin ellas no hay pieza «¿Qué es?»."""
    lema: Linea
    """Encabezado de la hoja de trabajo."""
    cooperacion: Parrafo
    """El énfasis que manda la metodología: soluciones que nazcan de la cooperación."""
    personas_por_submesa: Annotated[Entero, Field(ge=2, le=200)]
    max_necesidades: Annotated[Entero, Field(ge=1, le=2)]
    """Necesidades por sub-mesa: una ocupa su tira entera del rompecabezas; dos, media cada una."""
    max_acciones: Annotated[Entero, Field(ge=1, le=9)]
    """Acciones por plan."""
    fichas: tuple[Ficha, ...]
    pasos: tuple[Paso, ...]
    plan: tuple[PreguntaPlan, ...]
    antes: tuple[Linea, ...]
    """Lista de verificación de quien lidera, antes de empezar."""
    al_terminar: tuple[Linea, ...]
    """Lista de verificación al cierre."""

    def ficha(self, tipo: TipoFicha) -> Ficha:
        """La ficha de ese tipo; StopIteration no ocurre: `revision` exige las tres."""
        return next(f for f in self.fichas if f.tipo == tipo)
