"""Tablas en CSV: UTF-8 con marca para que Excel lea las tildes, y a salvo de fórmulas."""

from __future__ import annotations

import csv
import re
from io import StringIO

from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.abiertos.tablas import DE_LA_PUBLICACION, TablaAbierta, ValorDeCelda, de_la_publicacion

# Con uno de estos al comienzo, una hoja de cálculo puede tomar el texto por fórmula y ejecutarlo.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n|%]")


def proteger(texto: str) -> str:
    """Con un apóstrofo delante si una hoja de cálculo pudiera ejecutarlo."""
    return f"'{texto}" if _FORMULA.match(texto) else texto


def como_csv(tabla: TablaAbierta, agenda: AgendaAbierta) -> bytes:
    """La tabla, con sus columnas de publicación al final; coma, comillas dobles y saltos CRLF."""
    salida = StringIO()
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow([*tabla.columnas, *DE_LA_PUBLICACION])
    comunes = de_la_publicacion(agenda)
    for fila in tabla.filas:
        escritor.writerow([_celda(v) for v in (*fila, *comunes)])
    return salida.getvalue().encode("utf-8-sig")


def _celda(valor: ValorDeCelda) -> str:
    return proteger(valor) if isinstance(valor, str) else str(valor)
