"""¿Cuándo?: cada forma con su precisión, sus días y su nombre, y el orden de la tabla por fecha."""

from datetime import date
from typing import Any

import pytest
from fabrica import agenda, asamblea, compromiso, resultado
from pydantic import ValidationError

from generador.modelo.datos.comun.plazo import Plazo, fecha_en_palabras, sumar_meses


@pytest.mark.parametrize(
    ("fecha", "precision", "desde", "hasta", "nombre"),
    [
        ("2024-02-15", "dia", "2024-02-15", "2024-02-15", "15 de febrero de 2024"),
        ("2024-02", "mes", "2024-02-01", "2024-02-29", "febrero de 2024"),
        ("2023-02", "mes", "2023-02-01", "2023-02-28", "febrero de 2023"),
        ("2024-T1", "trimestre", "2024-01-01", "2024-03-31", "primer trimestre de 2024"),
        ("2024-T3", "trimestre", "2024-07-01", "2024-09-30", "tercer trimestre de 2024"),
        ("2024-T4", "trimestre", "2024-10-01", "2024-12-31", "cuarto trimestre de 2024"),
        ("2024-S1", "semestre", "2024-01-01", "2024-06-30", "primer semestre de 2024"),
        ("2025-S2", "semestre", "2025-07-01", "2025-12-31", "segundo semestre de 2025"),
        ("2026", "anio", "2026-01-01", "2026-12-31", "2026"),
    ],
)
def test_cada_forma(fecha: str, precision: str, desde: str, hasta: str, nombre: str) -> None:
    p = Plazo(fecha=fecha)
    assert (p.precision, p.desde, p.hasta) == (
        precision,
        date.fromisoformat(desde),
        date.fromisoformat(hasta),
    )
    assert p.nombre == nombre


def test_sin_fecha() -> None:
    p = Plazo(fecha="sin_fecha")
    assert (p.precision, p.desde, p.hasta, p.nombre) == ("sin_fecha", None, None, "sin fecha")
    assert not p.cumplido_el(date.max)
    assert not p.fuera_de(2024, 2026)


@pytest.mark.parametrize(
    "fecha",
    [
        "2024-13",
        "2024-02-30",
        "2024-00",
        "2024-T5",
        "2024-S3",
        "2024-t1",
        "24-02",
        "2024/02",
        "marzo",
        "2024-2",
    ],
)
def test_lo_que_no_es_un_plazo(fecha: str) -> None:
    with pytest.raises(ValidationError) as error:
        Plazo(fecha=fecha)
    assert [e["type"] for e in error.value.errors()] == ["plazo"]


def test_sumar_meses_no_se_pasa_de_mes() -> None:
    assert sumar_meses(date(2023, 11, 18), 3) == date(2024, 2, 18)
    assert sumar_meses(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert sumar_meses(date(2023, 12, 31), 14) == date(2025, 2, 28)


def _con_plazos() -> Any:
    plazos = [{"fecha": "2025-03", "que": "Termina"}, {"fecha": "2024-S1"}, {"fecha": "2024-02-15"}]
    return asamblea(
        resultados=[resultado()],
        agenda=agenda(compromiso(plazos=plazos), compromiso("PRU23-002", plazos=[{"fecha": "2024"}])),
        seguimiento=None,
    )


def test_la_tabla_por_fecha() -> None:
    a = _con_plazos()
    assert [(f.plazo.fecha, f.compromiso.codigo) for f in a.fechas] == [
        ("2024-S1", "PRU23-001"),
        ("2024", "PRU23-002"),
        ("2024-02-15", "PRU23-001"),
        ("2025-03", "PRU23-001"),
    ]
    assert [(anio, len(filas)) for anio, filas in a.fechas_por_anio] == [("2024", 3), ("2025", 1)]
    assert [p.fecha for p in a.compromisos[0].hitos] == ["2024-S1", "2024-02-15", "2025-03"]


def test_sin_plazos_el_compromiso_queda_sin_fecha_y_al_final() -> None:
    a = asamblea(
        resultados=[resultado()],
        agenda=agenda(
            compromiso(cuando="marzo de 2024"), compromiso("PRU23-002", plazos=[{"fecha": "2026"}])
        ),
    )
    assert [f.plazo.nombre for f in a.fechas] == ["2026", "sin fecha"]
    assert a.fechas_por_anio[-1][0] == "sin fecha"
    assert [f.compromiso.codigo for f in a.proximas_fechas()] == ["PRU23-002"]


def test_las_proximas_fechas_se_cuentan_contra_la_de_referencia() -> None:
    a = _con_plazos()
    assert a.fecha_de_referencia == date(2023, 11, 18)
    assert [f.plazo.fecha for f in a.proximas_fechas(2)] == ["2024-S1", "2024"]
    corte = {"fecha_de_referencia": "2024-07-01"}
    despues = asamblea(
        resultados=[resultado()], agenda=agenda(compromiso(plazos=[{"fecha": "2024-S1"}])), seguimiento=corte
    )
    assert despues.fecha_de_referencia == date(2024, 7, 1)
    assert despues.proximas_fechas() == ()
    el_mismo_dia = {"fecha_de_referencia": "2024-06-30"}
    hoy = asamblea(
        resultados=[resultado()],
        agenda=agenda(compromiso(plazos=[{"fecha": "2024-S1"}])),
        seguimiento=el_mismo_dia,
    )
    assert len(hoy.proximas_fechas()) == 1


@pytest.mark.parametrize(
    ("escrito", "dicho"),
    [
        ("2027-S1", "primer semestre de 2027"),
        (" 2027-t3 ", "tercer trimestre de 2027"),
        ("2027-02-15", "15 de febrero de 2027"),
        ("2027", "2027"),
        ("Marzo de 2027", "Marzo de 2027"),
        ("2027-02-31", "2027-02-31"),
        ("Desde 2027-S1", "Desde 2027-S1"),
    ],
)
def test_la_fecha_de_los_datos_se_publica_en_palabras(escrito: str, dicho: str) -> None:
    assert fecha_en_palabras(escrito) == dicho
