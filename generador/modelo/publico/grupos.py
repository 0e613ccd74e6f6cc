"""Reparto de la gente que de verdad llegó: grupos, sub-mesas y los kits que sobran o faltan."""

from __future__ import annotations

from dataclasses import dataclass

from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.mesas import Grupo, conformar, repartir


@dataclass(frozen=True, slots=True)
class Reparto:
    """Los grupos para una asistencia y la comparación, por código de sub-mesa, con los kits impresos."""

    asistencia: int
    grupos: tuple[Grupo, ...]
    sobran: tuple[str, ...]
    faltan: tuple[str, ...]
    cupos_movidos: tuple[int, ...]
    """Mesas cuyo cupo declarado no se pudo respetar."""

    @property
    def submesas(self) -> int:
        """Cuántas se arman."""
        return sum(len(g.submesas) for g in self.grupos)


def proponer(asamblea: Asamblea, asistencia: int) -> Reparto:
    """Reparte a quienes llegaron entre las mesas de la asamblea, parejo: difieren en una persona a lo sumo.

    Los cupos declarados se guardan en proporción: fueron pensados para el alcance previsto. Cada mesa recibe
    al menos una persona. ValueError si no alcanzan para todas las mesas.
    """
    mesas = asamblea.mesas.mesas
    if asistencia < len(mesas):
        raise ValueError(f"con {asistencia} personas no alcanza una por mesa: hay {len(mesas)} mesas")
    por_submesa = asamblea.mesas.personas_por_submesa or asamblea.metodologia.personas_por_submesa
    hay_cupos = any(m.cupo is not None for m in mesas)
    if hay_cupos:
        partes = _en_proporcion(asistencia, [g.personas for g in asamblea.grupos])
    else:
        partes = repartir(asistencia, len(mesas))
    con_gente = [
        m.model_copy(update={"cupo": n, "submesas": _submesas(g, n)})
        for m, g, n in zip(mesas, asamblea.grupos, partes, strict=True)
    ]
    grupos = tuple(
        g.model_copy(update={"mesa": m})
        for g, m in zip(conformar(con_gente, asistencia, por_submesa), mesas, strict=True)
    )
    impresos = [s.codigo for s in asamblea.submesas]
    piden = [s.codigo for g in grupos for s in g.submesas]
    return Reparto(
        asistencia,
        grupos,
        tuple(c for c in impresos if c not in set(piden)),
        tuple(c for c in piden if c not in set(impresos)),
        tuple(m.numero for m, n in zip(mesas, partes, strict=True) if m.cupo is not None and m.cupo != n),
    )


def _submesas(grupo: Grupo, personas: int) -> int | None:
    """Cuántas se arman en una mesa que dice las suyas, del tamaño en que se pensaron; None si no las dice."""
    if grupo.mesa.submesas is None:
        return None
    de_a = -(-grupo.personas // grupo.mesa.submesas)
    return -(-personas // de_a)


def _en_proporcion(total: int, pesos: list[int]) -> tuple[int, ...]:
    """`total` en proporción a `pesos`, en enteros que lo suman exacto y nunca cero (restos mayores)."""
    libre, suma = total - len(pesos), sum(pesos)
    partes = [1 + libre * p // suma for p in pesos]
    restos = sorted(range(len(pesos)), key=lambda i: (-(libre * pesos[i] % suma), i))
    for i in restos[: total - sum(partes)]:
        partes[i] += 1
    return tuple(partes)
