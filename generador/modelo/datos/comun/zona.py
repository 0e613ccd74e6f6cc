"""La hora con que se dicen las fechas: la de Colombia, que no cambia en el año."""

from __future__ import annotations

from datetime import timedelta, timezone

HORA_DE_COLOMBIA = timezone(timedelta(hours=-5))
