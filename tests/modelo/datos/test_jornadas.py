"""Las jornadas: la forma corta y la larga dan lo mismo, y lo que se deriva de ellas."""

from datetime import date, time
from pathlib import Path

import pytest
from fabrica import arboles, asamblea, dos_dias
from pydantic import ValidationError

from generador.modelo.datos.evento import UNICA, Evento


def test_la_forma_corta_es_una_jornada() -> None:
    arbol = arboles()["prueba-2023/evento.yml"]
    corta = Evento.model_validate(arbol)
    resto = {c: v for c, v in arbol.items() if c not in Evento.FORMA_CORTA}
    larga = Evento.model_validate(
        {**resto, "jornadas": [{"id": UNICA, **{c: arbol[c] for c in Evento.FORMA_CORTA}}]}
    )
    assert corta == larga
    assert [j.id for j in corta.jornadas] == [UNICA]
    assert corta.primera == corta.ultima == corta.jornadas[0]
    assert (corta.dias, corta.en_varias_jornadas) == ((date(2023, 11, 18),), False)
    assert [t.momento.id for t in corta.turnos] == ["registro", "saludo", "mesas", "receso", "plenaria"]
    # Quien lea el día de una sola manera se llevaría el primero de varios sin saberlo.
    assert not {"fecha", "horario", "sede", "programa"} & set(dir(corta))


def test_ni_las_dos_formas_ni_ninguna() -> None:
    arbol = arboles()["prueba-2023/evento.yml"]
    jornada = {"id": "una", **{c: arbol[c] for c in Evento.FORMA_CORTA}}
    with pytest.raises(ValidationError) as fallo:
        Evento.model_validate({**arbol, "jornadas": [jornada]})
    assert sorted(e["loc"] for e in fallo.value.errors()) == [(c,) for c in sorted(Evento.FORMA_CORTA)]
    ninguna = {c: v for c, v in arbol.items() if c not in Evento.FORMA_CORTA}
    with pytest.raises(ValidationError) as fallo:
        Evento.model_validate(ninguna)
    assert [e["loc"] for e in fallo.value.errors() if e["type"] == "missing"] == [
        ("jornadas", 0, c) for c in ("fecha", "horario", "programa")
    ]


def test_dos_dias_y_dos_sedes(tmp_path: Path) -> None:
    a = dos_dias(tmp_path).asamblea
    e = a.evento
    assert e.dias == (date(2024, 11, 30), date(2024, 12, 1))
    assert [s.nombre[:18] for s in e.sedes] == ["Institución Educat", "Casa Campesina de "]
    velada, brindis = (t for t in e.turnos if t.momento.id in ("velada", "brindis"))
    assert (velada.inicio, velada.fin, velada.duracion) == (time(20), time(0, 30), 270)
    assert (velada.dia, velada.dia_de_fin) == (date(2024, 11, 30), date(2024, 12, 1))
    assert (brindis.dia, brindis.dia_de_fin) == (date(2024, 12, 1), date(2024, 12, 1))
    assert brindis.jornada.id == "ribera"
    plenaria = e.turno_de("plenaria")
    assert plenaria is not None
    assert (plenaria.dia, plenaria.ruta) == (date(2024, 12, 1), ("jornadas", 1, "programa", 5))


def test_cada_mesa_trabaja_en_su_jornada(tmp_path: Path) -> None:
    a = dos_dias(tmp_path).asamblea
    dias = {m.numero: a.turno_de_mesa(m.numero) for m in a.mesas.mesas}
    assert [t and t.jornada.id for t in dias.values()] == ["ribera"] * 4 + ["sabana"] * 3
    assert a.pasos_de(1)[0].inicio == time(10, 30)
    assert a.pasos_de(7)[0].inicio == time(9)
    primero, segundo = (t for t in a.evento.turnos if t.momento.actividad == "mesas")
    assert [g.numero for g in a.grupos_en(primero)] == [1, 2, 3, 4]
    assert [g.numero for g in a.grupos_en(segundo)] == [5, 6, 7]
    assert a.fecha_de_referencia == date(2024, 12, 1)


def test_lo_que_acaba_a_la_medianoche_acaba_en_su_dia() -> None:
    e = asamblea(evento={"programa.4.inicio": "22:00", "programa.4.fin": "0:00"}).evento
    plenaria = e.turno_de("plenaria")
    assert plenaria is not None
    assert (plenaria.duracion, plenaria.dia_de_fin) == (120, date(2023, 11, 18))
