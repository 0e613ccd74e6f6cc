"""Un formulario con archivos (multipart/form-data): sus campos y sus archivos, con topes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.parser import HeaderParser

from generador.errores import ErrorDeUso

CON_ARCHIVOS = "multipart/form-data"
"""Cómo manda un navegador un formulario con archivos."""
PARTES_MAXIMAS = 60
"""Campos y archivos de un formulario: más no los trae ninguna página de aquí."""
CABEZA_MAXIMA = 4_000
"""Bytes de las cabeceras de una parte."""
_NO_SE_ENTIENDE = "El formulario no se entiende: no se guardó nada."


@dataclass(frozen=True, slots=True)
class ArchivoSubido:
    """Un archivo de un formulario. Su nombre lo dice quien lo manda: nunca es una ruta."""

    nombre: str
    octetos: bytes

    @property
    def sin_carpeta(self) -> str:
        """Su nombre sin la carpeta que algunos navegadores le ponen delante, con las tildes compuestas."""
        return unicodedata.normalize("NFC", re.split(r"[/\\]", self.nombre)[-1])

    @property
    def escogido(self) -> bool:
        """Si alguien lo escogió, aunque esté vacío: sin escoger, el navegador manda uno sin nombre."""
        return bool(self.nombre or self.octetos)


def leido_con_archivos(cuerpo: bytes, tipo: str) -> tuple[dict[str, str], dict[str, ArchivoSubido]]:
    """Los campos y los archivos de ese cuerpo; `tipo` es su content-type, que dice con qué se separan.

    ErrorDeUso si no está bien formado (RFC 7578), si le falta el final o si trae partes de más.
    """
    separa = HeaderParser().parsestr(f"content-type: {tipo}").get_boundary()
    if not separa or not separa.isascii() or len(separa) > 200:
        raise ErrorDeUso(_NO_SE_ENTIENDE)
    marca = f"\r\n--{separa}".encode()
    antes, *partes = (b"\r\n" + cuerpo).split(marca, PARTES_MAXIMAS + 2)
    if antes or len(partes) > PARTES_MAXIMAS + 1 or partes[-1].rstrip() != b"--":
        raise ErrorDeUso(_NO_SE_ENTIENDE)
    campos: dict[str, str] = {}
    archivos: dict[str, ArchivoSubido] = {}
    for parte in partes[:-1]:
        cabeza, hay, octetos = parte.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not hay or len(cabeza) > CABEZA_MAXIMA:
            raise ErrorDeUso(_NO_SE_ENTIENDE)
        suya = HeaderParser().parsestr(_dicho(cabeza))
        nombre = suya.get_param("name", header="content-disposition")
        archivo = suya.get_param("filename", header="content-disposition")
        if not isinstance(nombre, str) or nombre in campos or nombre in archivos:
            raise ErrorDeUso(_NO_SE_ENTIENDE)
        if archivo is None:
            campos[nombre] = _dicho(octetos)
        elif isinstance(archivo, str):
            archivos[nombre] = ArchivoSubido(archivo, octetos)
        else:
            raise ErrorDeUso(_NO_SE_ENTIENDE)
    return campos, archivos


def _dicho(octetos: bytes) -> str:
    try:
        return octetos.decode("utf-8")
    except UnicodeDecodeError:
        raise ErrorDeUso(_NO_SE_ENTIENDE) from None
