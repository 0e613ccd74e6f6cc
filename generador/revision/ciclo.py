"""El estado de la asamblea contra lo que ya debería haber, o no, en sus archivos."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generador.errores import Hallazgo
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.evento import Estado, Evento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import tras
from generador.revision.hoy import ayuda_de_futuro, hoy


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Lo anunciado, lo que pide cada estado y la aprobación."""
    asamblea = expediente.asamblea
    yield from _practica(asamblea.evento, expediente.fuentes["evento"])
    yield from _anuncio(asamblea.evento, expediente.fuentes["evento"])
    if not any(clave == "agenda" or clave.startswith("resultados/") for clave in expediente.ilegibles):
        yield from _agenda(asamblea.agenda, bool(asamblea.resultados), asamblea.evento, expediente)
    if asamblea.agenda is not None:
        yield from _aprobacion(asamblea.agenda, asamblea.evento, expediente.fuentes["agenda"])


def _practica(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    if evento.practica:
        yield fuente.hallazgo(
            ("practica",),
            "esta asamblea es de práctica, y así no se publica ni se aprueba",
            "cuando sea la de verdad, borre lo que se practicó y escriba «practica: no»",
        )


def _anuncio(evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    for i, jornada in enumerate(evento.jornadas):
        if jornada.sede is None:
            cual = f" de la jornada «{jornada.id}»" if evento.en_varias_jornadas else ""
            yield fuente.hallazgo(
                ("jornadas", i, "sede"),
                f"falta la sede{cual}: se publica «por confirmar»",
                "cuando la sepa, agregue «sede» con «nombre» y «direccion»",
                "advertencia",
            )
    if evento.estado in (Estado.PREPARACION, Estado.CONVOCADA) and evento.enlaces.inscripcion is None:
        yield fuente.hallazgo(
            ("enlaces", "inscripcion"),
            "falta el enlace de inscripción: el botón dice «por confirmar»",
            "pídale el enlace "
            f"{tras('a', evento.enlaces.inscripcion_de or 'quien hace el formulario')} y póngalo en "
            "«inscripcion»",
            "advertencia",
        )
    if evento.vigencia.hasta < evento.vigencia.desde:
        yield fuente.hallazgo(
            ("vigencia", "hasta"),
            f"la vigencia termina ({evento.vigencia.hasta}) antes de empezar ({evento.vigencia.desde})",
            "corrija uno de los dos años",
        )
    anio = evento.primera.fecha.year
    usual = f"{evento.codigo[:-2]}{anio % 100:02d}"
    if evento.codigo != usual:
        yield fuente.hallazgo(
            ("codigo",),
            f"{evento.codigo} no lleva el año de la fecha ({anio})",
            f"lo usual sería {usual}; no lo cambie si ya se publicó",
            "advertencia",
        )


def _agenda(
    agenda: Agenda | None, hay_resultados: bool, evento: Evento, expediente: Expediente
) -> Iterator[Hallazgo]:
    """Lo que el estado promete mostrar."""
    fuente, ruta = expediente.fuentes["evento"], ("estado",)
    hay_compromisos = bool(agenda and agenda.compromisos) or hay_resultados
    if evento.estado is Estado.APROBADA:
        if agenda is None:
            yield fuente.hallazgo(
                ruta,
                "el estado es «aprobada» y no hay agenda.yml",
                f"escriba «estado: borrador»: {_como_se_aprueba(expediente)}",
            )
        elif agenda.aprobacion is None:
            yield fuente.hallazgo(
                ruta,
                "el estado es «aprobada» y agenda.yml no tiene «aprobacion»",
                f"escriba «estado: borrador»: {_como_se_aprueba(expediente)}; si el acta se borró, "
                "devuélvala",
            )
        if not hay_compromisos:
            yield fuente.hallazgo(
                ruta,
                "el estado es «aprobada» y no hay ningún compromiso",
                "escriba los compromisos en agenda.yml o los resultados de las sub-mesas",
            )
    elif evento.estado is Estado.BORRADOR and not hay_compromisos:
        yield fuente.hallazgo(
            ruta,
            "el estado es «borrador» y todavía no hay compromisos ni resultados",
            "pase las fichas a resultados/, o deje el estado en «en_curso»",
            "advertencia",
        )


def _como_se_aprueba(expediente: Expediente) -> str:
    """El acta lleva huellas: nadie la escribe a mano."""
    propuesta = "./asamblea proponer la empieza y " if expediente.asamblea.agenda is None else ""
    return (
        f"{propuesta}./asamblea aprobar {expediente.asamblea.id} escribe el acta y cambia el estado "
        "cuando la plenaria apruebe"
    )


def antes_de_tiempo(dia: date, evento: Evento) -> str | None:
    """Por qué no se pudo aprobar ese día; None si sí."""
    plenaria = evento.turno_de("plenaria")
    desde = plenaria.dia if plenaria else evento.primera.fecha
    if dia >= desde:
        return None
    de_que = "la plenaria" if plenaria and evento.en_varias_jornadas else "la asamblea"
    return f"se aprobó el {dia}, antes de {de_que} ({desde})"


def _aprobacion(agenda: Agenda, evento: Evento, fuente: Fuente) -> Iterator[Hallazgo]:
    acto = agenda.aprobacion
    if acto is None:
        return
    if evento.estado is not Estado.APROBADA:
        yield fuente.hallazgo(
            ("aprobacion",),
            f"hay aprobación y el estado es «{evento.estado}»",
            "escriba «estado: aprobada» en evento.yml, o quite «aprobacion»",
            clave=True,
        )
    if acto.fecha > hoy():
        yield fuente.hallazgo(
            ("aprobacion", "fecha"), f"se aprobó el {acto.fecha}, que todavía no llega", ayuda_de_futuro()
        )
    if motivo := antes_de_tiempo(acto.fecha, evento):
        yield fuente.hallazgo(
            ("aprobacion", "fecha"),
            motivo,
            "corrija la fecha del encuentro en evento.yml: la del acta ya está firmada",
        )
