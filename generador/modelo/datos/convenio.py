"""El convenio que financia, y la única derivación del crédito."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import Field, StringConstraints

from generador.modelo.texto import enumerar
from generador.modelo.tipos import FORMA_DE_CONVENIO, Entero, Linea, Modelo, Titulo

Articulo: TypeAlias = Literal["la", "el", "las", "los", "ninguno"]
"""Con qué se nombra a una entidad en el crédito."""
ARTICULOS: tuple[str, ...] = get_args(Articulo)[:-1]
"""Artículos que se escriben delante de una entidad: todos menos «ninguno»."""


class Entidad(Modelo):
    """Una de las entidades que suscriben el convenio."""

    nombre: Titulo = Field(title="Nombre corto")
    """Nombre corto con que aparece en el crédito."""
    articulo: Articulo = Field(title="Artículo")
    """El artículo que lleva en el crédito: «la Gobernación», «el Instituto»."""
    nombre_completo: Titulo | None = Field(None, title="Nombre completo")
    """Nombre oficial, para la página «acerca»."""

    @property
    def con_articulo(self) -> str:
        """«la Gobernación»; sin artículo, el nombre solo."""
        return self.nombre if self.articulo == "ninguno" else f"{self.articulo} {self.nombre}"


def articulo_y_nombre(dicha: str) -> tuple[str, str]:
    """«la Gobernación» es «la» y «Gobernación»; «La Previsora» no lleva otro: se llama así."""
    articulo, _, nombre = dicha.partition(" ")
    return (articulo, nombre) if nombre and articulo in ARTICULOS else ("ninguno", dicha)


class Suscrito(Modelo):
    """Lo que identifica a un convenio: de aquí sale el crédito."""

    numero: Annotated[Linea, StringConstraints(pattern=FORMA_DE_CONVENIO)] = Field(title="Número")
    """Número tal como se cita en el crédito, con sus ceros: «002»."""
    anio: Entero = Field(title="Año")
    """El año en que se suscribió el convenio."""
    titulo: Titulo = Field(title="Título")
    """El título del convenio, como lo cita el documento fuente."""
    entidades: tuple[Entidad, ...] = Field(title="Entidades")
    """Quienes lo suscriben, en el orden del crédito."""

    @property
    def nombre(self) -> str:
        """«Convenio número 002 de 2023»."""
        return f"Convenio número {self.numero} de {self.anio}"

    @property
    def credito(self) -> str:
        """La frase obligatoria, palabra por palabra como la pide la metodología."""
        suscriben = enumerar(e.con_articulo for e in self.entidades)
        return f"Esta actividad se realiza en el marco del {self.nombre}, suscrito entre {suscriben}"


class Convenio(Suscrito):
    """Instrumento que financia la asamblea; de él sale el crédito obligatorio."""

    informe_para: Linea | None = Field(None, title="Destinatario del informe")
    """A quién se le entrega el informe de la asamblea, con su artículo: «la Gobernación»."""

    @property
    def lectores_del_informe(self) -> str:
        """A quiénes va: «la Gobernación y los entes de control»."""
        return f"{self.informe_para or 'las entidades del convenio'} y los entes de control"
