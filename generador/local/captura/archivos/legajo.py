"""Los archivos que trae una lista de rutas: sueltos, en carpetas y dentro de un .zip, abiertos con topes."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from generador.aparte import Topes, aparte
from generador.comprimido import Medidas, es_comprimido, medir_comprimido
from generador.errores import ErrorDeLectura, ErrorDeUso, sin_lectura
from generador.local.captura.sobre import TOPE
from generador.local.fotos.lectura import es_foto

_MEGA = 1024 * 1024
TOPE_DE_ARCHIVO = 32 * _MEGA
"""Bytes de un archivo: lo de todas las mesas, en un .zip, no llega a la décima parte."""
TOPE_DE_ARCHIVOS = 2000
"""Archivos que se reciben de una vez, contando los de las carpetas."""
TOPE_DE_TODO = 256 * _MEGA
"""Bytes que se leen de una vez, sin contar lo que sobra de lo que no es de una mesa."""
_DEL_ZIP = Medidas(entradas=TOPE_DE_ARCHIVOS, expandido=64 * _MEGA)
TOPES = Topes(memoria=256 * _MEGA, cpu=4, reloj=60)
"""Lo que puede gastar quien abre un archivo de afuera."""
_DEL_SISTEMA = ("__MACOSX", "Thumbs.db", "desktop.ini")
"""Lo que Windows y macOS dejan en las carpetas y en los .zip."""
_DE_UN_LIBRO = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/")
_VACIAS = frozenset({"", ".", ".."})


@dataclass(frozen=True, slots=True)
class Traido:
    """Un archivo de afuera, ya leído."""

    nombre: str
    """Cómo se le dice a una persona: «whatsapp.zip: hoja.txt»."""
    datos: bytes


def juntar(rutas: Iterable[Path], sin: Collection[Path] = ()) -> Iterator[Traido | ErrorDeLectura]:
    """Cada archivo de esas rutas, en orden, o por qué no se leyó.

    No sigue enlaces dentro de las carpetas, ni abre un .zip que venga en otro. Nada se escribe en el disco.
    De lo que no es un .zip, una hoja de cálculo ni una foto trae a lo más `TOPE` bytes y uno. No mira dentro
    de las carpetas `sin`, resueltas. ErrorDeUso si una ruta no existe o está en ellas, o si entre todas
    pasan de `TOPE_DE_ARCHIVOS` o de `TOPE_DE_TODO`.
    """
    cuantos = bytes_ = 0
    for ruta, nombre in _archivos(rutas, sin):
        try:
            datos = _leido(ruta, nombre)
            traidos = _abiertos(nombre, datos)
        except ErrorDeLectura as error:
            datos, traidos = b"", [error]
        cuantos += len(traidos)
        bytes_ += sum(len(x.datos) for x in traidos if isinstance(x, Traido))
        if cuantos > TOPE_DE_ARCHIVOS or bytes_ > TOPE_DE_TODO:
            raise ErrorDeUso(
                f"ahí hay más de {TOPE_DE_ARCHIVOS} archivos o de {TOPE_DE_TODO // _MEGA} MB: dé solo la "
                "carpeta de lo que llegó de las mesas"
            )
        yield from traidos


def _abiertos(nombre: str, datos: bytes) -> list[Traido | ErrorDeLectura]:
    if es_comprimido(datos) and not _es_libro(datos):
        return aparte(nombre, partial(_de_zip, nombre, datos), TOPES)
    return [Traido(nombre, datos)]


def _archivos(rutas: Iterable[Path], sin: Collection[Path]) -> Iterator[tuple[Path, str]]:
    for ruta in rutas:
        if not os.path.lexists(ruta):
            raise ErrorDeUso(f"no existe «{ruta}»: dé la ruta de los archivos o de la carpeta que llegó")
        if any(ruta.resolve().is_relative_to(c) for c in sin):
            raise ErrorDeUso(
                f"«{ruta}» es lo que ya se recibió aquí: no se trae otra vez. Con ./asamblea entrada se ve "
                "en qué quedó"
            )
        if not ruta.is_dir():
            yield ruta, ruta.name
            continue
        for carpeta, hijas, archivos in os.walk(ruta):
            hijas[:] = sorted(
                h for h in hijas if not _ajeno(h) and not (sin and Path(carpeta, h).resolve() in sin)
            )
            for archivo in sorted(a for a in archivos if not _ajeno(a)):
                dentro = Path(carpeta, archivo)
                yield dentro, dentro.relative_to(ruta.parent).as_posix()


def _ajeno(nombre: str) -> bool:
    return nombre.startswith((".", "~$")) or nombre in _DEL_SISTEMA


def _leido(ruta: Path, nombre: str) -> bytes:
    try:
        # Un enlace que alguien da por su nombre se abre; el que venía en una carpeta pudo ponerlo cualquiera.
        estado = ruta.lstat() if "/" in nombre else ruta.stat()
        if not stat.S_ISREG(estado.st_mode):
            raise ErrorDeLectura(nombre, "no es un archivo corriente", "dé el archivo mismo, no un enlace")
        if estado.st_size > TOPE_DE_ARCHIVO:
            raise _grande(nombre)
        with ruta.open("rb") as archivo:
            datos = archivo.read(TOPE + 1)
            if es_comprimido(datos) or es_foto(datos):
                datos += archivo.read(TOPE_DE_ARCHIVO - TOPE)
    except OSError as error:
        raise ErrorDeLectura(nombre, *sin_lectura(error)) from None
    if len(datos) > TOPE_DE_ARCHIVO:
        raise _grande(nombre)
    return datos


def _grande(nombre: str) -> ErrorDeLectura:
    return ErrorDeLectura(
        nombre,
        f"pesa más de {TOPE_DE_ARCHIVO // _MEGA} MB: no es lo que entrega una mesa",
        "dé solo los archivos del formulario, de la planilla o un .zip con ellos",
    )


def _es_libro(datos: bytes) -> bool:
    """Si ese .zip es por dentro una hoja de cálculo: lo dice su primera parte."""
    largo = int.from_bytes(datos[26:28], "little")
    primera = datos[30 : 30 + largo]
    return primera == b"mimetype" or primera.startswith(_DE_UN_LIBRO)


def _de_zip(archivo: str, datos: bytes) -> list[Traido | ErrorDeLectura]:
    """Lo que trae un .zip. Ha de llamarse en un proceso aparte."""
    medir_comprimido(archivo, datos, _DEL_ZIP)
    traidos: list[Traido | ErrorDeLectura] = []
    with zipfile.ZipFile(io.BytesIO(datos)) as zip_:
        for entrada in zip_.infolist():
            if entrada.is_dir() or any(map(_ajeno, _partes(entrada.filename))):
                continue
            nombre = f"{archivo}: {entrada.filename}"
            try:
                traidos.append(Traido(nombre, _de_entrada(zip_, entrada, nombre)))
            except ErrorDeLectura as error:
                traidos.append(error)
    return traidos


def _partes(nombre: str) -> tuple[str, ...]:
    return tuple(p for p in PurePosixPath(nombre.replace("\\", "/")).parts if p not in _VACIAS)


def _de_entrada(zip_: zipfile.ZipFile, entrada: zipfile.ZipInfo, nombre: str) -> bytes:
    crudo = entrada.filename.replace("\\", "/")
    if crudo.startswith("/") or ".." in crudo.split("/") or ":" in crudo.split("/")[0]:
        raise ErrorDeLectura(
            nombre, "trae una ruta que se sale de su carpeta", "no se abrió; pida los archivos sueltos"
        )
    if stat.S_IFMT(entrada.external_attr >> 16) not in (0, stat.S_IFREG):
        raise ErrorDeLectura(nombre, "es un enlace, y no un archivo", "pida el archivo mismo")
    try:
        with zip_.open(entrada) as abierta:
            datos = abierta.read(TOPE + 1)
            if es_comprimido(datos) or es_foto(datos):
                datos += abierta.read(TOPE_DE_ARCHIVO - TOPE)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError, zlib.error):
        raise ErrorDeLectura(nombre, "está dañado", "pídalo otra vez") from None
    if len(datos) > TOPE_DE_ARCHIVO:
        raise _grande(nombre)
    if es_comprimido(datos) and not _es_libro(datos):
        raise ErrorDeLectura(nombre, "es un .zip dentro de otro", "sáquelo y delo aparte")
    return datos
