"""Lo que va al informe: conteos que cuadren sin delatar a nadie, y horas de lo ejecutado que avancen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generador.errores import Hallazgo
from generador.modelo.datos.asistencia import UMBRAL, Asistencia, Cuadro, se_deduce
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.revision.comun import repetidos
from generador.revision.hoy import ayuda_de_futuro, hoy

_HOLGURA = 1.5
"""Cuántas veces el alcance puede llegar la asistencia antes de que parezca un error de digitación."""


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """La asistencia contra el alcance y consigo misma; el programa ejecutado contra el planeado."""
    evento = expediente.asamblea.evento
    yield from _ejecucion(evento, expediente.fuentes["evento"])
    asistencia = expediente.asamblea.asistencia
    if asistencia is not None:
        fuente = expediente.fuentes["asistencia"]
        yield from _contra_el_evento(asistencia, evento, fuente)
        yield from _contra_las_submesas(asistencia, expediente)
        yield from repetidos(
            fuente, "cuadros", "variable", [c.variable for c in asistencia.cuadros], "el cuadro"
        )
        yield from _filas(asistencia, fuente)
        for i, cuadro in enumerate(asistencia.cuadros):
            yield from _cuadro(cuadro, i, asistencia.total, fuente)


def _filas(asistencia: Asistencia, fuente: Fuente) -> Iterator[Hallazgo]:
    """Las leídas son las contadas más las apartadas, y las contadas, el total."""
    filas = asistencia.filas
    if filas is None:
        return
    if not filas.cuadra:
        aparte = sum(a.cuantas for a in filas.aparte)
        yield fuente.hallazgo(
            ("filas", "leidas"),
            f"se leyeron {filas.leidas} filas, y contadas y apartadas suman {filas.contadas + aparte}",
            "vuelva a sacar los conteos con ./asamblea asistencia",
        )
    if filas.contadas != asistencia.total:
        yield fuente.hallazgo(
            ("filas", "contadas"),
            f"dice {filas.contadas} y el total es {asistencia.total}",
            "vuelva a sacar los conteos con ./asamblea asistencia",
        )


def _contra_el_evento(asistencia: Asistencia, evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    if asistencia.total > _HOLGURA * evento.alcance or 2 * asistencia.total < evento.alcance:
        yield fuente.hallazgo(
            ("total",),
            f"asistieron {asistencia.total} y el alcance era {evento.alcance}",
            "si es así, déjelo; si no, revise que la exportación del registro esté completa",
            "advertencia",
        )
    yield from _dia(asistencia.fecha, ("fecha",), evento, fuente)
    for i, dia in enumerate(asistencia.otros_dias):
        yield from _dia(dia, ("otros_dias", i), evento, fuente)


def _dia(dia: date, ruta: Ruta, evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    """El registro se llena el día del encuentro."""
    if dia > hoy():
        yield fuente.hallazgo(ruta, f"el registro es del {dia}, que todavía no llega", ayuda_de_futuro())
    elif dia > evento.ultima.fecha:
        yield fuente.hallazgo(
            ruta,
            f"el registro es del {dia}, después de la asamblea ({evento.ultima.fecha})",
            "ponga el día en que la gente se registró al llegar",
            "advertencia",
        )
    elif dia < evento.primera.fecha:
        yield fuente.hallazgo(
            ruta,
            f"el registro es del {dia}, antes de la asamblea ({evento.primera.fecha})",
            "ponga el día en que la gente se registró al llegar",
            "advertencia",
        )


def _contra_las_submesas(asistencia: Asistencia, expediente: Expediente) -> Iterator[Hallazgo]:
    """El registro se llena a la entrada: en las mesas no puede haber más gente que en él."""
    contadas = sum(r.asistentes or 0 for r in expediente.asamblea.a_tiempo)
    if contadas > asistencia.total:
        yield expediente.fuentes["asistencia"].hallazgo(
            ("total",),
            f"se registraron {asistencia.total} personas y las sub-mesas contaron {contadas}",
            "revise que la exportación esté completa, o «asistentes» en los resultados",
            "advertencia",
        )


def _cuadro(cuadro: Cuadro, i: int, total: int, fuente: Fuente) -> Iterator[Hallazgo]:
    ruta = ("cuadros", i)
    for j, conteo in enumerate(cuadro.conteos):
        if conteo.personas is not None and 0 < conteo.personas < UMBRAL:
            yield fuente.hallazgo(
                (*ruta, "conteos", j, "personas"),
                f"un conteo de menos de {UMBRAL} puede señalar a alguien",
                "borre esta línea: el renglón sale como «menos de 5»",
            )
    yield from _repetidas(cuadro, i, fuente)
    resto = total - cuadro.visibles
    if cuadro.varias_respuestas:
        mayor = max((c.personas or 0 for c in cuadro.conteos), default=0)
        if mayor > total:
            yield fuente.hallazgo(
                ruta, f"un renglón dice {mayor} y el total es {total}", "corrija uno de los dos"
            )
        return
    if resto < cuadro.ocultos or (not cuadro.ocultos and resto):
        que = f"los renglones suman {cuadro.visibles}"
        if cuadro.ocultos:
            que += f" sin contar los ocultos ({cuadro.ocultos})"
        yield fuente.hallazgo(
            ruta, f"{que} y el total es {total}", "saque los conteos otra vez con ./asamblea asistencia"
        )
    elif se_deduce(cuadro.ocultos, resto, complementaria=cuadro.complementaria):
        yield fuente.hallazgo(
            ruta,
            "un renglón oculto se sabe restando los demás del total",
            "quite también el «personas» del renglón más pequeño y escriba «complementaria: true»",
        )


def _repetidas(cuadro: Cuadro, i: int, fuente: Fuente) -> Iterator[Hallazgo]:
    vistas: set[str] = set()
    for j, conteo in enumerate(cuadro.conteos):
        if conteo.categoria in vistas:
            ruta = ("cuadros", i, "conteos", j, "categoria")
            yield fuente.hallazgo(ruta, "este renglón ya está en el cuadro", "sume los dos en uno")
        vistas.add(conteo.categoria)


def _ejecucion(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    for turno in evento.turnos:
        hecho = turno.momento.ejecutado
        if hecho is None:
            continue
        if hecho.duracion <= 0:
            yield fuente.hallazgo(
                (*turno.ruta, "ejecutado", "hasta"),
                "terminó antes de empezar, o al mismo tiempo",
                "corrija la hora de inicio o la de fin",
            )
        if evento.estado in (Estado.PREPARACION, Estado.CONVOCADA):
            yield fuente.hallazgo(
                (*turno.ruta, "ejecutado"),
                f"dice cómo se ejecutó y el estado es «{evento.estado}»",
                "cambie el estado a «en_curso» o quite «ejecutado»",
                clave=True,
            )
