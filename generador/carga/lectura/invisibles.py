"""Los caracteres que no se ven: los inofensivos se quitan al leer y los demás se dicen todos de una vez.

Quien no los ve no los puede borrar por su nombre: cada mensaje dice entre qué y qué están.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generador.carga.lectura.fallo import Fallo
from generador.modelo.fuente import callar_renglon
from generador.modelo.tipos import nombre_de_caracter

_INOFENSIVOS = re.compile("[\u00ad\u180e\u200b\u200c\u200e\u200f\u2060\ufeff]")
"""Los que deja un procesador de palabras o una página web y no cambian lo que se lee: el guion opcional, los
espacios y uniones de ancho cero, la marca de orden de bytes y las marcas de dirección."""
_EXTRANOS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200d\u2028-\u202e\u2061-\u2069\ufffc-\uffff]+"
)
_VECINOS = 12
"""Caracteres de cada lado que se muestran como máximo."""


def sin_inofensivos(texto: str) -> str:
    """`texto` sin los caracteres invisibles que se pueden quitar sin que cambie lo que dice."""
    return _INOFENSIVOS.sub("", texto)


def extranos(lineas: Sequence[str]) -> Iterator[Fallo]:
    """Un fallo por cada tramo de caracteres invisibles o de control, con lo que tiene a los lados."""
    for numero, linea in enumerate(lineas, start=1):
        if linea.isprintable() and "\ufffd" not in linea:
            continue
        visto = callar_renglon(lineas, numero - 1)
        for hallado in _EXTRANOS.finditer(linea):
            c, largo = hallado[0][0], len(hallado[0])
            donde = _entre(visto[: hallado.start()], visto[hallado.end() :])
            if c == "\x00":
                que = f"{donde} hay un carácter nulo: el archivo está dañado o es UTF-16 sin marca"
                ayuda = "ábralo en un editor y guarde como UTF-8"
            elif c == "\ufffd":
                que = f"{donde} se perdió una letra («�») al convertir el archivo"
                ayuda = "escriba de nuevo la letra que falta"
            else:
                que = f"{donde} hay algo que no se ve: {nombre_de_caracter(c)}"
                ayuda = "borre lo que hay entre los dos y escríbalo de nuevo: suele llegar al pegar"
            yield Fallo(numero, hallado.start() + 1, que, ayuda, largo)


def _entre(antes: str, despues: str) -> str:
    """«entre «agua» y «potable»», o «al comienzo», o «al final»."""
    izquierda, derecha = (_EXTRANOS.sub(" ", lado).split() for lado in (antes, despues))
    if not izquierda and not derecha:
        return "en este renglón"
    if not izquierda:
        return f"antes de «{derecha[0][:_VECINOS]}»"
    if not derecha:
        return f"después de «{izquierda[-1][-_VECINOS:]}»"
    return f"entre «{izquierda[-1][-_VECINOS:]}» y «{derecha[0][:_VECINOS]}»"
