"""El calendario de los plazos (RFC 5545): eventos de todo el día que abarcan lo que de verdad se sabe."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from generador.modelo.aprobado.contenido import Contenido
from generador.modelo.aprobado.erratas import aplicadas
from generador.modelo.aprobado.identidad import Hito, hitos, identidad
from generador.modelo.campos import nombres
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.comun.plazo import Plazo, Precision, dia_siguiente
from generador.modelo.datos.comun.zona import HORA_DE_COLOMBIA
from generador.modelo.datos.seguimiento import EstadoDeCompromiso
from generador.modelo.publico.abierto import AgendaAbierta, CompromisoAbierto, JornadaAbierta

ZONA = "America/Bogota"
"""Todo el año, y sin la base de zonas, que no todo sistema trae."""
_RETIRADO = "sin fecha: una corrección la quitó"


def como_ics(agenda: AgendaAbierta) -> bytes:
    """Un evento por hito con fecha y, si hubo varias, uno por jornada. El sello es el de la versión.

    Una corrección mueve el evento, porque conserva su UID y sube su SEQUENCE; la que deja un hito sin fecha
    lo cancela.
    """
    calendario = _calendario(agenda, f"{_marca(agenda)}{agenda.titulo}, {agenda.asamblea.territorio}")
    for jornada in agenda.asamblea.jornadas:
        calendario.add_component(_de_jornada(agenda, jornada))
    compromisos = _compromisos(agenda)
    desde = agenda.versiones[0].fecha if agenda.versiones else agenda.asamblea.fecha
    for hito in hitos(agenda.como_agenda(), agenda.aprobado, desde):
        if hito.con_fecha is not None:
            calendario.add_component(_evento(agenda, compromisos[hito.compromiso], hito, hito.con_fecha))
    return bytes(calendario.to_ical())


def _compromisos(agenda: AgendaAbierta) -> dict[str, CompromisoAbierto]:
    """Los vigentes y, como se leían, los que una consolidación dejó atrás: sus fechas hay que cancelarlas."""
    ejes = {m.numero: m.eje for m in agenda.asamblea.mesas}
    atras = {
        c.codigo: CompromisoAbierto(
            **{campo: getattr(c, campo) for campo in nombres(Compromiso) if campo != "plazos"},
            eje=ejes.get(c.mesa, ""),
            estado=EstadoDeCompromiso.SIN_INICIAR,
            direccion=agenda.direccion,
        )
        for contenido in _contenidos(agenda)
        for c in contenido.compromisos
    }
    return atras | {c.codigo: c for c in agenda.compromisos}


def como_ics_anterior(agenda: AgendaAbierta) -> bytes:
    """Los eventos con el identificador que tenían antes, cancelados: para quien importó aquel calendario.

    Aquel identificador llevaba la fecha, el puesto y el sitio; con el de ahora quedarían dobles.
    """
    calendario = _calendario(agenda, f"{_marca(agenda)}Fechas que ya no valen: {agenda.titulo}")
    for uid, codigo, plazo in _anteriores(agenda):
        assert plazo.desde is not None
        assert plazo.hasta is not None
        evento = Event()
        evento.add("uid", uid)
        evento.add("dtstamp", _sello(agenda))
        evento.add("sequence", 1)
        evento.add("dtstart", plazo.desde)
        evento.add("dtend", dia_siguiente(plazo.hasta))
        evento.add("summary", f"{_marca(agenda)}{codigo}: está en el calendario nuevo")
        evento.add("transp", "TRANSPARENT")
        evento.add("status", "CANCELLED")
        calendario.add_component(evento)
    return bytes(calendario.to_ical())


def _anteriores(agenda: AgendaAbierta) -> list[tuple[str, str, Plazo]]:
    anfitrion = urlsplit(agenda.direccion).hostname or "localhost"
    hallados: dict[str, tuple[str, str, Plazo]] = {}
    for contenido in _contenidos(agenda):
        for c in contenido.compromisos:
            for puesto, plazo in enumerate(c.hitos, start=1):
                if plazo.desde is not None:
                    uid = f"{c.codigo.lower()}-{plazo.fecha.lower()}-{puesto}@{anfitrion}"
                    hallados.setdefault(uid, (uid, c.codigo, plazo))
    return list(hallados.values())


def _contenidos(agenda: AgendaAbierta) -> list[Contenido]:
    """Lo aprobado y lo que fue quedando después de cada acto."""
    return [agenda.aprobado, *(a.contenido for a in aplicadas(agenda.como_agenda(), agenda.aprobado))]


def _calendario(agenda: AgendaAbierta, nombre: str) -> Calendar:
    calendario = Calendar()
    calendario.add("prodid", "-//Asambleas//Agenda//ES")
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nombre)
    calendario.add("x-wr-timezone", ZONA)
    calendario.add("x-wr-caldesc", _descripcion(agenda))
    return calendario


def _evento(agenda: AgendaAbierta, c: CompromisoAbierto, hito: Hito, plazo: Plazo) -> Event:
    assert plazo.desde is not None
    assert plazo.hasta is not None
    evento = Event()
    borrador = agenda.estado == "borrador"
    evento.add("uid", str(hito.id))
    evento.add("dtstamp", _sello(agenda))
    # Aprobar también es un cambio: lo que era tentativo queda en firme.
    evento.add("sequence", 0 if borrador else 1 + hito.cambios)
    evento.add("last-modified", _medianoche(hito.desde))
    evento.add("dtstart", plazo.desde)
    # El fin no se incluye: es el día que sigue al último.
    evento.add("dtend", dia_siguiente(plazo.hasta))
    que = plazo.que or c.titulo
    vaga = "" if plazo.precision == Precision.DIA else f" ({plazo.nombre})"
    cola = f" ({_RETIRADO})" if hito.retirado else vaga
    evento.add("summary", f"{_marca(agenda)}{c.codigo}: {que}{cola}")
    sabida = plazo.precision == Precision.DIA or hito.retirado
    renglones = [
        f"{c.titulo}.",
        f"Plazo acordado: {c.cuando}." if c.cuando else "",
        "" if sabida else f"De la fecha se sabe el {plazo.precision.nombre}.",
        agenda.sellos,
        f"{agenda.credito}.",
    ]
    evento.add("description", "\n".join(r for r in renglones if r))
    evento.add("url", c.direccion)
    evento.add("categories", [c.eje])
    # No ocupa la agenda de nadie: señala un plazo.
    evento.add("transp", "TRANSPARENT")
    if hito.retirado:
        evento.add("status", "CANCELLED")
    elif borrador:
        evento.add("status", "TENTATIVE")
    return evento


def _de_jornada(agenda: AgendaAbierta, jornada: JornadaAbierta) -> Event:
    """Un día del encuentro, con sus horas; si termina pasada la medianoche, hasta el otro día."""
    evento, suya = Event(), agenda.asamblea
    evento.add("uid", str(identidad(suya.codigo, "jornada", jornada.id)))
    evento.add("dtstamp", _sello(agenda))
    evento.add("sequence", agenda.version)
    inicio = datetime.combine(jornada.fecha, jornada.inicio, HORA_DE_COLOMBIA)
    fin = datetime.combine(jornada.fecha, jornada.fin, HORA_DE_COLOMBIA)
    evento.add("dtstart", inicio.astimezone(UTC))
    evento.add("dtend", (fin if fin > inicio else fin + timedelta(days=1)).astimezone(UTC))
    puesto = suya.jornadas.index(jornada) + 1
    evento.add("summary", f"{_marca(agenda)}{suya.nombre}, jornada {puesto} de {len(suya.jornadas)}")
    evento.add("location", ", ".join(t for t in (jornada.sede, suya.territorio) if t))
    evento.add("description", "\n".join(t for t in (agenda.sellos, f"{agenda.credito}.") if t))
    evento.add("url", agenda.direccion)
    return evento


def _sello(agenda: AgendaAbierta) -> datetime:
    """La fecha de la versión a medianoche UTC; la de la asamblea mientras es borrador."""
    return _medianoche(agenda.versiones[-1].fecha if agenda.versiones else agenda.asamblea.fecha)


def _medianoche(dia: date) -> datetime:
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
