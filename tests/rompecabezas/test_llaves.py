"""Reparto de llaves: sin repetidas, separadas, y el mismo en cualquier máquina."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.rompecabezas.llaves import (
    DISTANCIA_MINIMA,
    capacidad,
    distancia,
    enteros,
    holgura,
    orientada,
    repartir,
    sentidos,
)
from generador.rompecabezas.trazo import ErrorGeometria, Llave


def test_los_enteros_no_dependen_de_la_maquina() -> None:
    assert enteros(3, "arauca-2023", "mural") == (914463199, 4240895544, 1170323351)
    assert enteros(2, "a", "bc") != enteros(2, "ab", "c")


@given(st.integers(1, 900), st.floats(0.25, 1.2), st.text(max_size=8))
def test_ninguna_llave_se_repite_ni_girada(cantidad: int, libre: float, semilla: str) -> None:
    if cantidad > capacidad(libre):
        with pytest.raises(ErrorGeometria, match="hacen falta"):
            repartir(cantidad, libre, semilla)
        assert len(repartir(cantidad, libre, semilla, repetir=True)) == cantidad
        return
    llaves = repartir(cantidad, libre, semilla)
    assert len(set(llaves) | {una.girada() for una in llaves}) == 2 * cantidad
    assert llaves == repartir(cantidad, libre, semilla)


@pytest.mark.lenta
def test_las_llaves_de_una_mesa_corriente_distan_mas_de_nueve_centesimas() -> None:
    llaves = repartir(56, holgura(90, 60, 12), "cualquiera")
    cercanas = [(a, b) for a, b in combinations(llaves, 2) if abs(a.posicion - b.posicion) < 0.3]
    assert len(cercanas) > 300
    assert min(distancia(a, b) for a, b in cercanas[::3]) > 0.09


@pytest.mark.lenta
@given(st.integers(0, 895), st.integers(0, 895), st.booleans())
def test_dos_llaves_cualesquiera_distan_lo_prometido(i: int, j: int, vuelta: bool) -> None:
    llaves = repartir(896, holgura(90, 60, 12), "larga")
    una, otra = llaves[i], llaves[j]
    if vuelta:
        otra = otra.girada()
    if i == j:
        assert distancia(una, otra) < 1e-9
    else:
        assert distancia(una, otra) > DISTANCIA_MINIMA


def test_orientada_conserva_la_curva() -> None:
    una = Llave(1, 0.3, 9.0, 1.1, 0.16, 0.0)
    assert orientada(una, 1) is una
    assert orientada(una, -1) == Llave(-1, -0.3, -9.0, 1.1, -0.0, -0.16)
    assert orientada(una, -1).girada() == una


def test_sentidos_sin_tres_iguales_y_estables() -> None:
    largos = sentidos(81, "x")
    assert sentidos(7, "x") == largos[:7]
    assert all(abs(a + b + c) < 3 for a, b, c in zip(largos, largos[1:], largos[2:], strict=False))
    assert set(largos) == {1, -1}
