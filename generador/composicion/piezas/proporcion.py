"""La superficie de una pieza: según su proporción, dónde van el mural, su hueco y la ficha que falta."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Literal

from markupsafe import Markup

from generador.composicion.muro import dibujo_papel
from generador.composicion.muro.dibujo_papel import A_COLOR, Acabado, FichaSuelta, Orilla, Reticula
from generador.rompecabezas.trazo import Rectangulo

Familia = Literal["pendon", "historia", "vertical", "cuadrada", "horizontal", "pasacalle"]
"""La proporción de una pieza, de la más alta a la más ancha: cada una tiene su composición."""
_DESDE: tuple[tuple[float, Familia], ...] = (
    (2.1, "pendon"),
    (1.6, "historia"),
    (1.15, "vertical"),
    (0.85, "cuadrada"),
    (0.45, "horizontal"),
)
"""Alto sobre ancho desde el cual una pieza es de esa familia; por debajo de todas, pasacalle."""
MARGEN = 0.07
"""Margen de una pieza, como fracción de su lado corto: el mismo de la hoja de estilos."""
_ROTULO_QR = 0.07
"""Entre la franja y la ficha suelta va el rótulo del código QR, como fracción del lado corto."""
_ALTO_LENGUETA = 0.3
"""Lengüeta y aire, en fichas."""
BANDA: dict[Familia, tuple[int, float]] = {
    "pendon": (3, 1.9),
    "historia": (4, 1.5),
    "vertical": (5, 1.1),
    "cuadrada": (6, 0.8),
    "horizontal": (3, 0.85),
    "pasacalle": (2, 0.85),
}
"""Fichas a lo largo de la orilla y de fondo, cuando el mural es solo una banda."""
BANDA_CON_FOTO: dict[Familia, tuple[int, float]] = {
    "pendon": (3, 3.0),
    "historia": (4, 2.8),
    "vertical": (4, 1.75),
    "cuadrada": (4, 1.4),
    "horizontal": (3, 1.9),
    "pasacalle": (2, 1.9),
}
"""Lo mismo cuando una foto llena las fichas de la banda, menos su última hilera."""
PARA_TEXTOS = 0.29
"""Del ancho: el alto que la foto de una banda les deja a los textos."""
DIA: dict[Familia, float] = {
    "pendon": 31,
    "historia": 31,
    "vertical": 25,
    "cuadrada": 19,
    "horizontal": 20,
    "pasacalle": 24,
}
"""Cuerpo de lo que va grande en un anuncio, en centésimas del lado corto."""
CESIONES = (0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.1)
"""Fichas de fondo que el mural cede, paso a paso, a un titular que no cabe a gusto."""


@dataclass(frozen=True, slots=True)
class _Traza:
    """Cómo se reparte el lienzo de una familia: `enteras` es cuántas fichas caben a lo largo de la orilla y
    `fondo` cuántas, con su fracción, van de la hoja a la orilla si alto sobre ancho es `proporcion`.
    """

    orilla: Orilla
    enteras: int
    fondo: float
    proporcion: float


_TRAZAS: dict[Familia, _Traza] = {
    "pendon": _Traza("abajo", 3, 3.3, 2.5),
    "historia": _Traza("abajo", 4, 2.4, 1.78),
    "vertical": _Traza("abajo", 5, 2.78, 1.29),
    "cuadrada": _Traza("abajo", 6, 1.7, 1.0),
    "horizontal": _Traza("izquierda", 3, 1.5, 0.525),
    "pasacalle": _Traza("izquierda", 2, 1.45, 0.333),
}


@dataclass(frozen=True, slots=True)
class Lienzo:
    """Una superficie con su retícula, en milímetros. (`x_ficha`, `y_ficha`) es lo que la ficha suelta se
    aparta de su hueco, `arriba`, dónde empieza el texto, y `piso`, dónde empieza la franja del crédito.
    """

    familia: Familia
    ancho: float
    alto: float
    margen: float
    reticula: Reticula
    x_ficha: float
    y_ficha: float
    arriba: float
    piso: float

    @property
    def ancho_titular(self) -> float:
        """Lo que puede medir un renglón del titular: de margen a margen, o hasta la ficha si va al lado."""
        if self.reticula.orilla == "izquierda":
            return self.ancho_cita
        return self.ancho - 1.75 * self.margen

    @property
    def ancho_cita(self) -> float:
        """Lo que pueden medir la fecha y el lugar: del margen a la lengüeta de la ficha suelta."""
        columna = self.reticula.hueco[1] if self.reticula.hueco else 0
        cuerpo = self.reticula.x + columna * self.reticula.celda + self.x_ficha
        return cuerpo - _ALTO_LENGUETA * self.reticula.celda - self.margen

    @property
    def zona(self) -> Rectangulo:
        """Donde van los textos: bajo el mural, o a su lado; la franja queda fuera."""
        return Rectangulo(
            self.margen, self.arriba, self.ancho_titular, self.piso - 0.55 * self.margen - self.arriba
        )

    def mural(self, semilla: str, colores: tuple[str, ...], acabado: Acabado = A_COLOR) -> Markup:
        """El mural, al que le falta una ficha."""
        titulo = "Mural de fichas de rompecabezas encajadas; falta una"
        return dibujo_papel.mural_suelto(
            self.reticula, semilla, colores, self.ancho, self.alto, titulo, acabado
        )

    def ficha(self, semilla: str, colores: tuple[str, ...], acabado: Acabado = A_COLOR) -> FichaSuelta:
        """La ficha que falta, fuera de su hueco."""
        titulo = "La ficha que le falta al mural"
        return dibujo_papel.ficha_que_falta(
            self.reticula, semilla, colores, self.x_ficha, self.y_ficha, titulo, acabado
        )


def familia_de(ancho: float, alto: float) -> Familia:
    """La familia de un formato, por su proporción."""
    return next((familia for desde, familia in _DESDE if alto / ancho >= desde), "pasacalle")


def banda_de(familia: Familia, ancho: float, hasta: float, *, foto: bool) -> tuple[int, float]:
    """Fichas a lo largo y de fondo de la banda de mural de una pieza de `ancho` mm.

    Con `foto`, más honda; si va encima, les deja a los textos, bajo ella, parte del ancho, hasta `hasta` mm.
    """
    if not foto:
        return BANDA[familia]
    enteras, fondo = BANDA_CON_FOTO[familia]
    if _TRAZAS[familia].orilla == "abajo":
        celda = ancho / (enteras + _ALTO_LENGUETA)
        fondo = max(BANDA[familia][1], min(fondo, (hasta - PARA_TEXTOS * ancho) / celda - 0.36))
    return enteras, fondo


def lienzo_de(ancho: float, alto: float, cesion: float = 0.0, franja: float | None = None) -> Lienzo:
    """El lienzo de una pieza de `ancho` × `alto` mm cuyo mural cede `cesion` fichas de fondo al titular.

    `franja` es el alto de la del crédito, en mm; sin ella, el de dos renglones.
    """
    familia = familia_de(ancho, alto)
    traza = _TRAZAS[familia]
    corto = min(ancho, alto)
    margen = MARGEN * corto
    piso = alto - (0.128 * corto if franja is None else franja)
    if traza.orilla == "izquierda":
        celda = (alto - margen) / traza.enteras
        fondo = max(0.8, traza.fondo - cesion)
        x = ancho - fondo * celda
        fila = (traza.enteras - 1) // 2
        hueco = fila, 0
        # Con fichas grandes la del hueco tocaría el borde: la suelta va centrada sobre la franja.
        baja = (piso - _ROTULO_QR * corto - celda) / 2 - fila * celda if traza.enteras < 3 else 0.0
        reticula = Reticula(celda, traza.enteras + 1, ceil(fondo), x, 0.0, "izquierda", hueco)
        aparta = 1.45 if traza.enteras > 2 else 1.7
        return Lienzo(familia, ancho, alto, margen, reticula, -aparta * celda, baja, margen, piso)
    celda = min((ancho - margen) / traza.enteras, ancho / (traza.enteras + _ALTO_LENGUETA))
    # Lo que una hoja tenga de más o de menos alta que la de referencia lo pone o lo cede el mural.
    sobra = (alto - traza.proporcion * ancho) / celda
    fondo = max(0.7, traza.fondo + sobra - cesion)
    hondas = ceil(fondo)
    y = (fondo - hondas) * celda
    reticula = Reticula(celda, hondas, traza.enteras + 1, 0.0, y, "abajo", (hondas - 1, traza.enteras - 1))
    bajo = piso - _ROTULO_QR * corto - _ALTO_LENGUETA * celda
    arriba = (fondo + 0.36) * celda
    return Lienzo(familia, ancho, alto, margen, reticula, 0.0, bajo - fondo * celda, arriba, piso)
