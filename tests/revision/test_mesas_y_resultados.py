"""Cupos, sub-mesas, topes y aportes pendientes."""

from typing import Any

import pytest
from fabrica import (
    BORRAR,
    ID,
    agenda,
    aporte,
    asamblea,
    asamblea_siete,
    compromiso,
    expediente,
    firmada,
    resultado,
)
from pydantic import ValidationError

from generador.carga.cargar import cargar
from generador.carga.lectura.lector import leer_bytes
from generador.modelo.datos.aporte import Aporte, Resultado
from generador.revision import revisar


def dichos(**cambios: Any) -> list[tuple[str, str, str, str]]:
    """(gravedad, ruta, mensaje, ayuda)."""
    return [(h.gravedad, h.lugar.ruta, h.mensaje, h.ayuda) for h in revisar(expediente(**cambios))]


EN_EVENTO = "«alcance» (datos/prueba-2023/evento.yml, línea 16)"


def test_numero_repetido() -> None:
    assert dichos(mesas={"mesas.1.numero": 1}) == [
        (
            "error",
            "mesas[2].numero",
            "la mesa número «1» ya está en la línea 2",
            "cambie uno de los dos o borre el que sobra",
        )
    ]


def test_un_numero_salteado() -> None:
    """Visto fallar: «12» en lugar de «2» cambiaba todos los códigos sin decirlo."""
    salteado = (
        "advertencia",
        "mesas[2].numero",
        "hay 2 mesas y esta es la número 12: falta la 2",
        "¿quiso decir 2? El número va en el código de cada hoja y de cada aporte: M12-S1-N1",
    )
    assert dichos(mesas={"mesas.1.numero": 12}) == [salteado]
    assert dichos(mesas={"mesas.0.numero": 2, "mesas.1.numero": 1}) == []


def test_cupos_que_no_caben() -> None:
    assert dichos(mesas={"mesas.0.cupo": 50, "mesas.1.cupo": 31}) == [
        (
            "error",
            "mesas[2].cupo",
            "los cupos suman 81 y el alcance es de 80 personas",
            f"baje cupos o suba {EN_EVENTO}",
        )
    ]
    assert dichos(mesas={"mesas.0.cupo": 80}) == [
        (
            "error",
            "mesas[2].numero",
            "de 80 personas quedan 0 para la mesa 2, que no tiene cupo",
            f"baje los otros cupos o suba {EN_EVENTO}",
        )
    ]
    assert dichos(mesas={"mesas.0.cupo": 79}) == []


def test_la_mesa_sin_cupo_que_se_queda_con_casi_todos() -> None:
    assert dichos(evento={"alcance": 1200}, mesas={"mesas.0.cupo": 178}) == [
        (
            "advertencia",
            "mesas[2].numero",
            "la mesa 2 no tiene cupo y toma 1022 de 1200 personas; la mayor de las que lo tienen, 178",
            f"escriba su «cupo», reparta la gente en más mesas o revise {EN_EVENTO}; si es así, déjelo",
        )
    ]
    assert dichos(evento={"alcance": 1200}) == []
    assert dichos(evento={"alcance": 1200}, mesas={"mesas.0.cupo": 400}) == []


def test_gente_sin_mesa() -> None:
    ((gravedad, ruta, mensaje, _),) = dichos(mesas={"mesas.0.cupo": 40, "mesas.1.cupo": 39})
    assert (gravedad, ruta) == ("advertencia", "mesas[2].cupo")
    assert mensaje == "los cupos suman 79 y el alcance es 80: 1 persona queda sin mesa"


def test_mas_submesas_de_las_que_se_pueden_numerar() -> None:
    ((gravedad, ruta, mensaje, _),) = dichos(evento={"alcance": 4000}, mesas={"personas_por_submesa": 2})
    assert (gravedad, ruta) == ("error", "personas_por_submesa")
    assert mensaje == "con tan pocas personas por sub-mesa salen más de 999 sub-mesas en una mesa"


def test_submesa_que_no_existe() -> None:
    assert dichos(resultados=[resultado("M1-S3"), resultado("M7-S1")]) == [
        (
            "error",
            "submesa",
            "la mesa 1 llega hasta M1-S2: son 40 personas, de a 20 por sub-mesa",
            f"si M1-S3 existió, ponga en 41 o más el «cupo» de la mesa 1 (datos/{ID}/mesas.yml, línea 2) y, "
            "si hace falta, «alcance»; si no, corrija el código",
        ),
        (
            "error",
            "submesa",
            "no existe la mesa 7",
            "¿quiso decir «M2-S1»? hay 2 mesas: 1 y 2",
        ),
    ]


def test_una_submesa_de_mas_es_un_solo_error_y_su_remedio_la_admite() -> None:
    """Ni la agenda que cita sus aportes ni la huella de lo aprobado dicen otra vez lo mismo."""
    ancha = {"mesas": {"mesas.0.cupo": 41}, "evento": {"estado": "aprobada"}}
    suyo = {
        "resultados": [resultado("M1-S1"), resultado("M1-S3")],
        "agenda": agenda(compromiso(), compromiso("PRU23-002", ("M1-S3-N1",))),
    }
    suyo["agenda"] = firmada(**ancha, **suyo)
    assert dichos(**ancha, **suyo) == []
    hallados = dichos(**{**ancha, "mesas": {}}, **suyo)
    assert [h[2] for h in hallados] == ["la mesa 1 llega hasta M1-S2: son 40 personas, de a 20 por sub-mesa"]


def test_una_lista_opcional_sin_nada_es_como_no_escribirla() -> None:
    crudo = "submesa: M1-S1\naportes:\n  - necesidad: Falta agua.\n    organizaciones:\n    plan:\n"
    leido = Resultado.model_validate(leer_bytes(crudo.encode(), "x.yml").datos)
    assert leido.aportes[0] == Aporte(necesidad="Falta agua.")
    # Lo obligatorio y lo que no es lista sí han de decir algo.
    for vacio in ({"aportes": None}, {"demostracion": None}):
        with pytest.raises(ValidationError):
            Resultado.model_validate({"submesa": "M1-S1", "aportes": [{"necesidad": "x"}], **vacio})


def test_topes_de_la_metodologia() -> None:
    accion = aporte()["plan"][0]
    muchos = resultado(aportes=[aporte(), aporte("luz"), {**aporte("vía"), "plan": [accion] * 4}])
    assert [d[:3] for d in dichos(resultados=[muchos])] == [
        ("error", "aportes[3]", "hay 3 aportes y cada sub-mesa entrega 2 como máximo"),
        ("error", "aportes[3].plan[4]", "hay 4 acciones en el plan y caben 3"),
    ]


def test_aportes_pendientes() -> None:
    cambios = {
        "aportes.0.solucion": BORRAR,
        "aportes.0.plan": [{"quien": "Asociación"}, {"como": "Así", "cuando": "2024"}],
        "aportes.1": {"necesidad": "Falta luz."},
    }
    assert [d[:3] for d in dichos(resultados=[resultado(**cambios)])] == [
        (
            "advertencia",
            "aportes[1]",
            "M1-S1-N1 queda pendiente: "
            "falta la solución, cómo y cuándo en la acción 1 y quién en la acción 2",
        ),
        ("advertencia", "aportes[2]", "M1-S1-N2 queda pendiente: falta la solución y el plan"),
    ]


def test_una_fecha_que_la_planilla_volvio_numero_se_dice() -> None:
    """Vista callar: «46433» llegaba al compromiso, y se publicaba de «¿Cuándo?»."""
    plan = [
        {"quien": "JAC", "como": "Minga", "cuando": "46433"},
        {"quien": "JAC", "como": "Así", "cuando": "2027"},
    ]
    hallados = dichos(resultados=[resultado(**{"aportes.0.plan": plan})])
    assert [d[:3] for d in hallados] == [
        (
            "advertencia",
            "aportes[1].plan[1].cuando",
            "«46433» parece una fecha que la hoja de cálculo volvió número, y así se publicaría",
        )
    ]
    assert hallados[0][3] == "si es esa, escriba «15 de febrero de 2027»"


def test_lo_que_se_escribe_por_no_dejar_la_casilla_vacia() -> None:
    """Vista fallar: «N/A» dejaba la hoja completa, y así salía de compromiso."""
    plan = [{"quien": "Ninguno", "como": "Sin datos históricos", "cuando": "2024"}]
    cambios = {"aportes.0.necesidad": "x", "aportes.0.solucion": "N/A", "aportes.0.plan": plan}
    assert [d[:3] for d in dichos(resultados=[resultado(**cambios)])] == [
        ("advertencia", f"aportes[1].{campo}", f"«{dicho}» no es una respuesta, y así se publicaría")
        for campo, dicho in (("necesidad", "x"), ("solucion", "N/A"), ("plan[1].quien", "Ninguno"))
    ]


def test_asistentes_de_mas() -> None:
    assert dichos(resultados=[resultado(asistentes=40)]) == []
    ((gravedad, ruta, mensaje, _),) = dichos(resultados=[resultado(asistentes=41)])
    assert (gravedad, ruta) == ("advertencia", "asistentes")
    assert mensaje == "41 asistentes son más del doble de lo previsto (20)"


def test_un_resultado_ilegible_no_hace_inexistentes_sus_aportes(tmp_path: Any) -> None:
    from fabrica import ID, escribir_proyecto

    proyecto = escribir_proyecto(
        tmp_path,
        evento={"estado": "borrador"},
        resultados=[resultado()],
        agenda=agenda(compromiso()),
    )
    (proyecto / "datos" / ID / "resultados" / "M1-S1.yml").write_text("submesa: [\n")
    carga = cargar(proyecto)
    assert len(carga.hallazgos) == 1
    assert revisar(carga.expedientes[0]) == ()


def test_siete_mesas_sin_hallazgos(tmp_path: Any) -> None:
    asamblea_siete(tmp_path)
    for e in cargar(tmp_path).expedientes:
        assert revisar(e) == ()


def test_las_submesas_que_dice_la_mesa() -> None:
    assert dichos(mesas={"mesas.0.submesas": 5}) == []
    grupos = expediente(mesas={"mesas.0.submesas": 5}).asamblea.grupos
    assert [[s.personas for s in g.submesas] for g in grupos] == [[8] * 5, [20, 20]]
    assert dichos(mesas={"mesas.0.submesas": 5}, resultados=[resultado("M1-S5", asistentes=8)]) == []
    ((_, _, mensaje, ayuda),) = dichos(mesas={"mesas.0.submesas": 1}, resultados=[resultado("M1-S2")])
    assert mensaje == "la mesa 1 llega hasta M1-S1"
    assert ayuda == (
        f"si M1-S2 existió, ponga en 2 o más «submesas» de la mesa 1 (datos/{ID}/mesas.yml, línea 7); si no, "
        "corrija el código"
    )


def test_submesas_que_quedarian_vacias() -> None:
    alcance = "«cupo», o «alcance» en evento.yml"
    for cambios, sube in (({}, alcance), ({"mesas.0.cupo": 40}, "«cupo»")):
        assert dichos(mesas={"mesas.0.submesas": 41, **cambios}) == [
            (
                "error",
                "mesas[1].submesas",
                "la mesa 1 es de 40 personas y no alcanza para 41 sub-mesas: alguna quedaría vacía",
                f"baje «submesas» a 40 o menos, o suba {sube}",
            )
        ]
    assert dichos(mesas={"mesas.0.submesas": 40}) == []


def test_submesas_muy_grandes_para_la_metodologia() -> None:
    """Vista fallar: nadie decía que una mesa de 80 personas iba en una sola sub-mesa."""
    del_metodo = asamblea().metodologia.personas_por_submesa
    muchas = 2 * del_metodo + 1
    cambios: dict[str, Any] = {"evento": {"alcance": muchas + 1}, "mesas": {"mesas.0.submesas": 1}}
    cambios["mesas"] |= {"mesas.0.cupo": muchas, "mesas.1.cupo": 1}
    (dicho,) = [d for d in dichos(**cambios) if d[1].endswith("submesas")]
    assert dicho == (
        "advertencia",
        "mesas[1].submesas",
        f"con 1 sub-mesa para {muchas} personas hay una de {muchas}, "
        f"y la metodología las hace de {del_metodo}",
        "suba «submesas» a 3 o revise «cupo»; si es así, déjelo",
    )
    cambios["mesas"] |= {"mesas.0.cupo": muchas - 1}
    cambios["evento"] = {"alcance": muchas}
    assert [d for d in dichos(**cambios) if d[1].endswith("submesas")] == []


def test_submesas_contra_personas_por_submesa_del_mismo_archivo() -> None:
    assert dichos(mesas={"mesas.0.submesas": 3, "personas_por_submesa": 13}) == [
        (
            "error",
            "mesas[1].submesas",
            "con 3 sub-mesas para 40 personas hay una de 14, y «personas_por_submesa» (línea 13) dice 13",
            "suba «submesas» a 4 o más, suba «personas_por_submesa» o quite una de las dos",
        )
    ]
    assert dichos(mesas={"mesas.0.submesas": 4, "personas_por_submesa": 13}) == []
    # La de la metodología es la regla; la de la mesa, la excepción.
    assert dichos(mesas={"mesas.0.submesas": 1}) == []
