"""Cómo se escriben en español las fechas: la de un día y las de varios, con el mes y el año una vez."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from babel.dates import format_date

from generador.modelo.texto import enumerar

LOCAL = "es_CO"
_DURO = "\u00a0"
SEGUIDOS = 3
"""Desde cuántos días seguidos se dice «del … al …»."""


def fecha(valor: date) -> str:
    """«18 de noviembre de 2023»."""
    return format_date(valor, f"d{_DURO}'de' MMMM 'de'{_DURO}y", locale=LOCAL)


def fecha_con_dia(valor: date) -> str:
    """«sábado 18 de noviembre de 2023»."""
    return format_date(valor, f"EEEE d{_DURO}'de' MMMM 'de'{_DURO}y", locale=LOCAL)


def dia_de_semana(valor: date) -> str:
    """«sábado 18», para cuando el mes ya se dijo."""
    return format_date(valor, f"EEEE{_DURO}d", locale=LOCAL)


def dia_y_mes(valor: date) -> str:
    """«sábado 18 de noviembre», para cuando el año ya se dijo."""
    return format_date(valor, f"EEEE d{_DURO}'de' MMMM", locale=LOCAL)


def mes_y_anio(valor: date) -> str:
    """«de noviembre de 2023», para cuando el día va aparte y grande."""
    return format_date(valor, f"'de' MMMM 'de'{_DURO}y", locale=LOCAL)


def dias(fechas: Sequence[date]) -> str:
    """Los días en palabras: «18 y 19 de noviembre de 2023», «del 30 de noviembre al 2 de diciembre de 2023».

    `fechas` va en orden y sin repetir; una sola se dice como `fecha`.
    """
    return _dichos(fechas, con_semana=False)


def dias_con_semana(fechas: Sequence[date]) -> str:
    """Como `dias`, con el de la semana: «sábado 18 y domingo 19 de noviembre de 2023»."""
    return _dichos(fechas, con_semana=True)


def los_dias(fechas: Sequence[date]) -> str:
    """Para seguir una frase: «el 18 de noviembre de 2023», «los días 18 y 19…», «del 18 al 20…»."""
    if len(fechas) == 1:
        return f"el {fecha(fechas[0])}"
    return dias(fechas) if _de_corrido(fechas) else f"los días {dias(fechas)}"


def dia_grande(fechas: Sequence[date]) -> tuple[str, str]:
    """Lo que va aparte y grande, y lo que le sigue: «18» y «de noviembre de 2023»; «18 y 19» y lo mismo.

    Si son de meses distintos, grande va solo el primero: «30» y «de noviembre al 2 de diciembre de 2023».
    """
    primera, ultima = fechas[0], fechas[-1]
    if len(fechas) == 1:
        return str(primera.day), mes_y_anio(primera)
    if _de_corrido(fechas):
        if _mes(primera) == _mes(ultima):
            return f"{primera.day} al {ultima.day}", mes_y_anio(ultima)
        mes = mes_y_anio(primera) if primera.year != ultima.year else format_date(primera, "'de' MMMM", LOCAL)
        return str(primera.day), f"{mes} al {fecha(ultima)}"
    if len(fechas) == 2:
        if _mes(primera) == _mes(ultima):
            return f"{primera.day} y {ultima.day}", mes_y_anio(ultima)
        return str(primera.day), dias(fechas).partition(_DURO)[2]
    return str(primera.day), f"{mes_y_anio(primera)}, y {dias(fechas[1:])}"


def _mes(valor: date) -> tuple[int, int]:
    return valor.year, valor.month


def _de_corrido(fechas: Sequence[date]) -> bool:
    """Si son tantos días, y tan seguidos, que se dicen con el primero y el último."""
    return len(fechas) >= SEGUIDOS and (fechas[-1] - fechas[0]).days == len(fechas) - 1


def _dichos(fechas: Sequence[date], *, con_semana: bool) -> str:
    if len(fechas) == 1:
        return fecha_con_dia(fechas[0]) if con_semana else fecha(fechas[0])
    dia = "EEEE d" if con_semana else "d"
    if _de_corrido(fechas):
        primera, ultima = fechas[0], fechas[-1]
        comun = f"{_DURO}'de' MMMM" if primera.month != ultima.month or primera.year != ultima.year else ""
        anio = f" 'de'{_DURO}y" if primera.year != ultima.year else ""
        desde = format_date(primera, f"{dia}{comun}{anio}", locale=LOCAL)
        return f"del {desde} al {fecha_con_dia(ultima) if con_semana else fecha(ultima)}"
    meses = [list(suyas) for _, suyas in groupby(fechas, key=_mes)]
    partes = []
    for i, suyas in enumerate(meses):
        nombres = enumerar(format_date(f, dia, locale=LOCAL) for f in suyas)
        cierra = i == len(meses) - 1 or meses[i + 1][0].year != suyas[0].year
        final = format_date(suyas[-1], f"'de' MMMM 'de'{_DURO}y" if cierra else "'de' MMMM", locale=LOCAL)
        partes.append(f"{nombres}{_DURO}{final}")
    # Con «y» dentro de una parte, otra «y» entre ellas se leería mal.
    return enumerar(partes) if all(len(m) == 1 for m in meses) else "; ".join(partes)
