"""Las horas de un programa en fila: lo que pasa de la medianoche, y lo que solo está mal escrito."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.modelo.datos.comun.medianoche import DIA, desvio, en_fila, hasta, salto


def h(texto: str) -> int:
    horas, minutos = texto.split(":")
    return 60 * int(horas) + int(minutos)


@pytest.mark.parametrize(
    ("inicio", "fin", "dura"),
    [
        ("8:00", "8:30", 30),
        ("22:00", "1:00", 180),
        ("22:00", "0:00", 120),
        ("23:59", "0:00", 1),
        ("12:00", "0:00", 720),
        ("8:00", "8:00", 0),
        # La semilla escribe «11:30 am – 12:15 am»: no son doce horas y cuarenta y cinco minutos.
        ("11:30", "0:15", -675),
        ("14:00", "13:30", -30),
        ("8:00", "4:30", -210),
    ],
)
def test_lo_que_dura(inicio: str, fin: str, dura: int) -> None:
    assert salto(h(inicio), h(fin)) == dura


def test_la_fila_sigue_al_otro_dia_y_no_se_confunde_con_un_desliz() -> None:
    noche = [("20:00", "0:30"), ("0:30", "1:00"), ("1:00", "1:15")]
    assert en_fila([(h(a), h(b)) for a, b in noche]) == ((1200, 1470), (1470, 1500), (1500, 1515))
    a_la_vez = [("20:00", "1:00"), ("21:00", "23:00"), ("0:15", "1:00")]
    assert en_fila([(h(a), h(b)) for a, b in a_la_vez]) == ((1200, 1500), (1260, 1380), (1455, 1500))
    # Un minuto de aire sobre la medianoche, como de 7:59 a 8:00.
    assert en_fila([(h("22:00"), h("23:59")), (h("0:00"), h("1:00"))]) == ((1320, 1439), (1440, 1500))
    # La tarde escrita como madrugada se queda donde está: `revision` lo dice.
    assert en_fila([(h("11:00"), h("12:15")), (h("1:15"), h("2:15"))]) == ((660, 735), (75, 135))


relojes = st.integers(0, DIA - 1)


@given(relojes, st.integers(1, DIA // 2))
def test_todo_lo_que_dura_hasta_doce_horas_se_recupera(inicio: int, dura: int) -> None:
    assert salto(inicio, (inicio + dura) % DIA) == dura
    assert hasta(inicio, (inicio + dura) % DIA) == inicio + dura


@given(relojes, relojes)
def test_nunca_mas_de_un_dia_ni_un_fin_al_otro_dia_de_mas_de_doce_horas(inicio: int, fin: int) -> None:
    real = hasta(inicio, fin)
    assert real % DIA == fin
    assert -DIA < real - inicio < DIA
    if real >= DIA:
        assert 0 < real - inicio <= DIA // 2


@given(st.integers(0, 12 * 60), st.lists(st.integers(1, 180), min_size=1, max_size=12))
def test_un_programa_seguido_se_pone_en_fila_aunque_pase_de_la_medianoche(
    inicio: int, duran: list[int]
) -> None:
    esperado, cuando = [], inicio
    for dura in duran:
        esperado.append((cuando, cuando + dura))
        cuando += dura
    if cuando < 2 * DIA and all(a < DIA or b for a, b in esperado):
        assert en_fila([(a % DIA, b % DIA) for a, b in esperado]) == tuple(esperado)


@given(relojes, st.integers(-DIA // 2, DIA // 2 - 1))
def test_el_desvio_va_por_el_camino_corto(plan: int, corre: int) -> None:
    assert desvio(plan, (plan + corre) % DIA) == corre
