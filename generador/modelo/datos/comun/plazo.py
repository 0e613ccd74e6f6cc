"""¿Cuándo?, con la precisión que de verdad se acordó: un día, un mes, un trimestre… o sin fecha."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from generador.modelo.tipos import Linea, Modelo, Titulo

SIN_FECHA = "sin_fecha"
MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_ORDINALES = ("primer", "segundo", "tercer", "cuarto")
_FORMA = re.compile(
    r"(?P<anio>(?:19|2\d)\d{2})(?:-(?:(?P<mes>\d{2})(?:-(?P<dia>\d{2}))?|T(?P<trimestre>[1-4])"
    r"|S(?P<semestre>[12])))?"
)


class Precision(StrEnum):
    """Hasta dónde se sabe una fecha, de lo más preciso a lo menos."""

    DIA = "dia"
    MES = "mes"
    TRIMESTRE = "trimestre"
    SEMESTRE = "semestre"
    ANIO = "anio"
    SIN_FECHA = "sin_fecha"

    @property
    def nombre(self) -> str:
        """Como se le dice a la gente: «día», «mes», «año», «sin fecha»."""
        return {"dia": "día", "anio": "año", "sin_fecha": "sin fecha"}.get(self.value, self.value)


def _fecha_de_plazo(valor: str) -> str:
    hallado = _FORMA.fullmatch(valor)
    if valor != SIN_FECHA and hallado is None:
        raise PydanticCustomError("plazo", "", {"valor": valor})
    if hallado is not None and hallado["mes"]:
        try:
            date(int(hallado["anio"]), int(hallado["mes"]), int(hallado["dia"] or 1))
        except ValueError:
            raise PydanticCustomError("plazo", "", {"valor": valor}) from None
    return valor


FechaDePlazo = Annotated[
    Linea,
    AfterValidator(_fecha_de_plazo),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^((19|2\d)\d{2}(-(\d{2}(-\d{2})?|T[1-4]|S[12]))?|sin_fecha)$",
            "examples": ["2024-02-15", "2024-02", "2024-T3", "2024-S1", "2024", "sin_fecha"],
        }
    ),
]
"""«2024-02-15», «2024-02», «2024-T3», «2024-S1», «2024» o «sin_fecha»."""


class Plazo(Modelo):
    """Un hito de un compromiso y su fecha, con la precisión con que se acordó."""

    fecha: FechaDePlazo = Field(title="Fecha")
    """Un día (2024-02-15), un mes (2024-02), un trimestre (2024-T3), un semestre (2024-S1), un año (2024), o
    «sin_fecha»."""
    que: Titulo | None = Field(None, title="Qué ha de estar hecho")
    """Qué ha de estar hecho, o empezar: «Reglamento»."""

    @property
    def _partes(self) -> dict[str, int]:
        hallado = _FORMA.fullmatch(self.fecha)
        return {k: int(v) for k, v in hallado.groupdict().items() if v} if hallado else {}

    @property
    def precision(self) -> Precision:
        """Hasta dónde se sabe."""
        for precision in Precision:
            if precision in self._partes:
                return precision
        return Precision.SIN_FECHA

    @property
    def desde(self) -> date | None:
        """El primer día que abarca, o None sin fecha."""
        return self._meses and date(self._meses[0], self._meses[1], self._partes.get("dia", 1))

    @property
    def hasta(self) -> date | None:
        """El último día que abarca, inclusive, o None sin fecha."""
        if self._meses is None or self.precision == Precision.DIA:
            return self.desde
        anio, _, mes = self._meses
        return date(anio, mes, calendar.monthrange(anio, mes)[1])

    @property
    def _meses(self) -> tuple[int, int, int] | None:
        """Año, y los meses primero y último."""
        p = self._partes
        if not p:
            return None
        if "mes" in p:
            return p["anio"], p["mes"], p["mes"]
        for parte, ancho in (("trimestre", 3), ("semestre", 6)):
            if parte in p:
                return p["anio"], ancho * (p[parte] - 1) + 1, ancho * p[parte]
        return p["anio"], 1, 12

    @property
    def nombre(self) -> str:
        """«15 de febrero de 2024», «febrero de 2024», «tercer trimestre de 2024», «2024», «sin fecha»."""
        p = self._partes
        if self._meses is None:
            return "sin fecha"
        for parte in ("trimestre", "semestre"):
            if parte in p:
                return f"{_ORDINALES[p[parte] - 1]} {parte} de {p['anio']}"
        if "mes" not in p:
            return str(p["anio"])
        mes = f"{MESES[p['mes'] - 1]} de {p['anio']}"
        return f"{p['dia']} de {mes}" if "dia" in p else mes

    @property
    def orden(self) -> tuple[date, date]:
        """Clave para ordenar: por el primer día y luego lo más preciso; sin fecha, al final."""
        return self.desde or date.max, self.hasta or date.max

    def cumplido_el(self, referencia: date) -> bool:
        """Si para `referencia` ya pasó todo el plazo; sin fecha, nunca."""
        return self.hasta is not None and self.hasta < referencia

    def fuera_de(self, desde: int, hasta: int) -> bool:
        """Si algo del plazo cae fuera de los años `desde`–`hasta`, ambos inclusive."""
        if self.desde is None or self.hasta is None:
            return False
        return self.desde.year < desde or self.hasta.year > hasta


_DICHO = re.compile(
    rf"(?:(?:(?P<dia>\d{{1,2}})(?:\.?º)? de )?(?P<mes>{'|'.join(MESES)}) de |"
    rf"(?P<ordinal>{'|'.join(_ORDINALES)}) (?P<parte>trimestre|semestre) de )?(?P<anio>(?:19|2\d)\d{{2}})"
)


def fecha_dicha(texto: str) -> str | None:
    """La fecha de plazo que dice «marzo de 2024», «primer semestre de 2024» o «2024-S1»; None si dice más."""
    escrita = texto.strip().rstrip(".").upper()
    if _FORMA.fullmatch(escrita):
        return _valida(escrita)
    hallado = _DICHO.fullmatch(" ".join(texto.strip().rstrip(".").casefold().split()))
    if hallado is None:
        return None
    d, fecha = hallado.groupdict(), hallado["anio"]
    if d["mes"]:
        fecha += f"-{MESES.index(d['mes']) + 1:02d}" + (f"-{int(d['dia']):02d}" if d["dia"] else "")
    elif d["ordinal"]:
        fecha += f"-{d['parte'][0].upper()}{_ORDINALES.index(d['ordinal']) + 1}"
    return _valida(fecha)


def fecha_en_palabras(cuando: str) -> str:
    """Lo mismo, si no es una fecha escrita como en los datos: «2027-S1» → «primer semestre de 2027»."""
    fecha = _valida(cuando.strip().upper()) if _FORMA.fullmatch(cuando.strip().upper()) else None
    return Plazo(fecha=fecha).nombre if fecha else cuando


def dia_de_planilla(texto: str) -> date | None:
    """El día que una hoja de cálculo volvió número («46433», el 15 de febrero de 2027); None si no parece."""
    if not re.fullmatch(r"[3-6][0-9]{4}", texto.strip()):
        return None
    # El día 0 de todas las hojas de cálculo de hoy.
    dia = date(1899, 12, 30) + timedelta(days=int(texto))
    return dia if 2000 <= dia.year < 2100 else None


def _valida(fecha: str) -> str | None:
    """La misma, o None si ese día o ese mes no existe."""
    try:
        return _fecha_de_plazo(fecha)
    except PydanticCustomError:
        return None


def ordenados(plazos: Iterable[Plazo]) -> tuple[Plazo, ...]:
    """Por fecha; los que abarcan más, después de los más precisos; sin fecha, al final."""
    return tuple(sorted(plazos, key=lambda p: p.orden))


def sumar_meses(dia: date, meses: int) -> date:
    """El mismo día `meses` después, o el último de ese mes: 30 de noviembre más tres es 29 de febrero."""
    anio, mes = divmod(dia.year * 12 + dia.month - 1 + meses, 12)
    return date(anio, mes + 1, min(dia.day, calendar.monthrange(anio, mes + 1)[1]))


def dia_siguiente(dia: date) -> date:
    """El día después de `dia`: los calendarios escriben el fin de un evento sin incluirlo."""
    return dia + timedelta(days=1)
