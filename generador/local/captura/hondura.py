"""Hasta dónde va la hoja de una sub-mesa."""

from __future__ import annotations

from enum import StrEnum

from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.pendiente import POR_TRANSCRIBIR, en_blanco


class Hondura(StrEnum):
    """Hasta dónde llega lo que ya está en una hoja."""

    EN_BLANCO = "en blanco"
    NECESIDAD = "solo con la necesidad"
    SOLUCION = "sin todo el plan"
    COMPLETA = "completa"


def hondura_de(resultado: Resultado) -> Hondura:
    """Hasta dónde va la hoja: lo que diga el aporte que va más atrás."""
    escritos = [a for a in resultado.aportes if a.necesidad != POR_TRANSCRIBIR]
    if en_blanco(resultado) or not escritos:
        return Hondura.EN_BLANCO
    if all(a.completo for a in escritos):
        return Hondura.COMPLETA
    con_solucion = all(a.solucion is not None for a in escritos)
    return Hondura.SOLUCION if con_solucion else Hondura.NECESIDAD
