"""El gran rompecabezas: cualquier reparto de mesas y sub-mesas, sin dos aristas intercambiables por mesa."""

from itertools import combinations
from math import hypot, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rompecabezas.comprobaciones import cruces, encajan, escribible

from generador.rompecabezas.ficha import TIPOS, Ficha
from generador.rompecabezas.llaves import DISTANCIA_MINIMA
from generador.rompecabezas.mural import mural
from generador.rompecabezas.trazo import ErrorGeometria, Punto, Rectangulo

pytestmark = pytest.mark.lenta

asamblea = st.lists(st.lists(st.integers(1, 2), min_size=1, max_size=6), min_size=1, max_size=5)
ARAUCA = [[1, 2, 1, 1, 1], [1, 1, 1, 1, 1], [2, 1, 1, 2, 1], [1, 1, 1, 1, 2], [1, 1, 1, 1, 1]]


def perfiles(fichas: tuple[Ficha, ...]) -> list[tuple[Punto, ...]]:
    """Cada junta de esas fichas, una vez, centrada en el origen y acostada."""
    vistas: dict[frozenset[Punto], tuple[Punto, ...]] = {}
    for ficha in fichas:
        for arista in ficha.aristas:
            if arista.llave is not None:
                a, b = arista.trazo.inicio, arista.trazo.fin
                largo = hypot(b.x - a.x, b.y - a.y)
                ux, uy = (b.x - a.x) / largo, (b.y - a.y) / largo
                mx, my = (a.x + b.x) / 2, (a.y + b.y) / 2
                vistas.setdefault(
                    frozenset((a, b)),
                    tuple(
                        Punto((p.x - mx) * ux + (p.y - my) * uy, (p.y - my) * ux - (p.x - mx) * uy)
                        for p in arista.trazo.aplanado(0.05)
                    ),
                )
    return list(vistas.values())


def se_distinguen(unos: tuple[Punto, ...], otros: tuple[Punto, ...], umbral: float) -> bool:
    """Si algún punto de un perfil queda a más de `umbral` mm del otro (distancia de Hausdorff)."""
    return any(
        all((p.x - q.x) ** 2 + (p.y - q.y) ** 2 > umbral**2 for q in otros)
        for unos, otros in ((unos, otros), (otros, unos))
        for p in unos
    )


def girado(perfil: tuple[Punto, ...]) -> tuple[Punto, ...]:
    return tuple(Punto(-p.x, -p.y) for p in perfil)


@given(asamblea, st.floats(30, 150), st.floats(30, 150), st.text(max_size=6))
@settings(deadline=None, max_examples=25)
def test_el_mural_encaja_y_suma(tiras: list[list[int]], ancho: float, alto: float, semilla: str) -> None:
    m = mural(tiras, ancho, alto, semilla)
    altos = [sum(mesa) for mesa in tiras]
    assert [(f.mesa, f.submesa, f.necesidad, f.tipo) for f in m.fichas] == [
        (i, s, n, tipo)
        for i, mesa in enumerate(tiras, start=1)
        for s, cuantas in enumerate(mesa, start=1)
        for n in range(1, cuantas + 1)
        for tipo in TIPOS
    ]
    assert encajan(m.fichas)
    assert isclose(m.ancho, ancho * 3 * len(tiras), rel_tol=1e-12)
    assert isclose(m.alto, alto * max(altos), rel_tol=1e-12)
    assert isclose(sum(f.contorno.area() for f in m.fichas), ancho * 3 * alto * sum(altos), rel_tol=1e-9)
    huecos = sum(h.ancho * h.alto for h in m.huecos)
    assert isclose(huecos, m.ancho * m.alto - ancho * 3 * alto * sum(altos), abs_tol=1e-6)
    for f in m.fichas:
        assert m.caja.contiene(f.caja)
        assert escribible(f)
        # A lo sumo entra una lengüeta por eje: el papel libre no baja de lo que deja una.
        assert f.aristas.norte.sentido + f.aristas.sur.sentido >= -1
        assert f.aristas.este.sentido + f.aristas.oeste.sentido >= -1
        assert f.segura.alto > alto - 1.65 * m.lengueta
        assert f.segura.ancho > ancho - 1.65 * m.lengueta
    for f in m.fichas[::7]:
        assert cruces(f.contorno.aplanado(0.1)) == 0
    assert m == mural(tiras, ancho, alto, semilla)


@pytest.mark.parametrize(("tiras", "ancho"), [(ARAUCA, 90), ([[1] * 3, [2] * 4, [1]], 60)])
def test_en_una_mesa_no_hay_dos_aristas_intercambiables(tiras: list[list[int]], ancho: float) -> None:
    m = mural(tiras, ancho, 60, "arauca-2023")
    for mesa in range(1, len(tiras) + 1):
        propias = perfiles(m.de_mesa(mesa))
        for uno, otro in combinations(propias, 2):
            assert se_distinguen(uno, otro, 0.09 * m.lengueta)
            assert se_distinguen(uno, girado(otro), 0.09 * m.lengueta)


def test_tampoco_en_una_mesa_de_cuarenta_tiras() -> None:
    m = mural([[1] * 40, [2] * 20, [1]], 90, 60, "larga")
    propias = perfiles(m.de_mesa(2))
    assert len(propias) == 2 * 40 + 3 * 39 + 40 + 1
    umbral = DISTANCIA_MINIMA * m.lengueta
    for uno, otro in combinations(propias, 2):
        assert se_distinguen(uno, otro, umbral)
    for uno, otro in list(combinations(propias, 2))[::9]:
        assert se_distinguen(uno, girado(otro), umbral)
    assert not se_distinguen(propias[0], propias[0], umbral)


def test_anadir_una_tira_no_cambia_el_corte_de_las_demas() -> None:
    antes = mural([[1] * 5, [1] * 5], 90, 60, "x")
    despues = mural([[1] * 5, [1] * 5 + [2]], 90, 60, "x")
    assert antes.de_mesa(1) == tuple(despues.fichas[:15])
    juntas = set(despues.juntas())
    assert set(antes.juntas()) <= juntas


def test_contornos_por_mesa_y_por_tipo() -> None:
    m = mural(ARAUCA, 90, 60, "arauca-2023")
    assert (m.ancho, m.alto, len(m.fichas)) == (1350, 420, 87)
    (entero,) = m.contornos()
    assert entero.area() == pytest.approx(90 * 60 * 87, rel=1e-12)
    (mesa_2,) = m.contornos(mesa=2)
    assert mesa_2.area() == pytest.approx(sum(f.contorno.area() for f in m.de_mesa(2)), rel=1e-12)
    assert len(m.contornos(tipo="plan")) == 5
    assert m.huecos[0] == Rectangulo(0, 360, 270, 60)


def test_cuarenta_mesas_de_cuarenta_en_menos_de_megabyte_y_medio() -> None:
    svg = dibujar_grande()
    assert svg.count("M") > 4800
    assert len(svg.encode()) < 1_500_000


def dibujar_grande() -> str:
    m = mural([[1] * 40] * 40, 90, 60, "grande")
    partes = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{m.caja.viewbox()}">']
    for mesa in range(1, 41):
        d = "".join(t.svg() for t in m.contornos(mesa=mesa))
        partes.append(f'<path class="m{mesa}" d="{d}"/>')
    partes.append(f'<path class="junta" d="{"".join(t.svg() for t in m.juntas())}"/></svg>')
    assert len(m.fichas) == 4800
    return "".join(partes)


@pytest.mark.parametrize(
    ("tiras", "medidas", "mensaje"),
    [
        ([], (90, 60), "al menos una mesa"),
        ([[1], []], (90, 60), "la mesa 2 no tiene sub-mesas"),
        ([[1, 3]], (90, 60), "la sub-mesa 2 de la mesa 1 trae 3 necesidades"),
        ([[0]], (90, 60), "trae 0 necesidades"),
        ([[1]], (90, 0), "no puede medir"),
        ([[2] * 400], (90, 60), "lengüetas distintas"),
    ],
)
def test_lo_imposible_se_dice(tiras: list[list[int]], medidas: tuple[float, float], mensaje: str) -> None:
    with pytest.raises(ErrorGeometria, match=mensaje):
        mural(tiras, *medidas, "x")
