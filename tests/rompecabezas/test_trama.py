"""Las tramas: cada raya y cada punto, dentro de su contorno."""

from __future__ import annotations

from math import hypot

from generador.rompecabezas.trama import puntos, rayas
from generador.rompecabezas.trazo import Punto

CUADRO = (Punto(0.0, 0.0), Punto(10.0, 0.0), Punto(10.0, 10.0), Punto(0.0, 10.0))
MORDIDO = (*CUADRO[:3], Punto(6.0, 10.0), Punto(6.0, 4.0), Punto(4.0, 4.0), Punto(4.0, 10.0), CUADRO[3])


def test_las_rayas_van_de_lado_a_lado() -> None:
    tramos = [(r.de, r.a) for r in rayas(CUADRO, 4.0, 0.0)]
    assert tramos[1:] == [((0.0, 4.0), (10.0, 4.0)), ((0.0, 8.0), (10.0, 8.0))]


def test_una_mordida_parte_la_raya() -> None:
    assert [(r.de.x, r.a.x) for r in rayas(MORDIDO, 8.0, 0.0) if r.de.y == 8.0] == [(0.0, 4.0), (6.0, 10.0)]


def test_inclinadas_conservan_el_paso() -> None:
    tramos = list(rayas(CUADRO, 2.0, 45.0))
    largos = [round(hypot(r.a.x - r.de.x, r.a.y - r.de.y), 6) for r in tramos]
    assert max(largos) <= round(10 * 2**0.5, 6)
    assert all(-1e-9 <= v <= 10 + 1e-9 for r in tramos for p in r for v in p)


def test_los_puntos_se_apartan_de_la_orilla() -> None:
    malla = list(puntos(CUADRO, 2.0, 0.5))
    assert malla
    assert all(0.5 <= p.x <= 9.5 and 0 <= p.y <= 10 for p in malla)
