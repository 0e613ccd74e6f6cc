"""Fichas en hojas: todas, en orden, sin tocarse ni salirse del margen."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.rompecabezas.mural import mural
from generador.rompecabezas.pliego import A4, CARTA, CARTA_APAISADA, HOJAS, MEDIA_CARTA, OFICIO, Hoja, colocar
from generador.rompecabezas.trazo import ErrorGeometria, Rectangulo


@given(
    st.sampled_from([*HOJAS.values(), Hoja("postal", 216, 279, 2, 2)]),
    st.floats(25, 55),
    st.floats(25, 55),
    st.sampled_from([None, 1, 3]),
    st.floats(0, 8),
)
@settings(deadline=None, max_examples=50)
def test_caben_sin_tocarse(
    hoja: Hoja, ancho: float, alto: float, por_parte: int | None, separacion: float
) -> None:
    fichas = mural([[1, 2], [2, 1, 1]], ancho, alto, "p").fichas
    posiciones = colocar(fichas, hoja, margen=10, separacion=separacion, por_parte=por_parte)
    assert [p.ficha for p in posiciones] == list(range(len(fichas)))
    partes: dict[tuple[int, int], list[Rectangulo]] = {}
    for p in posiciones:
        assert fichas[p.ficha].caja.trasladado(p.dx, p.dy) == p.caja
        assert hoja.partes()[p.parte].ampliado(-10).contiene(p.caja)
        partes.setdefault((p.hoja, p.parte), []).append(p.caja)
    assert sorted(partes) == [divmod(n, len(hoja.partes())) for n in range(len(partes))]
    for cajas in partes.values():
        assert por_parte is None or len(cajas) <= por_parte
        for a, b in combinations(cajas, 2):
            lejos = max(b.x - a.derecha, a.x - b.derecha, b.y - a.abajo, a.y - b.abajo)
            assert lejos >= separacion - 1e-9


def test_medidas_de_las_hojas() -> None:
    assert [(h.ancho, h.alto) for h in (CARTA, CARTA_APAISADA, OFICIO, A4)] == [
        (216, 279), (279, 216), (216, 330), (210, 297)
    ]  # fmt: skip
    assert MEDIA_CARTA.partes() == (Rectangulo(0, 0, 216, 139.5), Rectangulo(0, 139.5, 216, 139.5))
    assert MEDIA_CARTA.apaisada().partes()[1] == Rectangulo(139.5, 0, 139.5, 216)
    assert list(HOJAS) == [
        "carta", "carta apaisada", "media carta", "oficio", "oficio apaisada", "A4", "A4 apaisada"
    ]  # fmt: skip


def test_una_por_media_carta_queda_centrada() -> None:
    fichas = mural([[1]], 150, 95, "p").fichas
    posiciones = colocar(fichas, MEDIA_CARTA, por_parte=1)
    assert [(p.hoja, p.parte) for p in posiciones] == [(0, 0), (0, 1), (1, 0)]
    for p in posiciones:
        centro = MEDIA_CARTA.partes()[p.parte].centro
        assert p.caja.centro.x == pytest.approx(centro.x)
        assert p.caja.centro.y == pytest.approx(centro.y)


@pytest.mark.parametrize(
    ("medidas", "opciones", "mensaje"),
    [
        ((210, 100), {}, r"la ficha 1 ocupa .* y en media carta, con 10 mm .* 196\.0 × 119\.5 mm"),
        ((60, 50), {"margen": 60}, r"caben 96\.0 × 19\.5 mm"),
        ((60, 50), {"margen": 90}, r"caben 36\.0 × 0\.0 mm"),
        ((60, 50), {"margen": -1}, "no pueden ser negativos"),
        ((60, 50), {"separacion": -1}, "no pueden ser negativos"),
        ((60, 50), {"por_parte": 0}, "menos de una"),
    ],
)
def test_lo_que_no_cabe_se_dice(medidas: tuple[float, float], opciones: dict[str, int], mensaje: str) -> None:
    fichas = mural([[1]], *medidas, "p").fichas
    with pytest.raises(ErrorGeometria, match=mensaje):
        colocar(fichas, MEDIA_CARTA, **opciones)
