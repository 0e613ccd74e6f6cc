"""De qué trata cada ejemplar de un documento, una página o una pieza: mesa, día que falta, señal, papel…"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generador.catalogo.documentos import Por
from generador.catalogo.piezas import Pieza, PorPieza, Si
from generador.modelo.aprobado.movimientos import anteriores
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Jornada, Sede


@dataclass(frozen=True, slots=True)
class Asunto:
    """De qué trata una página o un artefacto: sus modelos, por nombre (`mesa`, `grupo`, `compromiso`…)."""

    clave: str
    modelos: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LugarSenalado:
    """Un lugar de la sede al que se llega siguiendo señales."""

    id: str
    nombre: str


@dataclass(frozen=True, slots=True)
class Papel:
    """Lo que hace una persona ese día; va en su escarapela."""

    id: str
    nombre: str
    con_mesa: bool = True
    """Si trabaja en una mesa."""


RUTAS = (
    LugarSenalado("registro", "Registro"),
    LugarSenalado("mesas", "Mesas de trabajo"),
    LugarSenalado("banos", "Baños"),
    LugarSenalado("plenaria", "Plenaria"),
)
SENTIDOS = ("derecha", "izquierda", "frente")
PAPELES = (
    Papel("participante", "Participante"),
    Papel("liderazgo", "Líder o lideresa de mesa"),
    Papel("representante", "Representante de sub-mesa"),
    Papel("voceria", "Vocero o vocera"),
    Papel("moderacion", "Moderación", con_mesa=False),
    Papel("equipo", "Equipo de la asamblea", con_mesa=False),
)
DIAS_QUE_FALTAN = (7, 3, 1)


def asuntos(asamblea: Asamblea, por: Por | PorPieza) -> Iterator[Asunto]:
    """Los asuntos: uno por cada mesa, sub-mesa, compromiso…; uno solo si es de toda la asamblea."""
    if por == "asamblea":
        yield Asunto("", {})
    elif por == "jornada":
        yield from _de_jornadas(asamblea, asamblea.evento.jornadas)
    elif por == "sede":
        yield from _de_jornadas(
            asamblea, [j for s in asamblea.evento.sedes for j in _con_sede(asamblea, s)[:1]]
        )
    elif por == "exposiciones":
        evento = asamblea.evento
        yield from _de_jornadas(
            asamblea, [j for j in evento.jornadas if evento.turno_de("exposiciones", j.id)]
        )
    elif por == "mesa":
        for g in asamblea.grupos:
            yield Asunto(str(g.numero), {"mesa": g.mesa, "grupo": g})
    elif por == "submesa":
        for g in asamblea.grupos:
            for s in g.submesas:
                yield Asunto(s.codigo, {"mesa": g.mesa, "grupo": g, "submesa": s})
    elif por == "compromiso" and asamblea.hay_agenda:
        for c in asamblea.compromisos:
            yield Asunto(c.codigo, {"mesa": asamblea.mesa(c.mesa), "compromiso": c})
    elif por == "destacado" and asamblea.hay_agenda:
        c = asamblea.destacado
        yield Asunto(c.codigo, {"mesa": asamblea.mesa(c.mesa), "compromiso": c})
    elif por == "anterior":
        for x in anteriores(asamblea.versiones):
            suyos = {"mesa": asamblea.mesa(x.compromiso.mesa), "compromiso": x.compromiso, "anterior": x}
            yield Asunto(x.compromiso.codigo, suyos)
    elif por == "version":
        for v in asamblea.versiones:
            yield Asunto(str(v.numero), {"version": v})
    elif por == "cuenta":
        for dias in DIAS_QUE_FALTAN:
            yield Asunto(
                str(dias), {"dias": dias, "faltan": "Falta 1 día" if dias == 1 else f"Faltan {dias} días"}
            )
    elif por == "ruta":
        yield from (Asunto(r.id, {"ruta": r}) for r in RUTAS)
    elif por == "papel":
        yield from (Asunto(p.id, {"papel": p, "puesto": i}) for i, p in enumerate(PAPELES))


def _con_sede(asamblea: Asamblea, sede: Sede) -> list[Jornada]:
    return [j for j in asamblea.evento.jornadas if j.sede == sede]


def _de_jornadas(asamblea: Asamblea, cuales: Sequence[Jornada]) -> Iterator[Asunto]:
    """Uno por jornada; si no hay más que una, es de toda la asamblea y no lleva su nombre."""
    todas = asamblea.evento.jornadas
    for jornada in cuales:
        sola = len(cuales) == 1
        numero = todas.index(jornada) + 1
        dicho = "" if sola else f", jornada {numero}"
        yield Asunto("" if sola else jornada.id, {"jornada": jornada, "de_jornada": dicho})


def sirve(asunto: Asunto, si: Si) -> bool:
    """Si la jornada de que trata trae lo que la pieza pide; lo que no es de una jornada sirve siempre."""
    jornada = asunto.modelos.get("jornada")
    return jornada is None or si not in ("receso", "almuerzo") or any(m.tipo == si for m in jornada.programa)


def paginas_de(pieza: Pieza, asunto: Asunto) -> tuple[Asunto, ...]:
    """Un asunto por página del PDF de una pieza."""
    if pieza.paginas_por == "submesa":
        submesas = asunto.modelos["grupo"].submesas
        return tuple(Asunto(s.codigo, {**asunto.modelos, "submesa": s}) for s in submesas)
    if pieza.paginas_por == "sentido":
        return tuple(Asunto(f"{asunto.clave}-{s}", {**asunto.modelos, "sentido": s}) for s in SENTIDOS)
    return (asunto,)


def hay(asamblea: Asamblea, si: Si) -> bool:
    """Si los datos traen lo que una pieza pide."""
    evento = asamblea.evento
    # Cada una por aparte: lo que no pide resultados no los mira.
    dice: Mapping[Si, Callable[[], bool]] = {
        "siempre": lambda: True,
        "sede": lambda: bool(evento.sedes),
        "que_es": lambda: bool(asamblea.metodologia.que_es),
        "exposiciones": lambda: evento.turno_de("exposiciones") is not None,
        "receso": lambda: any(m.tipo == "receso" for m in evento.momentos),
        "almuerzo": lambda: any(m.tipo == "almuerzo" for m in evento.momentos),
        "mesas": lambda: evento.turno_de("mesas") is not None,
        "resultados": lambda: bool(asamblea.aportes),
        "agenda": lambda: asamblea.hay_agenda,
    }
    return dice[si]()
