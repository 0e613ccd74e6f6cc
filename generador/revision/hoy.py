"""El día de hoy, en Colombia: ningún acto, corrección ni avance puede ser de después."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_COLOMBIA = timezone(timedelta(hours=-5))


def hoy() -> date:
    """La fecha en Colombia según el reloj del computador, igual en cualquier servidor."""
    return datetime.now(_COLOMBIA).date()


def ayuda_de_futuro() -> str:
    """El remedio para una fecha que todavía no llega."""
    return f"revise el año; hoy, según este computador, es {hoy()}"
