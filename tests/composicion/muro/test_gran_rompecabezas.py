"""El muro: enteras y medias comparten el borde, todo cabe en la hoja y las fichas encajan."""

import pytest
from fabrica import asamblea
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.catalogo.inventario import TAMANOS_PAPEL
from generador.composicion.muro.gran_rompecabezas import (
    MARGEN_HOJA,
    SALIENTE,
    FichaDelMuro,
    GranRompecabezas,
    _trazado,
    gran_rompecabezas,
)
from generador.modelo.datos.metodologia import TipoFicha
from generador.rompecabezas.trazo import Punto

pytestmark = pytest.mark.lenta

PAPELES = st.sampled_from(sorted(TAMANOS_PAPEL.values()))
FORMAS = st.lists(st.integers(1, 7), min_size=1, max_size=6)


def _de(forma: list[int], por_tira: int, semilla: str, papel: tuple[int, int]) -> GranRompecabezas:
    codigos = tuple(tuple(f"M{m}-S{s}" for s in range(1, n + 1)) for m, n in enumerate(forma, start=1))
    return _trazado(codigos, por_tira, semilla, papel[1], papel[0])


def _tramos(ficha: FichaDelMuro) -> set[tuple[Punto, tuple[float, ...]]]:
    """Cada tramo con su punto de partida: el contorno como conjunto, sin importar dónde empieza."""
    salida, desde = set(), ficha.contorno.inicio
    for t in ficha.contorno.tramos:
        salida.add((desde, tuple(t)))
        desde = Punto(t[-2], t[-1])
    return salida


def _inversos(ficha: FichaDelMuro) -> set[tuple[Punto, tuple[float, ...]]]:
    salida = set()
    contorno = ficha.contorno.inverso()
    desde = contorno.inicio
    for t in contorno.tramos:
        salida.add((desde, tuple(t)))
        desde = Punto(t[-2], t[-1])
    return salida


@settings(max_examples=40, deadline=None)
@given(forma=FORMAS, semilla=st.text(max_size=8), papel=PAPELES)
def test_la_entera_es_la_union_de_sus_medias(forma: list[int], semilla: str, papel: tuple[int, int]) -> None:
    t = _de(forma, 2, semilla, papel)
    for (submesa, _, tipo, media), entera in t.fichas.items():
        if media:
            continue
        arriba, abajo = (t.ficha(submesa, n, tipo, media=True) for n in (1, 2))
        junta = _tramos(arriba) & _inversos(abajo)
        assert junta, "las medias comparten su junta"
        # El borde exterior de las dos medias, sin la junta, es el de la entera, con los mismos flotantes.
        afuera = (_tramos(arriba) | _tramos(abajo)) - junta - _inversos(arriba) - _inversos(abajo)
        assert afuera == _tramos(entera)
        suma = arriba.contorno.area() + abajo.contorno.area()
        assert abs(suma - entera.contorno.area()) < 1e-4
        assert entera.celda.ancho == arriba.celda.ancho == abajo.celda.ancho
        assert abs(arriba.celda.alto + abajo.celda.alto - entera.celda.alto) < 1e-9


@settings(max_examples=40, deadline=None)
@given(forma=FORMAS, por_tira=st.sampled_from([1, 2]), semilla=st.text(max_size=8), papel=PAPELES)
def test_toda_ficha_cabe_en_su_hoja_y_sobresale_una_vez_por_eje(
    forma: list[int], por_tira: int, semilla: str, papel: tuple[int, int]
) -> None:
    t = _de(forma, por_tira, semilla, papel)
    alto, ancho = papel
    for ficha in t.fichas.values():
        caja, celda = ficha.contorno.caja(), ficha.celda
        tope = alto / 2 if ficha.media else alto
        assert caja.ancho <= ancho - 2 * MARGEN_HOJA + 1e-6
        assert caja.alto <= (tope - MARGEN_HOJA if ficha.media else tope - 2 * MARGEN_HOJA) + SALIENTE / 2
        assert ficha.caja.contiene(caja, 1e-6)
        salientes = {
            "horizontal": [celda.x - caja.x > 6, caja.derecha - celda.derecha > 6],
            "vertical": [celda.y - caja.y > 6, caja.abajo - celda.abajo > 6],
        }
        for eje, lados in salientes.items():
            assert sum(lados) <= 1, (ficha.codigo, eje)
    # Las dos medias van en la misma hoja: su caja conjunta también cabe.
    for (submesa, n, tipo, media), una in t.fichas.items():
        if media and n == 1:
            otra = t.ficha(submesa, 2, tipo, media=True)
            assert (
                max(una.caja.abajo, otra.caja.abajo) - min(una.caja.y, otra.caja.y)
                <= alto - 2 * MARGEN_HOJA + 1e-6
            )
            w = max(una.caja.derecha, otra.caja.derecha) - min(una.caja.x, otra.caja.x)
            assert w <= ancho - 2 * MARGEN_HOJA + 1e-6


@settings(max_examples=30, deadline=None)
@given(forma=FORMAS, por_tira=st.sampled_from([1, 2]), semilla=st.text(max_size=8), papel=PAPELES)
def test_donde_se_escribe_no_pasa_ningun_corte(
    forma: list[int], por_tira: int, semilla: str, papel: tuple[int, int]
) -> None:
    t = _de(forma, por_tira, semilla, papel)
    for ficha in t.fichas.values():
        s = ficha.segura
        assert s.ancho > 200
        assert s.alto > (55 if ficha.media else 140)
        assert ficha.celda.contiene(s, 1e-9)
        assert not any(s.x < p.x < s.derecha and s.y < p.y < s.abajo for p in ficha.contorno.aplanado(0.1))


@settings(max_examples=30, deadline=None)
@given(forma=FORMAS, semilla=st.text(max_size=8))
def test_enteras_y_medias_de_vecinas_encajan_en_cualquier_combinacion(forma: list[int], semilla: str) -> None:
    t = _de(forma, 2, semilla, (216, 279))
    for m, cuantas in enumerate(forma, start=1):
        for s in range(1, cuantas):
            for tipo in TipoFicha:
                de_abajo = t.ficha(f"M{m}-S{s + 1}", 1, tipo, media=False)
                media_de_abajo = t.ficha(f"M{m}-S{s + 1}", 1, tipo, media=True)
                for vecina in (
                    t.ficha(f"M{m}-S{s}", 1, tipo, media=False),
                    t.ficha(f"M{m}-S{s}", 2, tipo, media=True),
                ):
                    comun = _tramos(vecina) & _inversos(de_abajo)
                    assert comun
                    assert comun == _tramos(vecina) & _inversos(media_de_abajo)
    total = sum(f.contorno.area() for f in t.fichas.values() if not f.media)
    assert abs(total - sum(forma) * t.ancho_mesa * t.alto / max(forma)) < 1


def test_sale_del_papel_y_de_la_semilla() -> None:
    carta, a4 = gran_rompecabezas(asamblea()), gran_rompecabezas(asamblea(evento={"papel": "a4"}))
    assert (carta.ancho, a4.ancho) == (2 * 3 * (279 - 10 - SALIENTE), 2 * 3 * (297 - 10 - SALIENTE))
    assert gran_rompecabezas(asamblea()).fichas == carta.fichas
    otra = gran_rompecabezas(asamblea(evento={"semilla": "otra"}))
    assert otra.fichas.keys() == carta.fichas.keys()
    assert otra.fichas != carta.fichas


def test_con_una_sola_necesidad_no_hay_medias() -> None:
    t = gran_rompecabezas(asamblea(metodologia={"max_necesidades": 1}))
    assert all(not f.media for f in t.fichas.values())
    assert [f.codigo for f in t.juego("M1-S1", 1)] == ["M1-S1-N1"] * 3
