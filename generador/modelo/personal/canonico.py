"""La forma canónica de un texto, la única con que se buscan datos de personas, y el camino de vuelta.

Junta lo que se ve igual: anchos, espacios, guiones, puntos, apóstrofos, cifras y letras de otros alfabetos;
y quita lo que no se ve.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_IGUALES = {
    " ": "\t\x0b\x0c\x1c\x1d\x1e\x1f\u2800\u3164\uffa0\u115f\u1160",
    "\n": "\x85\u2028\u2029",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u02d7\u06d4",
    ".": "\u2024\u3002\uff61\uff0e\ufe52\u06d4",
    "·": "\u2022\u2027\u2219\u22c5\u30fb\u25cf\u25e6\u2e31",
    "'": "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07\ua78c\ua78b\u055a\u05f3",
    "/": "\u2044\u2215\uff0f\u29f8",
    "@": "\uff20\ufe6b",
    "_": "\uff3f\u203f",
    "I": "\u0130",
    **dict(
        zip(
            "aABcCdeEgGhHiIjJkKmMnNoOpPqsStTuUvxXyYzZ",
            (
                *("аɑα", "АΑ", "ВΒ", "сϲ", "СϹ", "ԁ", "еє", "ЕΕ", "ɡ", "Ԍ", "һ", "НΗ", "іι", "ІΙ", "ј", "Ј"),
                *("κ", "КΚ", "м", "МΜ", "п", "Ν", "оοօ", "ОΟ", "рρ", "РΡ", "ԛ", "ѕ", "Ѕ", "т", "ТΤ"),
                *("υս", "Ս", "νѵ", "х", "ХΧ", "уγ", "УΥ", "ᴢ", "Ζ"),
            ),
            strict=True,
        )
    ),
}
_UNO_A_UNO = {otra: latina for latina, otras in _IGUALES.items() for otra in otras}
_RARO = re.compile("[^\n!-_a-~ áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”…°º×€]")
"""Lo que hay que mirar; lo demás ya es canónico."""


@dataclass(frozen=True, slots=True)
class Canonico:
    """`texto` es el canónico; `indices`, por letra, su puesto en el original (None si es el mismo)."""

    texto: str
    indices: Sequence[int] | None

    def tramo(self, inicio: int, fin: int) -> tuple[int, int]:
        """El mismo tramo en el texto original; los invisibles de adentro quedan dentro."""
        if self.indices is None or inicio >= fin:
            return inicio, fin
        return self.indices[inicio], self.indices[fin - 1] + 1


@lru_cache(maxsize=64)
def canonico(texto: str) -> Canonico:
    """El canónico de `texto`. No cambia mayúsculas ni tildes."""
    raros = {c: _UNO_A_UNO[c] if c in _UNO_A_UNO else _de_uno(c) for c in set(_RARO.findall(texto))}
    if not raros:
        return Canonico(texto, None)
    if all(len(nuevo) == 1 for nuevo in raros.values()):
        return Canonico(texto.translate({ord(c): nuevo for c, nuevo in raros.items()}), None)
    return _con_indices(texto, raros)


def _con_indices(texto: str, raros: Mapping[str, str]) -> Canonico:
    """Cuando alguno no se ve, se junta con la letra de antes o se lee como varias."""
    partes: list[str] = []
    indices: list[int] = []
    fin = 0
    for hallado in _RARO.finditer(texto):
        lugar, nuevo = hallado.start(), raros[hallado[0]]
        partes.append(texto[fin:lugar])
        indices.extend(range(fin, lugar))
        fin = lugar + 1
        if not nuevo and unicodedata.combining(hallado[0]) and indices and indices[-1] == lugar - 1:
            _componer(partes, hallado[0])
            continue
        partes.append(nuevo)
        indices.extend([lugar] * len(nuevo))
    partes.append(texto[fin:])
    indices.extend(range(fin, len(texto)))
    return Canonico("".join(partes), indices)


def _de_uno(c: str) -> str:
    """Un carácter raro como se lee; nada, si no se ve."""
    clase = unicodedata.category(c)
    if clase in {"Cf", "Cc", "Mn", "Me", "Cn", "Cs", "Co"}:
        return ""
    if clase == "Zs":
        return " "
    if clase == "Nd":
        return str(unicodedata.digit(c))
    if clase == "Pd":
        return "-"
    # Un superíndice no es una cifra más: «m²», una llamada de nota.
    if c in "²³¹ªº" or "SUPERSCRIPT" in unicodedata.name(c, ""):
        return c
    return "".join(_UNO_A_UNO.get(x, x) for x in unicodedata.normalize("NFKC", c))


def _componer(partes: list[str], marca: str) -> None:
    """Pone la marca a la última letra escrita, si juntas son una sola; si no, la marca se calla."""
    for i in range(len(partes) - 1, -1, -1):
        if partes[i]:
            junta = unicodedata.normalize("NFC", partes[i][-1] + marca)
            if len(junta) == 1:
                partes[i] = partes[i][:-1] + junta
            return


def plegado(canon: Canonico) -> str:
    """El canónico en minúsculas y sin tildes, letra por letra: los tramos son los mismos."""
    bajo = canon.texto.lower()
    if len(bajo) != len(canon.texto):
        bajo = "".join(b if len(b := c.lower()) == 1 else c for c in canon.texto)
    return bajo if bajo.isascii() else bajo.translate(_SIN_TILDE)


class _SinTilde(dict[int, int]):
    def __missing__(self, clave: int) -> int:
        base = unicodedata.normalize("NFD", chr(clave))[0]
        self[clave] = ord(base)
        return self[clave]


_SIN_TILDE = _SinTilde()
