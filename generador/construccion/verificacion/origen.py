"""De dónde se toma lo que se verifica: una carpeta, un .zip, una dirección web o un archivo suelto."""

from __future__ import annotations

import http.client
import io
import posixpath
import re
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urljoin, urlsplit

from generador.comprimido import es_comprimido, medir_comprimido
from generador.errores import ErrorDeUso, legible, por_que_no

ARCHIVO = "agenda.json"
TOPE = 50_000_000
"""Bytes que se leen de una dirección o de un archivo, como máximo."""
SEGUNDOS = 30
"""Lo que se espera por una dirección, en total."""
_TROZO = 65536
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*(<!doctype html|<html)", re.I | re.S)


class Origen(Protocol):
    """Archivos por su ruta, con «/», relativa a donde se empezó a buscar."""

    @property
    def nombre(self) -> str:
        """Como lo escribió quien verifica."""

    def leer(self, ruta: str) -> bytes | None:
        """Los bytes de uno, o None si no está. ErrorDeUso si no se puede leer o pesa demasiado."""

    def rutas(self) -> tuple[str, ...] | None:
        """Todas las que hay, en orden; None si no se pueden enumerar, como en la web."""


@dataclass(frozen=True)
class Carpeta:
    """La carpeta de un sitio. No sale de ella: un enlace simbólico hacia fuera no se lee."""

    nombre: str
    raiz: Path

    def leer(self, ruta: str) -> bytes | None:
        """Los bytes de un archivo suyo."""
        archivo = self.raiz / ruta
        try:
            if not archivo.resolve().is_relative_to(self.raiz.resolve()) or not archivo.is_file():
                return None
        except (OSError, RuntimeError):
            return None
        return leer_archivo(archivo)

    def rutas(self) -> tuple[str, ...]:
        """Rutas de todos los archivos de la carpeta."""
        return tuple(sorted(p.relative_to(self.raiz).as_posix() for p in self.raiz.rglob("*") if p.is_file()))


@dataclass(frozen=True)
class Comprimido:
    """Un .zip con un sitio, o parte de él, adentro."""

    nombre: str
    datos: bytes

    def __post_init__(self) -> None:
        medir_comprimido(self.nombre, self.datos)

    def leer(self, ruta: str) -> bytes | None:
        """Los bytes de un miembro."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.datos)) as zip_, zip_.open(ruta) as miembro:
                leido = miembro.read(TOPE + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
            raise ErrorDeUso(f"«{dicho(ruta)}», en «{self.nombre}», está dañado") from None
        return _cabe(ruta, leido)

    def rutas(self) -> tuple[str, ...]:
        """Rutas de todos los miembros del .zip; un nombre repetido es un engaño."""
        with zipfile.ZipFile(io.BytesIO(self.datos)) as zip_:
            nombres = [i.filename for i in zip_.infolist() if not i.is_dir()]
        repetidos = sorted({n for n in nombres if nombres.count(n) > 1})
        if repetidos:
            raise ErrorDeUso(f"«{self.nombre}» trae dos veces «{dicho(repetidos[0])}»")
        return tuple(sorted(nombres))


@dataclass(frozen=True)
class Web:
    """Lo que cuelga de una dirección, sin salir de su sitio y en un solo plazo."""

    nombre: str
    base: str
    limite: float = field(default_factory=lambda: time.monotonic() + SEGUNDOS)

    def leer(self, ruta: str) -> bytes | None:
        """Lo que responde; None si el sitio dice que no está."""
        llegada = self.abrir(ruta)
        return llegada[1] if llegada is not None else None

    def abrir(self, ruta: str) -> tuple[str, bytes] | None:
        """La dirección a la que se llegó y lo que responde; None si el sitio dice que no está."""
        destino = urljoin(self.base, ruta)
        if urlsplit(destino).netloc != urlsplit(self.base).netloc:
            raise ErrorDeUso(f"«{dicho(self.nombre)}» enlaza algo de otro sitio: {dicho(destino)}")
        return _bajar(destino, self.limite)

    def rutas(self) -> None:
        """La web no se enumera."""


def dicho(texto: str, tope: int = 160) -> str:
    """Un texto de afuera en un renglón corto y sin nada que mueva el cursor."""
    limpio = " ".join(legible(texto.replace("\n", " ")).split())
    return limpio if len(limpio) <= tope else f"{limpio[: tope - 1]}…"


def leer_archivo(ruta: Path) -> bytes:
    """Los bytes de un archivo. ErrorDeUso si no se puede o pesa demasiado."""
    try:
        with ruta.open("rb") as abierto:
            return _cabe(str(ruta), abierto.read(TOPE + 1))
    except OSError as error:
        raise ErrorDeUso(f"no se puede leer «{dicho(str(ruta))}»: {por_que_no(error)}") from None


def _cabe(nombre: str, datos: bytes) -> bytes:
    if len(datos) > TOPE:
        pesa = f"«{dicho(nombre)}» pesa más de {TOPE // 1_000_000} MB"
        if es_comprimido(datos):
            pesa += "\n    ayuda: descomprímalo y dé la carpeta: ./asamblea verificar CARPETA"
        raise ErrorDeUso(pesa)
    return datos


def es_direccion(que: str) -> bool:
    """Si lo que escribieron tiene forma de dirección."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", que) is not None


def de_archivo(que: str, datos: bytes) -> Origen | None:
    """El origen que hay dentro de un .zip; None si no es uno."""
    return Comprimido(que, datos) if es_comprimido(datos) else None


def agendas_en(origen: Origen) -> tuple[str, ...]:
    """Las rutas de los agenda.json de un sitio, de la carpeta de una asamblea o de sus descargas."""
    rutas = origen.rutas() or ()
    return tuple(r for r in rutas if posixpath.basename(r) == ARCHIVO and r.count("/") <= 3)


def enlazada(pagina: bytes) -> str | None:
    """El enlace de una página a su agenda.json; None si no es una página o no lo enlaza."""
    if not _HTML.match(pagina[:2000]):
        return None
    enlace = re.search(rb'href="?([^"\s>]*agenda\.json)"?', pagina)
    return enlace[1].decode("utf-8", "replace") if enlace else None


def es_pagina(datos: bytes) -> bool:
    """Si parece HTML."""
    return _HTML.match(datos[:2000]) is not None


class _SoloWeb(urllib.request.HTTPRedirectHandler):
    """Ninguna redirección sale de http y https."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        _exigir_web(newurl)
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise ErrorDeUso(f"«{dicho(req.full_url)}» lleva a otro sitio: {dicho(newurl)}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _exigir_web(direccion: str) -> None:
    if urlsplit(direccion).scheme not in {"http", "https"}:
        raise ErrorDeUso(f"«{dicho(direccion)}» no es una dirección http ni https")


def _bajar(direccion: str, limite: float) -> tuple[str, bytes] | None:
    _exigir_web(direccion)
    abridor = urllib.request.build_opener(_SoloWeb())
    partes, total = [], 0
    corta = dicho(direccion)
    try:
        pedido = urllib.request.Request(direccion, headers={"User-Agent": "asambleas-verificar"})
        with abridor.open(pedido, timeout=max(0.1, limite - time.monotonic())) as respuesta:
            final = respuesta.geturl()
            while trozo := respuesta.read(_TROZO):
                partes.append(trozo)
                total += len(trozo)
                if total > TOPE:
                    raise ErrorDeUso(
                        f"«{corta}» pesa más de {TOPE // 1_000_000} MB\n    ayuda: bájelo con el navegador "
                        "y, si es un .zip, descomprímalo y dé la carpeta: ./asamblea verificar CARPETA"
                    )
                if time.monotonic() > limite:
                    raise ErrorDeUso(f"«{corta}» tarda más de {SEGUNDOS} segundos")
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        # urllib no sigue una redirección fuera de la web: la deja como error.
        que = "lleva a lo que no es una dirección http ni https" if error.code < 400 else "no está"
        raise ErrorDeUso(f"no se pudo leer «{corta}»: {que} (respondió {error.code})") from None
    except (OSError, ValueError, http.client.HTTPException):
        raise ErrorDeUso(
            f"no se pudo leer «{corta}»: no responde como un sitio web; revise la conexión a internet y que "
            "la dirección esté bien escrita"
        ) from None
    return final, b"".join(partes)
