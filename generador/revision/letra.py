"""Cada texto debe poder dibujarse con las letras del proyecto: en un PDF no entra ninguna otra."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generador.errores import Hallazgo
from generador.modelo.fuente import Fuente
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo

COBERTURA = Path(__file__).parent / "cobertura.txt"
"""Los caracteres que tienen todas las letras, en rangos hexadecimales; una prueba la compara con los TTF."""


@cache
def cobertura() -> tuple[tuple[int, int], ...]:
    """Los rangos de caracteres que se pueden dibujar, con ambos extremos."""
    rangos = []
    for renglon in COBERTURA.read_text("utf-8").splitlines():
        if renglon and not renglon.startswith("#"):
            desde, hasta = renglon.split("-") if "-" in renglon else (renglon, renglon)
            rangos.append((int(desde, 16), int(hasta, 16)))
    return tuple(rangos)


@cache
def _sin_letra() -> re.Pattern[str]:
    clase = "".join(rf"\U{a:08x}-\U{b:08x}" for a, b in cobertura())
    return re.compile(rf"[^\n{clase}]")


def indibujables(texto: str) -> tuple[str, ...]:
    """Los caracteres de `texto` que las letras del proyecto no tienen, sin repetir."""
    return tuple(dict.fromkeys(_sin_letra().findall(texto)))


def revisar(modelo: Modelo, fuente: Fuente) -> Iterator[Hallazgo]:
    """Un error por carácter sin dibujo en cada texto, en su primera aparición."""
    for ruta, texto, _ in recorrer(modelo):
        for c in indibujables(texto):
            lugar = fuente.lugar_dentro(ruta, c) or fuente.lugar(ruta)
            mensaje = f"la letra del proyecto no tiene «{c}» (U+{ord(c):04X})"
            yield Hallazgo(lugar, mensaje, _remedio(c))


def _remedio(c: str) -> str:
    if unicodedata.category(c) == "Zs":
        return "cámbielo por un espacio corriente"
    if unicodedata.category(c) == "Pd":
        return "cámbielo por un guion corriente «-»"
    parecido = "".join(x for x in unicodedata.normalize("NFKD", c) if not unicodedata.combining(x))
    if parecido and parecido != c and not indibujables(parecido):
        return f"escriba «{parecido}»"
    if unicodedata.category(c) in {"So", "Sk"}:
        return "quítelo o dígalo con palabras: los dibujos y emojis no se imprimen"
    return "quítelo o escríbalo con letras latinas"
