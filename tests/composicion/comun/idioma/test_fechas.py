"""Los días en palabras: uno, dos, seguidos, sueltos, de dos meses y de dos años."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.comun.idioma.fechas import dia_grande, dias, dias_con_semana, fecha, los_dias


def d(*textos: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(t) for t in textos)


def claro(texto: str) -> str:
    return texto.replace("\u00a0", " ")


CASOS = [
    (
        d("2023-11-18"),
        "18 de noviembre de 2023",
        "sábado 18 de noviembre de 2023",
        "el 18 de noviembre de 2023",
    ),
    (
        d("2023-11-18", "2023-11-19"),
        "18 y 19 de noviembre de 2023",
        "sábado 18 y domingo 19 de noviembre de 2023",
        "los días 18 y 19 de noviembre de 2023",
    ),
    (
        d("2023-11-18", "2023-11-19", "2023-11-20"),
        "del 18 al 20 de noviembre de 2023",
        "del sábado 18 al lunes 20 de noviembre de 2023",
        "del 18 al 20 de noviembre de 2023",
    ),
    (
        d("2023-11-30", "2023-12-01", "2023-12-02"),
        "del 30 de noviembre al 2 de diciembre de 2023",
        "del jueves 30 de noviembre al sábado 2 de diciembre de 2023",
        "del 30 de noviembre al 2 de diciembre de 2023",
    ),
    (
        d("2023-12-30", "2023-12-31", "2024-01-01"),
        "del 30 de diciembre de 2023 al 1 de enero de 2024",
        "del sábado 30 de diciembre de 2023 al lunes 1 de enero de 2024",
        "del 30 de diciembre de 2023 al 1 de enero de 2024",
    ),
    (
        d("2024-11-30", "2024-12-01"),
        "30 de noviembre y 1 de diciembre de 2024",
        "sábado 30 de noviembre y domingo 1 de diciembre de 2024",
        "los días 30 de noviembre y 1 de diciembre de 2024",
    ),
    (
        d("2023-12-31", "2024-01-01"),
        "31 de diciembre de 2023 y 1 de enero de 2024",
        "domingo 31 de diciembre de 2023 y lunes 1 de enero de 2024",
        "los días 31 de diciembre de 2023 y 1 de enero de 2024",
    ),
    (
        d("2023-11-18", "2023-11-20", "2023-11-25"),
        "18, 20 y 25 de noviembre de 2023",
        "sábado 18, lunes 20 y sábado 25 de noviembre de 2023",
        "los días 18, 20 y 25 de noviembre de 2023",
    ),
    (
        d("2023-11-18", "2023-11-25", "2023-12-02"),
        "18 y 25 de noviembre; 2 de diciembre de 2023",
        "sábado 18 y sábado 25 de noviembre; sábado 2 de diciembre de 2023",
        "los días 18 y 25 de noviembre; 2 de diciembre de 2023",
    ),
]


@pytest.mark.parametrize(("fechas", "corto", "con_semana", "en_frase"), CASOS)
def test_los_dias_en_palabras(fechas: tuple[date, ...], corto: str, con_semana: str, en_frase: str) -> None:
    assert claro(dias(fechas)) == corto
    assert claro(dias_con_semana(fechas)) == con_semana
    assert claro(los_dias(fechas)) == en_frase


@pytest.mark.parametrize(
    ("fechas", "grande", "resto"),
    [
        (d("2023-11-18"), "18", "de noviembre de 2023"),
        (d("2023-11-18", "2023-11-19"), "18 y 19", "de noviembre de 2023"),
        (d("2023-11-18", "2023-11-19", "2023-11-20"), "18 al 20", "de noviembre de 2023"),
        (d("2023-11-30", "2023-12-01", "2023-12-02"), "30", "de noviembre al 2 de diciembre de 2023"),
        (d("2023-12-31", "2024-01-01", "2024-01-02"), "31", "de diciembre de 2023 al 2 de enero de 2024"),
        (d("2024-11-30", "2024-12-01"), "30", "de noviembre y 1 de diciembre de 2024"),
        (d("2023-12-31", "2024-01-01"), "31", "de diciembre de 2023 y 1 de enero de 2024"),
        (
            d("2023-11-18", "2023-11-20", "2023-11-25"),
            "18",
            "de noviembre de 2023, y 20 y 25 de noviembre de 2023",
        ),
    ],
)
def test_lo_que_va_grande_y_lo_que_le_sigue(fechas: tuple[date, ...], grande: str, resto: str) -> None:
    assert tuple(map(claro, dia_grande(fechas))) == (grande, resto)


varios_dias = st.builds(
    lambda primero, saltos: tuple(primero + timedelta(days=sum(saltos[:i])) for i in range(len(saltos) + 1)),
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.lists(st.integers(1, 400), max_size=7),
)


@given(varios_dias)
def test_siempre_se_leen_el_primero_y_el_ultimo(fechas: tuple[date, ...]) -> None:
    texto = claro(dias(fechas))
    primera, ultima = fechas[0], fechas[-1]
    assert texto.removeprefix("del ").startswith(f"{primera.day} ") or f"{primera.day}," in texto[:7]
    assert texto.endswith(claro(fecha(ultima)).partition(" ")[2])
    for anio in {f.year for f in fechas} if len(fechas) < 3 else {primera.year, ultima.year}:
        assert str(anio) in texto
    assert "  " not in texto
    corrido = len(fechas) > 2 and (ultima - primera).days == len(fechas) - 1
    assert texto.startswith("del ") == corrido
    if not corrido:
        # Cada día se dice una vez.
        numeros = [int(p.strip(",;")) for p in texto.split() if p.strip(",;").isdigit() and len(p) < 4]
        assert numeros == [f.day for f in fechas]


@given(varios_dias)
def test_el_dia_grande_y_el_resto_dicen_lo_mismo(fechas: tuple[date, ...]) -> None:
    grande, resto = dia_grande(fechas)
    dicho = claro(f"{grande} {resto}")
    assert grande.startswith(str(fechas[0].day))
    assert str(fechas[-1].year) in dicho
    assert str(fechas[-1].day) in dicho
