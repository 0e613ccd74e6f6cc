"""La hoja de contacto: todas las imágenes a la vez, para mirarlas juntas. Es de trabajo; no se publica."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ANCHO = 2800
"""Píxeles de ancho de la hoja."""
ALTO_DE_IMAGEN = 300
_ANCHO_MAX = 620
_MARGEN, _ENTRE, _RENGLON = 60, 28, 24
_FONDO, _TINTA, _RAYA = "#fbf6ea", "#1c2420", "#d9d0bb"
_PUNTOS = 150
"""Por pulgada, en el PDF."""


@dataclass(frozen=True, slots=True)
class CeldaDeContacto:
    """Una imagen con lo que dice debajo."""

    archivo: Path
    rotulo: str
    medida: str


@dataclass(frozen=True, slots=True)
class Franja:
    """Un título y sus imágenes."""

    titulo: str
    celdas: tuple[CeldaDeContacto, ...]


def hoja_de_contacto(franjas: Sequence[Franja], fuentes: Path, *, pdf: bool, gris: bool) -> bytes:
    """La hoja en PNG o PDF; con `gris`, como sale de una impresora a una tinta."""
    titulo = ImageFont.truetype(str(fuentes / "BricolageGrotesque-ExtraBold.ttf"), 52)
    rotulo = ImageFont.truetype(str(fuentes / "AtkinsonHyperlegibleNext-Regular.ttf"), 19)
    lugares, alto = _disponer(franjas)
    hoja = Image.new("RGB", (ANCHO, alto), _FONDO)
    pluma = ImageDraw.Draw(hoja)
    for franja, y, celdas in lugares:
        pluma.text((_MARGEN, y), franja.titulo, _TINTA, titulo)
        for celda, x, arriba, ancho, altura in celdas:
            with Image.open(celda.archivo) as abierta:
                imagen = abierta.convert("RGB").resize((ancho, altura), Image.Resampling.LANCZOS)
            hoja.paste(imagen, (x, arriba))
            pluma.rectangle((x - 1, arriba - 1, x + ancho, arriba + altura), outline=_RAYA)
            for i, texto in enumerate((celda.rotulo, celda.medida)):
                dicho = _cortado(texto, rotulo, max(ancho, _ancho_minimo()))
                pluma.text((x, arriba + altura + 6 + i * _RENGLON), dicho, _TINTA, rotulo)
    final = hoja.convert("L") if gris else hoja
    salida = io.BytesIO()
    if pdf:
        final.save(salida, "PDF", resolution=_PUNTOS, quality=90)
    else:
        final.save(salida, "PNG", compress_level=6)
    return salida.getvalue()


_Puesta = tuple[CeldaDeContacto, int, int, int, int]


def _disponer(franjas: Sequence[Franja]) -> tuple[list[tuple[Franja, int, list[_Puesta]]], int]:
    """Dónde va cada imagen: renglones de un mismo alto, del margen izquierdo al derecho."""
    y = _MARGEN
    lugares = []
    for franja in franjas:
        inicio, y = y, y + 90
        x, celdas = _MARGEN, list[_Puesta]()
        for celda in franja.celdas:
            ancho, alto = _medidas(celda.archivo)
            ocupa = max(ancho, _ancho_minimo())
            if x + ocupa > ANCHO - _MARGEN:
                x, y = _MARGEN, y + ALTO_DE_IMAGEN + 2 * _RENGLON + _ENTRE
            celdas.append((celda, x, y + ALTO_DE_IMAGEN - alto, ancho, alto))
            x += ocupa + _ENTRE
        lugares.append((franja, inicio, celdas))
        y += ALTO_DE_IMAGEN + 2 * _RENGLON + 2 * _ENTRE
    return lugares, y + _MARGEN


def _ancho_minimo() -> int:
    return 190


def _medidas(archivo: Path) -> tuple[int, int]:
    """Ancho y alto con que va en la hoja."""
    with Image.open(archivo) as imagen:
        ancho, alto = imagen.size
    escala = min(ALTO_DE_IMAGEN / alto, _ANCHO_MAX / ancho)
    return max(1, round(ancho * escala)), max(1, round(alto * escala))


def _cortado(texto: str, letra: ImageFont.FreeTypeFont, ancho: int) -> str:
    """`texto` en lo que quepa."""
    if letra.getlength(texto) <= ancho:
        return texto
    while texto and letra.getlength(texto + "…") > ancho:
        texto = texto[:-1]
    return texto.rstrip() + "…"
