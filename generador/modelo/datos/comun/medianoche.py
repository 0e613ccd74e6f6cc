"""Las horas de un programa en fila: lo que pasa de la medianoche se sigue contando desde el mismo día."""

from __future__ import annotations

from collections.abc import Sequence

DIA = 24 * 60
"""Minutos."""
TRAS_LA_MEDIANOCHE = 3 * 60
"""Minutos: cuánto después de lo anterior puede empezar lo que ya es del otro día."""


def hasta(inicio: int, fin: int) -> int:
    """El `fin` de lo que empieza en `inicio`, en minutos; pasa de 1440 si termina al otro día.

    De 22:00 a 1:00 hay tres horas. Si al otro día duraría más de doce, es que las horas están al revés: queda
    antes del inicio, y `revision` lo dice.
    """
    return fin + DIA if fin < inicio and fin + DIA - inicio <= DIA // 2 else fin


def salto(inicio: int, fin: int) -> int:
    """Minutos que dura lo que va de una hora de reloj a la otra; negativo si están al revés."""
    return hasta(inicio, fin) - inicio


def es_de_madrugada(inicio: int, anterior: int, libre: int) -> bool:
    """Si una hora que parece de antes es del otro día; lo último empezó en `anterior` y acaba en `libre`."""
    if inicio >= anterior:
        return False
    return libre >= DIA or 0 <= inicio + DIA - libre <= TRAS_LA_MEDIANOCHE


def en_fila(horas: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Cada par de horas de reloj, en minutos desde la medianoche con que empezó el día del primero."""
    filas: list[tuple[int, int]] = []
    for inicio, fin in horas:
        corre = 0
        if filas and es_de_madrugada(inicio, filas[-1][0], max(f for _, f in filas)):
            corre = DIA
        filas.append((inicio + corre, hasta(inicio, fin) + corre))
    return tuple(filas)


def desvio(plan: int, real: int) -> int:
    """Minutos de `plan` a `real`, los dos de reloj, por el camino corto: de 23:50 a 0:10 son veinte."""
    return (real - plan + DIA // 2) % DIA - DIA // 2
