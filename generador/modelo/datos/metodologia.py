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


class ClaseDeFicha(Modelo):
    """Una clase de ficha: nunca se reconoce solo por el color, también por rótulo y trama."""

    tipo: TipoFicha = Field(title="Clase de ficha")
    """Cuál de las tres es: necesidad, solucion o plan."""
    nombre: Titulo = Field(title="Nombre")
    """El nombre que va impreso en la ficha: «Necesidad»."""
    tinta: Color = Field(title="Tinta")
    """Color del rótulo y la línea."""
    fondo: Color = Field(title="Fondo")
    """Color del interior; la tinta se lee encima con contraste AA."""
    trama: Literal["rayas", "puntos", "cuadros"] = Field(title="Trama")
    """El dibujo de fondo que la distingue fotocopiada, sin color."""
    instruccion: Linea | None = Field(None, title="Instrucción")
    """Qué se escribe en ella, en una línea; va impreso en la ficha."""


class Paso(Modelo):
    """Una etapa de la guía de la mesa."""

    id: Identificador = Field(title="Identificador")
    """Un nombre corto y único del paso, en minúsculas y sin tildes: «necesidades». No se publica."""
    titulo: Titulo = Field(title="Título")
    """Cómo se llama el paso en la guía."""
    minutos: Annotated[Entero, Field(ge=1, le=600)] | None = Field(None, title="Minutos")
    """Duración declarada; los pasos sin ella se reparten por igual lo que sobra del momento."""
    ficha: TipoFicha | None = Field(None, title="Ficha")
    """La ficha que se llena en este paso."""
    instruccion: Parrafo = Field(title="Instrucción")
    """Qué hace la mesa."""
    decir: Parrafo = Field(title="Para decir en voz alta")
    """Qué dice en voz alta quien lidera."""
    preguntas: tuple[Linea, ...] = Field((), title="Preguntas orientadoras")
    """Preguntas orientadoras, comunes a todos los ejes."""
    entregar: tuple[Linea, ...] = Field((), title="Para entregar")
    """Qué queda listo al cerrar el paso."""


class PreguntaPlan(Modelo):
    """Una columna del plan de trabajo: ¿Quién?, ¿Cómo?, ¿Cuándo?"""

    campo: Literal["quien", "como", "cuando"] = Field(title="Campo")
    """Qué columna del plan es: quien, como o cuando."""
    pregunta: Titulo = Field(title="Pregunta")
    """La pregunta que encabeza la columna: «¿Quién?»."""
    orientacion: Linea = Field(title="Orientación")
    """Una frase que ayuda a responder."""


class Metodologia(Modelo):
    """Lo que toda asamblea de este programa hace igual."""

    titulo: Titulo = Field(title="Título")
    """Cómo se llama la metodología: la nombra el informe."""
    objetivo: Parrafo = Field(title="Objetivo")
    """Para qué se reúne la asamblea, en un párrafo: sale en la agenda impresa y en los datos abiertos."""
    que_es: tuple[Linea, ...] = Field((), title="¿Qué es una asamblea?")
    """Qué es una asamblea, en tres frases; sin ellas no hay pieza «¿Qué es?»."""
    lema: Linea = Field(title="Lema")
    """La frase que encabeza la hoja de entrega."""
    cooperacion: Parrafo = Field(title="Cooperación")
    """El énfasis que manda la metodología: soluciones que nazcan de la cooperación."""
    personas_por_submesa: Annotated[Entero, Field(ge=2, le=200)] = Field(title="Personas por sub-mesa")
    """Cuántas personas trabajan juntas en una sub-mesa; de este número sale cuántas sub-mesas hay."""
    max_necesidades: Annotated[Entero, Field(ge=1, le=2)] = Field(title="Necesidades por sub-mesa")
    """Necesidades por sub-mesa: una ocupa su tira entera del rompecabezas; dos, media cada una."""
    max_acciones: Annotated[Entero, Field(ge=1, le=9)] = Field(title="Acciones por plan")
    """Cuántas acciones caben, como máximo, en el plan de un aporte."""
    fichas: tuple[ClaseDeFicha, ...] = Field(title="Fichas")
    """Las tres clases de ficha que se llenan y se encajan: necesidad, solución y plan."""
    pasos: tuple[Paso, ...] = Field(title="Pasos")
    """Las etapas del trabajo de la mesa, en el orden en que se hacen."""
    plan: tuple[PreguntaPlan, ...] = Field(title="Preguntas del plan")
    """Las tres columnas del plan de trabajo: ¿quién?, ¿cómo? y ¿cuándo?"""
    antes: tuple[Linea, ...] = Field(title="Antes de empezar")
    """Lo que revisa quien lidera la mesa antes de empezar, un renglón por tarea."""
    al_terminar: tuple[Linea, ...] = Field(title="Al terminar")
    """Lo que revisa quien lidera la mesa al cerrar, un renglón por tarea."""

    def ficha(self, tipo: TipoFicha) -> ClaseDeFicha:
        """La ficha de ese tipo; StopIteration no ocurre: `revision` exige las tres."""
        return next(f for f in self.fichas if f.tipo == tipo)
