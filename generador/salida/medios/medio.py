"""Los bytes de un logo o una foto que entrega el equipo, vueltos a escribir sin nada que no se vea."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps

from generador.salida.medios.estilo_vectorial import MedioMalo
from generador.salida.medios.vectorial import sanear

MAXIMO_DE_SVG = 256 * 1024
MAXIMO_DE_PIXELES = 40_000_000
"""Los píxeles de una cámara de teléfono buena; más, descomprimidos, no caben en la memoria de un
portátil modesto."""
LADO_DE_LOGO = 1600
ANCHOS_DE_FOTO = (480, 960, 1600)
LADO_DE_IMPRESA = 2400
"""Píxeles: el alto de una pantalla o 20 cm a 300 ppp."""
CALIDAD_JPEG, CALIDAD_WEBP, CALIDAD_IMPRESA = 82, 78, 90
CALIDAD_SUBIDA = 95
"""La calidad con que se guarda en datos/ una imagen que no puede conservar la que traía."""
_GIRO = 0x0112
"""La nota de EXIF que dice de qué lado está."""
_FORMATOS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_EN_CASTELLANO = {"PNG": "PNG", "JPEG": "JPEG", "MPO": "JPEG", "WEBP": "WebP"}
_BLANCO = 8
"""Niveles (de 255) que puede apartarse del blanco el borde que se recorta de un logo."""


class LogoLimpio(NamedTuple):
    """Los archivos de un logo y su tamaño; en SVG, `en_linea` trae además el dibujo a color y en gris."""

    color: bytes
    gris: bytes
    ancho: float
    alto: float
    en_linea: tuple[str, str] | None = None


class FotoLimpia(NamedTuple):
    """Una foto en los tamaños en que se publica, y la de las piezas a color y en gris."""

    copias: tuple[tuple[str, int, int, bytes], ...]
    """Tipo («webp» o «jpeg»), ancho, alto y bytes; de menor a mayor."""
    impresa: bytes
    gris: bytes
    ancho: int
    alto: int


def limpiar_logo(extension: str, datos: bytes, prefijo: str, alt: str) -> LogoLimpio:
    """El logo rehecho, sobre blanco y sin bordes vacíos. MedioMalo si no se puede publicar."""
    if extension == ".svg":
        return _vectorial(datos, prefijo, alt)
    imagen = _sin_borde(abrir_imagen(extension, datos))
    imagen.thumbnail((LADO_DE_LOGO, LADO_DE_LOGO), Image.Resampling.LANCZOS)
    return LogoLimpio(_png(imagen), _png(imagen.convert("L")), *imagen.size)


def limpiar_foto(extension: str, datos: bytes) -> FotoLimpia:
    """La foto derecha, en sRGB y sin metadatos. MedioMalo si no se puede publicar."""
    imagen = abrir_imagen(extension, datos)
    copias = []
    for ancho in sorted({min(a, imagen.width) for a in ANCHOS_DE_FOTO}):
        copia = _a_lo_ancho(imagen, ancho)
        copias += [
            ("webp", *copia.size, _guardada(copia, "WEBP", quality=CALIDAD_WEBP, method=4)),
            ("jpeg", *copia.size, _jpeg(copia, CALIDAD_JPEG)),
        ]
    impresa = imagen.copy()
    impresa.thumbnail((LADO_DE_IMPRESA, LADO_DE_IMPRESA), Image.Resampling.LANCZOS)
    gris = _jpeg(impresa.convert("L"), CALIDAD_IMPRESA)
    return FotoLimpia(tuple(copias), _jpeg(impresa, CALIDAD_IMPRESA), gris, *imagen.size)


def sin_rastro(extension: str, datos: bytes) -> bytes:
    """El mismo archivo sin lo que no se ve: dónde y cuándo se tomó, con qué, y otras tomas. Un SVG, igual.

    Un JPEG no se vuelve a comprimir. MedioMalo si no es una imagen que se pueda publicar.
    """
    if extension == ".svg":
        return datos
    with _estricto():
        try:
            with Image.open(io.BytesIO(datos), formats=tuple(_FORMATOS.values())) as abierta:
                _exigir_apta(abierta, extension)
                abierta.load()
                return _sin_notas(abierta)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _demasiados_pixeles() from None
        except (OSError, ValueError, SyntaxError, EOFError):
            raise _rota() from None


def _sin_notas(imagen: Image.Image) -> bytes:
    perfil = imagen.info.get("icc_profile")
    if imagen.format == "JPEG":
        # Lo único que se conserva es cómo se pone derecha.
        derecha = Image.Exif()
        if giro := imagen.getexif().get(_GIRO):
            derecha[_GIRO] = giro
        notas = derecha.tobytes() if giro else b""
        return _guardada(imagen, "JPEG", quality="keep", exif=notas, icc_profile=perfil, comment=b"")
    formato = "JPEG" if imagen.format == "MPO" else str(imagen.format)
    lisa = ImageOps.exif_transpose(imagen)
    opciones = {"quality": CALIDAD_SUBIDA} if formato != "PNG" else {}
    return _guardada(lisa, formato, icc_profile=perfil, exif=b"", **opciones)


def _rota() -> MedioMalo:
    ayuda = "ábrala en un programa de imágenes y guárdela otra vez"
    return MedioMalo("está rota, truncada o no es una imagen", ayuda)


def _vectorial(datos: bytes, prefijo: str, alt: str) -> LogoLimpio:
    if len(datos) > MAXIMO_DE_SVG:
        ayuda = "simplifique el dibujo, o guárdelo como PNG"
        raise MedioMalo(f"pesa {_peso(len(datos))} y un SVG no debe pasar de {_peso(MAXIMO_DE_SVG)}", ayuda)
    vector = sanear(datos)
    color, gris = (vector.svg(prefijo, alt, gris=g, suelto=True).encode() for g in (False, True))
    en_linea = vector.svg(prefijo, alt), vector.svg(f"{prefijo}-gris", alt, gris=True)
    return LogoLimpio(color, gris, *vector.vista[2:], en_linea)


@contextmanager
def _estricto() -> Iterator[None]:
    """Una imagen truncada o enorme es un error, aunque otra biblioteca haya pedido tolerarlas."""
    antes = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = antes


def abrir_imagen(extension: str, datos: bytes) -> Image.Image:
    """La imagen en RGB y sRGB, derecha y sobre blanco, sin ningún metadato. MedioMalo si no se puede."""
    with _estricto():
        try:
            with Image.open(io.BytesIO(datos), formats=tuple(_FORMATOS.values())) as abierta:
                _exigir_apta(abierta, extension)
                abierta.load()
                return _lisa(abierta)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _demasiados_pixeles() from None
        except (OSError, ValueError, SyntaxError, EOFError):
            raise _rota() from None


def _exigir_apta(imagen: Image.Image, extension: str) -> None:
    hay = _EN_CASTELLANO[imagen.format or ""]
    if hay != _EN_CASTELLANO[_FORMATOS[extension]]:
        suya = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp"}[hay]
        raise MedioMalo(f"se llama {extension} y es {hay}", f"cámbiele la extensión a {suya}")
    if imagen.width * imagen.height > MAXIMO_DE_PIXELES:
        raise _demasiados_pixeles()
    # Un teléfono guarda en el mismo JPEG (MPO) otras tomas que no se ven.
    if imagen.format != "MPO" and getattr(imagen, "n_frames", 1) > 1:
        raise MedioMalo("es una animación", "guarde solo una de sus imágenes")


def _demasiados_pixeles() -> MedioMalo:
    return MedioMalo(
        f"tiene más de {MAXIMO_DE_PIXELES // 1_000_000} millones de píxeles",
        "redúzcala a 6000 píxeles de lado mayor",
    )


def _lisa(imagen: Image.Image) -> Image.Image:
    perfil = imagen.info.get("icc_profile")
    derecha = ImageOps.exif_transpose(imagen)
    if derecha.mode.startswith("I;16"):
        derecha = Image.fromarray((np.asarray(derecha) >> 8).astype(np.uint8))
    if derecha.has_transparency_data or derecha.mode not in ("RGB", "CMYK", "L"):
        derecha = derecha.convert("RGBA")
    if perfil and derecha.mode != "L":
        derecha = _en_srgb(derecha, perfil)
    lienzo = Image.new("RGB", derecha.size, "white")
    lienzo.paste(derecha.convert("RGB"), mask=derecha.getchannel("A") if derecha.mode == "RGBA" else None)
    return lienzo


def _en_srgb(imagen: Image.Image, perfil: bytes) -> Image.Image:
    """En sRGB; un perfil que no se entiende se deja de lado, como hacen los navegadores."""
    modo = "RGBA" if imagen.mode == "RGBA" else "RGB"
    try:
        de = ImageCms.ImageCmsProfile(io.BytesIO(perfil))
        hecha = ImageCms.profileToProfile(imagen, de, ImageCms.createProfile("sRGB"), outputMode=modo)
    except (ImageCms.PyCMSError, OSError):
        return imagen
    return hecha or imagen


def _sin_borde(imagen: Image.Image) -> Image.Image:
    """Sin el blanco de alrededor: el aire de un logo lo pone la franja."""
    distinto = ImageChops.difference(imagen, Image.new("RGB", imagen.size, "white")).convert("L")
    caja = distinto.point([0] * _BLANCO + [255] * (256 - _BLANCO)).getbbox()
    if caja is None:
        raise MedioMalo("no se ve nada: es toda blanca", "use el logo a color, o su versión para fondo claro")
    return imagen.crop(caja)


def _a_lo_ancho(imagen: Image.Image, ancho: int) -> Image.Image:
    alto = max(1, round(imagen.height * ancho / imagen.width))
    return imagen.resize((ancho, alto), Image.Resampling.LANCZOS)


def _jpeg(imagen: Image.Image, calidad: int) -> bytes:
    return _guardada(imagen, "JPEG", quality=calidad, optimize=True, progressive=True)


def _png(imagen: Image.Image) -> bytes:
    return _guardada(imagen, "PNG", optimize=True)


def _guardada(imagen: Image.Image, formato: str, **opciones: object) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def _peso(octetos: int) -> str:
    kilo = octetos / 1024
    return f"{kilo / 1024:.1f} MB".replace(".", ",") if kilo >= 1024 else f"{kilo:.0f} kB"
