"""Dos versiones de una hoja que parten de una misma: qué se pone, y en qué hay que escoger."""

from __future__ import annotations

from dataclasses import dataclass

from generador.local.captura.entrega import Campos


@dataclass(frozen=True, slots=True)
class Choque:
    """Una casilla en que lo guardado y lo que llega dicen cosas distintas."""

    casilla: str
    guardado: str
    """Lo que dice la hoja; vacío si lo borraron."""
    llega: str
    """Lo que dice quien entrega; vacío si lo borró."""
    mala: bool = False
    """Si lo que llega no se puede guardar: deja de pedirse en cuanto la casilla cambie en la hoja."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """Lo que resulta de juntarlas."""

    campos: Campos
    """La hoja como ha de quedar; donde hay choque, como está."""
    puestas: tuple[str, ...]
    """Las casillas que cambian en la hoja."""
    choques: tuple[Choque, ...]


def fundir(antes: Campos, guardado: Campos, llega: Campos) -> Fusion:
    """Lo que cambió de `antes` a `llega`, puesto en `guardado`.

    Una casilla que los dos cambiaron de modo distinto no se toca: es un choque, y escoge una persona. Sin
    `antes`, lo que ya está guardado y lo que llega valen igual: solo se llenan las vacías.
    """
    queda = dict(guardado)
    puestas: list[str] = []
    choques: list[Choque] = []
    for casilla in dict.fromkeys((*antes, *guardado, *llega)):
        era, esta, viene = (c.get(casilla, "") for c in (antes, guardado, llega))
        if viene in (era, esta):
            continue
        if esta != era:
            choques.append(Choque(casilla, esta, viene))
            continue
        puestas.append(casilla)
        queda[casilla] = viene
    return Fusion({c: t for c, t in queda.items() if t}, tuple(puestas), tuple(choques))
