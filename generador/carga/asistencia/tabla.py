"""Una tabla que viene de afuera (una hoja, un .csv), con lo que se sabe de sus celdas además de lo que dicen.

Ningún mensaje repite una celda: puede ser el dato de una persona.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generador.errores import ErrorDeDatos, Hallazgo, Lugar

FILAS_MAXIMAS = 200_000
"""Las filas de la asamblea más grande que se admite, con holgura; lo mismo en una hoja que en un .csv."""
COLUMNAS_MAXIMAS = 500

FilaDeRegistro = tuple[int, Sequence[str]]
"""Su número en el archivo, desde 1, y sus celdas sin espacios alrededor."""
LugarDeCelda = tuple[int, int]
"""Su número de fila, desde 1, y su puesto, desde 0."""

_ERROR = re.compile(r"#[¡¿]?[A-ZÁÉÍÓÚÑ/0]+[!?]?|#{2,}|Err:\d{3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tabla:
    """Las filas de una hoja o de un archivo de texto."""

    nombre: str
    """El nombre de la hoja; vacío en un .csv."""
    filas: tuple[FilaDeRegistro, ...]
    errores: frozenset[LugarDeCelda] = frozenset()
    """Las celdas que dicen «#¡REF!» o parecido."""
    danadas: frozenset[LugarDeCelda] = frozenset()
    """Las celdas que perdieron letras («�») sin que nadie pidiera leerlas así."""
    sin_valor: frozenset[LugarDeCelda] = frozenset()
    """Las fórmulas que nadie ha calculado."""
    combinadas: tuple[tuple[LugarDeCelda, LugarDeCelda], ...] = ()
    """La primera y la última celda de cada grupo."""
    dichos: tuple[str, ...] = ()
    """Lo que conviene decir de cómo se leyó."""


def mal(archivo: str, fila: int, mensaje: str, ayuda: str) -> ErrorDeDatos:
    """El error de esa fila."""
    return ErrorDeDatos([Hallazgo(Lugar(archivo, fila), mensaje, ayuda)])


def demasiadas(archivo: str, fila: int) -> ErrorDeDatos:
    """El error de una tabla que no es de una asamblea."""
    return mal(
        archivo,
        fila,
        f"hay más de {FILAS_MAXIMAS} filas o de {COLUMNAS_MAXIMAS} columnas",
        "revise que sea el registro de una asamblea; si hay columnas o filas en blanco, bórrelas",
    )


def celda(celdas: Sequence[str], j: int) -> str:
    """La celda de ese puesto, o nada."""
    return celdas[j] if j < len(celdas) else ""


def perdio_letras(texto: str) -> bool:
    """Si a esa celda se le perdió una letra al convertir el archivo."""
    return "\ufffd" in texto


def es_error(texto: str) -> bool:
    """Si es lo que una hoja de cálculo escribe cuando una fórmula falla."""
    return texto[:1] in "#E" and _ERROR.fullmatch(texto) is not None


def letra(j: int) -> str:
    """Cómo llama una hoja de cálculo a la columna de ese puesto: 0 es «A»."""
    nombre = ""
    j += 1
    while j:
        j, resto = divmod(j - 1, 26)
        nombre = chr(65 + resto) + nombre
    return nombre


def rangos(numeros: Iterable[int]) -> str:
    """«3, 7-9»: los números, en orden, una vez cada uno y juntos los seguidos."""
    grupos: list[list[int]] = []
    for n in sorted(set(numeros)):
        if grupos and n == grupos[-1][1] + 1:
            grupos[-1][1] = n
        else:
            grupos.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in grupos)
