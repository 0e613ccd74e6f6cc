"""Lo que fallaría en un archivo que una orden todavía no escribió: su renglón aún no existe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from generador.errores import Hallazgo

_Renglones = Sequence[str]


def situados(
    hallazgos: Sequence[Hallazgo], cambios: Mapping[str, tuple[_Renglones, _Renglones]]
) -> Iterator[Hallazgo]:
    """Los hallazgos en el renglón que hoy tienen; los de lo que iba a escribirse, sin renglón.

    `cambios`: por archivo, sus renglones de hoy y los propuestos.
    """
    for h in hallazgos:
        if h.lugar.archivo not in cambios:
            yield h
            continue
        hoy, propuesto = cambios[h.lugar.archivo]
        linea = _hoy(h.lugar.linea, hoy, propuesto)
        lugar = replace(h.lugar, linea=linea) if linea else replace(h.lugar, linea=0, extracto=None)
        yield replace(h, lugar=lugar)


def _hoy(linea: int, hoy: _Renglones, propuesto: _Renglones) -> int:
    """La línea de hoy que corresponde a una de las propuestas, desde 1; 0 si es nueva."""
    for bloque in SequenceMatcher(None, propuesto, hoy, autojunk=False).get_matching_blocks():
        if bloque.a < linea <= bloque.a + bloque.size:
            return bloque.b + linea - bloque.a
    return 0
