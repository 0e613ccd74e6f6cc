"""La asistencia contra el alcance y consigo misma; lo ejecutado contra el reloj y el estado."""

from pathlib import Path
from typing import Any

import pytest
from fabrica import ESTADOS, ID, en_estado, escribir_proyecto, expediente, resultado

from generador.carga.cargar import cargar
from generador.errores import formatear
from generador.revision import revisar


def _asistencia(conteos: dict[str, int | None], total: int = 80, **mas: Any) -> dict[str, Any]:
    renglones = [
        {"categoria": c} if n is None else {"categoria": c, "personas": n} for c, n in conteos.items()
    ]
    cuadro = {"variable": "municipio", "conteos": renglones, **mas}
    return {"fecha": "2023-11-18", "total": total, "cuadros": [cuadro]}


def _mensajes(**cambios: Any) -> list[str]:
    return [
        f"{h.lugar.archivo.rpartition('/')[2]}:{h.lugar.ruta}: {h.mensaje}"
        for h in revisar(expediente(**cambios))
    ]


@pytest.mark.parametrize(
    "buena",
    [
        _asistencia({"A": 50, "B": 30}),
        _asistencia({"A": 50, "B": 30, "C": 0}),
        _asistencia({"A": 75, "B": None, "C": None}),
        _asistencia({"A": 60, "B": None, "C": None}, complementaria=True),
        _asistencia({"A": 80, "B": 70}, varias_respuestas=True),
        _asistencia({"A": 80, "B": None}, varias_respuestas=True),
    ],
)
def test_una_asistencia_que_cuadra(buena: dict[str, Any]) -> None:
    assert _mensajes(asistencia=buena) == []


@pytest.mark.parametrize(
    ("mala", "esperado"),
    [
        (_asistencia({"A": 50, "B": 20}), "cuadros[1]: los renglones suman 70 y el total es 80"),
        (_asistencia({"A": 50, "B": 40}), "cuadros[1]: los renglones suman 90 y el total es 80"),
        (
            _asistencia({"A": 79, "B": None, "C": None}),
            "cuadros[1]: los renglones suman 79 sin contar los ocultos (2) y el total es 80",
        ),
        (
            _asistencia({"A": 77, "B": None}),
            "cuadros[1]: un renglón oculto se sabe restando los demás del total",
        ),
        (
            _asistencia({"A": 78, "B": None, "C": None}),
            "cuadros[1]: un renglón oculto se sabe restando los demás del total",
        ),
        (
            _asistencia({"A": 72, "B": None, "C": None}),
            "cuadros[1]: un renglón oculto se sabe restando los demás del total",
        ),
        (
            _asistencia({"A": 76, "B": 4}),
            "cuadros[1].conteos[2].personas: un conteo de menos de 5 puede señalar a alguien",
        ),
        (_asistencia({"A": 81}, varias_respuestas=True), "cuadros[1]: un renglón dice 81 y el total es 80"),
        (_asistencia({"A": 200}, 200), "total: asistieron 200 y el alcance era 80"),
        (_asistencia({"A": 20}, 20), "total: asistieron 20 y el alcance era 80"),
    ],
)
def test_una_asistencia_que_no(mala: dict[str, Any], esperado: str) -> None:
    assert _mensajes(asistencia=mala) == [f"asistencia.yml:{esperado}"]


def _con_submesas(contadas: int, registradas: int) -> dict[str, Any]:
    hojas = [resultado("M1-S1", asistentes=contadas - 20), resultado("M2-S1", asistentes=20)]
    asistencia = _asistencia({"A": registradas}, registradas)
    return {"evento": {"estado": "en_curso"}, "resultados": hojas, "asistencia": asistencia}


def test_las_submesas_contaron_mas_que_el_registro() -> None:
    hallazgos = revisar(expediente(**_con_submesas(contadas=51, registradas=50)))
    assert [formatear(h) for h in hallazgos] == [
        f"datos/{ID}/asistencia.yml:2:8  total  (advertencia)\n"
        "    2 | total: 50\n"
        "      |        ^^ se registraron 50 personas y las sub-mesas contaron 51\n"
        "    ayuda: revise que la exportación esté completa, o «asistentes» en los resultados"
    ]


def test_las_submesas_pueden_contar_lo_mismo_o_menos_que_el_registro() -> None:
    assert _mensajes(**_con_submesas(contadas=50, registradas=50)) == []
    assert _mensajes(**_con_submesas(contadas=40, registradas=50)) == []


@pytest.mark.parametrize("estado", ESTADOS)
def test_la_asamblea_minima_no_tiene_hallazgos_en_ningun_estado(estado: str) -> None:
    assert _mensajes(**en_estado(estado), asistencia=_asistencia({"A": 80})) == []


def test_un_dato_personal_en_un_renglon_se_senala() -> None:
    mala = _asistencia({"llame al 300 123 4567": 80})
    assert _mensajes(asistencia=mala) == [
        "asistencia.yml:cuadros[1].conteos[1].categoria: hay un teléfono en un texto que se publica"
    ]


def test_lo_ejecutado() -> None:
    hecho = {"desde": "8:10", "hasta": "8:40", "nota": "Empezó tarde."}
    borrador = en_estado("borrador")
    borrador["evento"]["programa.1.ejecutado"] = hecho
    assert _mensajes(**borrador) == []
    borrador["evento"]["programa.1.ejecutado"] = hecho | {"hasta": "8:10"}
    assert _mensajes(**borrador) == [
        "evento.yml:programa[2].ejecutado.hasta: terminó antes de empezar, o al mismo tiempo"
    ]
    assert _mensajes(evento={"programa.1.ejecutado": hecho}) == [
        "evento.yml:programa[2].ejecutado: dice cómo se ejecutó y el estado es «convocada»"
    ]


def test_se_carga_con_la_asamblea(tmp_path: Path) -> None:
    carga = cargar(escribir_proyecto(tmp_path, asistencia=_asistencia({"A": 80}) | {"demostracion": True}))
    assert carga.hallazgos == ()
    (uno,) = carga.expedientes
    assert uno.asamblea.asistencia is not None
    assert uno.asamblea.demostracion
    assert uno.fuentes["asistencia"].archivo == f"datos/{ID}/asistencia.yml"
