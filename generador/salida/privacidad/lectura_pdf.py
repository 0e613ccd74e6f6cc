"""Lo que dice un PDF: el texto de sus páginas y todas sus cadenas, metadatos, adjuntos y fotos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from generador.errores import ErrorDeSalida
from generador.salida.imagen import raster
from generador.salida.privacidad.trozo import ENTRE_BLOQUES, Entrada, Trozo

_EMPIEZA = re.compile(rb"\bstream\r?\n")
_ACABA = re.compile(rb"\bendstream\b")
_CADENA = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<([0-9A-Fa-f\s]+)>(?!>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_DE_ESCAPE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FOTO = b"/DCTDecode"


def de_pdf(entrada: Entrada) -> Iterator[Trozo]:
    """El texto de cada página y lo de `de_estructura`."""
    with raster.abierto(entrada.datos) as documento:
        for i in range(len(documento)):
            pagina = documento[i]
            lector = pagina.get_textpage()
            yield de_pagina(i + 1, lector.get_text_range())
            lector.close()
            pagina.close()
    yield from de_estructura(entrada)


def de_pagina(numero: int, texto: str) -> Trozo:
    """El texto de una página; un número que parte el renglón se lee corrido."""
    return Trozo(f"la página {numero}", re.sub(r"[\ufffe\u00ad]\r?\n?", "", texto).replace("\r", ""))


def enlaces(datos: bytes) -> tuple[str, ...]:
    """Las direcciones que abre un PDF al tocarlo, sin repetir y en orden alfabético."""
    with pikepdf.open(BytesIO(datos)) as pdf:
        acciones = [a.get("/A") for p in pdf.pages for a in p.get("/Annots", ())]
        return tuple(sorted({str(a["/URI"]) for a in acciones if a is not None and "/URI" in a}))


def de_estructura(entrada: Entrada) -> Iterator[Trozo]:
    """Lo que no se pinta: metadatos, XMP, enlaces, marcadores, textos alternativos, adjuntos y fotos.

    qpdf reescribe el archivo sin comprimir sus objetos, y de ahí se leen las cadenas de todos a la vez:
    recorrerlos uno por uno cuesta segundos en un kit de sesenta páginas.
    """
    try:
        with pikepdf.open(BytesIO(entrada.datos)) as pdf:
            salida = BytesIO()
            pdf.save(
                salida,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                compress_streams=False,
                # Si no, pikepdf reescribe el XMP, y de uno mal hecho no queda nada que mirar.
                fix_metadata_version=False,
            )
            llano = salida.getvalue()
            # Separadas: la identidad de un PDF es al azar, y un «%» suyo haría medida al número de antes.
            cadenas = ENTRE_BLOQUES.join(_cadenas(_sin_cuerpos(llano)))
            yield Trozo("sus metadatos y enlaces", cadenas)
            yield from _cuerpos(entrada, pdf, llano)
    except pikepdf.PdfError as error:
        raise ErrorDeSalida(f"{entrada.nombre}: el PDF no se puede leer ({type(error).__name__})") from None


def _cuerpos(entrada: Entrada, pdf: Any, llano: bytes) -> Iterator[Trozo]:
    if "/Metadata" in pdf.Root:
        for t in entrada.abrir("xmp.xml", pdf.Root.Metadata.read_bytes()):
            yield t.dentro_de("los metadatos XMP")
    adjuntos = b"/EmbeddedFile" in llano
    if not adjuntos and _FOTO not in llano:
        return
    nombres = {}
    for objeto in pdf.objects:
        if isinstance(objeto, pikepdf.Dictionary) and "/EF" in objeto:
            visible = str(objeto.get("/UF", objeto.get("/F", "adjunto.bin")))
            for dentro in objeto.EF.values():
                nombres[dentro.objgen] = visible
    for objeto in pdf.objects:
        if not isinstance(objeto, pikepdf.Stream):
            continue
        if objeto.objgen in nombres or objeto.get("/Type") == "/EmbeddedFile":
            adjunto = nombres.get(objeto.objgen, "adjunto.bin")
            for t in entrada.abrir(adjunto, objeto.read_bytes()):
                yield t.dentro_de(f"el adjunto {adjunto}")
        elif "/DCTDecode" in str(objeto.get("/Filter", "")):
            crudo = objeto.read_raw_bytes()
            if crudo.startswith(b"\xff\xd8"):
                for t in entrada.abrir("foto.jpg", crudo):
                    yield t.dentro_de("una foto")


def _sin_cuerpos(llano: bytes) -> bytes:
    """Un PDF llano sin lo de adentro de sus flujos: dibujos, letras, perfiles."""
    partes, desde = [], 0
    while (empieza := _EMPIEZA.search(llano, desde)) and (hasta := _final(llano, empieza.end())):
        partes.append(llano[desde : empieza.start()])
        desde = hasta
    return b"".join((*partes, llano[desde:]))


def _final(llano: bytes, desde: int) -> int:
    """Dónde acaba el flujo que empieza ahí; 0 si no acaba."""
    # Una expresión regular mira byte por byte los megabytes de un perfil; `find`, no.
    while (lugar := llano.find(b"endstream", desde)) >= 0:
        if acaba := _ACABA.match(llano, lugar):
            return acaba.end()
        desde = lugar + 1
    return 0


def _cadenas(llano: bytes) -> Iterator[str]:
    """Las cadenas de un PDF llano, sin repetir."""
    for hallada in dict.fromkeys(m[0] for m in _CADENA.finditer(llano)):
        if hallada[:1] == b"<":
            cifras = b"".join(hallada[1:-1].split())
            cruda = bytes.fromhex((cifras + b"0" * (len(cifras) % 2)).decode())
        else:
            cruda = _ESCAPE.sub(_sin_escape, hallada[1:-1]) if b"\\" in hallada else hallada[1:-1]
        if cruda[:2] in (b"\xfe\xff", b"\xff\xfe"):
            yield cruda.decode("utf-16", "replace")
        elif cruda[:3] == b"\xef\xbb\xbf":
            yield cruda[3:].decode("utf-8", "replace")
        else:
            # PDFDocEncoding coincide con Latin-1 en lo que un nombre o un número usan.
            yield cruda.decode("latin-1")


def _sin_escape(hallado: re.Match[bytes]) -> bytes:
    que = hallado[1]
    if que[:1].isdigit() and que[:1] < b"8":
        return bytes([int(que, 8) & 255])
    if que in (b"\n", b"\r\n"):
        return b""
    return _DE_ESCAPE.get(que, que)
