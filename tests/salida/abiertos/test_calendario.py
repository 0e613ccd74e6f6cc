"""El calendario, leído renglón por renglón y por otras bibliotecas."""

import re
import uuid
from datetime import date, timedelta

import vobject
from icalendar import Calendar

from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.abiertos import escribir_abierto


def _renglones(datos: bytes) -> list[str]:
    """RFC 5545, a la letra: CRLF, 75 octetos, sin renglones vacíos; devuelve los renglones desplegados."""
    assert datos.endswith(b"\r\n")
    assert b"\n" not in datos.replace(b"\r\n", b"")
    assert b"\r" not in datos.replace(b"\r\n", b"")
    fisicos = datos[:-2].split(b"\r\n")
    assert all(0 < len(r) <= 75 for r in fisicos)
    for r in fisicos:
        r.decode()  # ninguna letra queda partida entre dos renglones
    renglones = datos.decode().replace("\r\n ", "")[:-2].split("\r\n")
    forma = re.compile(r'[A-Z0-9-]+(;[A-Z-]+=("[^"]*"|[^";:,]+)(,("[^"]*"|[^";:,]+))*)*:.*')
    assert all(forma.fullmatch(r) for r in renglones)
    return renglones


def _componentes(renglones: list[str]) -> list[dict[str, str]]:
    """Los VEVENT, con anidamiento en regla y sin propiedades repetidas."""
    assert (renglones[0], renglones[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    pila: list[tuple[str, dict[str, str]]] = []
    eventos: list[dict[str, str]] = []
    for renglon in renglones:
        nombre, _, valor = renglon.partition(":")
        if nombre == "BEGIN":
            pila.append((valor, {}))
        elif nombre == "END":
            abierto, propiedades = pila.pop()
            assert abierto == valor
            if valor == "VEVENT":
                eventos.append(propiedades)
            else:
                assert propiedades["VERSION"] == "2.0"
                assert propiedades["PRODID"]
        else:
            assert nombre not in pila[-1][1]
            pila[-1][1][nombre] = valor
    assert pila == []
    return eventos


def test_el_calendario_cumple_la_norma(aprobada: AgendaAbierta) -> None:
    eventos = _componentes(_renglones(escribir_abierto("fechas.ics", aprobada, "x")))
    assert len(eventos) == 2
    assert len({e["UID"] for e in eventos}) == 2
    for e in eventos:
        assert re.fullmatch(r"\d{8}T\d{6}Z", e["DTSTAMP"])
        assert str(uuid.UUID(e["UID"])) == e["UID"]
        assert (e["SEQUENCE"], e["LAST-MODIFIED"]) == ("2", "20240110T000000Z")
        assert re.fullmatch(r"\d{8}", e["DTSTART;VALUE=DATE"])
        assert e["DTEND;VALUE=DATE"] > e["DTSTART;VALUE=DATE"]
        assert not re.search(r"(?<!\\)[;,]", e["DESCRIPTION"])


def test_el_calendario_vuelve_igual(aprobada: AgendaAbierta) -> None:
    calendario = Calendar.from_ical(escribir_abierto("fechas.ics", aprobada, "x"))
    assert calendario["X-WR-TIMEZONE"] == "America/Bogota"
    leidos = [
        (e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"])) for e in calendario.walk("VEVENT")
    ]
    assert leidos == [
        (date(2024, 2, 15), date(2024, 2, 16), "[DEMOSTRACIÓN] PRU23-001: Reglamento; anexo, uno"),
        (
            date(2024, 7, 1),
            date(2024, 9, 30) + timedelta(days=1),
            "[DEMOSTRACIÓN] PRU23-001: Riego comunitario (tercer trimestre de 2024)",
        ),
    ]


def test_el_calendario_lo_lee_otra_biblioteca(aprobada: AgendaAbierta) -> None:
    """vobject no comparte código con la que lo escribe."""
    calendario = vobject.readOne(escribir_abierto("fechas.ics", aprobada, "x").decode("utf-8"))
    assert [(e.dtstart.value, e.dtend.value) for e in calendario.vevent_list] == [
        (date(2024, 2, 15), date(2024, 2, 16)),
        (date(2024, 7, 1), date(2024, 10, 1)),
    ]
    assert calendario.vevent_list[0].summary.value == "[DEMOSTRACIÓN] PRU23-001: Reglamento; anexo, uno"
