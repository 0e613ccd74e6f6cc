"""El almacén en disco: cada archivo producido, por la huella de lo que lo decide, con su registro firmado."""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from generador.salida.almacen import firma, recuerdo
from generador.salida.disco import CACHE, escribir, sha256

DIAS_DE_CACHE = 30
"""Lo que nadie ha usado en estos días se borra del almacén."""


@dataclass(frozen=True, slots=True)
class Constancia:
    """Lo que se sabe de un archivo guardado: tamaño en bytes, páginas y lo medido del crédito."""

    sha256: str
    octetos: int
    paginas: int
    altura_x_mm: float
    altura_x_relativa: float
    contraste: float


@dataclass(frozen=True, slots=True)
class Producto:
    """Un archivo producido: `archivo` es su copia en el almacén."""

    ruta: str
    archivo: Path
    registro: Constancia
    nuevo: bool


class Almacen:
    """Artefactos por la huella de todo lo que cambia sus bytes; lo dañado o sin firma cuenta como ausente.

    El registro es el veredicto de las puertas sobre esos bytes para esa clave: va firmado con los dos.
    """

    def __init__(self, raiz: Path) -> None:
        self._cache = raiz / CACHE
        self.carpeta = raiz / CACHE / "artefactos"
        """Donde están los artefactos."""

    def hay_algo(self) -> bool:
        """Si alguna vez se guardó algo."""
        return self.carpeta.is_dir() and any(self.carpeta.iterdir())

    def ruta(self, clave: str, extension: str) -> Path:
        """Dónde está o estaría."""
        return self.carpeta / clave[:2] / f"{clave}{extension}"

    def buscar(self, clave: str, extension: str) -> Constancia | None:
        """El registro si el archivo está entero y fue el que pasó las puertas: nunca por su fecha."""
        archivo = self.ruta(clave, extension)
        try:
            ficha = json.loads(archivo.with_suffix(archivo.suffix + ".json").read_bytes())
            registro = Constancia(**ficha["registro"])
            if sha256(archivo.read_bytes()) != registro.sha256:
                return None
            if not firma.vale(self._cache, ficha["firma"], *_firmado(clave, extension, registro)):
                return None
            os.utime(archivo)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return registro

    def guardar(self, clave: str, extension: str, datos: bytes, registro: Constancia) -> None:
        """Primero los datos y luego su registro: un corte entre los dos deja «ausente»."""
        archivo = self.ruta(clave, extension)
        escribir(archivo, datos)
        propia = firma.firmar(self._cache, *_firmado(clave, extension, registro))
        ficha = json.dumps({"registro": asdict(registro), "firma": propia}, sort_keys=True).encode()
        escribir(archivo.with_suffix(archivo.suffix + ".json"), ficha)

    def vaciar(self) -> None:
        """Borra todo, con lo recordado: lo producido puede decir un dato que se retiró."""
        shutil.rmtree(self.carpeta, ignore_errors=True)
        recuerdo.olvidar(self._cache)

    def podar(self, ahora: float | None = None) -> int:
        """Borra lo que nadie usó en `DIAS_DE_CACHE` días; devuelve cuántos archivos."""
        limite = (ahora if ahora is not None else time.time()) - DIAS_DE_CACHE * 86400
        borrados = 0
        for archivo in list(self.carpeta.glob("*/*")):
            # Otro proceso puede estar guardando: su temporal se lista y al momento ya tiene otro nombre.
            with suppress(FileNotFoundError):
                if archivo.suffix == ".json":
                    viejo = not archivo.with_suffix("").exists()
                else:
                    viejo = archivo.stat().st_mtime < limite
                if viejo:
                    for resto in (archivo, archivo.with_suffix(archivo.suffix + ".json")):
                        resto.unlink()
                        borrados += 1
        return borrados


def _firmado(clave: str, extension: str, registro: Constancia) -> tuple[bytes, bytes, bytes]:
    return clave.encode(), extension.encode(), json.dumps(asdict(registro), sort_keys=True).encode()
