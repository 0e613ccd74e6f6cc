"""Lo que una caja hereda o no declara, sin pasar por todo lo que WeasyPrint mira para lo que sí declara."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

_APARTE = frozenset({"float", "position", "display", "page"})
"""Dependen unas de otras, o del ancestro, aunque no se declaren."""
_DECORACION = "text_decoration_"
"""Ni se hereda ni es inicial: se acumula."""

Calculo = Callable[[Any, str], Any]


class Propiedades(NamedTuple):
    """Lo que WeasyPrint sabe de las propiedades de CSS, por nombre."""

    heredadas: Collection[str]
    iniciales: Mapping[str, Any]
    sin_calcular: Collection[str]
    """Las iniciales que dependen de otras."""
    fisicas: Collection[str]
    """Las propiedades que otra, lógica, puede declarar: `margin_left` y `margin_inline_start`."""
    logicas: frozenset[str]


def abreviar(estilo: type[Any], p: Propiedades) -> None:
    """Cambia el `__missing__` de `estilo` por uno que da lo mismo, antes si la propiedad no se declara.

    `estilo` es un dict con `parent_style` y `cascaded`. Llamarla otra vez no hace nada.
    """
    entero: Calculo = estilo.__missing__
    if hasattr(entero, "entero"):
        return
    heredadas, fisicas, logicas = frozenset(p.heredadas), frozenset(p.fisicas), p.logicas
    quietas = {
        k: v
        for k, v in p.iniciales.items()
        if k not in p.sin_calcular and k not in heredadas and not _especial(k)
    }
    directas = frozenset(k for k in heredadas if not _especial(k))

    def calcular(suyo: Any, propiedad: str) -> Any:
        declaradas = suyo.cascaded
        if (
            propiedad not in declaradas
            and suyo.parent_style is not None
            and (propiedad not in fisicas or logicas.isdisjoint(declaradas))
        ):
            if propiedad in quietas:
                valor = suyo[propiedad] = quietas[propiedad]
                return valor
            if propiedad in directas:
                valor = suyo[propiedad] = suyo.parent_style[propiedad]
                return valor
        return entero(suyo, propiedad)

    calcular.entero = entero  # type: ignore[attr-defined]
    estilo.__missing__ = calcular


def _especial(propiedad: str) -> bool:
    return propiedad in _APARTE or propiedad.startswith((_DECORACION, "__"))
