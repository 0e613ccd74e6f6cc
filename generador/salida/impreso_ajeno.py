"""Un PDF que viene de afuera: su texto, sus adjuntos y lo que nuestra imprenta nunca pone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from generador.errores import ErrorDeUso
from generador.salida.imagen import raster
from generador.salida.privacidad.lectura_pdf import de_pagina

_ABIERTO = (pikepdf.PdfError, pikepdf.PasswordError, KeyError, ValueError, TypeError, AttributeError)
_TAPA = 0.35
"""Parte de una letra o de lo que se le pone encima que ha de coincidir para decir que la tapa."""
_DE_MAS = {
    "/AcroForm": "un formulario",
    "/OCProperties": "capas que se encienden y se apagan",
    "/OpenAction": "una acción al abrirse",
    "/AA": "acciones automáticas",
}


@dataclass(frozen=True, slots=True)
class ImpresoAjeno:
    """Lo que se leyó de un PDF."""

    paginas: tuple[str, ...]
    """El texto de cada una."""
    adjuntos: Mapping[str, bytes]
    """Lo que lleva adjunto, por su nombre."""
    reparos: tuple[str, ...]
    """Lo que trae y nuestra imprenta nunca pone."""
    imagenes: tuple[int, ...]
    """Las páginas que traen imágenes, desde 1."""


def leer_ajeno(datos: bytes) -> ImpresoAjeno:
    """ErrorDeUso si no es un PDF que se pueda abrir."""
    try:
        with pikepdf.open(BytesIO(datos)) as pdf:
            adjuntos: dict[str, bytes] = {}
            reparos = list(_de_estructura(pdf))
            for ficha in pdf.attachments.values():
                if ficha.filename in adjuntos:
                    reparos.append("dos adjuntos con el mismo nombre")
                adjuntos[ficha.filename] = bytes(ficha.get_file().read_bytes())
    except _ABIERTO:
        raise ErrorDeUso("no se puede abrir el PDF: está dañado o tiene clave") from None
    if datos.count(b"startxref") > 1:
        reparos.append("algo agregado después de escrito")
    paginas, imagenes = [], []
    with raster.abierto(datos) as documento:
        for i in range(len(documento)):
            pagina = documento[i]
            lector = pagina.get_textpage()
            paginas.append(de_pagina(i + 1, lector.get_text_range()).texto)
            lector.close()
            con_imagen, encima = _de_pagina(pagina)
            if con_imagen:
                imagenes.append(i + 1)
            if encima:
                reparos.append(f"en la página {i + 1}, algo pintado sobre el texto")
            pagina.close()
    return ImpresoAjeno(tuple(paginas), adjuntos, tuple(reparos), tuple(imagenes))


def _de_estructura(pdf: Any) -> Iterator[str]:
    for clave, que in _DE_MAS.items():
        if clave in pdf.Root:
            yield que
    if "/Names" in pdf.Root and "/JavaScript" in pdf.Root.Names:
        yield "un programa"
    for i, pagina in enumerate(pdf.pages, start=1):
        for nota in pagina.obj.get("/Annots", ()):
            if str(nota.get("/Subtype")) != "/Link" or "/AP" in nota:
                yield f"en la página {i}, una anotación"
                break
        if "/CropBox" in pagina.obj and list(pagina.obj.CropBox) != list(pagina.mediabox):
            yield f"en la página {i}, un recorte"


def _de_pagina(pagina: Any) -> tuple[bool, bool]:
    """Si trae imágenes, y si pinta algo encima de un texto que ya estaba."""
    import pypdfium2.raw as crudo

    con_imagen = encima = False
    letras: list[tuple[float, float, float, float]] = []
    for objeto in pagina.get_objects(max_depth=1):
        con_imagen = con_imagen or objeto.type == crudo.FPDF_PAGEOBJ_IMAGE
        caja = objeto.get_bounds()
        encima = encima or any(_tapa(caja, otra) for otra in letras)
        if objeto.type == crudo.FPDF_PAGEOBJ_TEXT:
            letras.append(caja)
    return con_imagen, encima


def _tapa(una: tuple[float, ...], otra: tuple[float, ...]) -> bool:
    ancho = min(una[2], otra[2]) - max(una[0], otra[0])
    alto = min(una[3], otra[3]) - max(una[1], otra[1])
    if ancho <= 0 or alto <= 0:
        return False
    menor = min((c[2] - c[0]) * (c[3] - c[1]) for c in (una, otra))
    return ancho * alto > _TAPA * menor
