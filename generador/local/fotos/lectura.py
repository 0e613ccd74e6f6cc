"""Abrir una foto que llegó, y de qué lugar del encuentro es."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote, urlsplit

from generador.aparte import Topes, aparte
from generador.errores import ErrorDeLectura
from generador.modelo.asamblea import Asamblea
from generador.modelo.tipos import FORMA_DE_SUBMESA

TOPE = 12 * 1024 * 1024
"""Bytes de una foto."""
TOPES = Topes(memoria=1024 * 1024 * 1024, cpu=20, reloj=60)
"""Lo que puede gastar quien abre una."""
_FIRMAS = ((b"\xff\xd8\xff", 0, ".jpg"), (b"\x89PNG", 0, ".png"), (b"WEBP", 8, ".webp"))
_HEIC = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL)
"""Como empiezan las fotos que guarda un iPhone: no se abren, y hay que decir qué hacer."""
_CODIGO = re.compile(rf"({FORMA_DE_SUBMESA})(?:-N(\d{{1,2}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FotoLeida:
    """Una foto, ya limpia, y lo que dicen sus códigos."""

    nombre: str
    """Cómo se le dice a una persona."""
    octetos: bytes
    """JPEG sin EXIF: ni dónde ni cuándo se tomó."""
    codigos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LugarDeFoto:
    """De quién es lo que se ve en una foto."""

    asamblea: str
    submesa: str
    aporte: int | None = None
    """Cuál de sus necesidades, desde 1; None si no se sabe o son varias."""


def es_foto(datos: bytes) -> bool:
    """Si por cómo empieza es una foto, aunque sea de las que no se abren."""
    return _extension(datos) is not None or _HEIC.match(datos) is not None


def _extension(datos: bytes) -> str | None:
    return next((e for firma, desde, e in _FIRMAS if datos.startswith(firma, desde)), None)


def abrir_foto(nombre: str, datos: bytes) -> FotoLeida:
    """La foto limpia y sus códigos, leídos en un proceso aparte. ErrorDeLectura si no se puede."""
    if _HEIC.match(datos):
        raise ErrorDeLectura(
            nombre,
            "es HEIC, como las guarda un iPhone, y así no se puede leer",
            "mándela por un chat, que la vuelve .jpg; o en el teléfono, en Ajustes, Cámara, Formatos, escoja "
            "«Más compatible» y tómela otra vez",
        )
    if len(datos) > TOPE:
        raise ErrorDeLectura(
            nombre, f"pesa más de {TOPE // (1024 * 1024)} MB", "mándela en un tamaño menor, como por un chat"
        )
    return FotoLeida(nombre, *aparte(nombre, partial(_leida, nombre, datos), TOPES))


def _leida(nombre: str, datos: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Lo que corre en el otro proceso: aquí, y solo aquí, se carga quien abre imágenes."""
    from generador.salida.medios.estilo_vectorial import MedioMalo

    extension = _extension(datos)
    if extension is None:
        raise ErrorDeLectura(nombre, "no es una foto que se pueda leer", "mándela como .jpg, .png o .webp")
    try:
        from generador.salida.medios.codigos import foto_y_codigos
    except ImportError:
        remedio = "con conexión a la red, dé «./asamblea preparar --todo»"
        raise ErrorDeLectura(nombre, "es una foto, y falta lo que lee su código", remedio) from None
    try:
        return foto_y_codigos(extension, datos)
    except MedioMalo as error:
        raise ErrorDeLectura(nombre, error.mensaje, error.ayuda) from None


def lugar_de(foto: FotoLeida, asambleas: Sequence[Asamblea]) -> LugarDeFoto | None:
    """Lugar que dicen sus códigos; None si ninguno es de una ficha de esas asambleas o son de varias.

    El de una ficha es la dirección de su mesa y, tras «#», su código.
    """
    lugares = [lugar for texto in foto.codigos if (lugar := _lugar(texto, asambleas)) is not None]
    if len({(x.asamblea, x.submesa) for x in lugares}) != 1:
        return None
    uno = lugares[0]
    juntos = {x.aporte for x in lugares}
    return uno if len(juntos) == 1 else LugarDeFoto(uno.asamblea, uno.submesa)


def es_de_otra(foto: FotoLeida, asambleas: Sequence[Asamblea]) -> bool:
    """Si trae el código de una ficha y ninguno es de esas asambleas."""
    de_fichas = [t for t in foto.codigos if _CODIGO.fullmatch(unquote(t.rpartition("#")[2]))]
    return bool(de_fichas) and not any(_lugar(t, asambleas) for t in de_fichas)


def _lugar(texto: str, asambleas: Sequence[Asamblea]) -> LugarDeFoto | None:
    try:
        partes = urlsplit(texto)
    except ValueError:
        return None
    hallado = _CODIGO.fullmatch(unquote(partes.fragment))
    carpetas = partes.path.split("/")
    if hallado is None:
        return None
    for asamblea in asambleas:
        if asamblea.id in carpetas and hallado[1] in {s.codigo for s in asamblea.submesas}:
            return LugarDeFoto(asamblea.id, hallado[1], int(hallado[2]) if hallado[2] else None)
    return None
