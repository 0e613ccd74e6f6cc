"""Lo que cada página de la agenda ha de decir de corrido: con una palabra de más o de menos, no está."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generador.composicion.comun.idioma.fechas import fecha
from generador.composicion.comun.idioma.filtros import hora
from generador.composicion.paginas.agenda import ULTIMOS
from generador.construccion.verificacion.lectura import textos
from generador.modelo.aprobado.erratas import Version
from generador.modelo.aprobado.movimientos import CompromisoAnterior
from generador.modelo.datos.agenda import Acta, Compromiso, Consolidacion, Errata
from generador.modelo.publico.abierto import AgendaAbierta, CompromisoAbierto
from generador.modelo.texto import enumerar

_FALTA = "por acordar"
Dichos = tuple[str, ...]


def de_la_agenda(abierta: AgendaAbierta, v: Version) -> Dichos:
    """Cada compromiso con su estado, lo que quedó por fuera, el acta y la huella."""
    compromisos = (
        f"{c.codigo} {c.estado.nombre} {c.titulo} {c.texto}"
        f" Quién {enumerar(c.responsables) or _FALTA} Cuándo {c.cuando or _FALTA}"
        for c in abierta.compromisos
    )
    actos = (t for c in abierta.consolidaciones for t in _de_consolidacion(c))
    return (*textos(abierta.presentacion), *compromisos, *_de_lo_demas(v), *actos, *_de_lo_recibido(abierta))


def de_version(v: Version, vigente: Version) -> Dichos:
    """Lo mismo, como quedó en esa versión, y si es la que rige."""
    rige = "Es la versión vigente. Léala"
    if v.numero != vigente.numero:
        rige = (
            f"No es la versión vigente. La que rige es la versión {vigente.numero},"
            f" del {fecha(vigente.fecha)}."
        )
    acto = _de_consolidacion(v.consolidacion) if v.consolidacion else ()
    return (rige, *map(_de_compromiso_firmado, v.compromisos), *_de_lo_demas(v), *acto)


def de_compromiso(abierta: AgendaAbierta, firmado: Compromiso, vigente: CompromisoAbierto) -> Dichos:
    """Lo que ha de decirse de un solo compromiso, con sus avances."""
    avances = abierta.seguimiento.avances if abierta.seguimiento else ()
    return (
        f"{vigente.codigo} {vigente.estado.nombre} Mesa {vigente.mesa}. {vigente.eje} {vigente.titulo}",
        f"¿Quién? {' '.join(vigente.responsables) or _FALTA} ¿Cómo? {vigente.como or _FALTA}"
        f" ¿Cuándo? {vigente.cuando or _FALTA}",
        *textos(firmado),
        *(
            t
            for a in avances
            if a.compromiso == vigente.codigo
            for t in (f"{fecha(a.fecha)} {a.estado.nombre} {a.texto}", a.reporta)
        ),
    )


def de_anterior(x: CompromisoAnterior, eje: str) -> Dichos:
    """Lo que ha de decirse de un compromiso que ya no está: qué decía, y qué fue de lo suyo."""
    c = x.compromiso
    return (
        f"{c.codigo} Mesa {c.mesa}. {eje} {c.titulo} Ya no está en la agenda. Dejó de estar el"
        f" {fecha(x.hasta.fecha)}",
        *(f"{v.codigo}. {v.titulo}" for v in x.quedo_en),
        *(f"Aporte {n.aporte} {n.razon}" for n in x.por_fuera),
        *textos(c),
    )


def de_las_versiones(abierta: AgendaAbierta, versiones: Sequence[Version]) -> Dichos:
    """Cada versión con su huella, y lo que se corrigió o rectificó, con su razón."""
    return (
        *(t for v in versiones for t in (f"Versión {v.numero}", f"{fecha(v.fecha)}.", v.huella)),
        *(f"La hizo: {c.quien}." for c in abierta.consolidaciones),
        *(t for e in abierta.fe_de_erratas for t in _de_errata(e)),
        *textos([(r.fecha, r.razon, [c.que for c in r.cambios]) for r in abierta.rectificaciones]),
        *_de_lo_recibido(abierta),
    )


def _de_lo_recibido(abierta: AgendaAbierta) -> Iterator[str]:
    """Lo que llegó después del acto, con su fecha y su razón."""
    for r in abierta.recibidos:
        yield from (f"{a.codigo} {a.necesidad}" for a in r.aportes)
        yield f"Sub-mesa {r.submesa} Llegó el {fecha(r.fecha)}. Por qué: {r.razon}"


def del_seguimiento(abierta: AgendaAbierta) -> Dichos:
    """Los últimos avances, con su estado."""
    avances = abierta.avances[::-1]
    # De los de un mismo día no se sabe cuál quedó de último.
    corte = avances[ULTIMOS].fecha if len(avances) > ULTIMOS else None
    return tuple(
        f"{fecha(a.fecha)} {a.estado.nombre} {a.compromiso}. {a.titulo} {a.texto}"
        for a in avances
        if corte is None or a.fecha > corte
    )


def _de_compromiso_firmado(c: Compromiso) -> str:
    como = f" Cómo {c.como}" if c.como else ""
    return (
        f"{c.codigo} {c.titulo} {c.texto} Quién {enumerar(c.responsables) or _FALTA}{como}"
        f" Cuándo {c.cuando or _FALTA}"
    )


def _de_lo_demas(v: Version) -> Iterator[str]:
    yield from (f"Aporte {n.aporte} {n.razon}" for n in v.no_recogidos)
    if v.contenido.acta is not None:
        yield _de_acta(v.contenido.acta)
        yield from textos(v.contenido.acta.enmiendas)
    yield v.huella


def _de_consolidacion(c: Consolidacion) -> Iterator[str]:
    """El acto, con su huella."""
    yield f"{c.mandato} Fecha {fecha(c.fecha)} Quién consolidó {c.quien}"
    yield f"Huella de la consolidación {c.huella}"


def _de_acta(acta: Acta) -> str:
    lugar = f" Lugar {acta.lugar}" if acta.lugar else ""
    return f"{acta.decision} Fecha y hora {fecha(acta.fecha)}, {hora(acta.hora)} Modera {acta.modera}{lugar}"


def _de_errata(e: Errata) -> Iterator[str]:
    if e.retira or e.anula is not None:
        yield f"{fecha(e.fecha)}"
        yield f"Por qué: {e.razon}"
    else:
        yield f"Decía {e.dice or 'nada'} Dice {e.debe_decir or 'nada'} Por qué {e.razon}"
