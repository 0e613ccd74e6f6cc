"""Lo propio de lo que se pega o se reparte en el salón y de lo que se encarga por fuera."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from generador.catalogo.inventario import Artefacto, alcanzado
from generador.composicion.comun.color.paleta import ColorMesa, colores_de
from generador.composicion.comun.vistas import semilla_de
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documento import DeDocumento, campos_de_asamblea
from generador.composicion.papel.en_voz.guion import Cuna, cunas
from generador.composicion.papel.encargo import RenglonDeEncargo, final_de_archivo, renglones_de_encargo
from generador.composicion.papel.salon.muro import HojaDeLetrero, ficha_vacia, letrero
from generador.composicion.papel.salon.programa_plegado import cuerpo_de_mesas, cuerpo_de_programa
from generador.composicion.papel.salon.senales import SENALES, Senal
from generador.modelo.datos.evento import Estado

POR_HOJA = 20
"""Números de mesa por hoja de adhesivos."""
MEDIAS_POR_HOJA = 6
"""Pares de rótulos de media ficha por hoja."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelEncargo(DeDocumento):
    """Lo que se le pide a un taller."""

    encargados: tuple[RenglonDeEncargo, ...]
    final: str
    """En qué terminan los nombres de todos los archivos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLasSenales(DeDocumento):
    """Las señales de accesibilidad y de servicios, una por hoja."""

    senales: tuple[Senal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLosAdhesivos(DeDocumento):
    """Las hojas de números de mesa."""

    colores: Mapping[int, ColorMesa]
    por_hoja: int
    copias: Mapping[int, int]
    """Por mesa, cuántas hojas para todas sus personas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLosRotulos(DeDocumento):
    """El letrero del muro y lo que se pega en él."""

    letrero: tuple[HojaDeLetrero, ...]
    faltan: tuple[tuple[str, Markup], ...]
    """De cada clase de ficha, su nombre y su silueta."""
    medias: int
    """Pares de rótulos por hoja; 0 si nadie escribe dos necesidades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelProgramaPlegado(DeDocumento):
    """El programa en una hoja que se dobla."""

    semilla: str
    cuerpo: float
    """Puntos de los momentos."""
    de_mesas: float | None
    """Puntos de los ejes; None si no caben."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelGuion(DeDocumento):
    """Lo que se lee por radio y por parlante."""

    cunas: tuple[Cuna, ...]
    fue: bool
    """Si ya pasó: entonces cuentan lo que se hizo."""


def _encargo(acervo: Acervo, a: Artefacto) -> DelEncargo:
    return DelEncargo(
        **campos_de_asamblea(acervo, a),
        encargados=renglones_de_encargo(a.asamblea),
        final=final_de_archivo(a.asamblea),
    )


def _senales(acervo: Acervo, a: Artefacto) -> DeLasSenales:
    return DeLasSenales(**campos_de_asamblea(acervo, a), senales=SENALES)


def _adhesivos(acervo: Acervo, a: Artefacto) -> DeLosAdhesivos:
    copias = {g.numero: ceil(g.personas / POR_HOJA) for g in a.asamblea.grupos}
    return DeLosAdhesivos(
        **campos_de_asamblea(acervo, a), colores=colores_de(a.asamblea), por_hoja=POR_HOJA, copias=copias
    )


def _rotulos(acervo: Acervo, a: Artefacto) -> DeLosRotulos:
    return DeLosRotulos(
        **campos_de_asamblea(acervo, a),
        letrero=letrero(acervo.medidor, a),
        faltan=tuple((f.nombre, ficha_vacia(f)) for f in a.asamblea.metodologia.fichas),
        medias=MEDIAS_POR_HOJA if a.asamblea.metodologia.max_necesidades > 1 else 0,
    )


def _programa_plegado(acervo: Acervo, a: Artefacto) -> DelProgramaPlegado:
    comun = campos_de_asamblea(acervo, a)
    crecida = comun["pie_impreso"].crecida
    return DelProgramaPlegado(
        **comun,
        semilla=semilla_de(a.asamblea),
        cuerpo=cuerpo_de_programa(acervo.medidor, a, crecida),
        de_mesas=cuerpo_de_mesas(acervo.medidor, a, crecida),
    )


def _guion(acervo: Acervo, a: Artefacto) -> DelGuion:
    fue = alcanzado(a.asamblea.estado, Estado.BORRADOR)
    return DelGuion(**campos_de_asamblea(acervo, a), cunas=cunas(a.asamblea, fue=fue), fue=fue)


DEL_SALON: Mapping[str, Callable[[Acervo, Artefacto], DeDocumento]] = {
    "orden-de-imprenta": _encargo,
    "senales": _senales,
    "adhesivos": _adhesivos,
    "rotulos-del-muro": _rotulos,
    "programa-plegado": _programa_plegado,
    "guion-de-radio": _guion,
}
"""Quién arma lo de cada uno."""
