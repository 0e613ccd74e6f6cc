"""Las piezas gráficas y sus formatos. Añadir un formato: una línea en FORMATOS; una pieza: otra en PIEZAS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.evento import Estado

PUNTOS_POR_PULGADA_PNG = 150
"""Resolución con que se rasteriza lo que nace en milímetros."""


@dataclass(frozen=True, slots=True)
class Formato:
    """Tamaño y soporte. En `mm` manda el papel; en `px`, la pantalla (96 px por pulgada en CSS)."""

    id: str
    nombre: str
    ancho: float
    alto: float
    unidad: Literal["mm", "px"]

    @property
    def ancho_mm(self) -> float:
        """Ancho de la página del PDF."""
        return self.ancho if self.unidad == "mm" else self.ancho * 25.4 / 96

    @property
    def alto_mm(self) -> float:
        """Alto de la página del PDF."""
        return self.alto if self.unidad == "mm" else self.alto * 25.4 / 96

    @property
    def pixeles(self) -> tuple[int, int]:
        """Tamaño exacto del PNG."""
        if self.unidad == "px":
            return round(self.ancho), round(self.alto)
        escala = PUNTOS_POR_PULGADA_PNG / 25.4
        return round(self.ancho * escala), round(self.alto * escala)


@dataclass(frozen=True, slots=True)
class Pieza:
    """Una pieza gráfica: `id` nombra la plantilla (`piezas/<id>.html.j2`)."""

    id: str
    titulo: str
    descripcion: str
    formatos: tuple[str, ...]
    pagina: str
    """Identificador de la página a la que lleva su QR."""
    desde: Estado = Estado.PREPARACION
    estilos: tuple[str, ...] = ()
    """Hojas de `plantillas/estilos/`, sin extensión, en vez de las de toda pieza."""


FORMATOS: tuple[Formato, ...] = (
    Formato("carta", "Carta", 216, 279, "mm"),
    Formato("tabloide", "Tabloide", 279, 432, "mm"),
    Formato("medio-pliego", "Medio pliego", 500, 700, "mm"),
    Formato("medio-pliego-apaisado", "Medio pliego apaisado", 700, 500, "mm"),
)

PIEZAS: tuple[Pieza, ...] = (
    Pieza(
        "afiche",
        "Afiche de convocatoria",
        "Para la calle, la cartelera y el teléfono.",
        ("carta",),
        "convocatoria",
    ),
    Pieza(
        "mural",
        "El gran rompecabezas, lleno",
        "Lo que entregó cada sub-mesa, para pegarlo donde todos lo vean.",
        ("carta", "tabloide", "medio-pliego", "medio-pliego-apaisado"),
        "rompecabezas",
        Estado.BORRADOR,
        ("variables", "pieza", "mural"),
    ),
)
