"""Lo que una imagen trae escrito por dentro: textos, EXIF, XMP y comentarios."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image

from generador.salida.privacidad.trozo import ConLugar, Entrada, Trozo, letras

_DE_TEXTO_PNG = {b"tEXt", b"zTXt", b"iTXt"}


def de_png(entrada: Entrada) -> Iterator[Trozo]:
    """Los trozos de texto, EXIF y XMP de un PNG, sin descomprimir la imagen."""
    datos = entrada.datos
    if not datos.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("no es un PNG")
    lugar = 8
    while lugar + 8 <= len(datos):
        largo = int.from_bytes(datos[lugar : lugar + 4], "big")
        clase, cuerpo = datos[lugar + 4 : lugar + 8], datos[lugar + 8 : lugar + 8 + largo]
        lugar += 12 + largo
        if clase in _DE_TEXTO_PNG:
            clave, _, resto = cuerpo.partition(b"\0")
            yield Trozo(f"el texto «{letras(clave)}» del PNG", _texto_png(clase, resto))
        elif clase == b"eXIf":
            exif = Image.Exif()
            exif.load(cuerpo)
            _exigir_sin_lugar(exif)
            yield Trozo("el EXIF del PNG", _imprimibles(cuerpo))
        elif clase == b"IEND":
            break
    if datos[lugar:].strip(b"\0"):
        yield Trozo("lo que sigue al final del PNG", _imprimibles(datos[lugar:]))


def _texto_png(clase: bytes, resto: bytes) -> str:
    if clase == b"zTXt":
        return letras(zlib.decompress(resto[1:]))
    if clase == b"iTXt":
        comprimido, cuerpo = resto[:1] == b"\1", resto[2:].split(b"\0", 2)[-1]
        return letras(zlib.decompress(cuerpo) if comprimido else cuerpo)
    return letras(resto)


def de_imagen(entrada: Entrada) -> Iterator[Trozo]:
    """EXIF, XMP, comentarios y demás metadatos de una imagen, sin descomprimirla."""
    with Image.open(BytesIO(entrada.datos)) as imagen:
        _exigir_sin_lugar(imagen.getexif())
        for clave, valor in imagen.info.items():
            if clave != "icc_profile":
                yield from (Trozo(f"el metadato «{clave}»", t) for t in _textos_de(valor))
        for clave, cuerpo in getattr(imagen, "applist", ()):
            if not cuerpo.startswith(b"ICC_PROFILE"):
                yield Trozo(f"el segmento {clave}", _imprimibles(cuerpo))


def _exigir_sin_lugar(exif: Image.Exif) -> None:
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        raise ConLugar


def _textos_de(valor: object) -> Iterator[str]:
    if isinstance(valor, str):
        yield valor
    elif isinstance(valor, bytes):
        yield _imprimibles(valor)
    elif isinstance(valor, (tuple, list)):
        for dentro in valor:
            yield from _textos_de(dentro)


_DE_16 = (
    (re.compile(rb"(?:[\x20-\xff]\x00){3,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\xff]){3,}"), "utf-16-be"),
)
"""Los textos de Windows van con dos bytes por letra, y pueden empezar en cualquier byte."""


def _imprimibles(datos: bytes) -> str:
    """Lo legible de unos bytes cualesquiera, un renglón por tirada."""
    anchos = [h[0].decode(c, "replace") for patron, c in _DE_16 for h in patron.finditer(datos)]
    return "\n".join("".join(c if c.isprintable() else "\n" for c in t) for t in (letras(datos), *anchos))
