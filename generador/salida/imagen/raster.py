"""De PDF a píxeles: el único lugar que rasteriza, para las piezas que se publican y para las guardias."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import string_at
from functools import lru_cache
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as crudo
from PIL import Image

from generador.errores import ErrorDeSalida
from generador.salida.imagen.indexado import con_paleta

COMPRESION = 5
"""De zlib: la mayor pesa una décima menos y tarda ocho veces más."""
CALIDAD_DE_MINIATURA = 72
"""De 100: desde aquí, a este tamaño, las orillas de la letra no se manchan."""
DESVIO_PROPORCION = 0.01
"""Cuánto puede apartarse la proporción pedida de la de la página antes de que la letra se deforme."""

CajaDePixeles = tuple[int, int, int, int]
"""Izquierda, arriba, derecha y abajo, en píxeles de la página entera."""


@contextmanager
def abierto(pdf: bytes) -> Iterator[Any]:
    """El `PdfDocument` de `pdf`, cerrado al salir. `ErrorDeSalida` si los bytes no son un PDF legible."""
    try:
        documento = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise ErrorDeSalida(f"El PDF no se puede leer: {error}") from error
    try:
        yield documento
    finally:
        documento.close()


def paginas(pdf: bytes) -> int:
    """Cuántas páginas tiene `pdf`."""
    with abierto(pdf) as documento:
        return len(documento)


def mas_oscuro(pdf: bytes, tamano: tuple[int, int], recorte: CajaDePixeles) -> int:
    """De 0 a 255, el menor nivel de un canal en esa ventana de la primera página, de `tamano` píxeles."""
    with abierto(pdf) as documento:
        bandas = pintar(documento[0], *tamano, recorte).split()
    return min(nivel for b in bandas for nivel, cuantos in enumerate(b.histogram()) if cuantos)


def pintar(
    pagina: Any,
    ancho_px: int,
    alto_px: int,
    recorte: CajaDePixeles | None = None,
    *,
    anotaciones: bool = True,
    entera: bool = False,
) -> Image.Image:
    """`PdfPage` sobre blanco, RGB, a `ancho_px` × `alto_px`; con `recorte`, solo esa ventana de la página.

    Con `entera` pinta toda la página y entrega la ventana: pdfium redondea al píxel el lugar de cada letra.
    """
    izquierda, arriba, derecha, abajo = ventana = recorte or (0, 0, ancho_px, alto_px)
    x, y, hasta_x, hasta_y = (0, 0, ancho_px, alto_px) if entera else ventana
    mapa = crudo.FPDFBitmap_Create(hasta_x - x, hasta_y - y, 0)
    if not mapa:
        raise MemoryError(f"una imagen de {hasta_x - x} × {hasta_y - y} px")
    try:
        crudo.FPDFBitmap_FillRect(mapa, 0, 0, hasta_x - x, hasta_y - y, 0xFFFFFFFF)
        opciones = crudo.FPDF_ANNOT if anotaciones else 0
        crudo.FPDF_RenderPageBitmap(mapa, pagina.raw, -x, -y, ancho_px, alto_px, 0, opciones)
        paso = crudo.FPDFBitmap_GetStride(mapa)
        # Solo se copian los renglones pedidos: de una página grande, el crédito son unos pocos.
        inicio = crudo.FPDFBitmap_GetBuffer(mapa) + (arriba - y) * paso
        datos = string_at(inicio, paso * (abajo - arriba))
    finally:
        crudo.FPDFBitmap_Destroy(mapa)
    franja = Image.frombytes("RGB", (hasta_x - x, abajo - arriba), datos, "raw", "BGRX", paso)
    return franja.crop((izquierda - x, 0, derecha - x, abajo - arriba)) if entera else franja


def rasterizar(pdf: bytes, pagina: int, ancho_px: int, alto_px: int) -> bytes:
    """PNG de la página `pagina` (desde 0) de exactamente `ancho_px` × `alto_px`, igual byte a byte cada vez.

    Va con paleta si no se nota (`con_paleta`); si no, en RGB.
    `ValueError` si la página no existe o su proporción no es la pedida.
    """
    with abierto(pdf) as documento:
        if not 0 <= pagina < len(documento):
            raise ValueError(f"El PDF tiene {len(documento)} páginas; no hay índice {pagina}")
        hoja = documento[pagina]
        ancho_pt, alto_pt = hoja.get_size()
        if abs(ancho_px * alto_pt / (alto_px * ancho_pt) - 1) > DESVIO_PROPORCION:
            raise ValueError(
                f"Una página de {ancho_pt:.1f} × {alto_pt:.1f} pt no cabe sin deformarse"
                f" en {ancho_px} × {alto_px} px"
            )
        imagen = pintar(hoja, ancho_px, alto_px)
    salida = io.BytesIO()
    con_paleta(imagen).save(salida, "PNG", compress_level=COMPRESION)
    return salida.getvalue()


@lru_cache(maxsize=1)
def sobre_blanco(imagen: bytes) -> Image.Image:
    """`imagen` en RGB, como se ve sobre papel lo que tenga de transparente. `OSError` si no se puede leer.

    Se recuerda la última: la miran la guardia del crédito y la miniatura. Quien la recibe no la cambia.
    """
    with Image.open(io.BytesIO(imagen)) as abierta:
        if not abierta.has_transparency_data:
            return abierta.convert("RGB")
        lisa = Image.new("RGBA", abierta.size, "white")
        lisa.alpha_composite(abierta.convert("RGBA"))
        return lisa.convert("RGB")


def miniatura(imagen: bytes, ancho_px: int, alto_px: int) -> bytes:
    """WebP de `imagen` reducida a ese tamaño, igual byte a byte cada vez; para mirar, no para publicar."""
    # Reducida primero por un entero: se ve igual y cuesta la cuarta parte.
    pequena = sobre_blanco(imagen).resize((ancho_px, alto_px), Image.Resampling.BICUBIC, reducing_gap=1.5)
    salida = io.BytesIO()
    pequena.save(salida, "WEBP", quality=CALIDAD_DE_MINIATURA, method=2)
    return salida.getvalue()
