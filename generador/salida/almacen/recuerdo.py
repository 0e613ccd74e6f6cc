"""Lo ya sabido de unas mismas entradas, por nombre y firmado: si algo de ellas cambia, no existe."""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from generador.salida.almacen import firma
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.disco import CACHE, escribir, huella_de_arbol, sha256

CARPETA = "recuerdos"
DIAS = 30
"""Lo que nadie ha pedido en estos días se borra."""
ENTRADAS = ("datos", "plantillas", "contenido", "mkdocs.yml")
"""Lo que decide el sitio, además del código."""
INSTANTE = "0"
"""Las fechas de lo que se hace no dependen de cuándo se construye."""
_FIRMA = 64
"""Letras de una firma."""


class Recuerdo:
    """Bytes por nombre, en la caché de `raiz`. Valen para una sola clave: la huella de lo que los decide.

    Lo que no lleve la firma de esta persona, o sea de otra clave, cuenta como ausente. Donde no se puede
    escribir, nada se recuerda y todo se hace cada vez.
    """

    def __init__(self, raiz: Path, clave: str) -> None:
        self._cache, self._clave = raiz / CACHE, clave.encode()

    def leer(self, nombre: str) -> bytes | None:
        """Lo guardado con ese nombre y esta clave."""
        archivo = self._archivo(nombre)
        try:
            guardado = archivo.read_bytes()
            suya, datos = guardado[:_FIRMA].decode("ascii", "replace"), guardado[_FIRMA:]
            if not firma.vale(self._cache, suya, self._clave, nombre.encode(), datos):
                return None
            os.utime(archivo)
        except OSError:
            return None
        return datos

    def guardar(self, nombre: str, datos: bytes) -> None:
        """Lo pone en el lugar de lo que hubiera con ese nombre, fuera de la clave que fuera."""
        with suppress(OSError):
            propia = firma.firmar(self._cache, self._clave, nombre.encode(), datos)
            escribir(self._archivo(nombre), propia.encode() + datos)

    def dato(self, nombre: str) -> Any:
        """Lo guardado como JSON; None si no lo hay."""
        datos = self.leer(nombre)
        return None if datos is None else json.loads(datos)

    def anotar(self, nombre: str, dato: Any) -> None:
        """Lo guarda como JSON."""
        self.guardar(nombre, json.dumps(dato, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _archivo(self, nombre: str) -> Path:
        return self._cache / CARPETA / sha256(nombre.encode())


def instante() -> str:
    """El SOURCE_DATE_EPOCH con que se construye: el del ambiente o, sin él, el cero que toma el motor."""
    return os.environ.get("SOURCE_DATE_EPOCH", INSTANTE)


def clave_de_todo(raiz: Path, modulo: str) -> str:
    """La clave de lo que hace ese módulo con el proyecto entero: archivos, código y entorno."""
    arbol = huella_de_arbol(*(raiz / e for e in ENTRADAS if (raiz / e).exists()))
    return sha256(f"{arbol}/{huella_de_codigo(modulo)}/{instante()}".encode())


def olvidar(cache: Path) -> None:
    """Borra todo lo de esa caché: lo recordado puede decir un dato que se retiró."""
    shutil.rmtree(cache / CARPETA, ignore_errors=True)


def podar(raiz: Path, ahora: float | None = None) -> int:
    """Borra lo que nadie pidió en `DIAS` días; devuelve cuántos archivos."""
    limite = (ahora if ahora is not None else time.time()) - DIAS * 86400
    borrados = 0
    for archivo in list((raiz / CACHE / CARPETA).glob("*")):
        # Otro proceso puede estar recordando: su temporal se lista y al momento ya tiene otro nombre.
        with suppress(FileNotFoundError):
            if archivo.stat().st_mtime < limite:
                archivo.unlink()
                borrados += 1
    return borrados
