"""Cómo se nombra una clase de ficha dentro de su dibujo, según lo que ahí cabe, sin cortarla."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generador.modelo.datos.metodologia import TipoFicha

_ARTICULOS = frozenset({"el", "la", "lo", "los", "las", "un", "una", "unos", "unas"})


def rotulo_de(nombre: str, cabe: Callable[[str], bool]) -> str:
    """El nombre de una clase si `cabe`; si no, su primera palabra; si tampoco, su inicial.

    Nunca un pedazo de palabra: la leyenda dice cada nombre entero. Un artículo solo no nombra nada.
    """
    primera = nombre.split()[0]
    if cabe(nombre):
        return nombre
    return primera if cabe(primera) and primera.lower() not in _ARTICULOS else nombre[:1]


def rotulos_de(nombres: Mapping[TipoFicha, str], cabe: Callable[[str], bool]) -> Mapping[TipoFicha, str]:
    """El rótulo de cada clase; si alguna solo da para su inicial, todas van con la suya."""
    rotulos = {tipo: rotulo_de(nombre, cabe) for tipo, nombre in nombres.items()}
    if any(len(r) == 1 < len(nombres[tipo]) for tipo, r in rotulos.items()):
        return {tipo: nombre[:1] for tipo, nombre in nombres.items()}
    return rotulos
