"""Lo que un archivo dice, parte por parte, y cómo lo da quien lo lee."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

ENTRE_BLOQUES = "\n.\n"
"""Corta lo que va en bloques distintos: el número de uno no se mide con la palabra «personas» del otro."""


class Trozo(NamedTuple):
    """Un texto de un archivo. En `geometria` los números no son de nadie: solo se miran nombres y correos."""

    lugar: str
    texto: str
    geometria: bool = False
    al_lado: bool = False
    """Si no es lo que el archivo dice a quien lo abre: su nombre, un comentario, un atributo, una clave."""

    def dentro_de(self, que: str) -> Trozo:
        """El mismo texto, en un archivo que va dentro de otro."""
        return self._replace(lugar=f"{que}, {self.lugar}")


@dataclass(frozen=True, slots=True)
class Entrada:
    """Un archivo por leer; `abrir` lee otro que venga dentro, por su nombre y sus bytes."""

    nombre: str
    datos: bytes
    abrir: Callable[[str, bytes], Iterator[Trozo]]


Lector = Callable[[Entrada], Iterator[Trozo]]
"""Lee una clase de archivo; lanza lo que lance su biblioteca si no se puede."""


class ConLugar(Exception):
    """Una imagen dice dónde se tomó."""


def letras(datos: bytes) -> str:
    """El texto de unos bytes: UTF-8, UTF-16 con marca o, si no, Latin-1; nunca falla."""
    if datos[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return datos.decode("utf-16", "replace")
    try:
        return datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        return datos.decode("latin-1")
