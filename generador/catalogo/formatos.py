"""Los tamaños de las piezas. Añadir uno es una línea en FORMATOS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.unidades import MM_POR_PULGADA, MM_POR_PUNTO, PIXELES_POR_PULGADA

Variante = Literal["color", "imprenta", "una-tinta"]
"""Para qué se hace un archivo: verlo e imprimirlo a color, llevarlo a un taller o fotocopiarlo."""
SANGRADO = 3.0
"""Milímetros que el fondo sigue después del corte."""
ORLA = 10.0
"""Milímetros de papel alrededor del corte en una hoja de taller: caben el sangrado y las marcas."""


ORILLA = 6.5
"""Milímetros junto al borde del papel que una impresora de oficina puede dejar en blanco."""


PUNTOS_MINIMOS = 9
"""El menor cuerpo de letra en papel."""


@dataclass(frozen=True, slots=True)
class Pliego:
    """Varias copias por hoja, en milímetros: lo que mide cada una y cómo se cortan o se doblan."""

    ancho: float
    alto: float
    columnas: int
    filas: int
    marcas: Literal["corte", "doblez"] = "corte"
    """Con «doblez» van de a dos filas, la de arriba de cabeza: se dobla y se lee por ambas caras."""


@dataclass(frozen=True, slots=True)
class Taller:
    """Cómo se le encarga a un taller: además del PDF de siempre sale en PDF/X-4, con sangrado y en CMYK."""

    material: str
    acabado: str
    """Cortes, dobladillo, ojales."""
    personas: float | None = None
    """Para cuántas personas previstas se sugiere un ejemplar; None si de cada diseño basta uno."""


@dataclass(frozen=True, slots=True)
class Formato:
    """Tamaño y soporte. En `mm` manda el papel; en `px`, la pantalla (96 px por pulgada en CSS)."""

    id: str
    nombre: str
    ancho: float
    alto: float
    unidad: Literal["mm", "px"]
    ppp: int = 110
    """Puntos por pulgada del PNG de lo que nace en milímetros: los de un pendón se miran de lejos."""
    pliego: Pliego | None = None
    taller: Taller | None = None
    """Si sus piezas van también a un taller, cómo se le piden."""

    @property
    def ancho_mm(self) -> float:
        """Ancho de la página del PDF."""
        return self.ancho if self.unidad == "mm" else self.ancho * MM_POR_PULGADA / PIXELES_POR_PULGADA

    @property
    def alto_mm(self) -> float:
        """Alto de la página del PDF."""
        return self.alto if self.unidad == "mm" else self.alto * MM_POR_PULGADA / PIXELES_POR_PULGADA

    @property
    def medida(self) -> str:
        """«216 × 279 mm» o «1080 × 1080 px»."""
        return f"{self.ancho:g} × {self.alto:g} {self.unidad}"

    @property
    def pieza_mm(self) -> tuple[float, float]:
        """Ancho y alto de la pieza: la página o, en un pliego, cada copia ya cortada."""
        return (self.pliego.ancho, self.pliego.alto) if self.pliego else (self.ancho_mm, self.alto_mm)

    @property
    def cuerpo_minimo(self) -> float:
        """Milímetros del menor cuerpo de letra que puede llevar en papel; en pantalla, el de cada rango."""
        return PUNTOS_MINIMOS * MM_POR_PUNTO if self.unidad == "mm" else 0.0

    @property
    def hasta_el_papel(self) -> float | None:
        """Milímetros del pie de la copia más cercana al borde del papel; None si solo se ve en pantalla."""
        if self.unidad == "px":
            return None
        return (self.alto - self.pliego.filas * self.pliego.alto) / 2 if self.pliego else 0.0

    @property
    def copias(self) -> int:
        """Cuántas salen derechas por página."""
        if self.pliego is None:
            return 1
        todas = self.pliego.columnas * self.pliego.filas
        return todas // 2 if self.pliego.marcas == "doblez" else todas

    @property
    def pixeles(self) -> tuple[int, int]:
        """Tamaño exacto del PNG."""
        if self.unidad == "px":
            return round(self.ancho), round(self.alto)
        escala = self.ppp / MM_POR_PULGADA
        return round(self.ancho * escala), round(self.alto * escala)


_AFICHE = ("Propalcote de 150 g", "Refilado")
_DE_COLGAR = "y 5 cm más por lado"
_VOLANTE = Taller("Propalcote de 115 g", "Refilado", 0.5)
_PENDON = Taller("Banner de 13 onzas", f"Bolsillos con tubo y cuerda {_DE_COLGAR}", 500)
_PASACALLE = Taller("Banner de 13 onzas", f"Dobladillo y ojales cada 50 cm {_DE_COLGAR}", 250)

FORMATOS: tuple[Formato, ...] = (
    Formato("carta", "Carta", 216, 279, "mm", 110, taller=Taller(*_AFICHE, 10)),
    Formato("carta-apaisada", "Carta apaisada", 279, 216, "mm", 96),
    Formato("tabloide", "Tabloide", 279, 432, "mm", 80, taller=Taller(*_AFICHE, 25)),
    Formato("tabloide-apaisado", "Tabloide apaisado", 432, 279, "mm", 72, taller=Taller(*_AFICHE)),
    Formato("medio-pliego", "Medio pliego", 500, 700, "mm", 60, taller=Taller(*_AFICHE, 50)),
    Formato("medio-pliego-apaisado", "Medio pliego apaisado", 700, 500, "mm", 60, taller=Taller(*_AFICHE)),
    Formato(
        "volante", "Volante, dos por carta", 279, 216, "mm", 110, Pliego(130, 200, 2, 1), taller=_VOLANTE
    ),
    Formato("cuadrado", "Cuadrado", 1080, 1080, "px"),
    Formato("vertical", "Vertical", 1080, 1350, "px"),
    Formato("historia", "Historia", 1080, 1920, "px"),
    Formato("enlace", "Enlace", 1200, 630, "px"),
    Formato("horizontal", "Horizontal", 1600, 900, "px"),
    Formato("pantalla", "Pantalla", 1920, 1080, "px"),
    Formato("pendon", "Pendón", 800, 2000, "mm", 24, taller=_PENDON),
    Formato("pasacalle", "Pasacalle", 3000, 1000, "mm", 12, taller=_PASACALLE),
    Formato("hablador", "Hablador, carta doblada", 279, 216, "mm", 96, Pliego(279, 108, 1, 2, "doblez")),
    Formato("escarapela", "Escarapelas, diez por carta", 216, 279, "mm", 110, Pliego(92, 52, 2, 5)),
)
