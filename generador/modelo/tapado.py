"""Un modelo con sus textos libres ya sin datos de personas: para mostrarlo antes de que lo corrijan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from generador.modelo.campos import LIBRES, ClaseDeTexto, campos
from generador.modelo.personal.datos_personales import detectar
from generador.modelo.personal.reserva import Reserva, normalizado
from generador.modelo.tipos import Modelo

TAPADO = "(dato personal)"
"""Lo que se lee donde estaba."""
M = TypeVar("M", bound=Modelo)


def tapado(modelo: M, reserva: Reserva) -> M:
    """El mismo modelo con `TAPADO` donde un texto libre dice lo que `reserva` calla o un dato de una persona.

    Un enlace o un código no se toca: si lo dice, lo detiene la puerta.
    """
    cambios = {}
    for campo in campos(type(modelo)):
        antes = getattr(modelo, campo.nombre)
        if (ahora := _tapado(antes, campo.texto, reserva)) is not antes:
            cambios[campo.nombre] = ahora
    # Sin validar, y sin nada de lo ya calculado con los textos de antes.
    return cast("M", type(modelo).model_construct(**{**dict(modelo), **cambios})) if cambios else modelo


def _tapado(valor: Any, clase: ClaseDeTexto | None, reserva: Reserva) -> Any:
    if isinstance(valor, Modelo):
        return tapado(valor, reserva)
    if isinstance(valor, tuple):
        ahora = tuple(_tapado(v, clase, reserva) for v in valor)
        return valor if all(a is b for a, b in zip(valor, ahora, strict=True)) else ahora
    return sin_datos(valor, reserva) if type(valor) is str and clase in LIBRES else valor


def sin_datos(texto: str, reserva: Reserva) -> str:
    """`texto` con `TAPADO` en lugar de cada dato de una persona; el mismo objeto si no hay ninguno."""
    tramos = [
        (c.inicio, c.fin)
        for c in detectar(texto)
        if normalizado(c.clase, texto[c.inicio : c.fin]) not in reserva.contactos
    ]
    tramos += [(inicio, fin) for inicio, fin, _ in reserva.hallar(texto)]
    for inicio, fin in reversed(_juntos(tramos)):
        texto = f"{texto[:inicio]}{TAPADO}{texto[fin:]}"
    return texto


def _juntos(tramos: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Los tramos en orden; dos que se montan (un nombre dentro de un correo) son uno solo."""
    juntos: list[tuple[int, int]] = []
    for inicio, fin in sorted(tramos):
        if juntos and inicio < juntos[-1][1]:
            juntos[-1] = juntos[-1][0], max(fin, juntos[-1][1])
        else:
            juntos.append((inicio, fin))
    return juntos
