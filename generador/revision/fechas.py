"""Fechas creíbles: un año mal escrito se nota al lado de los demás años de la misma asamblea.

Las del acta, las erratas y los avances las miran sus propias reglas; aquí, las que nadie más compara.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.texto import plural
from generador.revision.convenio import es_anio
from generador.revision.hoy import ayuda_de_futuro, hoy

ANIOS_DE_CONVENIO = 10
"""Años después del convenio en que una asamblea suya todavía es creíble."""
ANIOS_DE_AGENDA = 20
"""Años que puede cubrir una agenda sin que parezca una errata."""
_PLAZO = re.compile(r"plazos\[\d+\]\.fecha")


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Los años de las jornadas, la vigencia, los plazos, las razones escritas y los documentos guardados."""
    asamblea = expediente.asamblea
    yield from _del_encuentro(asamblea.evento, asamblea.convenio.anio, expediente.fuentes["evento"])
    yield from _de_la_vigencia(asamblea.evento, expediente.fuentes["evento"])
    if asamblea.agenda is not None:
        yield from _de_los_plazos(asamblea.agenda, asamblea.evento, expediente.fuentes["agenda"])
        yield from _de_las_razones(asamblea.agenda, asamblea.evento, expediente.fuentes["agenda"])
    if asamblea.seguimiento is not None:
        yield from _de_los_documentos(expediente)


def _del_encuentro(evento: Evento, convenio: int, fuente: Fuente) -> Iterator[Hallazgo]:
    for i, jornada in enumerate(evento.jornadas):
        if es_anio(convenio) and not 0 <= jornada.fecha.year - convenio <= ANIOS_DE_CONVENIO:
            yield fuente.hallazgo(
                ("jornadas", i, "fecha"),
                f"es del año {jornada.fecha.year} y el convenio, de {convenio}",
                "revise el año; si el que está mal es el del convenio, corrija su «anio»",
                "advertencia",
            )
    ya = evento.estado in (Estado.EN_CURSO, Estado.BORRADOR, Estado.APROBADA)
    if ya and not evento.demostracion and evento.primera.fecha > hoy():
        yield fuente.hallazgo(
            ("estado",),
            f"el estado es «{evento.estado}» y la asamblea es el {evento.primera.fecha}, que todavía no "
            "llega",
            f"cambie el estado, o {ayuda_de_futuro()}",
            "advertencia",
        )


def _de_la_vigencia(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    desde, hasta, anio = evento.vigencia.desde, evento.vigencia.hasta, evento.ultima.fecha.year
    if not 0 <= desde - evento.primera.fecha.year <= ANIOS_DE_AGENDA:
        yield fuente.hallazgo(
            ("vigencia", "desde"),
            f"la agenda empieza en {desde} y la asamblea es de {anio}",
            "revise los dos años",
            "advertencia",
        )
    elif hasta - desde > ANIOS_DE_AGENDA:
        yield fuente.hallazgo(
            ("vigencia", "hasta"),
            f"la agenda cubriría {plural(hasta - desde + 1, 'año', 'años')}, de {desde} a {hasta}",
            "revise el último año",
            "advertencia",
        )


def _de_los_plazos(agenda: Agenda, evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    """Los que ya habían pasado el día de la asamblea, y los que una errata deja fuera de la vigencia."""
    dia, vigencia = evento.primera.fecha, evento.vigencia
    corregidos: list[tuple[Ruta, Plazo]] = [
        (("fe_de_erratas", i, "debe_decir"), Plazo.model_construct(fecha=e.debe_decir))
        for i, e in enumerate(agenda.fe_de_erratas)
        if e.campo and e.debe_decir and _PLAZO.fullmatch(e.campo)
    ]
    for ruta, plazo in corregidos:
        if plazo.fuera_de(vigencia.desde, vigencia.hasta):
            yield fuente.hallazgo(
                ruta,
                f"{plazo.nombre} está fuera de la vigencia de la agenda ({vigencia})",
                "revise la fecha, o «vigencia» en evento.yml",
                "advertencia",
            )
    escritos: list[tuple[Ruta, Plazo]] = [
        ((*donde, "compromisos", i, "plazos", j, "fecha"), p)
        for donde, lista in agenda.listas
        for i, c in enumerate(lista.compromisos)
        for j, p in enumerate(c.plazos)
    ]
    for ruta, plazo in (*escritos, *corregidos):
        pasado = plazo.cumplido_el(dia)
        if pasado and not plazo.fuera_de(vigencia.desde, vigencia.hasta):
            yield fuente.hallazgo(
                ruta,
                f"{plazo.nombre} ya había pasado el día de la asamblea ({dia})",
                "revise el año",
                "advertencia",
            )


def _de_las_razones(agenda: Agenda, evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    """Una rectificación no es de antes de la asamblea, ni de la anterior, ni de después de hoy."""
    desde, que = evento.primera.fecha, "la asamblea"
    for i, r in enumerate(agenda.rectificaciones):
        ruta: Ruta = ("rectificaciones", i, "fecha")
        if r.fecha > hoy():
            yield fuente.hallazgo(
                ruta, f"la rectificación es del {r.fecha}, que todavía no llega", ayuda_de_futuro()
            )
            continue
        if r.fecha < desde:
            yield fuente.hallazgo(
                ruta,
                f"la rectificación está antedatada: es del {r.fecha} y {que} es del {desde}",
                "ponga el día en que se dio la razón",
            )
        desde, que = max(desde, r.fecha), "la anterior" if r.fecha >= desde else que


def _de_los_documentos(expediente: Expediente) -> Iterator[Hallazgo]:
    """El día que lleva un documento guardado: ya llegó, y casi nunca es de antes de la aprobación."""
    asamblea, fuente = expediente.asamblea, expediente.fuentes["seguimiento"]
    for i, avance in enumerate(asamblea.seguimiento.avances if asamblea.seguimiento else ()):
        documento = avance.evidencia.documento if avance.evidencia else None
        if documento is None or documento.fecha is None:
            continue
        ruta: Ruta = ("avances", i, "evidencia", "documento", "fecha")
        if documento.fecha > hoy():
            yield fuente.hallazgo(ruta, f"es del {documento.fecha}, que todavía no llega", ayuda_de_futuro())
        elif asamblea.aprobacion is not None and documento.fecha < asamblea.aprobacion.fecha:
            yield fuente.hallazgo(
                ruta,
                f"es del {documento.fecha}, antes de la aprobación ({asamblea.aprobacion.fecha})",
                "revise el año; si de verdad es de antes, deje este aviso",
                "advertencia",
            )
