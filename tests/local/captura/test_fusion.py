"""Juntar lo que llega con lo que ya está: nada se pisa y nada se pierde."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generador.local.captura.fusion import Choque, fundir

CAMPOS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1", "2", "3"]))


def test_llena_lo_vacio_y_cambia_lo_que_nadie_mas_cambio() -> None:
    hecho = fundir({"a": "1"}, {"a": "1", "b": "1"}, {"a": "2", "c": "3"})
    assert hecho.campos == {"a": "2", "b": "1", "c": "3"}
    assert hecho.puestas == ("a", "c")
    assert hecho.choques == ()


def test_lo_borrado_se_borra_si_nadie_lo_cambio() -> None:
    assert fundir({"a": "1"}, {"a": "1"}, {}).campos == {}
    assert fundir({"a": "1"}, {"a": "2"}, {}).choques == (Choque("a", "2", ""),)


def test_dos_que_no_se_vieron_chocan_y_queda_lo_primero() -> None:
    hecho = fundir({}, {"a": "1", "b": "1"}, {"a": "2", "b": "1"})
    assert (hecho.campos, hecho.puestas, hecho.choques) == (
        {"a": "1", "b": "1"},
        (),
        (Choque("a", "1", "2"),),
    )


@given(CAMPOS, CAMPOS, CAMPOS)
def test_nada_se_pierde(antes: dict[str, str], guardado: dict[str, str], llega: dict[str, str]) -> None:
    hecho = fundir(antes, guardado, llega)
    en_choque = {c.casilla for c in hecho.choques}
    for casilla in "abcd":
        era, esta, viene, queda = (c.get(casilla) for c in (antes, guardado, llega, hecho.campos))
        # Lo que queda es de alguien, y lo que alguien cambió queda o está en el choque.
        assert queda in (esta, viene)
        assert viene in (era, queda) or casilla in en_choque
        assert esta in (era, queda) or casilla in en_choque
    assert fundir(llega, hecho.campos, llega).puestas == ()
