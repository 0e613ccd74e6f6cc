"""Ninguna cifra se publica sin decir de cuántos es y quiénes faltan."""

from typing import Any

import pytest
from fabrica import asamblea
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.piezas.difusion import cifras
from generador.modelo.asamblea import Asamblea
from generador.modelo.publico.cifras import (
    NOMBRADOS,
    Cifra,
    asistencia_de,
    cifra,
    cifras_de,
    gente_de,
    mesas_de,
)

PLAN = [{"quien": "La mesa", "como": "En minga", "cuando": "En mayo"}]


def _cifra(cuantos: int, de: int) -> Cifra:
    return cifra([(f"M1-S{i}", i <= cuantos) for i in range(1, de + 1)], "sub-mesa", "sub-mesas")


@pytest.mark.parametrize(
    ("cuantos", "de", "porcentaje"),
    [
        (473, 500, "94,6 %"),
        (999, 1000, "99,9 %"),
        (9999, 10_000, "99,9 %"),
        (1, 10_000, "menos de 0,1 %"),
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (5, 23, "21,7 %"),
        (0, 0, "sin dato"),
    ],
)
def test_el_porcentaje_no_se_redondea_a_lo_que_no_es(cuantos: int, de: int, porcentaje: str) -> None:
    assert _cifra(cuantos, de).porcentaje == porcentaje


@given(st.integers(0, 300), st.integers(1, 300))
def test_solo_es_100_si_no_falta_ninguno(cuantos: int, de: int) -> None:
    hecha = _cifra(min(cuantos, de), de)
    assert (hecha.porcentaje == "100 %") == hecha.completa == (not hecha.faltan)
    assert len(hecha.faltan) == hecha.de - hecha.cuantos


def test_dice_quienes_faltan() -> None:
    assert _cifra(5, 7).entera == "5 de 7 sub-mesas (71,4 %); faltan M1-S6 y M1-S7"
    assert _cifra(6, 7).quienes == "falta M1-S7"
    assert (_cifra(7, 7).quienes, _cifra(7, 7).corta, _cifra(6, 7).corta) == (
        *("", "7 sub-mesas", "6 de 7 sub-mesas"),
    )
    assert _cifra(0, NOMBRADOS + 1500).quienes.endswith(f"M1-S{NOMBRADOS} y 1.500 más")


def _resultado(submesa: str, *, plan: bool = True, asistentes: int | None = 18) -> dict[str, Any]:
    aporte: dict[str, Any] = {"necesidad": "Hace falta una vía"}
    if plan:
        aporte |= {"solucion": "Arreglarla entre todas", "plan": PLAN}
    hecho: dict[str, Any] = {"submesa": submesa, "aportes": [aporte]}
    return hecho | ({"asistentes": asistentes} if asistentes is not None else {})


def _con(*resultados: dict[str, Any]) -> Asamblea:
    return asamblea(resultados=list(resultados), evento={"estado": "borrador"})


def test_las_hojas_que_faltan_y_los_planes_que_faltan() -> None:
    """«Cobertura del 100 %» con casi todas las hojas por entregar, y un plan contado sin tenerlo."""
    una = _con(_resultado("M1-S1"), _resultado("M2-S1", plan=False, asistentes=None))
    c, submesas = cifras_de(una), [s.codigo for s in una.submesas]
    assert c.entregas.texto == f"2 de {len(submesas)} sub-mesas"
    assert c.entregas.faltan == tuple(s for s in submesas if s not in ("M1-S1", "M2-S1"))
    assert (c.con_plan.entera, c.cobertura.entera) == (
        *("1 de 2 aportes (50 %); falta M2-S1-N1", "1 de 2 aportes (50 %); falta M2-S1-N1"),
    )
    assert (c.personas, c.contadas.texto) == (18, "1 de 2 sub-mesas")
    assert cifras_de(una, 2).con_plan.texto == "0 de 1 aporte"
    assert mesas_de(una).faltan == tuple(f"mesa {m.numero}" for m in una.mesas.mesas if m.numero != 1)
    assert asistencia_de(una) is None


def test_lo_que_se_cuenta_en_una_pieza_tambien_dice_de_cuantos() -> None:
    una = _con(_resultado("M1-S1"), _resultado("M2-S1", plan=False, asistentes=None))
    assert cifras(una) == (
        ("18", "personas en 1 sub-mesa"),
        ("2", f"de {len(una.submesas)} sub-mesas"),
        ("2", "necesidades, 1 con plan"),
        ("1", "compromiso"),
    )
    toda = _con(*(_resultado(s.codigo, asistentes=2) for s in una.submesas))
    n = len(una.submesas)
    assert cifras(toda) == (
        (str(2 * n), "personas"),
        (str(n), "sub-mesas"),
        (str(n), "necesidades con su plan"),
        (str(n), "compromisos"),
    )


def _gente(una: Asamblea) -> list[str]:
    return [gente_de(una).texto, *(gente_de(una, g.numero).texto for g in una.grupos)]


def test_despues_del_dia_se_dice_la_gente_que_fue_si_se_contaron_todas() -> None:
    """Vista fallar: la agenda aprobada decía 500 personas donde el registro tenía 473."""
    vacia = _con()
    mesas, submesas = vacia.grupos, vacia.submesas
    previstas = [
        f"{vacia.evento.alcance} personas previstas",
        *(f"{g.personas} personas previstas" for g in mesas),
    ]
    assert _gente(vacia) == previstas
    hojas = [_resultado(s.codigo, asistentes=2) for s in submesas]
    antes = asamblea(resultados=hojas, evento={"estado": "en_curso"})
    assert _gente(antes) == previstas
    suyas = [f"{2 * len(g.submesas)} personas" for g in mesas]
    assert _gente(_con(*hojas)) == [f"{2 * len(submesas)} personas", *suyas]
    # Falta contar una: de su mesa y de todas se dice lo previsto.
    sin_una = [_resultado(submesas[0].codigo, asistentes=None), *hojas[1:]]
    assert _gente(_con(*sin_una)) == [previstas[0], previstas[1], *suyas[1:]]
    registro = {"fecha": vacia.evento.primera.fecha, "total": 5}
    con_registro = asamblea(resultados=sin_una, evento={"estado": "borrador"}, asistencia=registro)
    assert _gente(con_registro) == ["5 personas", previstas[1], *suyas[1:]]
    # Con todas contadas, si el registro dice otra cosa se distingue de quién es cada cuenta.
    otra = asamblea(resultados=hojas, evento={"estado": "borrador"}, asistencia=registro)
    assert _gente(otra) == ["5 personas según el registro", *suyas]
    iguales = {**registro, "total": 2 * len(submesas)}
    misma = asamblea(resultados=hojas, evento={"estado": "borrador"}, asistencia=iguales)
    assert _gente(misma)[0] == f"{2 * len(submesas)} personas"
