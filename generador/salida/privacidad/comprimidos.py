"""Lo que traen dentro los archivos que llevan otros: paquetes, libros de cálculo y comprimidos."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from io import BytesIO

from generador.salida.privacidad.trozo import Entrada, Trozo, letras

_CELDAS = ("xl/sharedStrings.xml", "xl/worksheets/")
"""Los miembros de un libro de cálculo que se ven al abrirlo."""


def de_zip(entrada: Entrada) -> Iterator[Trozo]:
    """El comentario del paquete, los nombres de sus miembros y lo que dice cada uno."""
    with zipfile.ZipFile(BytesIO(entrada.datos)) as archivo:
        if archivo.comment:
            yield Trozo("el comentario del paquete", letras(archivo.comment), al_lado=True)
        for miembro in archivo.infolist():
            yield Trozo("los nombres del paquete", miembro.filename, al_lado=True)
            if not miembro.is_dir():
                dentro = entrada.abrir(miembro.filename, archivo.read(miembro))
                yield from (t.dentro_de(miembro.filename) for t in dentro)


def de_libro(entrada: Entrada) -> Iterator[Trozo]:
    """Un libro de cálculo: un paquete del que solo se ven las celdas."""
    for t in de_zip(entrada):
        yield t if t.lugar.startswith(_CELDAS) else t._replace(al_lado=True)


def de_gzip(entrada: Entrada) -> Iterator[Trozo]:
    """Lo que dice el archivo comprimido."""
    yield from entrada.abrir(entrada.nombre.removesuffix(".gz"), gzip.decompress(entrada.datos))
