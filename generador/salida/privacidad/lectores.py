"""Un lector por extensión: lo que las puertas leen de cada archivo que se publica."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generador.errores import ErrorDeSalida
from generador.salida.privacidad.comprimidos import de_gzip, de_libro, de_zip
from generador.salida.privacidad.imagenes import de_imagen, de_png
from generador.salida.privacidad.lectura_pdf import de_estructura, de_pdf
from generador.salida.privacidad.marcado import de_marcado
from generador.salida.privacidad.planos import de_csv, de_guion, de_ics, de_json, de_texto
from generador.salida.privacidad.trozo import ConLugar, Entrada, Lector, Trozo


def _de_nadie(_: Entrada) -> Iterator[Trozo]:
    """Letras e íconos del tema: no salen de los datos."""
    return iter(())


LECTORES: Mapping[str, Lector] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".svg"), de_marcado),
    **dict.fromkeys((".xml", ".atom", ".rss", ".rels", ".opf"), de_marcado),
    **dict.fromkeys((".json", ".jsonld", ".geojson"), de_json),
    **dict.fromkeys((".csv", ".tsv"), de_csv),
    ".ics": de_ics,
    ".png": de_png,
    **dict.fromkeys((".jpg", ".jpeg", ".webp", ".avif", ".gif", ".tif", ".tiff"), de_imagen),
    ".pdf": de_pdf,
    **dict.fromkeys((".zip", ".ods", ".docx", ".odt", ".epub"), de_zip),
    ".xlsx": de_libro,
    ".gz": de_gzip,
    **dict.fromkeys((".txt", ".md", ".css", ".map", ".yml", ".yaml", ".webmanifest", ""), de_texto),
    ".js": de_guion,
    **dict.fromkeys((".woff", ".woff2", ".ttf", ".otf", ".ico"), _de_nadie),
}
"""Quién lee cada extensión, con su punto y en minúsculas; sin lector, un archivo no se publica."""
_HONDURA = 6
_ILEGIBLE = (OSError, ValueError, zlib.error, zipfile.BadZipFile, csv.Error, SyntaxError, struct.error)


def trozos(nombre: str, datos: bytes, hondura: int = 0) -> Iterator[Trozo]:
    """Todo lo que `datos` dice: textos, atributos, metadatos y, si es un paquete, lo de cada miembro.

    El formato sale de la extensión de `nombre`. ErrorDeSalida si no está en `LECTORES` o no se puede leer: lo
    que la puerta no entiende no se publica.
    """
    extension = PurePosixPath(nombre).suffix.lower()
    yield Trozo("el nombre del archivo", PurePosixPath(nombre).name, al_lado=True)
    if hondura > _HONDURA:
        raise ErrorDeSalida(f"{nombre}: paquetes dentro de paquetes, demasiado hondo para revisarlo")
    lector = LECTORES.get(extension)
    if lector is None:
        raise ErrorDeSalida(
            f"{nombre}: la puerta de privacidad no sabe leer archivos «{extension}»; no se publica"
        )
    try:
        yield from lector(_entrada(nombre, datos, hondura))
    except ConLugar:
        raise ErrorDeSalida(
            f"{nombre}: sus metadatos dicen dónde se tomó (GPS); no se publica\n"
            "    ayuda: quíteselos, o póngala en «medios» de la asamblea: ahí se limpia sola"
        ) from None
    except _ILEGIBLE as error:
        raise ErrorDeSalida(
            f"{nombre}: no se puede leer para revisar que no traiga datos personales ({type(error).__name__})"
        ) from None


def estructura_de_pdf(nombre: str, datos: bytes) -> Iterator[Trozo]:
    """Lo que un PDF dice sin pintarlo, cuando el texto de sus páginas ya se leyó."""
    return de_estructura(_entrada(nombre, datos, 0))


def _entrada(nombre: str, datos: bytes, hondura: int) -> Entrada:
    return Entrada(nombre, datos, lambda otro, suyos: trozos(otro, suyos, hondura + 1))
