"""Trazos: inversión exacta, áreas por Green, cajas justas y texto SVG."""

from itertools import pairwise
from math import hypot, inf, isclose, nan, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.rompecabezas.llaves import holgura
from generador.rompecabezas.trazo import (
    ErrorGeometria,
    Llave,
    Punto,
    Rectangulo,
    Trazo,
    alcance,
    arista,
    recta,
)

medida = st.floats(-500, 500, allow_nan=False).map(lambda v: round(v, 3))
punto = st.builds(Punto, medida, medida)
llave = st.builds(
    Llave,
    st.sampled_from([1, -1]),
    st.floats(-0.7, 0.7),
    st.sampled_from([-9.0, 0.0, 9.0]),
    st.sampled_from([0.9, 1.0, 1.1]),
    st.sampled_from([-0.16, 0.0, 0.16]),
    st.sampled_from([-0.16, 0.0, 0.16]),
)
cuadrado = Trazo(Punto(0, 0), ((10, 0), (10, 10), (0, 10), (0, 0)))
k = 0.5522847498
circulo = Trazo(
    Punto(1, 0),
    ((1, k, k, 1, 0, 1), (-k, 1, -1, k, -1, 0), (-1, -k, -k, -1, 0, -1), (k, -1, 1, -k, 1, 0)),
)


@given(punto, punto, llave)
def test_invertir_dos_veces_no_cambia_ni_un_bit(a: Punto, b: Punto, una: Llave) -> None:
    if hypot(b.x - a.x, b.y - a.y) < 1:
        return
    trazo = arista(a, b, una, 3.0)
    assert trazo.inverso().inverso() == trazo
    assert trazo.inverso().aplanado(0.01) == trazo.aplanado(0.01)[::-1]


@given(st.floats(20, 300), llave)
def test_la_lengueta_mide_lo_mismo_en_cualquier_arista(largo: float, una: Llave) -> None:
    corta = arista(Punto(0, 0), Punto(20, 0), una, 4.0)
    larga = arista(Punto(0, 0), Punto(largo, 0), una, 4.0)
    dx = (largo - 20) / 2
    for x, y in zip(corta.tramos[1] + corta.tramos[2], larga.tramos[1] + larga.tramos[2], strict=True):
        assert isclose(x, y, abs_tol=1e-9) or isclose(x + dx, y, abs_tol=1e-9)


@given(llave)
def test_la_llave_girada_es_la_misma_curva_al_derecho_y_al_reves(una: Llave) -> None:
    a, b = Punto(0, 0), Punto(60, 0)
    derecha = arista(a, b, una, 12.0).aplanado(0.01)
    vuelta = arista(b, a, una.girada(), 12.0).aplanado(0.01)
    assert all(hypot(p.x - q.x, p.y - q.y) < 1e-9 for p, q in zip(derecha, reversed(vuelta), strict=True))


@given(llave, st.sampled_from([(80.0, 0.0), (0.0, 80.0), (-80.0, 0.0), (0.0, -80.0)]))
def test_el_sentido_1_sale_a_la_izquierda(una: Llave, fin: tuple[float, float]) -> None:
    trazo = arista(Punto(0, 0), Punto(*fin), una, 10.0)
    cima = Punto(*trazo.tramos[1][-2:])
    assert (cima.x * fin[1] - cima.y * fin[0] > 0) == (una.sentido == 1)


@given(llave)
def test_el_alcance_es_el_de_la_curva(una: Llave) -> None:
    hundida, salida = alcance(una)
    ys = [-p.y for p in arista(Punto(0, 0), Punto(40, 0), una, 7.0).aplanado(0.001)]
    assert isclose(min(ys), 7 * hundida, abs_tol=0.002)
    assert isclose(max(ys), 7 * salida, abs_tol=0.002)


def test_areas() -> None:
    assert cuadrado.area() == 100
    assert cuadrado.inverso().area() == -100
    assert isclose(circulo.area(), pi, rel_tol=3e-4)
    lejos = circulo.trasladado(1e6 + 1 / 3, -1e6 - 1 / 7)
    assert isclose(lejos.area(), circulo.area(), rel_tol=1e-8)


def test_caja_justa_y_no_la_de_los_controles() -> None:
    assert circulo.caja() == Rectangulo(-1, -1, 2, 2)
    arco = Trazo(Punto(0, 0), ((0, 4, 4, 4, 4, 0),))
    assert arco.caja() == Rectangulo(0, 0, 4, 3)


def test_aplanado_respeta_la_tolerancia() -> None:
    for tolerancia in (0.1, 0.01, 0.001):
        puntos = circulo.aplanado(tolerancia)
        medios = [hypot((p.x + q.x) / 2, (p.y + q.y) / 2) for p, q in pairwise(puntos)]
        assert min(medios) > 1 - tolerancia - 3e-4
    with pytest.raises(ErrorGeometria, match="tolerancia"):
        circulo.aplanado(0)


def test_svg_exacto() -> None:
    assert cuadrado.svg() == "M0 0h10v10h-10z"
    assert recta(Punto(0.004, -0.5), Punto(-10.255, 3)).svg() == "M0-.5l-10.26 3.5"
    assert circulo.svg() == "M1 0c0 .55-.45 1-1 1s-1-.45-1-1s.45-1 1-1s1 .45 1 1z"
    assert recta(Punto(0.4, 9.6), Punto(10, 20)).svg(0) == "M0 10l10 10"
    assert arista(Punto(0, 0), Punto(60, 0), Llave(1), 12).svg() == (
        "M0 0c23.04 2.04 27.89-1.69 25.58-5.09s.41-6.91 4.42-6.91s6.74 3.5 4.42 6.91s2.54 7.13 25.58 5.09"
    )


@pytest.mark.lenta
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=30))
def test_el_redondeo_del_svg_no_se_acumula(pasos: list[tuple[float, float]]) -> None:
    x = y = 0.0
    tramos = []
    for dx, dy in pasos:
        x, y = x + dx, y + dy
        tramos.append((x, y, x, y, x, y))
    letras = Trazo(Punto(0, 0), tuple(tramos)).svg().replace("-", " -").replace("z", "")
    suma_x = suma_y = 0.0
    for trozo in letras.replace("s", "c").split("c")[1:]:
        numeros = [float(n) for n in trozo.split()]
        suma_x, suma_y = suma_x + numeros[-2], suma_y + numeros[-1]
    assert abs(suma_x - x) < 0.0051
    assert abs(suma_y - y) < 0.0051


def test_unir_exige_continuidad() -> None:
    a = recta(Punto(0, 0), Punto(1, 0))
    assert a.unido(recta(Punto(1, 0), Punto(1, 1))).fin == Punto(1, 1)
    with pytest.raises(ErrorGeometria, match="no sigue"):
        a.unido(a)


def test_rectangulo() -> None:
    r = Rectangulo(1, 2, 30, 40)
    assert (r.derecha, r.abajo, r.centro) == (31, 42, Punto(16, 22))
    assert r.ampliado(1.5) == Rectangulo(-0.5, 0.5, 33, 43)
    assert r.ampliado(1).viewbox() == "0 1 32 42"
    assert r.contiene(r)
    assert not r.contiene(r.trasladado(0.001, 0))


@pytest.mark.parametrize(("b", "lengueta"), [(Punto(0, 0), 3.0), (Punto(9, 0), 0.0), (Punto(9, 0), -1.0)])
def test_arista_imposible(b: Punto, lengueta: float) -> None:
    with pytest.raises(ErrorGeometria, match="no admite"):
        arista(Punto(0, 0), b, Llave(1), lengueta)


@pytest.mark.parametrize("medidas", [(0, 5, 1), (5, -1, 1), (nan, 5, 1), (5, inf, 1), (9, 9, 3), (9, 9, 0)])
def test_holgura_rechaza_medidas_imposibles(medidas: tuple[float, float, float]) -> None:
    with pytest.raises(ErrorGeometria, match=r"no puede medir|debe medir entre"):
        holgura(*medidas)


medida_entera = st.integers(-50, 50)
lado = st.integers(0, 40)
rectangulo = st.builds(Rectangulo, medida_entera, medida_entera, lado, lado)


@given(st.lists(rectangulo, min_size=1, max_size=6))
def test_el_que_abarca_los_contiene_a_todos_y_es_el_menor(todos: list[Rectangulo]) -> None:
    junto = Rectangulo.que_abarca(todos)
    assert all(junto.contiene(r) for r in todos)
    assert (junto.x, junto.derecha) == (min(r.x for r in todos), max(r.derecha for r in todos))
    assert (junto.y, junto.abajo) == (min(r.y for r in todos), max(r.abajo for r in todos))


@given(rectangulo, rectangulo)
def test_lo_comun_esta_en_los_dos(uno: Rectangulo, otro: Rectangulo) -> None:
    comun = uno.comun(otro)
    assert comun == otro.comun(uno)
    if comun.ancho >= 0 and comun.alto >= 0:
        assert uno.contiene(comun)
        assert otro.contiene(comun)


def test_sin_rectangulos_no_hay_quien_abarque() -> None:
    with pytest.raises(ValueError, match="min"):
        Rectangulo.que_abarca([])
