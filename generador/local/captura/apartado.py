"""Lo que no se puede guardar de una entrega se aparta, para que lo demás llegue a su hoja."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generador.local.captura.entrega import Campos, Reparo, errores
from generador.local.captura.formulario import Formulario
from generador.local.captura.fusion import Choque, Fusion, fundir


def fundir_lo_que_sirve(
    formulario: Formulario, submesa: str, antes: Campos, guardado: Campos, llega: Campos
) -> tuple[Fusion | None, tuple[Reparo, ...]]:
    """La fusión con lo que no se puede guardar vuelto choque `mala`, y lo que lo impide.

    Se aparta la casilla; si a su ficha le falta lo obligatorio, la ficha. None si lo que queda tampoco se
    puede guardar o no es nada.
    """
    fusion = entera = fundir(antes, guardado, llega)
    impiden = quedan = _errores(formulario, submesa, fusion.campos)
    apartadas: dict[str, None] = {}
    while quedan:
        nuevas = {c: None for r in quedan for c in _suyas(r.casilla, fusion.puestas)}
        if not nuevas:
            return None, impiden
        apartadas |= nuevas
        fusion = fundir(antes, guardado, {**llega, **{c: guardado.get(c, "") for c in apartadas}})
        quedan = _errores(formulario, submesa, fusion.campos)
    if apartadas and not fusion.campos:
        return None, impiden
    sueltas = {c.casilla: c.llega for c in entera.choques}
    de_choques = {
        r.casilla: r
        for r in _errores(formulario, submesa, {**fusion.campos, **sueltas})
        if r.casilla in sueltas
    }
    choques = [
        Choque(c, guardado.get(c, ""), llega.get(c, ""), mala=True)
        for c in formulario.por_nombre
        if c in apartadas
    ]
    choques += [replace(c, mala=c.casilla in de_choques) for c in entera.choques]
    return replace(fusion, choques=tuple(choques)), (*impiden, *de_choques.values())


def _errores(formulario: Formulario, submesa: str, campos: Campos) -> tuple[Reparo, ...]:
    return tuple(errores(formulario, submesa, campos)) if campos else ()


def _suyas(casilla: str, puestas: Sequence[str]) -> Iterator[str]:
    """De las que se iban a poner, la misma; si no está, las de su ficha, o las de la ficha que la lleva."""
    partes = casilla.split(".")
    for corte in range(len(partes), -1, -1):
        antes = partes[:corte]
        suyas = [c for c in puestas if c.split(".")[:corte] == antes]
        if suyas:
            yield from suyas
            return
