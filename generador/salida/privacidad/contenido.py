"""Lo que dice un archivo publicado, clase por clase: cada texto con el sitio donde está. Solo lee."""

from __future__ import annotations

import csv
import gzip
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from PIL import ExifTags, Image

from generador.errores import ErrorDeSalida
from generador.salida.visible import BLOQUES, LectorTolerante

CON_MARCAS = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml", ".atom", ".rss", ".rels", ".opf"})
DE_TEXTO = frozenset({".txt", ".md", ".css", ".js", ".map", ".yml", ".yaml", ".webmanifest", ""})
DE_IMAGEN = frozenset({".jpg", ".jpeg", ".webp", ".avif", ".gif", ".tif", ".tiff"})
SIN_TEXTO_DE_NADIE = frozenset({".woff", ".woff2", ".ttf", ".otf", ".ico"})
"""Letras e íconos del tema: no salen de los datos."""
COMPRIMIDOS = frozenset({".zip", ".xlsx", ".ods", ".docx", ".odt", ".epub"})


def _palabras(lista: str) -> frozenset[str]:
    return frozenset(lista.split())


_GEOMETRIA = _palabras(
    "d points viewbox transform x y x1 x2 y1 y2 cx cy r rx ry dx dy width height style offset integrity"
    " patterntransform gradienttransform stroke-dasharray sizes srcset"
)
"""Atributos que son números de dibujo."""
_HONDURA = 6
_ILEGIBLE = (OSError, ValueError, zlib.error, zipfile.BadZipFile, csv.Error, SyntaxError, struct.error)


class _ConLugar(Exception):
    """Una imagen dice dónde se tomó."""


class Trozo(NamedTuple):
    """Un texto de un archivo. En `geometria` los números no son de nadie: solo se miran nombres y correos."""

    lugar: str
    texto: str
    geometria: bool = False


def trozos(nombre: str, datos: bytes, hondura: int = 0) -> Iterator[Trozo]:
    """Todo lo que `datos` dice: textos, atributos, metadatos y, si es un paquete, lo de cada miembro.

    El formato sale de la extensión de `nombre`. ErrorDeSalida si no se conoce o no se puede leer: lo que la
    puerta no entiende no se publica. Los PDF se leen aparte.
    """
    extension = PurePosixPath(nombre).suffix.lower()
    yield Trozo("el nombre del archivo", PurePosixPath(nombre).name)
    if hondura > _HONDURA:
        raise ErrorDeSalida(f"{nombre}: paquetes dentro de paquetes, demasiado hondo para revisarlo")
    try:
        yield from _por_clase(nombre, extension, datos, hondura)
    except _ConLugar:
        raise ErrorDeSalida(
            f"{nombre}: sus metadatos dicen dónde se tomó (GPS); no se publica\n"
            "    ayuda: quíteselos, o póngala en «medios» de la asamblea: ahí se limpia sola"
        ) from None
    except _ILEGIBLE as error:
        raise ErrorDeSalida(
            f"{nombre}: no se puede leer para revisar que no traiga datos personales ({type(error).__name__})"
        ) from None


def _por_clase(nombre: str, extension: str, datos: bytes, hondura: int) -> Iterator[Trozo]:
    if extension in CON_MARCAS:
        yield from de_marcas(_letras(datos))
    elif extension in {".json", ".jsonld", ".geojson"}:
        yield from _de_json(json.loads(_letras(datos)))
    elif extension in {".csv", ".tsv"}:
        yield from _de_csv(_letras(datos))
    elif extension == ".ics":
        yield from _de_ics(_letras(datos))
    elif extension == ".png":
        yield from _de_png(datos)
    elif extension in DE_IMAGEN:
        yield from _de_imagen(datos)
    elif extension == ".pdf":
        from generador.salida.privacidad.contenido_pdf import de_pdf

        yield from de_pdf(nombre, datos, hondura)
    elif extension in COMPRIMIDOS:
        yield from _de_zip(nombre, datos, hondura)
    elif extension == ".gz":
        yield from trozos(nombre.removesuffix(".gz"), gzip.decompress(datos), hondura + 1)
    elif extension in DE_TEXTO:
        yield Trozo("el texto", _letras(datos))
    elif extension not in SIN_TEXTO_DE_NADIE:
        raise ErrorDeSalida(
            f"{nombre}: la puerta de privacidad no sabe leer archivos «{extension}»; no se publica"
        )


def _letras(datos: bytes) -> str:
    """El texto de unos bytes: UTF-8, UTF-16 con marca o, si no, Latin-1; nunca falla."""
    if datos[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return datos.decode("utf-16", "replace")
    try:
        return datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        return datos.decode("latin-1")


def de_marcas(texto: str) -> Iterator[Trozo]:
    """HTML, SVG o XML: el texto corrido, cada atributo y cada comentario."""
    lector = _Marcas()
    # Algunas versiones de html.parser callan la última etiqueta si una comilla quedó abierta: aquí se cierra.
    lector.feed(texto + _CIERRES)
    lector.close()
    yield Trozo("el texto", "".join(lector.corrido).removesuffix(_CIERRES))
    yield from lector.sueltos


_CIERRES = "\">'>"


class _Marcas(LectorTolerante):
    """El texto se junta entre etiquetas de renglón: «300<b>123</b>4567» es un solo número."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.corrido: list[str] = []
        self.sueltos: list[Trozo] = []
        self._guion = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # En XML no se sabe qué etiqueta es de renglón; las de HTML sí.
        if tag in BLOQUES or tag not in _DE_RENGLON:
            self.corrido.append(ENTRE_BLOQUES)
        self._guion = tag if tag in {"script", "style"} else ""
        for nombre, valor in attrs:
            if valor:
                de_dibujo = nombre in _GEOMETRIA or (tag == "path" and nombre.startswith("data-"))
                self.sueltos.append(Trozo(f"el atributo «{nombre}» de <{tag}>", unquote(valor), de_dibujo))

    def handle_endtag(self, tag: str) -> None:
        self._guion = ""
        if tag in BLOQUES or tag not in _DE_RENGLON:
            self.corrido.append(ENTRE_BLOQUES)

    def handle_data(self, data: str) -> None:
        if self._guion:
            self.sueltos.append(Trozo(f"un <{self._guion}>", _sin_escapes(data), self._guion == "style"))
        else:
            self.corrido.append(re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        self.sueltos.append(Trozo("un comentario", data))

    def handle_pi(self, data: str) -> None:
        self.sueltos.append(Trozo("una instrucción", data))

    def unknown_decl(self, data: str) -> None:
        self.corrido.append(data.removeprefix("CDATA["))


_DE_RENGLON = _palabras(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time tspan"
    " u var wbr"
)


ENTRE_BLOQUES = "\n.\n"
"""Corta lo que va en bloques distintos: el número de uno no se mide con la palabra «personas» del otro."""


def _sin_escapes(texto: str) -> str:
    """Un guion con sus `\\uXXXX` y `%XX` resueltos."""
    claro = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), texto)
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), claro).replace("\\n", "\n")


def _de_json(valor: Any, camino: str = "") -> Iterator[Trozo]:
    if isinstance(valor, dict):
        for clave, dentro in valor.items():
            yield Trozo(f"la clave {camino or 'raíz'}", str(clave))
            yield from _de_json(dentro, f"{camino}.{clave}" if camino else str(clave))
    elif isinstance(valor, list):
        for i, dentro in enumerate(valor, start=1):
            yield from _de_json(dentro, f"{camino}[{i}]")
    elif isinstance(valor, str):
        lugar = camino or "raíz"
        # El índice de búsqueda guarda HTML: se lee como tal, además de tal cual.
        if "<" in valor or "&" in valor:
            yield from (Trozo(lugar, t.texto, t.geometria) for t in de_marcas(valor))
        yield Trozo(lugar, valor)
    elif isinstance(valor, (int, float)) and not isinstance(valor, bool) and abs(valor) >= 1_000_000:
        ultima = re.sub(r"\W+", " ", camino.rpartition(".")[2])
        yield Trozo(camino, f"{ultima}: {valor}", geometria=ultima in _CUENTAS)


_CUENTAS = frozenset({"octetos", "bytes", "size", "tamano"})


def _de_csv(texto: str) -> Iterator[Trozo]:
    primera = texto.partition("\n")[0]
    separador = max(",;\t|", key=primera.count)
    filas = csv.reader(StringIO(texto), delimiter=separador)
    titulos = next(filas, [])
    yield Trozo("la fila 1", " ".join(titulos))
    for i, fila in enumerate(filas, start=2):
        # Entera, por si el nombre y el apellido van en columnas aparte; los números, celda por celda.
        yield Trozo(f"la fila {i}", " ".join(fila), geometria=True)
        for j, celda in enumerate(fila):
            titulo = titulos[j] if j < len(titulos) else ""
            yield Trozo(f"la fila {i}, columna «{titulo or j + 1}»", f"{titulo}: {celda}")


def _de_ics(texto: str) -> Iterator[Trozo]:
    corrido = re.sub(r"\r?\n[ \t]", "", texto)
    for linea in corrido.splitlines():
        clave, _, valor = linea.partition(":")
        claro = re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], valor)
        propiedad = clave.partition(";")[0]
        yield Trozo(f"la propiedad {propiedad}", f"{clave}: {claro}" if ";" in clave else claro)


_DE_TEXTO_PNG = {b"tEXt", b"zTXt", b"iTXt"}


def _de_png(datos: bytes) -> Iterator[Trozo]:
    """Los trozos de texto, EXIF y XMP de un PNG, sin descomprimir la imagen."""
    if not datos.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError("no es un PNG")
    lugar = 8
    while lugar + 8 <= len(datos):
        largo = int.from_bytes(datos[lugar : lugar + 4], "big")
        clase, cuerpo = datos[lugar + 4 : lugar + 8], datos[lugar + 8 : lugar + 8 + largo]
        lugar += 12 + largo
        if clase in _DE_TEXTO_PNG:
            clave, _, resto = cuerpo.partition(b"\0")
            yield Trozo(f"el texto «{_letras(clave)}» del PNG", _texto_png(clase, resto))
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
        return _letras(zlib.decompress(resto[1:]))
    if clase == b"iTXt":
        comprimido, cuerpo = resto[:1] == b"\1", resto[2:].split(b"\0", 2)[-1]
        return _letras(zlib.decompress(cuerpo) if comprimido else cuerpo)
    return _letras(resto)


def _de_imagen(datos: bytes) -> Iterator[Trozo]:
    """EXIF, XMP, comentarios y demás metadatos de una imagen, sin descomprimirla."""
    with Image.open(BytesIO(datos)) as imagen:
        _exigir_sin_lugar(imagen.getexif())
        for clave, valor in imagen.info.items():
            if clave != "icc_profile":
                yield from (Trozo(f"el metadato «{clave}»", t) for t in _textos_de(valor))
        for clave, cuerpo in getattr(imagen, "applist", ()):
            if not cuerpo.startswith(b"ICC_PROFILE"):
                yield Trozo(f"el segmento {clave}", _imprimibles(cuerpo))


def _exigir_sin_lugar(exif: Image.Exif) -> None:
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        raise _ConLugar


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
    return "\n".join("".join(c if c.isprintable() else "\n" for c in t) for t in (_letras(datos), *anchos))


def _de_zip(nombre: str, datos: bytes, hondura: int) -> Iterator[Trozo]:
    with zipfile.ZipFile(BytesIO(datos)) as archivo:
        if archivo.comment:
            yield Trozo("el comentario del paquete", _letras(archivo.comment))
        for ficha in archivo.infolist():
            yield Trozo("los nombres del paquete", ficha.filename)
            if not ficha.is_dir():
                for t in trozos(ficha.filename, archivo.read(ficha), hondura + 1):
                    yield Trozo(f"{ficha.filename}, {t.lugar}", t.texto, t.geometria)
