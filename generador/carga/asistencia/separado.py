"""Un archivo de texto separado por comas, punto y comas, tabuladores o barras, vuelto tabla."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

from generador.carga.asistencia.codificacion import decodificar
from generador.carga.asistencia.tabla import (
    COLUMNAS_MAXIMAS,
    FILAS_MAXIMAS,
    FilaDeRegistro,
    Tabla,
    demasiadas,
    es_error,
    mal,
    perdio_letras,
    rangos,
)
from generador.modelo.texto import plural

_SEPARADORES = ",;\t|"
_COMIENZO = 20_000
"""Caracteres en que se prueba cada separador."""


def leer_separado(
    archivo: str, datos: bytes, codificacion: str | None, puntos: Callable[[Sequence[FilaDeRegistro]], int]
) -> Tabla:
    """La tabla de un .csv. `puntos`: cuánto se parecen unas filas a un registro; así se escoge el separador.

    Lanza ErrorDeDatos, con la línea, si no se sabe en qué letras está, si una comilla no cierra o si una fila
    trae más celdas que sus encabezados: leerla correría los datos de columna.
    """
    texto, dicho = decodificar(archivo, datos, codificacion)
    if "\0" in texto:
        raise mal(archivo, 1, "no es un texto separado por comas", "si es de Excel, guárdelo como .xlsx")
    declarado = re.match(r"sep=(.)\r?\n", texto)
    separador = declarado[1] if declarado else _separador(texto, puntos)
    filas = [f for f in _filas(archivo, texto, separador) if not (declarado and f[0] == 1)]
    _exigir_enteras(archivo, filas)
    errores = {(n, j) for n, celdas in filas for j, c in enumerate(celdas) if es_error(c)}
    rotas = [(n, j) for n, celdas in filas for j, c in enumerate(celdas) if perdio_letras(c)]
    dichos = [dicho] if dicho else []
    if rotas:
        cuantas = plural(len(rotas), "celda", "celdas")
        dichos.append(f"{cuantas} con letras dañadas, sin dato (filas {rangos({n for n, _ in rotas})})")
    malas = errores | set(rotas)
    limpias = tuple((n, ["" if (n, j) in malas else c for j, c in enumerate(celdas)]) for n, celdas in filas)
    danadas = frozenset(rotas if codificacion is None else ())
    return Tabla("", limpias, frozenset(errores), danadas, dichos=tuple(dichos))


def _separador(texto: str, puntos: Callable[[Sequence[FilaDeRegistro]], int]) -> str:
    """El que da más columnas conocidas y, entre iguales, el que más sale fuera de comillas."""
    comienzo = texto[:_COMIENZO]
    muestra = re.sub(r'"[^"]*"', "", comienzo)

    def nota(separador: str) -> tuple[int, int]:
        try:
            lector = csv.reader(StringIO(comienzo), delimiter=separador)
            filas = [
                (i, [c.strip() for c in celdas]) for i, celdas in zip(range(1, 40), lector, strict=False)
            ]
        except csv.Error:
            filas = []
        return puntos(filas), muestra.count(separador)

    return max(_SEPARADORES, key=nota)


def _filas(archivo: str, texto: str, separador: str) -> Iterator[FilaDeRegistro]:
    lector = csv.reader(StringIO(texto, newline=""), delimiter=separador, strict=True)
    desde = 1
    while True:
        try:
            celdas = next(lector)
        except StopIteration:
            return
        except csv.Error:
            raise mal(
                archivo,
                desde,
                "una comilla de esta fila no cierra, o cierra antes de tiempo: esconde las que siguen",
                "quite las comillas sueltas de esa fila, o expórtelo como .xlsx",
            ) from None
        if desde > FILAS_MAXIMAS or len(celdas) > COLUMNAS_MAXIMAS:
            raise demasiadas(archivo, desde)
        yield desde, [c.strip() for c in celdas]
        desde = lector.line_num + 1


def _exigir_enteras(archivo: str, filas: Sequence[FilaDeRegistro]) -> None:
    """Ni una celda que se tragó otras filas, ni filas con celdas de más."""
    llenas = [len(celdas) for _, celdas in filas if any(celdas)]
    if not llenas:
        return
    ancho = max(set(llenas), key=llenas.count)
    for numero, celdas in filas:
        for c in celdas:
            if c.count("\n") and ancho > 2 and any(_parece_fila(linea, ancho) for linea in c.split("\n")[1:]):
                raise mal(
                    archivo,
                    numero,
                    f"una celda de esta fila trae adentro {c.count(chr(10))} filas más: sobra una comilla",
                    "quite la comilla suelta, o expórtelo como .xlsx",
                )
    corridas = [n for n, celdas in filas if len(celdas) > ancho and any(celdas[ancho:])]
    if corridas and ancho > 1:
        raise mal(
            archivo,
            corridas[0],
            f"esta fila tiene más celdas que las demás, que tienen {ancho}; como ella hay {len(corridas)}: "
            "sus datos quedarían en otra columna",
            "ponga entre comillas la celda que lleva el separador adentro, o expórtelo como .xlsx",
        )


def _parece_fila(linea: str, ancho: int) -> bool:
    return max(linea.count(s) for s in _SEPARADORES) >= ancho - 1
