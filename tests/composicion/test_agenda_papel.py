"""Lo que la agenda impresa cuenta además de los compromisos."""

from __future__ import annotations

from fabrica import agenda, aporte, asamblea, compromiso, en_estado, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.composicion.agenda_papel import destinos, erratas, hoja, organizaciones, repartir


def test_las_organizaciones_van_en_orden_y_sin_repetir_por_mayusculas() -> None:
    una = asamblea(
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[aporte() | {"organizaciones": ["ÁRBOL vivo", "Zipa"]}])],
        agenda=agenda(
            compromiso(responsables=["Zipa", "Cooperativa"]),
            compromiso("PRU23-002", responsables=["Árbol  Vivo".replace("  ", " "), "Zipa"]),
        ),
    )
    assert [
        (o.nombre, [c.codigo for c in o.compromisos], [a.codigo for a in o.aportes])
        for o in organizaciones(una)
    ] == [
        ("Árbol Vivo", ["PRU23-002"], ["M1-S1-N1"]),
        ("Cooperativa", ["PRU23-001"], []),
        ("Zipa", ["PRU23-001", "PRU23-002"], ["M1-S1-N1"]),
    ]


def test_los_destinos_dicen_los_cuatro_solo_si_falta_alguno() -> None:
    base = {"resultados": [resultado(aportes=[aporte(), aporte("luz")])], "evento": {"estado": "borrador"}}
    con_hueco = asamblea(**base, agenda=agenda(compromiso()))
    assert [(que, [d.aporte for d in cuales]) for que, cuales in destinos(con_hueco)] == [
        ("Es, solo, un compromiso", ["M1-S1-N1"]),
        ("Se juntó con otros", []),
        ("Quedó por fuera, con razón", []),
        ("Sin destino todavía", ["M1-S1-N2"]),
    ]
    junta = asamblea(**base, agenda=agenda(compromiso(aportes=("M1-S1-N1", "M1-S1-N2"))))
    assert [len(cuales) for _, cuales in destinos(junta)] == [0, 2, 0]


def test_sin_correcciones_no_hay_fe_de_erratas() -> None:
    assert erratas(asamblea(**en_estado("aprobada"))) == ()


def test_el_reparto_va_por_turnos_y_aparta_el_renglon_de_los_que_faltan() -> None:
    assert repartir([[1, 1, 1], [1], []], 10) == (3, 1, 0)
    assert repartir([[1, 1, 1], [1, 1, 1]], 6) == (3, 3)
    assert repartir([[1, 1, 1], [1, 1, 1]], 5) == (3, 1)
    assert repartir([[2, 2], [1]], 4) == (1, 1)
    assert repartir([[1, 1]], 0) == (0,)


@given(st.lists(st.lists(st.integers(1, 2), max_size=12), max_size=9), st.integers(0, 60))
def test_el_reparto_no_pasa_de_lo_que_cabe(largos: list[list[int]], caben: int) -> None:
    """Salvo los renglones que avisan: uno por mesa, aunque no quepa ningún título."""
    puestos = repartir(largos, caben)
    gasto = sum(sum(x[:n]) + (n < len(x)) for x, n in zip(largos, puestos, strict=True))
    assert gasto <= max(caben, sum(bool(x) for x in largos))
    assert all(0 <= n <= len(x) for x, n in zip(largos, puestos, strict=True))
    if caben >= sum(map(sum, largos)):
        assert puestos == tuple(map(len, largos))


def test_con_muchas_mesas_va_un_renglon_por_mesa_y_se_dice_cuantas_faltan() -> None:
    muchas = [
        {"numero": i, "eje": f"Eje {i}", "definicion": "Algo.", "pregunta": "¿Qué?", "lidera": "X"}
        for i in range(1, 61)
    ]
    grande = asamblea(**{**en_estado("borrador"), "mesas": {"mesas": muchas}})
    apretada = hoja(grande, 279.0)
    assert apretada.apretada
    assert (len(apretada.mesas), apretada.de_mas) == (28, 32)
    assert hoja(asamblea(**en_estado("borrador")), 279.0).apretada is False
