"""Los identificadores del calendario y del canal aguantan correcciones, mudanzas y avances intercalados."""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from actos import con_erratas, errata
from fabrica import BORRAR, ID, agenda, aporte, arboles, asamblea, avance, compromiso, en_estado, resultado
from icalendar import Calendar

from generador.modelo.asamblea import Sitio
from generador.modelo.datos.evento import Evento as Evento_
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import abrir
from generador.salida.abiertos import escribir_abierto

PLAZOS = [
    {"fecha": "2024-02-15", "que": "Reglamento"},
    {"fecha": "2024-T3"},
    {"fecha": "2024-T4"},
    {"fecha": "sin_fecha", "que": "Apertura"},
]
Evento = tuple[date, str, int, str]


def _abierta(*erratas: dict[str, Any], sitio: str = "uno.gov.co", **mas: Any) -> AgendaAbierta:
    cambios: dict[str, Any] = {
        "evento": {"estado": "aprobada"},
        "resultados": [resultado(aportes=[aporte("riego"), aporte("luz")])],
        "agenda": agenda(
            compromiso(aportes=("M1-S1-N1",), plazos=PLAZOS),
            compromiso("PRU23-002", ("M1-S1-N2",), titulo="Luz", plazos=PLAZOS[:1]),
        ),
    }
    suya = asamblea(**con_erratas(cambios, *erratas), **mas)
    raiz = f"https://{sitio}/"
    donde = Sitio(nombre="Sitio", descripcion="De prueba.", direccion=raiz)
    return abrir(suya, donde, lambda c: f"{raiz}a/{c.lower()}")


def _eventos(abierta: AgendaAbierta, archivo: str = "fechas.ics") -> dict[str, Evento]:
    calendario = Calendar.from_ical(escribir_abierto(archivo, abierta, "x"))
    return {
        str(e["uid"]): (
            e.decoded("dtstart"),
            str(e.get("status", "")),
            int(e["sequence"]),
            str(e["summary"]).partition(": ")[2],
        )
        for e in calendario.walk("VEVENT")
    }


def _importar(*archivos: dict[str, Evento]) -> dict[str, Evento]:
    """Lo que queda en un calendario que importa esos archivos: por UID, el de SEQUENCE mayor."""
    queda: dict[str, Evento] = {}
    for archivo in archivos:
        for uid, evento in archivo.items():
            if uid not in queda or evento[2] > queda[uid][2]:
                queda[uid] = evento
    return {uid: e for uid, e in queda.items() if e[1] != "CANCELLED"}


def test_una_errata_mueve_el_evento_y_no_lo_dobla() -> None:
    antes = _eventos(_abierta())
    cambio = errata("2024-01-10", "plazos[1].fecha", "2024-02-15", "2024-05-20")
    despues = _eventos(_abierta(cambio))
    assert set(antes) == set(despues)
    queda = _importar(antes, despues)
    assert sorted(e[0].isoformat() for e in queda.values()) == [
        "2024-02-15",  # el del otro compromiso
        "2024-05-20",
        "2024-07-01",
        "2024-10-01",
    ]
    # Solo sube la secuencia del compromiso corregido.
    assert sorted(e[2] for e in despues.values()) == [1, 2, 2, 2]
    calendario = Calendar.from_ical(escribir_abierto("fechas.ics", _abierta(cambio), "x"))
    movidos = {e.decoded("last-modified").date() for e in calendario.walk("VEVENT") if e["sequence"] == 2}
    assert movidos == {date(2024, 1, 10)}


@pytest.mark.parametrize(
    "cambio",
    [
        errata("2024-01-10", "plazos[1].que", "Reglamento", "Reglamento escrito"),
        errata("2024-01-10", "titulo", "Riego", "Riego común"),
        # Pasa por encima de otro: cambia su puesto en la lista.
        errata("2024-01-10", "plazos[2].fecha", "2024-T3", "2025"),
        errata("2024-01-10", "plazos[4].fecha", "sin_fecha", "2026"),
    ],
)
def test_ninguna_correccion_cambia_los_uid(cambio: dict[str, Any]) -> None:
    antes, despues = _eventos(_abierta()), _eventos(_abierta(cambio))
    assert set(antes) <= set(despues)
    assert len(_importar(antes, despues)) == len(despues)


def test_lo_que_queda_sin_fecha_se_cancela_y_lo_que_nace_se_agrega() -> None:
    quita = errata("2024-01-10", "plazos[1].fecha", "2024-02-15", "sin_fecha")
    pone = errata("2024-01-10", "plazos[5].fecha", None, "2026-T1")
    antes, despues = _eventos(_abierta()), _eventos(_abierta(quita, pone))
    assert [e for e in despues.values() if e[1]] == [
        (date(2024, 2, 15), "CANCELLED", 3, "Reglamento (sin fecha: una corrección la quitó)")
    ]
    assert sorted(e[0].isoformat() for e in _importar(antes, despues).values()) == [
        "2024-02-15",
        "2024-07-01",
        "2024-10-01",
        "2026-01-01",
    ]


def test_ni_otro_sitio_ni_aprobar_cambian_los_uid() -> None:
    aprobada, mudada = _abierta(), _abierta(sitio="otro.gov.co")
    assert set(_eventos(aprobada)) == set(_eventos(mudada))
    datos = escribir_abierto("fechas.ics", aprobada, "x").decode()
    for uid in _eventos(aprobada):
        assert str(uuid.UUID(uid)) == uid
    assert "UID:pru23" not in datos
    estado = en_estado("borrador")
    estado["agenda"] = agenda(compromiso(plazos=PLAZOS))
    borrador = abrir(
        asamblea(**estado),
        Sitio(nombre="S", descripcion="D.", direccion="https://a.co/"),
        lambda c: f"https://a.co/{c}",
    )
    tentativos = _eventos(borrador)
    assert set(tentativos) < set(_eventos(aprobada))
    assert {e[2] for e in tentativos.values()} == {0}


def _uid_de_antes(abierta: AgendaAbierta, sitio: str) -> dict[str, Evento]:
    """Como los escribía el programa: código, fecha y puesto, arroba, sitio; sin SEQUENCE, que vale cero."""
    return {
        f"{c.codigo.lower()}-{p.fecha.lower()}-{i}@{sitio}": (p.desde, "", 0, p.que or c.titulo)
        for c in abierta.compromisos
        for i, p in enumerate(c.plazos, start=1)
        if p.desde is not None
    }


def test_quien_ya_lo_habia_importado_no_los_ve_dobles() -> None:
    errada = errata("2024-01-10", "plazos[1].fecha", "2024-02-15", "2024-05-20")
    original, corregida = _abierta(), _abierta(errada)
    # Importó el de antes dos veces: el aprobado y el corregido, que le dejó uno doble.
    suyo = _uid_de_antes(original, "uno.gov.co") | _uid_de_antes(corregida, "uno.gov.co")
    assert len(suyo) == 5
    sin_quitar = _importar(suyo, _eventos(corregida))
    assert len(sin_quitar) == 9
    quitados = _eventos(corregida, "fechas-anteriores.ics")
    assert set(quitados) == set(suyo)
    assert _importar(suyo, quitados, _eventos(corregida)) == _eventos(corregida)


# — El canal


def _entradas(*avances: dict[str, Any], sitio: str = "uno.gov.co") -> dict[str, str]:
    corte = {"fecha_de_referencia": "2024-06-30", "avances": list(avances)}
    raiz = ET.fromstring(escribir_abierto("seguimiento.xml", _abierta(seguimiento=corte, sitio=sitio), "x"))
    a = "{http://www.w3.org/2005/Atom}"
    entradas = {str(e.findtext(f"{a}id")): str(e.findtext(f"{a}content")) for e in raiz.iter(f"{a}entry")}
    assert len(entradas) == len(avances) + 1
    return {"canal": str(raiz.findtext(f"{a}id")), **entradas}


UNO, DOS = avance("2024-02-01", texto="Uno."), avance("2024-05-01", texto="Dos.")


@pytest.mark.parametrize(
    "otros",
    [
        lambda: _entradas(avance("2024-02-01", texto="Cero.", numero=2), UNO, DOS),
        lambda: _entradas(UNO, avance("2024-02-01", texto="Cero.", numero=2), DOS),
        lambda: _entradas(avance("2024-02-01", codigo="PRU23-002"), DOS, UNO),
        lambda: _entradas(UNO, DOS, sitio="otro.gov.co"),
        lambda: _entradas(
            avance("2024-02-01", "cumplido", texto="Otro.", fuente="https://f.gov.co/2", reporta="Otra"), DOS
        ),
    ],
    ids=["antes, el mismo día", "después, el mismo día", "de otro compromiso", "otro sitio", "corregido"],
)
def test_nada_vuelve_nuevo_un_avance_ya_leido(otros: Callable[[], dict[str, str]]) -> None:
    assert set(_entradas(UNO, DOS)) <= set(otros())


def _en_dos_dias(**segunda: Any) -> AgendaAbierta:
    """La misma agenda, de una asamblea de dos días; `segunda`, lo que cambia del otro."""
    base = arboles()[f"{ID}/evento.yml"]
    corta = {c: base[c] for c in Evento_.FORMA_CORTA}
    otra = {**corta, "id": "cierre", "fecha": "2023-11-19", "horario": {"inicio": "20:00", "fin": "1:00"}}
    cambios: dict[str, Any] = {
        "evento": {
            "estado": "aprobada",
            **dict.fromkeys(Evento_.FORMA_CORTA, BORRAR),
            "jornadas": [{"id": "apertura", **corta}, {**otra, **segunda}],
        },
        "resultados": [resultado()],
        "agenda": agenda(compromiso(plazos=PLAZOS[:1])),
    }
    donde = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://uno.gov.co/")
    return abrir(asamblea(**con_erratas(cambios)), donde, lambda c: f"https://uno.gov.co/a/{c.lower()}")


def _horas(abierta: AgendaAbierta) -> dict[str, tuple[str, str, str]]:
    calendario = Calendar.from_ical(escribir_abierto("fechas.ics", abierta, "x"))
    return {
        str(e["uid"]): (
            e.decoded("dtstart").isoformat(),
            e.decoded("dtend").isoformat(),
            str(e["summary"]),
        )
        for e in calendario.walk("VEVENT")
        if "location" in e
    }


def test_un_evento_por_jornada_que_se_mueve_sin_doblarse() -> None:
    assert _horas(_abierta()) == {}
    antes = _horas(_en_dos_dias())
    # La hora de Colombia es UTC−5; la segunda termina a la una de la mañana del otro día.
    assert list(antes.values()) == [
        ("2023-11-18T13:00:00+00:00", "2023-11-18T15:15:00+00:00", "Asamblea de prueba, jornada 1 de 2"),
        ("2023-11-20T01:00:00+00:00", "2023-11-20T06:00:00+00:00", "Asamblea de prueba, jornada 2 de 2"),
    ]
    despues = _horas(_en_dos_dias(fecha="2023-11-20", sede={"nombre": "Otra"}))
    assert list(despues) == list(antes)
    assert next(reversed(despues.values()))[0] == "2023-11-21T01:00:00+00:00"
    assert not set(antes) & set(_eventos(_abierta()))


def test_los_datos_abiertos_dicen_las_jornadas_solo_si_hay_varias() -> None:
    assert (_abierta().asamblea.jornadas, _abierta().asamblea.ultimo_dia) == ((), None)
    suya = _en_dos_dias().asamblea
    assert (suya.fecha, suya.ultimo_dia) == (date(2023, 11, 18), date(2023, 11, 19))
    assert [j.id for j in suya.jornadas] == ["apertura", "cierre"]
    enlazados = escribir_abierto("agenda.jsonld", _en_dos_dias(), "x").decode()
    assert '"endDate": "2023-11-19"' in enlazados
    assert "endDate" not in escribir_abierto("agenda.jsonld", _abierta(), "x").decode()
