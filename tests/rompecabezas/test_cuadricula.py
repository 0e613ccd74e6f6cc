"""Cuadrículas, fichas sueltas y colores: llenan su rectángulo, encajan y se pueden escribir."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rompecabezas.comprobaciones import cruces, dentro, encajan, escribible

from generador.rompecabezas.ficha import Vecinas, juntas, region
from generador.rompecabezas.mesa import colorear, cuadricula, ficha_suelta
from generador.rompecabezas.trazo import ErrorGeometria, Punto, Rectangulo

pocas = st.integers(1, 7)
lado = st.floats(5, 400)


@given(pocas, pocas, lado, lado, st.text(max_size=6))
@settings(deadline=None, max_examples=40)
def test_la_cuadricula_llena_su_rectangulo(f: int, c: int, ancho: float, alto: float, semilla: str) -> None:
    fichas = cuadricula(f, c, ancho, alto, semilla)
    assert [(x.fila, x.columna) for x in fichas] == [(i, j) for i in range(f) for j in range(c)]
    assert encajan(fichas)
    assert isclose(sum(x.contorno.area() for x in fichas), ancho * alto, rel_tol=1e-9)
    lleno = Rectangulo(0, 0, ancho, alto)
    assert all(lleno.contiene(x.caja) for x in fichas)
    assert fichas == cuadricula(f, c, ancho, alto, semilla)


@pytest.mark.lenta
@given(pocas, pocas, lado, lado)
@settings(deadline=None, max_examples=15)
def test_cada_ficha_se_corta_y_se_escribe(f: int, c: int, ancho: float, alto: float) -> None:
    fichas = cuadricula(f, c, ancho, alto, "corte")
    ficha = fichas[len(fichas) // 2]
    grueso = min(ficha.celda.ancho, ficha.celda.alto) / 400
    assert cruces(ficha.contorno.aplanado(grueso)) == 0
    justa = ficha.contorno.caja()
    assert ficha.caja.contiene(justa)
    assert justa.ampliado(1e-9).contiene(ficha.caja)
    for cada in fichas:
        s = cada.segura
        assert escribible(cada) if min(s.ancho, s.alto) > 1 else cada.celda.contiene(s)


@pytest.mark.lenta
@pytest.mark.parametrize(("f", "c"), [(1, 1), (1, 40), (40, 1), (40, 40), (13, 31)])
def test_tamanos_extremos(f: int, c: int) -> None:
    fichas = cuadricula(f, c, 700, 500, "extremo")
    assert len(fichas) == f * c
    assert encajan(fichas)
    poligonos = [x.contorno.aplanado(0.05) for x in fichas]
    doble = sum((a.x * b.y - b.x * a.y) for p in poligonos for a, b in pairwise(p))
    assert isclose(doble / 2, 700 * 500, rel_tol=1e-6)
    assert len(juntas(fichas)) == f * (c - 1) + c * (f - 1)


def test_otra_semilla_otro_corte() -> None:
    unos, otros = cuadricula(3, 6, 216, 120, "a"), cuadricula(3, 6, 216, 120, "b")
    assert all(a.contorno != b.contorno for a, b in zip(unos, otros, strict=True))


def test_dos_cruces_si_el_poligono_se_cruza() -> None:
    mono = tuple(Punto(*p) for p in ((0, 0), (4, 4), (4, 0), (0, 4), (0, 0)))
    assert cruces(mono) == 1
    assert dentro(mono, 3.5, 2)
    assert not dentro(mono, 2, 3.9)


@pytest.mark.lenta
@given(st.tuples(*[st.sampled_from([-1, 0, 1])] * 4), lado, lado, st.text(max_size=4))
@settings(deadline=None, max_examples=60)
def test_ficha_suelta(lenguetas: tuple[int, int, int, int], ancho: float, alto: float, semilla: str) -> None:
    ficha = ficha_suelta(ancho, alto, semilla, lenguetas=lenguetas)
    assert tuple(a.sentido for a in ficha.aristas) == lenguetas
    assert (ficha.mesa, ficha.tipo, ficha.vecinas) == (None, None, Vecinas())
    assert ficha.celda == Rectangulo(0, 0, ancho, alto)
    assert cruces(ficha.contorno.aplanado(min(ancho, alto) / 400)) == 0
    assert escribible(ficha)
    assert (ficha.caja.y < -0.1 * min(ancho, alto)) == (lenguetas[0] == 1)


def test_region_une_sin_costuras() -> None:
    fichas = cuadricula(3, 3, 90, 90, "r")
    (entera,) = region(fichas, range(9))
    assert entera.area() == pytest.approx(8100, rel=1e-12)
    afuera, adentro = sorted(region(fichas, [0, 1, 2, 3, 5, 6, 7, 8]), key=lambda t: -t.area())
    assert afuera.area() == pytest.approx(8100, rel=1e-12)
    assert adentro.area() == pytest.approx(-fichas[4].contorno.area(), rel=1e-12)
    assert len(region(fichas, [0, 8])) == 2
    assert sum(t.area() for t in region(fichas, [0, 4])) == pytest.approx(
        fichas[0].contorno.area() + fichas[4].contorno.area(), rel=1e-12
    )
    assert region(fichas, []) == ()


@pytest.mark.parametrize(
    ("colores", "diagonal", "desnivel"), [(2, False, 0), (3, False, 5), (5, True, 2), (9, True, 2)]
)
def test_colores_de_vecinas_distintos_y_parejos(colores: int, diagonal: bool, desnivel: int) -> None:
    fichas = cuadricula(12, 17, 170, 120, "c")
    color = dict(zip(((x.fila, x.columna) for x in fichas), colorear(fichas, colores, "c"), strict=True))
    pasos = [(0, 1), (1, 0)] + [(1, 1), (1, -1)] * diagonal
    assert all(color[f, c] != color.get((f + i, c + j)) for f, c in color for i, j in pasos)
    usos = [list(color.values()).count(k) for k in range(colores)]
    assert max(usos) - min(usos) <= desnivel
    assert colorear(fichas, colores, "c") == tuple(color.values())


@pytest.mark.parametrize(
    ("llamada", "mensaje"),
    [
        (lambda: cuadricula(0, 3, 10, 10, "x"), "no tiene fichas"),
        (lambda: cuadricula(3, -1, 10, 10, "x"), "no tiene fichas"),
        (lambda: cuadricula(3, 3, 0, 10, "x"), "no puede medir"),
        (lambda: cuadricula(2, 2, 20, 20, "x", lengueta=3), "debe medir entre 0 y 2.78"),
        (lambda: ficha_suelta(20, 20, "x", lenguetas=(1, 2, 0, 0)), "llegó 2"),
        (lambda: ficha_suelta(20, -1, "x"), "no puede medir"),
        (lambda: colorear((), 1, "x"), "al menos dos"),
    ],
)
def test_lo_imposible_se_dice(llamada: object, mensaje: str) -> None:
    assert callable(llamada)
    with pytest.raises(ErrorGeometria, match=mensaje):
        llamada()
