"""Lo que la agenda impresa cuenta además de los compromisos: organizaciones, destinos y correcciones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generador.catalogo.inventario import Artefacto
from generador.modelo.agenda import Compromiso, Errata
from generador.modelo.aporte import AporteCodificado
from generador.modelo.asamblea import Asamblea
from generador.modelo.cobertura import Destino
from generador.modelo.mesas import Grupo
from generador.modelo.texto import sin_tildes

ALTO_FIJO = 44.0 + 37.0 + 20.0
"""Milímetros de la agenda de una hoja que no son mesas: márgenes, encabezado y cierre."""
ALTO_DE_TITULO_LARGO = 10.0
ALTO_DE_MESA = 9.6
"""Lo que toma una mesa sin sus compromisos."""
ALTO_DE_EJE = 4.7
"""Lo que suma el segundo renglón de un eje."""
ALTO_DE_MESA_APRETADA = 6.2
ALTO_DE_RENGLON = 4.75
LETRAS_POR_RENGLON = 62
"""Un título más largo puede pedir dos renglones: cuenta letras anchas."""
LETRAS_DE_EJE, LETRAS_DE_TITULO = 60, 60
FECHAS_POR_HOJA = 4


@dataclass(frozen=True, slots=True)
class Organizacion:
    """Una organización, los compromisos por los que responde y los aportes que la nombran."""

    nombre: str
    compromisos: tuple[Compromiso, ...]
    aportes: tuple[AporteCodificado, ...]


def organizaciones(asamblea: Asamblea) -> tuple[Organizacion, ...]:
    """Todas las que nombra la agenda o un aporte, por orden alfabético y sin repetir por mayúsculas."""
    nombres: dict[str, str] = {}
    compromisos: dict[str, list[Compromiso]] = {}
    aportes: dict[str, list[AporteCodificado]] = {}
    for c in asamblea.compromisos:
        for nombre in c.responsables:
            clave = _clave(nombre)
            nombres.setdefault(clave, nombre)
            if c not in compromisos.setdefault(clave, []):
                compromisos[clave].append(c)
    for a in asamblea.aportes:
        for nombre in a.aporte.organizaciones:
            clave = _clave(nombre)
            nombres.setdefault(clave, nombre)
            if a not in aportes.setdefault(clave, []):
                aportes[clave].append(a)
    return tuple(
        Organizacion(nombres[clave], tuple(compromisos.get(clave, ())), tuple(aportes.get(clave, ())))
        for clave in sorted(nombres)
    )


def _clave(nombre: str) -> str:
    return sin_tildes(" ".join(nombre.split())).casefold()


def destinos(asamblea: Asamblea) -> tuple[tuple[str, tuple[Destino, ...]], ...]:
    """Cada destino posible con sus aportes; «sin destino» solo si lo hay."""
    k = asamblea.cobertura
    filas = (
        ("Es, solo, un compromiso", k.recogidos),
        ("Se juntó con otros", k.fusionados),
        ("Quedó por fuera, con razón", k.por_fuera),
    )
    return (*filas, ("Sin destino todavía", k.sin_destino)) if k.sin_destino else filas


@dataclass(frozen=True, slots=True)
class MesaEnHoja:
    """Una mesa en la agenda de una hoja: los títulos que caben y cuántos quedan para leer en línea."""

    grupo: Grupo
    total: int
    titulos: tuple[Compromiso, ...]

    @property
    def faltan(self) -> int:
        """Cuántos no caben."""
        return self.total - len(self.titulos)


@dataclass(frozen=True, slots=True)
class Hoja:
    """Lo que cabe en una hoja; `de_mas` son las mesas que ni con un renglón caben."""

    mesas: tuple[MesaEnHoja, ...]
    apretada: bool
    """Si cada mesa va en un renglón, sin títulos."""
    de_mas: int


def hoja(asamblea: Asamblea, alto: float) -> Hoja:
    """La agenda en una hoja de `alto` mm: títulos por turnos, mesa tras mesa, mientras quepan."""
    grupos = asamblea.grupos
    titulo = asamblea.agenda.titulo if asamblea.agenda else ""
    libre = alto - ALTO_FIJO - (ALTO_DE_TITULO_LARGO if len(titulo) > LETRAS_DE_TITULO else 0)
    de_mesas = sum(ALTO_DE_MESA + ALTO_DE_EJE * (len(g.mesa.eje) > LETRAS_DE_EJE) for g in grupos)
    renglones = int((libre - de_mesas) / ALTO_DE_RENGLON)
    if renglones < len(grupos):
        caben = int(libre / ALTO_DE_MESA_APRETADA)
        mesas = tuple(MesaEnHoja(g, len(asamblea.compromisos_de(g.numero)), ()) for g in grupos[:caben])
        return Hoja(mesas, True, len(grupos) - len(mesas))
    suyos = [asamblea.compromisos_de(g.numero) for g in grupos]
    cuantos = repartir([[_renglones(c.titulo) for c in cs] for cs in suyos], renglones)
    return Hoja(
        tuple(MesaEnHoja(g, len(cs), cs[:n]) for g, cs, n in zip(grupos, suyos, cuantos, strict=True)),
        False,
        0,
    )


def repartir(largos: Sequence[Sequence[int]], renglones: int) -> tuple[int, ...]:
    """Cuántos títulos muestra cada mesa; `largos` son los renglones de cada título.

    Por turnos y en orden; a la que no muestra todos se le aparta un renglón para decirlo.
    """
    puestos = [0] * len(largos)

    def gasto() -> int:
        return sum(sum(cada[:n]) + (n < len(cada)) for cada, n in zip(largos, puestos, strict=True))

    vivas = [i for i, cada in enumerate(largos) if cada]
    while vivas:
        for i in tuple(vivas):
            puestos[i] += 1
            if gasto() > renglones:
                puestos[i] -= 1
                vivas.remove(i)
            elif puestos[i] == len(largos[i]):
                vivas.remove(i)
    return tuple(puestos)


def _renglones(titulo: str) -> int:
    """Los que ocupa en la hoja: uno o, si es largo, dos; la hoja de estilos corta el tercero."""
    return 1 if len(titulo) <= LETRAS_POR_RENGLON else 2


def erratas(asamblea: Asamblea) -> tuple[Errata, ...]:
    """Las correcciones a lo aprobado, de la más antigua a la más reciente."""
    return tuple(e for version in asamblea.versiones for e in version.erratas)


def _erratas_de(asamblea: Asamblea, codigo: str) -> tuple[Errata, ...]:
    return tuple(e for e in erratas(asamblea) if e.asunto == codigo)


def _aportes_de(asamblea: Asamblea, mesa: int) -> tuple[AporteCodificado, ...]:
    return tuple(a for a in asamblea.aportes if a.mesa == mesa)


def contexto(a: Artefacto) -> dict[str, Any]:
    """Lo que reciben las plantillas de agenda; vacío si la asamblea todavía no tiene."""
    asamblea = a.asamblea
    if not asamblea.hay_agenda:
        return {}
    return {
        "organizaciones": organizaciones(asamblea),
        "destinos": destinos(asamblea),
        "erratas": erratas(asamblea),
        "erratas_de": partial(_erratas_de, asamblea),
        "aportes_de": partial(_aportes_de, asamblea),
        "con_anexo": a.declaracion.id == "agenda",
        "hoja": hoja(asamblea, a.alto_mm),
        "fechas_por_hoja": FECHAS_POR_HOJA,
    }
