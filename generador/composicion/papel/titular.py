"""En qué cuerpo va el titular de cada documento: el mayor en que, con su letra, cabe en pocos renglones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.medida import Medidor
from generador.unidades import MM_POR_PUNTO


@dataclass(frozen=True, slots=True)
class CuerpoDeTitular:
    """Un cuerpo de titular: su clase en la hoja de estilos, sus puntos y en cuántos renglones se admite."""

    nombre: str
    cuerpo: float
    renglones: int


@dataclass(frozen=True, slots=True)
class Escala:
    """Los cuerpos de un documento, del mayor al menor; el último se usa aunque pida más renglones."""

    tallas: tuple[CuerpoDeTitular, ...]
    fuera: float
    """Milímetros de la hoja que no son del titular: márgenes y lo que va a su lado."""
    columnas: int = 1
    apretada: float = -0.01
    """De la hoja de estilos: lo que se suma tras cada letra, en cuerpos."""

    def ancho(self, de_hoja: float) -> float:
        """Milímetros de cada renglón, en una hoja de `de_hoja` mm."""
        return de_hoja / self.columnas - self.fuera

    def talla(self, medidor: Medidor, texto: str, de_hoja: float) -> CuerpoDeTitular:
        """La mayor en que `texto` cabe en sus renglones sin partir una palabra."""
        ancho = self.ancho(de_hoja)
        return next(
            (
                t
                for t in self.tallas
                if medidor.cabe(
                    texto, "titular", ancho / (t.cuerpo * MM_POR_PUNTO), t.renglones, self.apretada
                )
            ),
            self.tallas[-1],
        )


def _tallas(
    cuerpos: tuple[float, ...], renglones: tuple[int, ...] = (1, 2, 2, 3, 3)
) -> tuple[CuerpoDeTitular, ...]:
    nombres = ("s", "m", "l", "xl", "xxl")
    return tuple(CuerpoDeTitular(*t) for t in zip(nombres, cuerpos, renglones, strict=True))


_CORRIENTE = _tallas((33, 28, 24, 20, 16))
CORRIENTE = Escala(_CORRIENTE, 68.0)
"""Como en `papel.css`: márgenes de 15 mm, y a la derecha una marca."""
_DE_PLEGABLE = Escala(_tallas((40, 34, 28, 24, 19), (1, 3, 3, 4, 5)), 24.0, columnas=2, apretada=-0.02)
"""Como en `plegable.css`."""
ESCALAS: Mapping[str, Escala] = MappingProxyType(
    {
        "programa": Escala(_CORRIENTE, 62.0),
        "agenda": Escala(_tallas((36, 36, 24, 20, 16)), 30.0),
        "agenda-en-letra-grande": Escala((CuerpoDeTitular("m", 34, 3), CuerpoDeTitular("xl", 26, 3)), 30.0),
        "agenda-en-una-hoja": Escala((CuerpoDeTitular("m", 25, 3), CuerpoDeTitular("xl", 17, 3)), 60.0),
        "plegable": _DE_PLEGABLE,
        "programa-plegado": _DE_PLEGABLE,
    }
)
"""Escala de cada documento que no usa la corriente, por identificador del documento."""


def talla_de(medidor: Medidor, texto: str, artefacto: Artefacto) -> str:
    """La clase de la talla en que va ese titular en su documento."""
    escala = ESCALAS.get(artefacto.declaracion.id, CORRIENTE)
    return escala.talla(medidor, texto, artefacto.ancho_mm).nombre
