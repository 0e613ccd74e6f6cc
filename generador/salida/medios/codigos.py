"""La foto de un papel: su copia limpia, y lo que dicen los códigos QR que se alcanzan a leer en ella."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

from generador.salida.medios.medio import CALIDAD_JPEG, LADO_DE_IMPRESA, abrir_imagen


def foto_y_codigos(extension: str, datos: bytes) -> tuple[bytes, tuple[str, ...]]:
    """La foto en JPEG, derecha, de hasta 2.400 píxeles y sin EXIF; y el texto de cada QR, sin repetir.

    Ha de llamarse en un proceso aparte. MedioMalo si no es una imagen que se pueda leer.
    """
    imagen = abrir_imagen(extension, datos)
    leidos = zxingcpp.read_barcodes(imagen.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    textos = tuple(dict.fromkeys(x.text for x in leidos if x.valid))
    imagen.thumbnail((LADO_DE_IMPRESA, LADO_DE_IMPRESA), Image.Resampling.LANCZOS)
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=CALIDAD_JPEG, optimize=True)
    return salida.getvalue(), textos
