"""Una huella dicha en voz alta: seis palabras que salen de ella.

Ayudan a leerla y a compararla de oído o en un cartel; la prueba es la huella entera.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from generador.errores import ErrorDeUso
from generador.modelo.aprobado.vocabulario import VOCABULARIO

CUANTAS = 6
_BITS = 11
"""Los que dice cada palabra: el vocabulario tiene 2.048."""
_CIFRAS = 17
"""Las primeras de la huella, en hexadecimal, donde caben esos 66 bits."""
_SOBRAN = 4 * _CIFRAS - _BITS * CUANTAS
_SONIDOS = (
    (r"ch", "C"),
    (r"h", ""),
    (r"qu(?=[ei])", "k"),
    (r"gu(?=[ei])", "G"),
    (r"g(?=[ei])", "j"),
    (r"c(?=[ei])", "s"),
    (r"ll", "y"),
    (r"rr|^r", "R"),
    (r"m(?=[bp])", "n"),
    (r"[zx]", "s"),
    (r"[cq]", "k"),
    (r"v", "b"),
    (r"w", "u"),
    (r"G", "g"),
)
"""Lo que se escribe de varias maneras y se oye igual."""


def palabras_de(huella: str) -> tuple[str, ...]:
    """Las seis palabras de una huella SHA-256 de 64 cifras hexadecimales: sus primeros 66 bits, de a once."""
    bits = int(huella[:_CIFRAS], 16) >> _SOBRAN
    corridos = range(_BITS * (CUANTAS - 1), -1, -_BITS)
    return tuple(VOCABULARIO[bits >> corrido & (1 << _BITS) - 1] for corrido in corridos)


def en_palabras(huella: str) -> str:
    """Las seis palabras de una huella, con un espacio entre una y otra."""
    return " ".join(palabras_de(huella))


def como_suena(palabra: str) -> str:
    """La palabra sin tildes ni mayúsculas y con una sola letra por sonido: «Vaca» y «baca» dan lo mismo."""
    llana = unicodedata.normalize("NFD", palabra.casefold())
    suena = "".join(c for c in llana if not unicodedata.combining(c))
    for escrito, oido in _SONIDOS:
        suena = re.sub(escrito, oido, suena)
    return suena


def entender(dicho: str) -> tuple[str, ...]:
    """Las seis palabras que alguien dictó, como están en el vocabulario, aunque las escriba como le suenan.

    ErrorDeUso, con todo lo que no se entendió, si alguna no está o no son seis.
    """
    por_sonido = _por_sonido()
    dichas = re.findall(r"\w+", dicho)
    fallas = [
        f"«{d}» no es una de las palabras{_parecida(d, por_sonido)}"
        for d in dichas
        if como_suena(d) not in por_sonido
    ]
    if len(dichas) != CUANTAS:
        fallas.append(f"son seis palabras y {'llegó' if len(dichas) == 1 else 'llegaron'} {len(dichas)}")
    if fallas:
        raise ErrorDeUso("; ".join(fallas))
    return tuple(por_sonido[como_suena(d)] for d in dichas)


@cache
def _por_sonido() -> Mapping[str, str]:
    return {como_suena(p): p for p in VOCABULARIO}


def _parecida(dicha: str, por_sonido: Mapping[str, str]) -> str:
    cerca: Sequence[str] = get_close_matches(como_suena(dicha), por_sonido, n=1)
    return f"; ¿quiso decir «{por_sonido[cerca[0]]}»?" if cerca else ""
