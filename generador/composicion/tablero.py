"""El muro de una asamblea: qué ficha del rompecabezas le toca a cada aporte, en milímetros de papel.

Cada sub-mesa ocupa una tira. Si trae una necesidad, sus tres fichas son enteras; si trae dos, cada una va en
medias fichas. Entera y medias comparten el borde exterior, así que el muro mide lo mismo y los juegos se
pueden imprimir antes de saber cuántas necesidades habrá.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generador.catalogo.inventario import TAMANOS_PAPEL
from generador.modelo.asamblea import Asamblea
from generador.modelo.metodologia import TipoFicha
from generador.rompecabezas import mural as corte
from generador.rompecabezas.ficha import region
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


@dataclass(frozen=True, slots=True)
class Tablero:
    """Todas las fichas posibles de una asamblea y las medidas del muro en milímetros."""

    ancho: float
    alto: float
    ancho_mesa: float
    fichas: Mapping[tuple[str, int, TipoFicha, bool], FichaDelMuro]
    juntas: tuple[Trazo, ...]

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


def tablero(asamblea: Asamblea) -> Tablero:
    """El muro de `asamblea`, del tamaño que da su papel acostado."""
    forma = tuple(tuple(s.codigo for s in g.submesas) for g in asamblea.grupos)
    semilla = asamblea.evento.semilla or asamblea.id
    alto_hoja, ancho_hoja = TAMANOS_PAPEL[asamblea.evento.papel]
    return _tablero(forma, asamblea.metodologia.max_necesidades, semilla, ancho_hoja, alto_hoja)


@lru_cache(maxsize=32)
def _tablero(
    forma: tuple[tuple[str, ...], ...], por_tira: int, semilla: str, ancho_hoja: int, alto_hoja: int
) -> Tablero:
    # Un muro de 40 × 40 son dos millones de objetos que van a vivir: recorrerlos cada vez cuesta la mitad.
    recogia = gc.isenabled()
    gc.disable()
    try:
        return _trazar(forma, por_tira, semilla, ancho_hoja, alto_hoja)
    finally:
        if recogia:
            gc.enable()


def _trazar(
    forma: tuple[tuple[str, ...], ...], por_tira: int, semilla: str, ancho_hoja: int, alto_hoja: int
) -> Tablero:
    ancho = ancho_hoja - 2 * MARGEN_HOJA - SALIENTE
    alto = alto_hoja - 2 * MARGEN_HOJA - SALIENTE
    tiras = [[por_tira] * len(submesas) for submesas in forma]
    muro = corte.mural(tiras, ancho, alto / por_tira, semilla, lengueta=LENGUETA, filas_parejas=por_tira)
    fichas: dict[tuple[str, int, TipoFicha, bool], FichaDelMuro] = {}
    por_lugar: dict[tuple[str, TipoFicha], list[int]] = {}
    for i, f in enumerate(muro.fichas):
        assert f.mesa is not None
        assert f.submesa is not None
        assert f.necesidad is not None
        assert f.tipo is not None
        submesa = forma[f.mesa - 1][f.submesa - 1]
        tipo = TipoFicha(f.tipo)
        por_lugar.setdefault((submesa, tipo), []).append(i)
        if por_tira > 1:
            fichas[submesa, f.necesidad, tipo, True] = FichaDelMuro(
                f"{submesa}-N{f.necesidad}", f.mesa, submesa, f.necesidad, tipo, True,
                f.contorno, f.celda, f.segura, f.caja,
            )  # fmt: skip
    for (submesa, tipo), indices in por_lugar.items():
        partes = [muro.fichas[i] for i in indices]
        contorno = partes[0].contorno if por_tira == 1 else region(muro.fichas, indices)[0]
        mesa = partes[0].mesa
        assert mesa is not None
        fichas[submesa, 1, tipo, False] = FichaDelMuro(
            f"{submesa}-N1", mesa, submesa, 1, tipo, False, contorno,
            _abarca([p.celda for p in partes]), _comun([p.segura for p in partes]),
            _abarca([p.caja for p in partes]),
        )  # fmt: skip
    return Tablero(muro.ancho, muro.alto, ancho * len(TipoFicha), fichas, muro.juntas())


def _abarca(cajas: list[Rectangulo]) -> Rectangulo:
    """El rectángulo que contiene a todos."""
    x, y = min(c.x for c in cajas), min(c.y for c in cajas)
    return Rectangulo(x, y, max(c.derecha for c in cajas) - x, max(c.abajo for c in cajas) - y)


def _comun(apiladas: list[Rectangulo]) -> Rectangulo:
    """El ancho que todas comparten, desde lo alto de la primera hasta el pie de la última."""
    x = max(c.x for c in apiladas)
    y = min(c.y for c in apiladas)
    return Rectangulo(x, y, min(c.derecha for c in apiladas) - x, max(c.abajo for c in apiladas) - y)
