"""Lo que aún nadie ha escrito ni confirmado, y cómo se reconoce: marcas que solo este módulo conoce.

«(por escribir)» ocupa el lugar de un texto que falta; «(por transcribir)», el de uno que solo está en una
foto. «# por confirmar: …», en su propio renglón, va encima de un dato que alguien supuso: una fecha, un
número, un horario.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generador.modelo.datos.aporte import Resultado
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo

POR_ESCRIBIR = "(por escribir)"
POR_TRANSCRIBIR = "(por transcribir)"
POR_CONFIRMAR = "# por confirmar"
# Sin paréntesis solo vale donde no puede ser una frase de alguien: «un futuro por escribir» es un lema.
_ESCRIBIR = re.compile(
    r"\(\s*por\s+(?:escribir|transcribir)\s*\)"
    r"|^\W*por\s+escribir(?=\s*(?:[:.(?!…]|$))|^eje \d+ por escribir$",
    re.I,
)
_COMENTARIO = re.compile(rf"\s*{POR_CONFIRMAR}\b\s*[:.,;]?\s*(.*)", re.I)


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Algo sin escribir (`marca` es el fragmento) o, sin ella, sin confirmar; `nota`, lo que pide revisar.

    De lo que falta confirmar, `linea` es el renglón del comentario, desde 1.
    """

    ruta: Ruta
    marca: str = ""
    nota: str = ""
    linea: int = 0


def por_escribir(texto: str) -> str | None:
    """La marca tal como está en `texto`, o None si no la lleva."""
    hallado = _ESCRIBIR.search(texto)
    return hallado[0] if hallado else None


def transcribir(marca: str) -> bool:
    """Si esa marca dice que el texto está en una foto, y no que nadie lo ha escrito."""
    return "transcribir" in marca.casefold()


def pendientes(modelo: Modelo, fuente: Fuente) -> Iterator[Pendiente]:
    """Lo pendiente de un archivo: primero lo que falta escribir, después lo que falta confirmar."""
    for ruta, texto, _ in recorrer(modelo):
        if (marca := por_escribir(texto)) is not None:
            yield Pendiente(ruta, marca)
    yield from sin_confirmar(fuente)


def en_blanco(resultado: Resultado) -> bool:
    """Si es una hoja que aún nadie ha llenado, ni tiene foto por copiar."""
    return all(
        por_escribir(a.necesidad) is not None and a.necesidad != POR_TRANSCRIBIR for a in resultado.aportes
    )


def sin_confirmar(fuente: Fuente) -> Iterator[Pendiente]:
    """Los datos que siguen a un renglón «# por confirmar»."""
    if not any(POR_CONFIRMAR in linea.lower() for linea in fuente.lineas):
        return
    escritas = {linea.strip() for texto in _textos(fuente.datos) for linea in texto.split("\n")}
    claves = sorted((m.linea, len(ruta), ruta) for ruta, m in fuente.claves.items())
    for i, linea in enumerate(fuente.lineas, start=1):
        hallado = _COMENTARIO.fullmatch(linea)
        # Dentro de un texto de varios renglones no es un comentario.
        if hallado is None or any(linea.strip() in escrita for escrita in escritas):
            continue
        siguiente = next((ruta for n, _, ruta in claves if n > i), None)
        if siguiente is not None:
            yield Pendiente(siguiente, nota=hallado[1].strip(), linea=i)


def _textos(arbol: Any) -> Iterator[str]:
    if isinstance(arbol, str):
        yield arbol
    elif isinstance(arbol, dict):
        for valor in arbol.values():
            yield from _textos(valor)
    elif isinstance(arbol, list):
        for valor in arbol:
            yield from _textos(valor)
