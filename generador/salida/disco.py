"""El único que escribe archivos: a un temporal y con renombrado, para que nada quede a medias."""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generador.errores import ErrorAsambleas, ErrorDeMaquina, ErrorDeUso, ErrorInterno, de_maquina, legible
from generador.modelo.privado import es_privada

CACHE = ".cache"
ENTRADA = "entrada"
"""La carpeta del proyecto, ajena a `datos/` y a `site/`, donde está lo que aún no es un dato."""
_PREFIJO_SITIO = "sitio-"
_RESTO = re.compile(r"\..+\.(?:yml|json|jpe?g|png|webp|svg)-[a-z0-9_]{8}", re.ASCII | re.IGNORECASE)
"""El temporal de `escribir`: el nombre del archivo y lo que le pone `tempfile`."""
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def sha256(datos: bytes) -> str:
    """Huella hexadecimal."""
    return hashlib.sha256(datos).hexdigest()


def escribir(ruta: Path, datos: bytes, *, asentar: bool = False) -> None:
    """Escribe `datos` en `ruta` de una sola vez: quien lea ve lo anterior o lo nuevo, nunca la mitad.

    Con `asentar` no vuelve hasta que el disco lo tiene: lo guardado aguanta que se vaya la luz.
    """
    carpetas = (ruta.parent, *ruta.parent.parents)
    antigua = next((i for i, c in enumerate(carpetas) if c.is_dir()), 0)
    ruta.parent.mkdir(parents=True, exist_ok=True)
    temporal = ""
    try:
        descriptor, temporal = tempfile.mkstemp(dir=ruta.parent, prefix=f".{ruta.name}-")
        with os.fdopen(descriptor, "wb") as archivo:
            # Mientras lo tiene, `quitar_restos` sabe que alguien lo está escribiendo.
            _tomar(archivo.fileno())
            archivo.write(datos)
            archivo.flush()
            if asentar:
                os.fsync(archivo.fileno())
            Path(temporal).chmod(_permisos(ruta))
            Path(temporal).replace(ruta)
        if asentar:
            # El nombre de una carpeta nueva está en la de arriba.
            for carpeta in carpetas[: antigua + 1]:
                _asentar_nombre(carpeta)
    except BaseException as error:
        if temporal:
            Path(temporal).unlink(missing_ok=True)
        if isinstance(error, OSError):
            # El temporal no le dice nada a nadie, y sin espacio a mitad de un archivo no se dice en cuál.
            error.filename = str(ruta)
        raise


def _tomar(descriptor: int) -> bool:
    """Toma el archivo, si nadie lo tiene; donde el disco no deja, no se sabe y no se toma."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def quitar_restos(carpeta: Path) -> tuple[Path, ...]:
    """Borra, a cualquier hondura, lo que dejó un `escribir` que mataron a la mitad; cuáles eran.

    Solo un archivo con la forma de los de `escribir`, de quien llama y que nadie está escribiendo. Lo que
    decía nunca se acusó: quien lo mandaba no vio «Guardado».
    """
    quitados: list[Path] = []
    for ruta in sorted(carpeta.rglob(".*")) if carpeta.is_dir() else ():
        if not _RESTO.fullmatch(ruta.name):
            continue
        try:
            abierto = os.open(ruta, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            estado = os.fstat(abierto)
            suyo = stat.S_ISREG(estado.st_mode) and estado.st_uid == os.geteuid() and estado.st_nlink == 1
            if suyo and _tomar(abierto):
                ruta.unlink(missing_ok=True)
                quitados.append(ruta)
        finally:
            os.close(abierto)
    return tuple(quitados)


def _asentar_nombre(carpeta: Path) -> None:
    """Espera a que el disco tenga los nombres de esa carpeta."""
    abierta = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(abierta)
    finally:
        os.close(abierta)


def _permisos(ruta: Path) -> int:
    """Los que ya tenía, que un equipo con carpeta compartida necesita; uno nuevo, que todos lo lean."""
    try:
        return stat.S_IMODE(ruta.stat().st_mode)
    except OSError:
        return 0o644


def escribir_si_cambia(ruta: Path, datos: bytes) -> bool:
    """Escribe solo si el contenido es otro; dice si lo hizo."""
    if ruta.is_file() and ruta.read_bytes() == datos:
        return False
    escribir(ruta, datos)
    return True


_ILEGIBLE = b"no se puede leer"
"""Lo que entra en una huella por un archivo que el sistema no deja leer."""


def huella_de_arbol(*raices: Path) -> str:
    """Huella de los nombres y contenidos de archivos y carpetas, sin lo que Python compila ni lo privado.

    Entra en las carpetas que son un enlace: quien lee los datos también entra.
    """
    resumen = hashlib.sha256()
    for raiz in raices:
        for archivo in [raiz] if raiz.is_file() else sorted(_contenidos(raiz, ())):
            nombre = archivo.relative_to(raiz.parent).as_posix()
            destino = str(archivo.readlink()) if archivo.is_symlink() else ""
            resumen.update(f"{nombre}\0{destino}\0".encode("utf-8", "surrogateescape"))
            try:
                if archivo.is_file():
                    resumen.update(hashlib.sha256(archivo.read_bytes()).digest())
            except PermissionError:
                resumen.update(_ILEGIBLE)
    return resumen.hexdigest()


def _contenidos(carpeta: Path, dentro_de: tuple[Path, ...]) -> Iterator[Path]:
    """Todo lo que hay en `carpeta`, a cualquier hondura; de un enlace hacia arriba, solo el enlace."""
    real = carpeta.resolve()
    if real in dentro_de or not carpeta.is_dir():
        return
    try:
        hijos = list(carpeta.iterdir())
    except PermissionError:
        # Quien la necesite lo dirá con su remedio; aquí basta que no sea lo mismo que poder leerla.
        return
    for hijo in hijos:
        if hijo.name != "__pycache__" and not es_privada(hijo):
            yield hijo
            yield from _contenidos(hijo, (*dentro_de, real))


def escribir_conf_de_fuentes(raiz: Path) -> Path:
    """El fonts.conf que solo conoce las fuentes del proyecto; devuelve su ruta."""
    fuentes = _xml(raiz / "plantillas" / "tema" / "fuentes")
    conf = raiz / CACHE / "fuentes" / "fonts.conf"
    texto = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{fuentes}</dir><cachedir>{_xml(conf.parent / 'fc')}</cachedir></fontconfig>\n"
    )
    escribir_si_cambia(conf, texto.encode())
    return conf


def _xml(ruta: Path) -> str:
    return str(ruta.resolve()).replace("&", "&amp;").replace("<", "&lt;")


class Ocupado(ErrorDeUso):
    """Otro proceso tiene el cerrojo."""


_OCUPADOS = {
    "construir": "ya hay una construcción en curso; espere a que termine",
    "servir": "otro ./asamblea servir está abierto en esta carpeta; use ese, o ciérrelo primero",
    "abrir": "otro ./asamblea abrir está abierto en esta carpeta; use ese, o ciérrelo primero",
    "datos": "otra orden está escribiendo en datos/; espere a que termine",
    "recibir": "otra orden está recibiendo lo que llegó de las mesas; espere a que termine",
}
"""Por cerrojo, qué se le dice a quien llega segundo."""


@contextmanager
def cerrojo(raiz: Path, nombre: str = "construir") -> Iterator[None]:
    """Exclusión entre procesos; se suelta solo aunque maten al que lo tiene. ErrorDeUso si está tomado."""
    ruta = raiz / CACHE / f"{nombre}.cerrojo"
    ruta.parent.mkdir(parents=True, exist_ok=True)
    if ruta.is_dir() and not any(ruta.iterdir()):
        # La dejó una copia o un desempaquetado: vacía no guarda nada de nadie.
        ruta.rmdir()
    with ruta.open("a+b") as archivo:
        try:
            fcntl.flock(archivo, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Ocupado(_OCUPADOS[nombre]) from None
        except OSError:
            raise ErrorDeMaquina(
                f"el disco de «{raiz}» no permite cerrojos: copie el proyecto a un disco de este computador"
            ) from None
        yield


def exigir_libre(raiz: Path, nombre: str = "construir") -> None:
    """ErrorDeUso si ese cerrojo está tomado ahora: para decirlo antes de preguntar algo, y no después."""
    with cerrojo(raiz, nombre):
        pass


@contextmanager
def nombrando(ruta: Path) -> Iterator[None]:
    """Lo que el sistema niegue aquí dentro lo niega de `ruta`: el archivo de paso no le dice nada a nadie."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(ruta), None
        raise


def carpeta_nueva(raiz: Path, destino: Path) -> Path:
    """Una carpeta vacía en el disco de `destino`; borra las que dejaron construcciones muertas.

    Solo con el cerrojo tomado. En el disco del proyecto va en la caché; en otro, al lado del destino, que es
    donde un renombrado todavía es un solo paso.
    """
    base = raiz / CACHE
    destino.parent.mkdir(parents=True, exist_ok=True)
    # Hay sistemas (Btrfs, montajes enlazados) donde el mismo disco no basta: solo probarlo lo dice.
    prefijo = _PREFIJO_SITIO
    if not _se_renombra(base, destino.parent):
        base, prefijo = destino.parent, f".{destino.name}-nuevo-"
    for resto in base.glob(f"{prefijo}*"):
        shutil.rmtree(resto, ignore_errors=True)
    with nombrando(destino):
        carpeta = Path(tempfile.mkdtemp(dir=base, prefix=prefijo))
        carpeta.chmod(0o755)
    return carpeta


def _se_renombra(origen: Path, destino: Path) -> bool:
    """Si de una carpeta a otra se pasa con un renombrado."""
    with nombrando(origen):
        prueba = Path(tempfile.mkdtemp(dir=origen, prefix=".prueba-"))
    llegada = destino / prueba.name
    try:
        prueba.rename(llegada)
    except OSError as error:
        prueba.rmdir()
        if error.errno == errno.EXDEV:
            return False
        error.filename, error.filename2 = str(destino), None
        raise
    llegada.rmdir()
    return True


def recuperar(destino: Path) -> None:
    """Si un corte dejó el sitio apartado (solo donde no hay intercambio atómico), lo devuelve a su lugar."""
    apartado = _apartado(destino)
    if apartado.exists() and not destino.exists():
        apartado.rename(destino)


def publicar(nuevo: Path, destino: Path) -> None:
    """Pone `nuevo` en el lugar de `destino` en un solo paso del sistema de archivos.

    Lo publicado lo lee cualquiera, tenga quien construye la máscara que tenga: lo sirve otro usuario.
    """
    for ruta in (nuevo, *nuevo.rglob("*")):
        if not ruta.is_symlink():
            ruta.chmod(0o755 if ruta.is_dir() else 0o644)
    if not destino.exists():
        nuevo.rename(destino)
        return
    if _intercambiar(nuevo, destino):
        shutil.rmtree(nuevo, ignore_errors=True)
        return
    apartado = _apartado(destino)
    shutil.rmtree(apartado, ignore_errors=True)
    destino.rename(apartado)
    nuevo.rename(destino)
    shutil.rmtree(apartado, ignore_errors=True)


def _apartado(destino: Path) -> Path:
    return destino.with_name(f".{destino.name}-anterior")


def _intercambiar(uno: Path, otro: Path) -> bool:
    """Intercambia dos carpetas en un paso (renameat2 en Linux, renamex_np en macOS), o dice que no puede."""
    libc = ctypes.CDLL(ctypes.util.find_library("c") or None, use_errno=True)
    a, b = os.fsencode(uno), os.fsencode(otro)
    try:
        if sys.platform == "darwin":
            fallo = libc.renamex_np(a, b, ctypes.c_uint(_RENAME_SWAP))
        else:
            fallo = libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, ctypes.c_uint(_RENAME_EXCHANGE))
    except AttributeError:
        return False
    if fallo == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(otro))


def explicar(raiz: Path, error: Exception) -> ErrorAsambleas:
    """Lo que se le dice al usuario de cualquier fallo, en una línea y con su código de salida."""
    if isinstance(error, ErrorAsambleas):
        if isinstance(error, ErrorInterno) and error.__cause__ is not None:
            guardar_traza(raiz, error)
        return error
    return de_maquina(error) or ErrorInterno(guardar_traza(raiz, error))


def guardar_traza(raiz: Path, error: BaseException) -> str:
    """Guarda la traza de un defecto para quien mantiene el proyecto; devuelve qué decirle al usuario.

    Donde el proyecto no se deja escribir, va a la carpeta temporal; si tampoco, se dice el error mismo.
    """
    traza = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace")
    defecto = f"defecto del generador ({type(error).__name__})."
    archivo = _donde_quepa(raiz / CACHE, traza)
    if archivo is not None:
        donde = archivo.relative_to(raiz) if archivo.is_relative_to(raiz) else archivo
        return f"{defecto} Envíe {donde} a quien mantiene el proyecto"
    ultimo = traceback.extract_tb(error.__traceback__)[-1:]
    lugar = f"{Path(ultimo[0].filename).name}:{ultimo[0].lineno}: " if ultimo else ""
    dicho = f"«{lugar}{legible(str(error))}»"
    return f"{defecto} No hay dónde guardar la traza: copie {dicho} y envíelo a quien mantiene el proyecto"


def _donde_quepa(carpeta: Path, traza: bytes) -> Path | None:
    """El archivo donde quedó la traza: en esa carpeta o en una temporal; None si en ninguna se pudo."""
    for temporal in (False, True):
        try:
            donde = Path(tempfile.mkdtemp(prefix="asambleas-")) if temporal else carpeta
            escribir(donde / "ultimo-error.txt", traza)
        except OSError:
            continue
        return donde / "ultimo-error.txt"
    return None


def como_json(dato: Mapping[str, Any] | list[Any]) -> bytes:
    """JSON legible, con claves en su orden y salto final: bytes iguales para datos iguales."""
    return (json.dumps(dato, ensure_ascii=False, indent=2) + "\n").encode()
