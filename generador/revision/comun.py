"""Lo que comparten las reglas: repetidos, parecidos y formas de decirlo."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterator, Sequence
from datetime import time

from generador.errores import Hallazgo
from generador.modelo.datos.comun.plazo import dia_de_planilla, fecha_en_palabras
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.tipos import hora_de


def repetidos(
    fuente: Fuente, lista: str | Ruta, campo: str, valores: Sequence[Hashable | None], que: str
) -> Iterator[Hallazgo]:
    """Un error por cada valor de `lista[i].campo` que ya apareció; los None no cuentan."""
    base: Ruta = (lista,) if isinstance(lista, str) else lista
    primeros: dict[Hashable, int] = {}
    for i, valor in enumerate(valores):
        if valor is None:
            continue
        if valor in primeros:
            linea = fuente.lugar((*base, primeros[valor], campo)).linea
            yield fuente.hallazgo(
                (*base, i, campo),
                f"{que} «{valor}» ya está en la línea {linea}",
                "cambie uno de los dos o borre el que sobra",
            )
        else:
            primeros[valor] = i


def quiso_decir(valor: str, opciones: Sequence[str]) -> str:
    """«¿quiso decir «M2-S3»? », o nada si ninguna se parece."""
    cerca = difflib.get_close_matches(valor, opciones, n=1, cutoff=0.6)
    return f"¿quiso decir «{cerca[0]}»? " if cerca else ""


def reloj(hora: time | int) -> str:
    """La hora como se escribe en los datos: «8:00», «14:45»; un entero son minutos desde la medianoche."""
    h = hora_de(hora) if isinstance(hora, int) else hora
    return f"{h.hour}:{h.minute:02d}"


def vuelta_numero(fuente: Fuente, ruta: Ruta, dicho: str | None) -> Iterator[Hallazgo]:
    """Una advertencia si ese «cuándo» es una fecha que una hoja de cálculo volvió número."""
    dia = dia_de_planilla(dicho or "")
    if dia is not None:
        yield fuente.hallazgo(
            ruta,
            f"«{dicho}» parece una fecha que la hoja de cálculo volvió número, y así se publicaría",
            f"si es esa, escriba «{fecha_en_palabras(dia.isoformat())}»",
            "advertencia",
        )


def coma(numero: float) -> str:
    """Con coma decimal y sin ceros de sobra: «4,5», «6»."""
    return f"{numero:.2f}".rstrip("0").rstrip(".").replace(".", ",")
