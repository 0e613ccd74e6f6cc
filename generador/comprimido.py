"""Un .zip (o lo que es uno por dentro: .xlsx, .ods) se mira por su directorio antes de abrir nada."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from generador.errores import ErrorDeLectura

_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Medidas:
    """Lo más que puede tener un archivo comprimido."""

    entradas: int = 2000
    expandido: int = 200 * _MEGA
    """Bytes de todo lo que trae, ya descomprimido."""
    razon: int = 200
    """Cuántas veces puede crecer una entrada de más de `_CHICA` bytes: una hoja muy repetida llega a cien."""


_CHICA = 4 * _MEGA


def es_comprimido(datos: bytes) -> bool:
    """Si empieza como un .zip."""
    return datos[:4] == b"PK\x03\x04"


def medir_comprimido(archivo: str, datos: bytes, medidas: Medidas = Medidas()) -> None:
    """ErrorDeLectura si el directorio de ese .zip pide más que `medidas`, se contradice o está roto.

    El directorio lo escribe quien hizo el archivo y puede mentir: además, se abre `aparte`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as zip_:
            entradas = zip_.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise ErrorDeLectura(archivo, "está dañado o incompleto", "pida o descárguelo otra vez") from None
    if any(e.flag_bits & 1 for e in entradas):
        raise ErrorDeLectura(archivo, "tiene contraseña", "guárdelo sin ella")
    expandido = sum(e.file_size for e in entradas)
    crecidas = [e for e in entradas if e.file_size > max(_CHICA, medidas.razon * e.compress_size)]
    encimadas = sum(e.compress_size for e in entradas) > len(datos)
    if len(entradas) > medidas.entradas or expandido > medidas.expandido or crecidas or encimadas:
        raise ErrorDeLectura(
            archivo,
            f"no se abre: descomprimido ocuparía {expandido / _MEGA:.0f} MB en {len(entradas)} partes, que "
            "no es lo de un archivo de verdad",
            "ábralo en su programa, guárdelo con otro nombre y pruebe con ese",
        )
