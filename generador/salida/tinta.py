"""Los píxeles de una frase: la ventana que la contiene, cada letra sola y su parecido con lo pintado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from operator import mul
from typing import Any, NamedTuple, Self

from PIL import Image, ImageChops

from generador.modelo.color import contraste
from generador.salida import png
from generador.salida.letras import Caja

ALTURA_X_MUESTRA_PX = 12
"""A cuántos píxeles de altura de x se pinta una muestra: el asta mide dos y se ve plena."""
ORILLA_PX = 2
"""Lo que el antialias puede correr los bordes de una letra respecto a su caja."""
PAPEL_PX = 1
"""Papel que se mira alrededor de cada letra; más, alcanzaría lo que hay al lado."""
TINTA_DE_BORDE = 48
"""De 255: desde cuánta tinta un píxel cuenta como dibujo al buscar hasta dónde llega la letra."""
CONTRASTE_PLENO = 21.0


class Lienzo(NamedTuple):
    """La ventana de la página, a cierta escala, que contiene una aparición de la frase."""

    ancho_px: int
    alto_px: int
    recorte: png.Recorte
    cajas: tuple[png.Recorte, ...]
    """Cada letra, en píxeles de la ventana."""

    @classmethod
    def de(cls, letras: Sequence[Caja], hoja: Caja, ancho_px: int, alto_px: int) -> Self:
        por_x = ancho_px / (hoja.derecha - hoja.izquierda)
        por_y = alto_px / (hoja.arriba - hoja.abajo)
        cajas = [
            (
                floor((letra.izquierda - hoja.izquierda) * por_x),
                floor((hoja.arriba - letra.arriba) * por_y),
                ceil((letra.derecha - hoja.izquierda) * por_x),
                ceil((hoja.arriba - letra.abajo) * por_y),
            )
            for letra in letras
        ]
        x = max(0, min(caja[0] for caja in cajas) - ORILLA_PX)
        y = max(0, min(caja[1] for caja in cajas) - ORILLA_PX)
        derecha = min(ancho_px, max(caja[2] for caja in cajas) + ORILLA_PX)
        abajo = min(alto_px, max(caja[3] for caja in cajas) + ORILLA_PX)
        locales = tuple((caja[0] - x, caja[1] - y, caja[2] - x, caja[3] - y) for caja in cajas)
        return cls(ancho_px, alto_px, (x, y, derecha, abajo), locales)

    @classmethod
    def de_muestra(cls, letras: Sequence[Caja], hoja: Caja, altura_x: float) -> Self:
        """A la escala en que `altura_x` (puntos) mide lo que conviene para mirarla."""
        escala = ALTURA_X_MUESTRA_PX / altura_x
        ancho, alto = hoja.derecha - hoja.izquierda, hoja.arriba - hoja.abajo
        return cls.de(letras, hoja, max(1, round(ancho * escala)), max(1, round(alto * escala)))

    def pintar(self, pagina: Any, *, anotaciones: bool = True) -> Image.Image:
        return png.pintar(pagina, self.ancho_px, self.alto_px, self.recorte, anotaciones=anotaciones)

    def molde(self, pagina: Any, *, entera: bool = False) -> Image.Image:
        """La página ya aislada, como cantidad de tinta: 0 papel, 255 letra plena.

        Con `entera` pinta toda la página y corta la ventana, por si el redondeo de las letras importa.
        """
        if entera:
            pintada = png.pintar(pagina, self.ancho_px, self.alto_px, anotaciones=False).crop(self.recorte)
        else:
            pintada = self.pintar(pagina, anotaciones=False)
        return ImageChops.invert(pintada.convert("L"))


class _Plano(NamedTuple):
    """Un canal de imagen como bytes: cortar trozos así cuesta una décima que con Pillow."""

    datos: bytes
    ancho: int
    alto: int

    @classmethod
    def de(cls, imagen: Image.Image) -> Self:
        return cls(imagen.tobytes(), *imagen.size)

    def trozo(self, caja: png.Recorte) -> bytes:
        """Los píxeles de `caja` que existen, fila por fila."""
        x, derecha = max(0, caja[0]), min(self.ancho, caja[2])
        filas = range(max(0, caja[1]) * self.ancho, min(self.alto, caja[3]) * self.ancho, self.ancho)
        return b"".join([self.datos[fila + x : fila + derecha] for fila in filas])


class Dibujo(NamedTuple):
    """Una letra sola: si llega a los bordes de su caja, su píxel más negro (de 255) y cuánto la llena."""

    entero: bool
    tinta: int
    lleno: float


def dibujos(molde: Image.Image, cajas: Sequence[png.Recorte]) -> Iterator[Dibujo]:
    """Cómo queda cada letra en el molde."""
    tinta = _Plano.de(molde)
    for x, y, derecha, abajo in cajas:
        orillas = (
            (x, y, x + ORILLA_PX + 1, abajo),
            (x, y, derecha, y + ORILLA_PX + 1),
            (derecha - ORILLA_PX - 1, y, derecha, abajo),
            (x, abajo - ORILLA_PX - 1, derecha, abajo),
        )
        entero = all(max(tinta.trozo(orilla), default=0) >= TINTA_DE_BORDE for orilla in orillas)
        dentro = tinta.trozo((x, y, derecha, abajo))
        centro = tinta.trozo((x + 1, y + 1, derecha - 1, abajo - 1))
        yield Dibujo(entero, max(dentro, default=0), sum(centro) / (255 * max(1, len(centro))))


def cotejos(
    real: Image.Image, molde: Image.Image, cajas: Sequence[png.Recorte]
) -> Iterator[tuple[float, float]]:
    """Por letra, el contraste WCAG entre su tinta y su fondo en `real` y su semejanza (R²) con `molde`.

    En un texto limpio cada píxel es fondo + (tinta − fondo) · molde: la recta de mínimos cuadrados da los dos
    colores aunque ningún píxel sea tinta plena, y su R², cuánto hay que no sea esa letra.
    """
    planos = [_Plano.de(canal) for canal in real.split()]
    if planos[0] == planos[1] == planos[2]:
        planos = planos[:1]
    plano_molde = _Plano.de(molde)
    for x, y, derecha, abajo in cajas:
        caja = (x - PAPEL_PX, y - PAPEL_PX, derecha + PAPEL_PX, abajo + PAPEL_PX)
        tinta = plano_molde.trozo(caja)
        total, suma = len(tinta), sum(tinta)
        dispersion = sum(map(mul, tinta, tinta)) - suma * suma / total
        varia = explica = 0.0
        fondo, pleno = [], []
        for plano in planos:
            color = plano.trozo(caja)
            suma_color = sum(color)
            conjunta = sum(map(mul, color, tinta)) - suma_color * suma / total
            pendiente = conjunta / dispersion if dispersion else 0.0
            varia += sum(map(mul, color, color)) - suma_color * suma_color / total
            explica += conjunta * pendiente
            papel = (suma_color - pendiente * suma) / total
            fondo.append(papel)
            pleno.append(papel + 255 * pendiente)
        yield contraste(_hexadecimal(fondo), _hexadecimal(pleno)), explica / varia if varia else 0.0


def _hexadecimal(canales: Sequence[float]) -> str:
    """«#rrggbb» de tres canales, o de uno solo si los tres son iguales."""
    niveles = [min(255, max(0, round(canal))) for canal in canales]
    return "#" + bytes(niveles * (3 // len(niveles))).hex()


def difieren(uno: Image.Image, otro: Image.Image) -> bool:
    """Si a dos moldes del mismo lienzo los separa algo más que el antialias."""
    return any(ImageChops.difference(uno, otro).histogram()[TINTA_DE_BORDE:])
