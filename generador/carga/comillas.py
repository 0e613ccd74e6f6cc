"""Las comillas de un procesador de palabras alrededor de un valor: YAML no las quita, y se publicarían."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from pydantic import BaseModel

from generador.carga.forma import texto_libre
from generador.errores import Hallazgo
from generador.modelo.fuente import Fuente

CURVAS = "“”„‟‘’‚‛«»‹›″′´＂＇"
"""Comillas que se parecen a las de YAML y no lo son; cualquiera puede abrir o cerrar mal."""
_CIERRAN = CURVAS + "\"'"


def rodeado(texto: str) -> bool:
    """Si una sola pareja de comillas encierra todo `texto`: «uno» y «dos» no lo está."""
    if len(texto) < 3 or texto[0] not in CURVAS or texto[-1] not in _CIERRAN:
        return False
    return not {texto[0], texto[-1]} & set(texto[1:-1])


def comillas(fuente: Fuente, modelo: type[BaseModel]) -> Iterator[Hallazgo]:
    """Una advertencia por cada texto libre que está, entero, entre comillas que YAML no conoce."""
    for ruta, marca in fuente.valores.items():
        primero = fuente.lineas[marca.linea - 1][marca.columna - 1 : marca.columna]
        # Entre comillas rectas o debajo de «|» no es el primero: alguien las quiso ahí.
        if not primero or primero not in CURVAS:
            continue
        valor: Any = reduce(lambda nodo, parte: nodo[parte], ruta, fuente.datos)
        if not isinstance(valor, str) or not rodeado(valor) or texto_libre(modelo, ruta) is None:
            continue
        yield fuente.hallazgo(
            ruta,
            f"se publica con sus comillas, {valor[0]} y {valor[-1]}: YAML solo quita las rectas",
            "bórrelas; si son del texto, encierre todo entre comillas rectas sencillas: "
            f"'{valor[0]}así{valor[-1]}'",
            "advertencia",
        )
