"""La propuesta de grupos, en texto para la terminal."""

from __future__ import annotations

from generador.composicion.muro.gran_rompecabezas import FichaDelMuro, gran_rompecabezas
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.mesas import Grupo
from generador.modelo.publico.grupos import Reparto, proponer
from generador.modelo.texto import enumerar, plural


def propuesta(asamblea: Asamblea, asistencia: int) -> str:
    """Los grupos, sus sub-mesas y los kits que sobran o faltan; ValueError si no alcanza la gente."""
    p = proponer(asamblea, asistencia)
    otra_vez = cambiadas(asamblea, p) if p.faltan else ()
    lineas = [
        f"{asamblea.evento.titular} ({asamblea.id})",
        f"{plural(asistencia, 'persona', 'personas')}: {plural(len(p.grupos), 'mesa', 'mesas')} y "
        f"{plural(p.submesas, 'sub-mesa', 'sub-mesas')}",
        "",
    ]
    for g in p.grupos:
        lineas.append(f"Mesa {g.numero}. {g.mesa.eje}")
        lineas.append(f"    {plural(g.personas, 'persona', 'personas')}: {_reparto(g)}")
    lineas.append("")
    if p.cupos_movidos:
        cuales = enumerar([str(n) for n in p.cupos_movidos])
        lineas.append(f"Los cupos declarados (mesas {cuales}) se ajustaron en proporción a quienes llegaron.")
    if p.sobran:
        lineas.append(f"Guarde {plural(len(p.sobran), 'kit', 'kits')}: {', '.join(p.sobran)}")
    if p.faltan:
        lineas.append(f"Imprima {plural(len(p.faltan), 'kit más', 'kits más')}: {', '.join(p.faltan)}")
        if otra_vez:
            lineas.append(
                f"Imprima otra vez {plural(len(otra_vez), 'kit', 'kits')}, porque su borde ya no es el del "
                f"muro: {', '.join(otra_vez)}"
            )
        lineas.append(
            "    Para imprimirlos, ponga esas personas en «cupo» de mesas.yml y ejecute ./asamblea construir."
            if any(g.mesa.cupo is not None for g in p.grupos)
            else f"    Para imprimirlos, ponga {asistencia} en «alcance» de evento.yml y ejecute "
            "./asamblea construir."
        )
    if not p.sobran and not p.faltan:
        lineas.append("Los kits impresos son los justos.")
    return "\n".join(lineas) + "\n"


def cambiadas(asamblea: Asamblea, p: Reparto) -> tuple[str, ...]:
    """Las sub-mesas ya impresas cuyas fichas se cortan distinto en el muro de la propuesta."""
    mesas = tuple(g.mesa.model_copy(update={"cupo": g.personas}) for g in p.grupos)
    nueva = Asamblea(
        id=asamblea.id,
        convenio=asamblea.convenio,
        metodologia=asamblea.metodologia,
        evento=asamblea.evento,
        mesas=asamblea.mesas.model_copy(update={"mesas": mesas}),
    )
    antes, ahora = gran_rompecabezas(asamblea).fichas, gran_rompecabezas(nueva).fichas
    distintas = {k[0] for k in antes.keys() & ahora.keys() if not _mismo_corte(antes[k], ahora[k])}
    return tuple(s.codigo for s in asamblea.submesas if s.codigo in distintas)


def _mismo_corte(una: FichaDelMuro, otra: FichaDelMuro) -> bool:
    """Si se recortan igual: el mismo trazo, aunque el muro las ponga en otra parte."""
    dx, dy = otra.celda.x - una.celda.x, otra.celda.y - una.celda.y
    return una.contorno.trasladado(dx, dy).svg(1) == otra.contorno.svg(1)


def _reparto(g: Grupo) -> str:
    """«M1-S1 a M1-S3 de 18; M1-S4 y M1-S5 de 17»."""
    trozos = []
    for _, personas in g.tamanos:
        suyas = [s.codigo for s in g.submesas if s.personas == personas]
        quienes = f"{suyas[0]} a {suyas[-1]}" if len(suyas) > 2 else enumerar(suyas)
        trozos.append(f"{quienes}, de {personas}")
    return "; ".join(trozos)
