"""El reparto de quienes llegaron: nadie queda por fuera y las sub-mesas son parejas."""

import pytest
from fabrica import asamblea
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.modelo.publico.grupos import proponer


def _mesas(cupos: list[int | None]) -> dict[str, object]:
    return {
        "mesas": [
            {
                "numero": i,
                "eje": f"Eje {i}",
                "definicion": "Prueba.",
                "pregunta": "¿Qué?",
                "lidera": "Equipo",
                **({"cupo": c} if c else {}),
            }
            for i, c in enumerate(cupos, start=1)
        ]
    }


@pytest.mark.lenta
@settings(max_examples=60, deadline=None)
@given(
    mesas=st.integers(1, 12),
    alcance=st.integers(1, 900),
    por_submesa=st.integers(2, 60),
    asistencia=st.integers(1, 1500),
)
def test_sin_cupos_todo_es_parejo(mesas: int, alcance: int, por_submesa: int, asistencia: int) -> None:
    a = asamblea(
        mesas=_mesas([None] * mesas),
        evento={"alcance": max(alcance, mesas)},
        metodologia={"personas_por_submesa": por_submesa},
    )
    if asistencia < mesas:
        with pytest.raises(ValueError, match="no alcanza una por mesa"):
            proponer(a, asistencia)
        return
    p = proponer(a, asistencia)
    personas = [g.personas for g in p.grupos]
    assert sum(personas) == asistencia
    assert max(personas) - min(personas) <= 1
    for g in p.grupos:
        suyas = [s.personas for s in g.submesas]
        assert sum(suyas) == g.personas
        assert max(suyas) - min(suyas) <= 1
        assert max(suyas) <= por_submesa
        assert len(suyas) == max(1, -(-g.personas // por_submesa))
    impresos = {s.codigo for s in a.submesas}
    piden = {s.codigo for g in p.grupos for s in g.submesas}
    assert (set(p.sobran), set(p.faltan)) == (impresos - piden, piden - impresos)
    assert p.cupos_movidos == ()


@pytest.mark.lenta
@settings(max_examples=60, deadline=None)
@given(
    cupos=st.lists(st.one_of(st.none(), st.integers(1, 200)), min_size=1, max_size=8),
    asistencia=st.integers(8, 1500),
)
def test_los_cupos_se_guardan_en_proporcion(cupos: list[int | None], asistencia: int) -> None:
    a = asamblea(mesas=_mesas(cupos), evento={"alcance": max(1, sum(c or 20 for c in cupos))})
    p = proponer(a, asistencia)
    assert sum(g.personas for g in p.grupos) == asistencia
    assert all(g.personas >= 1 for g in p.grupos)
    if any(cupos):
        previstas = [g.personas for g in a.grupos]
        for g, prevista in zip(p.grupos, previstas, strict=True):
            exacta = 1 + (asistencia - len(cupos)) * prevista / sum(previstas)
            assert abs(g.personas - exacta) < 1
    assert [g.mesa.cupo for g in p.grupos] == cupos


def test_los_kits_que_sobran_y_faltan() -> None:
    a = asamblea()
    assert proponer(a, 80).sobran == proponer(a, 80).faltan == ()
    assert proponer(a, 40).sobran == ("M1-S2", "M2-S2")
    assert proponer(a, 81).faltan == ("M1-S3",)
    assert proponer(a, 81).submesas == 5


def test_las_submesas_dichas_se_arman_de_su_tamano() -> None:
    a = asamblea(evento={"alcance": 80}, mesas={"mesas.0.submesas": 5})
    p = proponer(a, 50)
    assert [[s.personas for s in g.submesas] for g in p.grupos] == [[7, 6, 6, 6], [13, 12]]
    assert p.sobran == ("M1-S5",)
    # Ninguna vacía, aunque llegue una persona por mesa.
    assert [[s.personas for s in g.submesas] for g in proponer(a, 2).grupos] == [[1], [1]]
