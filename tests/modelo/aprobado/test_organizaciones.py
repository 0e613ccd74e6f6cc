"""Las organizaciones que nombra una agenda."""

from __future__ import annotations

from fabrica import agenda, aporte, asamblea, compromiso, en_estado, resultado


def test_van_en_orden_y_las_que_se_escriben_casi_igual_son_una() -> None:
    una = asamblea(
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[aporte() | {"organizaciones": ["ÁRBOL vivo", "Zipa"]}])],
        agenda=agenda(
            compromiso(responsables=["Zipa", "Cooperativa"]),
            compromiso("PRU23-002", responsables=["Árbol Vivo", "Zipa."]),
        ),
    )
    assert [
        (o.clave, o.nombre, [c.codigo for c in o.compromisos], [a.codigo for a in o.aportes])
        for o in una.organizaciones
    ] == [
        ("arbol-vivo", "Árbol Vivo", ["PRU23-002"], ["M1-S1-N1"]),
        ("cooperativa", "Cooperativa", ["PRU23-001"], []),
        ("zipa", "Zipa", ["PRU23-001", "PRU23-002"], ["M1-S1-N1"]),
    ]


def test_los_asistentes_son_los_del_registro_y_si_no_los_que_contaron_las_sub_mesas() -> None:
    cambios = en_estado("borrador")
    assert asamblea(**cambios).asistentes == 20
    registro = {"fecha": "2023-11-18", "total": 37, "cuadros": []}
    assert asamblea(**cambios, asistencia=registro).asistentes == 37
    assert asamblea().asistentes == 0
