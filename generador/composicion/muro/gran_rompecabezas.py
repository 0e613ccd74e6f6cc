"""El muro de una asamblea: qué ficha del rompecabezas le toca a cada aporte, en milímetros de papel.

Cada sub-mesa ocupa una tira. Si trae una necesidad, sus tres fichas son enteras; si trae dos, cada una va en
medias fichas. Entera y medias comparten el borde exterior, así que el muro mide lo mismo y los juegos se
pueden imprimir antes de saber cuántas necesidades habrá.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from generador.catalogo.inventario import TAMANOS_PAPEL
from generador.memoria import sin_recoleccion
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.metodologia import TipoFicha
from generador.rompecabezas import mural as corte
from generador.rompecabezas.ficha import region
from generador.rompecabezas.mural import Mural
from generador.rompecabezas.trazo import Rectangulo, Trazo

MARGEN_HOJA = 5.0
"""Milímetros que casi ninguna impresora deja usar."""
LENGUETA = 15.0
"""Alto de la lengüeta impresa, en milímetros: se recorta bien con tijeras corrientes."""
SALIENTE = 1.25 * LENGUETA
"""Lo que una ficha puede sobresalir de su celda en cada eje: la lengüeta y la onda del borde opuesto."""


@dataclass(frozen=True, slots=True)
class FichaDelMuro:
    """Una ficha de papel. Las medidas van en milímetros desde la esquina superior izquierda del muro.

    `contorno` es el corte, `segura` donde se puede escribir, `celda` el cuerpo sin lengüetas y `caja` lo que
    ocupa con ellas. `media` si comparte la tira con la otra necesidad.
    """

    codigo: str
    mesa: int
    submesa: str
    necesidad: int
    tipo: TipoFicha
    media: bool
    contorno: Trazo
    celda: Rectangulo
    segura: Rectangulo
    caja: Rectangulo


LugarEnElMuro: TypeAlias = tuple[str, int, TipoFicha, bool]
"""Sub-mesa, necesidad, tipo y si es media ficha."""


@dataclass(frozen=True, slots=True)
class GranRompecabezas:
    """Todas las fichas posibles de una asamblea y las medidas del muro en milímetros."""

    ancho: float
    alto: float
    ancho_mesa: float
    fichas: Mapping[LugarEnElMuro, FichaDelMuro]
    muro: Mural

    @property
    def juntas(self) -> tuple[Trazo, ...]:
        """Las líneas por donde se corta, cada una una vez."""
        return self.muro.juntas()

    def ficha(self, submesa: str, necesidad: int, tipo: TipoFicha, *, media: bool) -> FichaDelMuro:
        """La ficha de esa sub-mesa; KeyError si no existe."""
        return self.fichas[submesa, necesidad, tipo, media]

    def juego(self, submesa: str, necesidades: int) -> tuple[FichaDelMuro, ...]:
        """Las fichas de una sub-mesa con una o dos necesidades: por tipo y, en cada uno, por necesidad."""
        return tuple(
            self.ficha(submesa, n, tipo, media=necesidades > 1)
            for tipo in TipoFicha
            for n in range(1, necesidades + 1)
        )


def gran_rompecabezas(asamblea: Asamblea) -> GranRompecabezas:
    """El muro de `asamblea`, del tamaño que da su papel acostado."""
    forma = tuple(tuple(s.codigo for s in g.submesas) for g in asamblea.grupos)
    semilla = asamblea.evento.semilla or asamblea.id
    alto_hoja, ancho_hoja = TAMANOS_PAPEL[asamblea.evento.papel]
    return _trazado(forma, asamblea.metodologia.max_necesidades, semilla, ancho_hoja, alto_hoja)


def olvidar() -> None:
    """Vuelve a trazar los muros la próxima vez: para medirlos."""
    _trazado.cache_clear()


@lru_cache(maxsize=32)
def _trazado(
    forma: tuple[tuple[str, ...], ...], por_tira: int, semilla: str, ancho_hoja: int, alto_hoja: int
) -> GranRompecabezas:
    ancho = ancho_hoja - 2 * MARGEN_HOJA - SALIENTE
    alto = alto_hoja - 2 * MARGEN_HOJA - SALIENTE
    tiras = [[por_tira] * len(submesas) for submesas in forma]
    with sin_recoleccion():
        muro = corte.mural(tiras, ancho, alto / por_tira, semilla, lengueta=LENGUETA, filas_parejas=por_tira)
        return GranRompecabezas(
            muro.ancho, muro.alto, ancho * len(TipoFicha), _Fichas(muro, forma, por_tira), muro
        )


class _Fichas(Mapping[LugarEnElMuro, FichaDelMuro]):
    """Las enteras y las medias de cada lugar, hechas a medida que se piden.

    De las dos maneras de llenar una tira solo se usa una.
    """

    def __init__(self, muro: Mural, forma: tuple[tuple[str, ...], ...], por_tira: int) -> None:
        self._muro = muro
        self._hechas: dict[LugarEnElMuro, FichaDelMuro] = {}
        self._partes: dict[LugarEnElMuro, tuple[int, ...]] = {}
        enteras: dict[LugarEnElMuro, list[int]] = {}
        for i, f in enumerate(muro.fichas):
            assert f.mesa is not None
            assert f.submesa is not None
            assert f.necesidad is not None
            assert f.tipo is not None
            submesa, tipo = forma[f.mesa - 1][f.submesa - 1], TipoFicha(f.tipo)
            enteras.setdefault((submesa, 1, tipo, False), []).append(i)
            if por_tira > 1:
                self._partes[submesa, f.necesidad, tipo, True] = (i,)
        self._partes |= {lugar: tuple(partes) for lugar, partes in enteras.items()}

    def __getitem__(self, lugar: LugarEnElMuro) -> FichaDelMuro:
        if lugar not in self._hechas:
            self._hechas[lugar] = self._hacer(lugar)
        return self._hechas[lugar]

    def __iter__(self) -> Iterator[LugarEnElMuro]:
        return iter(self._partes)

    def __len__(self) -> int:
        return len(self._partes)

    def _hacer(self, lugar: LugarEnElMuro) -> FichaDelMuro:
        submesa, necesidad, tipo, media = lugar
        indices = self._partes[lugar]
        partes = [self._muro.fichas[i] for i in indices]
        mesa = partes[0].mesa
        assert mesa is not None
        sola = len(partes) == 1
        return FichaDelMuro(
            f"{submesa}-N{necesidad}", mesa, submesa, necesidad, tipo, media,
            partes[0].contorno if sola else region(self._muro.fichas, indices)[0],
            Rectangulo.que_abarca([p.celda for p in partes]), _apiladas([p.segura for p in partes]),
            Rectangulo.que_abarca([p.caja for p in partes]),
        )  # fmt: skip


def _apiladas(cajas: list[Rectangulo]) -> Rectangulo:
    """El ancho que todas comparten, desde lo alto de la primera hasta el pie de la última."""
    x = max(c.x for c in cajas)
    y = min(c.y for c in cajas)
    return Rectangulo(x, y, min(c.derecha for c in cajas) - x, max(c.abajo for c in cajas) - y)
