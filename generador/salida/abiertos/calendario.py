"""El calendario de los plazos (RFC 5545): eventos de todo el día que abarcan lo que de verdad se sabe."""

from __future__ import annotations

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from generador.modelo.abierto import AgendaAbierta, CompromisoAbierto, PlazoAbierto
from generador.modelo.plazo import Precision, dia_siguiente

ZONA = "America/Bogota"


def como_ics(agenda: AgendaAbierta) -> bytes:
    """Un evento por hito con fecha; lo que no tiene fecha no va. El sello de tiempo es el de la versión."""
    calendario = Calendar()
    calendario.add("prodid", "-//Asambleas//Agenda//ES")
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", f"{_marca(agenda)}{agenda.titulo}, {agenda.asamblea.territorio}")
    calendario.add("x-wr-timezone", ZONA)
    calendario.add("x-wr-caldesc", _descripcion(agenda))
    for compromiso in agenda.compromisos:
        for i, plazo in enumerate(compromiso.plazos, start=1):
            if plazo.desde is not None and plazo.hasta is not None:
                calendario.add_component(_evento(agenda, compromiso, plazo, i))
    return bytes(calendario.to_ical())


def _evento(agenda: AgendaAbierta, c: CompromisoAbierto, plazo: PlazoAbierto, puesto: int) -> Event:
    assert plazo.desde is not None
    assert plazo.hasta is not None
    evento = Event()
    anfitrion = urlsplit(agenda.direccion).hostname or "localhost"
    evento.add("uid", f"{c.codigo.lower()}-{plazo.fecha.lower()}-{puesto}@{anfitrion}")
    evento.add("dtstamp", _sello(agenda))
    evento.add("dtstart", plazo.desde)
    # El fin no se incluye: es el día que sigue al último.
    evento.add("dtend", dia_siguiente(plazo.hasta))
    que = plazo.que or c.titulo
    vaga = "" if plazo.precision == Precision.DIA else f" ({plazo.nombre})"
    evento.add("summary", f"{_marca(agenda)}{c.codigo}: {que}{vaga}")
    renglones = [
        f"{c.titulo}.",
        f"Plazo acordado: {c.cuando}." if c.cuando else "",
        "" if plazo.precision == Precision.DIA else f"De la fecha se sabe el {plazo.precision.nombre}.",
        agenda.sellos,
        f"{agenda.credito}.",
    ]
    evento.add("description", "\n".join(r for r in renglones if r))
    evento.add("url", c.direccion)
    evento.add("categories", [c.eje])
    # No ocupa la agenda de nadie: señala un plazo.
    evento.add("transp", "TRANSPARENT")
    if agenda.estado == "borrador":
        evento.add("status", "TENTATIVE")
    return evento


def _sello(agenda: AgendaAbierta) -> datetime:
    """La fecha de la versión a medianoche UTC; la de la asamblea mientras es borrador."""
    dia = agenda.versiones[-1].fecha if agenda.versiones else agenda.asamblea.fecha
    return datetime.combine(dia, time(), UTC)


def _marca(agenda: AgendaAbierta) -> str:
    marcas = [("BORRADOR", agenda.estado == "borrador"), ("DEMOSTRACIÓN", agenda.demostracion)]
    puestas = ", ".join(texto for texto, vale in marcas if vale)
    return f"[{puestas}] " if puestas else ""


def _descripcion(agenda: AgendaAbierta) -> str:
    partes = [
        agenda.sellos,
        f"{agenda.credito}.",
        f"Licencia {agenda.licencia.nombre}: {agenda.licencia.enlace}",
        f"Versión {agenda.version}." if agenda.version else "",
        f"Huella SHA-256 {agenda.huella}." if agenda.huella else "",
    ]
    return " ".join(p for p in partes if p)
