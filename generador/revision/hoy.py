"""El día de hoy, en Colombia: ningún acto, corrección ni avance puede ser de después."""

from __future__ import annotations

from datetime import date, datetime

from generador.modelo.datos.comun.zona import HORA_DE_COLOMBIA


def hoy() -> date:
    """La fecha en Colombia según el reloj del computador, igual en cualquier servidor."""
    return datetime.now(HORA_DE_COLOMBIA).date()


def ayuda_de_futuro() -> str:
    """El remedio para una fecha que todavía no llega."""
    return f"revise el año; hoy, según este computador, es {hoy()}"
