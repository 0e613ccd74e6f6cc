"""De qué día es cada fila del registro, según su columna de fecha: si no se sabe, se pregunta."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from generador.carga.asistencia.tabla import letra, mal, rangos
from generador.carga.remedios import fecha_propuesta
from generador.modelo.datos.asistencia import UMBRAL
from generador.modelo.texto import enumerar, es_vacio, plural

_HORA = re.compile(
    r"[ T,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s*m\.?)?(?:[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
"""Lo que sigue al día en una marca de tiempo. En hora universal («Z») no se sabe qué día era aquí."""
_ASI = "como 27/11/2026 o 2026-11-27"


def dia_de(texto: str, *, mes_primero: bool = False) -> date | None:
    """El día de «27/11/2026 9:10 a. m.», «27/11/26», «2026-11-27» o «27 de noviembre de 2026», o None."""
    solo = _HORA.sub("", texto.strip())
    if hallado := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})", solo):
        uno, otro, anio = hallado[1], hallado[3], hallado[4]
        dia, mes = (otro, uno) if mes_primero else (uno, otro)
        solo = f"{dia}/{mes}/{anio if len(anio) == 4 else f'20{anio}'}"
    dicha = fecha_propuesta(solo.replace("-", "/"))
    return date.fromisoformat(dicha) if dicha else None


def trae_dias(valores: Sequence[str]) -> bool:
    """Si alguna de esas celdas dice un día."""
    return any(dia_de(v) or dia_de(v, mes_primero=True) for v in valores)


@dataclass(slots=True)
class Dias:
    """Los días que se cuentan, y en cuál cae cada fila. Guarda lo que no se entendió, para preguntarlo."""

    archivo: str
    columna: int
    titulo: str
    cuentan: Sequence[date]
    mes_primero: bool = False
    por_dia: dict[date, int] = field(default_factory=dict)
    """Cuántas personas vinieron cada día; quien vino dos está en los dos."""
    ilegibles: list[int] = field(default_factory=list)
    """Los números de las filas cuya fecha no se entiende."""
    sin_fecha: int = 0

    def elegir(self, valores: Sequence[str]) -> None:
        """Si la columna dice primero el día o el mes: como caiga en los días que se cuentan.

        Lanza ErrorDeDatos si de las dos formas cae, y no es lo mismo.
        """
        lecturas = [[dia_de(v, mes_primero=m) for v in valores] for m in (False, True)]
        sirven = [any(d in self.cuentan for d in leidos) for leidos in lecturas]
        enteras = [all(d is not None or _calla(v) for d, v in zip(x, valores, strict=True)) for x in lecturas]
        if all(sirven) and enteras[0] == enteras[1] and lecturas[0] != lecturas[1]:
            raise self._mal(
                1,
                "puede decir primero el día o primero el mes, y de las dos formas hay filas que se contarían",
                "en el archivo, escriba la fecha con el año primero: 2026-11-27",
            )
        self.mes_primero = (enteras[1] and not enteras[0]) if all(sirven) else sirven[1]

    def de(self, numero: int, texto: str) -> date | None:
        """El día de esa fila; None si no lo dice o no se entiende, que queda anotado."""
        if _calla(texto):
            self.sin_fecha += 1
            return None
        dia = dia_de(texto, mes_primero=self.mes_primero)
        if dia is None:
            self.ilegibles.append(numero)
        return dia

    def exigir(self) -> None:
        """ErrorDeDatos si hay fechas que no se entienden, si faltan las más o si un día quedó sin nadie."""
        if self.ilegibles:
            raise self._mal(
                min(self.ilegibles),
                f"en {plural(len(self.ilegibles), 'fila', 'filas')} trae algo que no se entiende como fecha "
                f"({rangos(self.ilegibles[:40])}{' y más' if len(self.ilegibles) > 40 else ''})",
                f"escríbalas {_ASI}",
            )
        if solos := [d for d in self.cuentan if d not in self.por_dia]:
            raise self._mal(
                1,
                f"no tiene ninguna fila del {enumerar(map(str, solos))}",
                "revise que sea el registro de ese día",
            )
        if self.sin_fecha > sum(self.por_dia.values()):
            raise self._mal(1, f"está en blanco en {self.sin_fecha} filas, más de la mitad", "llénela")

    def dichos(self) -> list[str]:
        """Cómo se leyó y, si son varios días, cuántas personas vinieron cada uno."""
        leida = ["fecha: se leyó primero el mes y después el día"] if self.mes_primero else []
        if len(self.cuentan) == 1:
            return leida
        cada = "; ".join(f"{d}, {_cuantas(n)}" for d, n in sorted(self.por_dia.items()))
        return [*leida, f"por día: {cada}; quien vino varios está en cada uno, y en el total una vez"]

    def _mal(self, fila: int, que: str, ayuda: str) -> Exception:
        return mal(
            self.archivo,
            fila,
            f"la columna {letra(self.columna)} («{self.titulo}») {que}",
            f"{ayuda}; si no dice qué día vino cada quien, --columna fecha=ninguna: se cuentan todas",
        )


def _cuantas(personas: int) -> str:
    return plural(personas, "persona", "personas") if personas >= UMBRAL else f"menos de {UMBRAL}"


def _calla(texto: str) -> bool:
    return es_vacio(texto)
