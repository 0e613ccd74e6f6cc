"""Los logos y las fotos de una asamblea: lo que dice el YAML y, ya revisados, lo que reciben las salidas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from generador.modelo.tipos import Identificador, Linea, Modelo, SiNo

EXTENSIONES_DE_FOTO = (".jpg", ".jpeg", ".png", ".webp")
EXTENSIONES_DE_LOGO = (".svg", *EXTENSIONES_DE_FOTO)
CARPETAS = ("logos", "medios")
"""Las carpetas de una asamblea, con el mismo nombre de las listas de evento.yml que nombran sus archivos."""
LOGOS_POR_FRANJA = 5
"""Más, en una franja, dejan de leerse."""
FOTOS_POR_ASAMBLEA = 24
_PROHIBIDOS = re.compile(r'[/\\:*?"<>|]')


def _nombre(valor: str, extensiones: tuple[str, ...]) -> str:
    """Un nombre sin carpetas, que vale en todo sistema de archivos, con una de esas extensiones."""
    if _PROHIBIDOS.search(valor) or valor.startswith(".") or len(valor) > 100:
        raise PydanticCustomError("archivo_simple", "", {"valor": valor})
    if not valor.lower().endswith(extensiones):
        raise PydanticCustomError("archivo_de_imagen", "", {"extensiones": ", ".join(extensiones)})
    return valor


def _de_logo(valor: str) -> str:
    return _nombre(valor, EXTENSIONES_DE_LOGO)


def _de_foto(valor: str) -> str:
    return _nombre(valor, EXTENSIONES_DE_FOTO)


def _autorizado(valor: bool) -> bool:
    if not valor:
        raise PydanticCustomError("sin_autorizacion", "")
    return valor


ArchivoDeLogo = Annotated[Linea, AfterValidator(_de_logo)]
ArchivoDeFoto = Annotated[Linea, AfterValidator(_de_foto)]
Autorizado = Annotated[SiNo, AfterValidator(_autorizado), WithJsonSchema({"type": "boolean", "const": True})]
"""Solo vale «sí»: sin autorización no se publica."""


class Logo(Modelo):
    """Un logo de la franja del crédito. Su archivo va en `logos/`, dentro de la carpeta de la asamblea."""

    archivo: ArchivoDeLogo = Field(title="Archivo")
    """El nombre del archivo, sin carpetas: .svg, .png, .jpg o .webp."""
    organizacion: Linea = Field(title="Organización")
    """La organización dueña del logo."""
    alt: Linea = Field(title="Texto alternativo")
    """Lo que se ve, para quien no ve: «Logo de la Gobernación»."""
    credito: Linea = Field(title="Procedencia")
    """De dónde salió el archivo: quién lo entregó o su manual de imagen."""
    consentimiento: Autorizado = Field(title="Autorización")
    """«sí» cuando la organización autorizó usarlo en estas piezas."""


class Foto(Modelo):
    """Una foto de la asamblea. Su archivo va en `medios/`, dentro de la carpeta de la asamblea."""

    archivo: ArchivoDeFoto = Field(title="Archivo")
    """El nombre del archivo, sin carpetas: .jpg, .png o .webp."""
    alt: Linea = Field(title="Texto alternativo")
    """Lo que se ve, para quien no ve."""
    credito: Linea = Field(title="Quién la tomó")
    """Quién tomó la foto; se dice junto a ella."""
    consentimiento: Autorizado = Field(title="Autorización")
    """«sí» cuando quienes aparecen autorizaron publicarla."""
    pie: Linea | None = Field(None, title="Pie de foto")
    """Lo que la foto cuenta, debajo de ella."""
    piezas: tuple[Identificador, ...] = Field((), title="Piezas")
    """Las piezas gráficas que la muestran, además del sitio: «gracias», «experiencias»."""
    encuadre: Literal["arriba", "centro", "abajo"] = Field("centro", title="Encuadre")
    """Qué parte de su alto se conserva cuando una pieza la recorta."""


Logos = Annotated[tuple[Logo, ...], Field(max_length=LOGOS_POR_FRANJA)]
Fotos = Annotated[tuple[Foto, ...], Field(max_length=FOTOS_POR_ASAMBLEA)]


@dataclass(frozen=True, slots=True)
class LogoListo:
    """Un logo ya revisado. `color` y `gris` son su dibujo: un `<svg>` en línea o la ruta de una imagen."""

    logo: Logo
    ancho: float
    alto: float
    """Solo importa su proporción."""
    color: str
    gris: str
    archivo: str
    """El archivo que publica el sitio, desde la raíz del proyecto."""
    publicado: str
    """Su nombre en el sitio."""

    @property
    def proporcion(self) -> float:
        """Ancho sobre alto."""
        return self.ancho / self.alto


@dataclass(frozen=True, slots=True)
class CopiaDeFoto:
    """Una foto en un tamaño y un formato."""

    archivo: str
    """Desde la raíz del proyecto."""
    publicado: str
    """Su nombre en el sitio."""
    ancho: int
    alto: int
    tipo: str
    """«webp» o «jpeg»."""


@dataclass(frozen=True, slots=True)
class FotoLista:
    """Una foto ya revisada, sin metadatos, en los tamaños en que se publica; de menor a mayor."""

    foto: Foto
    copias: tuple[CopiaDeFoto, ...]
    impresa: str
    """La copia que va en las piezas, a color, desde la raíz del proyecto."""
    gris: str
    ancho: int
    alto: int
    """Píxeles de la original, ya derecha."""
    puesto: int
    """Su lugar en la lista de evento.yml, desde 0."""

    def de(self, tipo: str) -> tuple[CopiaDeFoto, ...]:
        """Las copias de un formato."""
        return tuple(c for c in self.copias if c.tipo == tipo)

    @property
    def proporcion(self) -> float:
        """Ancho sobre alto."""
        return self.ancho / self.alto


@dataclass(frozen=True, slots=True)
class Medios:
    """Los logos y las fotos de una asamblea, en el orden de evento.yml."""

    logos: tuple[LogoListo, ...] = ()
    fotos: tuple[FotoLista, ...] = ()

    def de_pieza(self, pieza: str) -> FotoLista | None:
        """La primera foto que pide esa pieza."""
        return next((f for f in self.fotos if pieza in f.foto.piezas), None)

    @property
    def publicados(self) -> Mapping[str, str]:
        """Nombre en el sitio → archivo, desde la raíz del proyecto."""
        return {
            **{x.publicado: x.archivo for x in self.logos},
            **{c.publicado: c.archivo for f in self.fotos for c in f.copias},
        }


SIN_MEDIOS = Medios()
