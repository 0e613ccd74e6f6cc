"""El convenio que financia, y la única derivación del crédito."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from generador.modelo.texto import enumerar
from generador.modelo.tipos import Entero, Linea, Modelo, Titulo


class Entidad(Modelo):
    """Una de las entidades que suscriben el convenio."""

    nombre: Titulo
    """Nombre corto con que aparece en el crédito."""
    nombre_completo: Titulo | None = None
    """Nombre oficial, para la página «acerca»."""


class Convenio(Modelo):
    """Instrumento que financia la asamblea; de él sale el crédito obligatorio."""

    numero: Annotated[Linea, StringConstraints(pattern=r"^\d{1,5}$")]
    """Número tal como se cita en el crédito, con sus ceros: «002»."""
    anio: Entero
    """Año de suscripción."""
    titulo: Titulo
    """Título con que lo cita el documento fuente."""
    entidades: tuple[Entidad, ...]
    """Quienes lo suscriben, en el orden del crédito."""

    @property
    def nombre(self) -> str:
        """«Convenio número 002 de 2023»."""
        return f"Convenio número {self.numero} de {self.anio}"

    @property
    def credito(self) -> str:
        """La frase obligatoria, palabra por palabra como la pide la metodología."""
        suscriben = enumerar(f"la {e.nombre}" for e in self.entidades)
        return f"Esta actividad se realiza en el marco del {self.nombre}, suscrito entre {suscriben}"
