"""El remedio propone lo que alguien quiso escribir; si no se sabe, no propone nada."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.mensajes import redactar
from generador.carga.remedios import (
    codigo_propuesto,
    dos_enteros,
    entero_propuesto,
    fecha_propuesta,
    hora_propuesta,
)


@pytest.mark.parametrize(
    ("tipo", "valor", "propuesto"),
    [
        ("codigo_submesa", "m1-s2", "M1-S2"),
        ("codigo_submesa", "Mesa 1 Submesa 2", "M1-S2"),
        ("codigo_submesa", "M01_S02", "M1-S2"),
        ("codigo_submesa", "la primera", None),
        ("codigo_aporte", "M1–S2–N1", "M1-S2-N1"),
        ("codigo_aporte", "m1s2n1", "M1-S2-N1"),
        ("codigo_aporte", "M1-S2", None),
        ("codigo_compromiso", "PRU23-OO1", "PRU23-001"),
        ("codigo_compromiso", "pru23-1", "PRU23-001"),
        ("codigo_compromiso", "PRU 23 014", "PRU23-014"),
        ("codigo_compromiso", "el catorce", None),
    ],
)
def test_un_codigo(tipo: str, valor: str, propuesto: str | None) -> None:
    assert codigo_propuesto(tipo, valor) == propuesto


@pytest.mark.parametrize(
    ("valor", "propuesta"),
    [
        ("18/11/2023", "2023-11-18"),
        ("18-11-2023", "2023-11-18"),
        ("2023/11/18", "2023-11-18"),
        ("18 de noviembre de 2023", "2023-11-18"),
        ("Sábado, 18 de noviembre del 2023", "2023-11-18"),
        ("18 nov 2023", None),
        ("11/18/2023", None),
        ("18/11/23", None),
        ("noviembre de 2023", None),
    ],
)
def test_una_fecha(valor: str, propuesta: str | None) -> None:
    assert fecha_propuesta(valor) == propuesta


@pytest.mark.parametrize(
    ("valor", "propuesta"),
    [
        ("8:00 am", "8:00"),
        ("2:45 p. m.", "14:45"),
        ("12:00 m", "12:00"),
        ("12 pm", "12:00"),
        ("12:30 a.m.", "0:30"),
        ("8.30", "8:30"),
        ("8h30", "8:30"),
        ("14:45 pm", None),
        ("8", None),
        ("25:00", None),
        ("por la tarde", None),
    ],
)
def test_una_hora(valor: str, propuesta: str | None) -> None:
    assert hora_propuesta(valor) == propuesta


@pytest.mark.parametrize(
    ("valor", "propuesto"),
    [
        ("1.200", "1200"),
        ("1,200,000", "1200000"),
        ("1 200", "1200"),
        ("1\u00a0200 personas", "1200"),
        ("1'200.000", "1200000"),
        ("1.200,00", "1200"),
        ("12.0", "12"),
        ("80 personas", "80"),
        ("Mesa 3", "3"),
        ("1.5", None),
        ("3 o 4", None),
    ],
)
def test_un_numero(valor: str, propuesto: str | None) -> None:
    assert entero_propuesto(valor) == propuesto


@given(st.text(max_size=20))
def test_lo_propuesto_siempre_sirve(texto: str) -> None:
    fecha, hora, entero = fecha_propuesta(texto), hora_propuesta(texto), entero_propuesto(texto)
    assert fecha is None or date.fromisoformat(fecha)
    assert hora is None or 0 <= int(hora.split(":")[0]) < 24
    assert entero is None or int(entero) >= 0


def test_el_mensaje_lo_propone() -> None:
    """Visto fallar: «por ejemplo: M2-S3-N1», sin decir que sobraba la raya."""
    detalle = {"type": "codigo_aporte", "loc": ("aportes", 0), "input": "m1–s1–n1"}
    assert redactar(detalle) == (
        "«m1–s1–n1» no tiene forma de código de aporte",
        "¿quiso decir M1-S1-N1? Se escribe con mayúsculas, cifras y el guion del teclado",
    )


@pytest.mark.parametrize(
    ("valor", "dos"),
    [
        ("2025 a 2027", ("2025", "2027")),
        ("2025-2027", ("2025", "2027")),
        ("de 2025 al 2027", ("2025", "2027")),
        ("2025–2027", ("2025", "2027")),
        ("2025", None),
        ("entre 2025 y 2027", None),
        ("dos o tres", None),
    ],
)
def test_dos_numeros(valor: str, dos: tuple[str, str] | None) -> None:
    assert dos_enteros(valor) == dos
