"""Los archivos que un PDF lleva adjuntos."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from generador.errores import ErrorDeUso

TOPE = 50_000_000
"""Bytes de un adjunto descomprimido."""


def adjunto(pdf: bytes, nombre: str) -> bytes | None:
    """El adjunto de ese nombre, o None si no lo trae. ErrorDeUso si no es un PDF que se pueda abrir."""
    try:
        with pikepdf.open(BytesIO(pdf)) as documento:
            for clave, ficha in documento.attachments.items():
                if nombre in (clave, ficha.filename):
                    return bytes(ficha.get_file().read_bytes())[:TOPE]
    except (pikepdf.PdfError, pikepdf.PasswordError, KeyError, ValueError):
        raise ErrorDeUso("no se puede abrir el PDF: está dañado o tiene clave") from None
    return None
