"""Las reglas de varias jornadas: orden, identidad, salas a la vez, medianoche y la jornada de cada mesa."""

from pathlib import Path
from typing import Any

import pytest
from fabrica import BORRAR, ID, arboles, como_yaml, dos_dias, escribir_proyecto, expediente

from generador.carga.cargar import cargar
from generador.modelo.datos.evento import Evento
from generador.revision import revisar


def _jornada(id_: str, fecha: str, *momentos: tuple[str, ...], **cambios: Any) -> dict[str, Any]:
    """Una jornada con esos momentos: inicio, fin y, si la hay, sala."""
    programa = [
        {"id": f"m{i}", "tipo": "espacio", "titulo": f"Espacio {i}", "inicio": a, "fin": b}
        | ({"sala": sala[0]} if sala else {})
        for i, (a, b, *sala) in enumerate(momentos or [("8:00", "10:00")], start=1)
    ]
    horario = {"inicio": programa[0]["inicio"], "fin": programa[-1]["fin"]}
    sede = {"nombre": f"Sede {id_}"}
    return {"id": id_, "fecha": fecha, "horario": horario, "sede": sede, "programa": programa, **cambios}


def _dichos(*jornadas: dict[str, Any], mesas: dict[str, Any] | None = None) -> list[tuple[str, str, str]]:
    cambios: dict[str, Any] = {"jornadas": list(jornadas)}
    arbol = arboles()[f"{ID}/evento.yml"]
    e = expediente(
        evento={**{c: BORRAR for c in Evento.FORMA_CORTA if c in arbol}, **cambios},
        mesas=mesas or {},
        metodologia={"pasos.1.minutos": 15},
    )
    return [
        (h.gravedad, h.lugar.ruta, h.mensaje)
        for h in revisar(e)
        if "ningún momento tiene «actividad: mesas»" not in h.mensaje
    ]


def test_la_de_dos_dias_no_tiene_hallazgos(tmp_path: Path) -> None:
    assert revisar(dos_dias(tmp_path)) == ()


def test_por_fecha_y_cada_una_con_su_id() -> None:
    assert _dichos(_jornada("dos", "2023-11-19"), _jornada("uno", "2023-11-18")) == [
        ("error", "jornadas[2].fecha", "es del 2023-11-18, antes que la jornada anterior (2023-11-19)")
    ]
    assert [d[1] for d in _dichos(_jornada("uno", "2023-11-18"), _jornada("uno", "2023-11-19"))] == [
        "jornadas[2].id"
    ]


def test_el_mismo_dia_solo_en_otro_lugar() -> None:
    a, b = _jornada("uno", "2023-11-18"), _jornada("dos", "2023-11-18")
    assert _dichos(a, b) == []
    (dicho,) = _dichos(a, b | {"sede": a["sede"]})
    assert dicho[:2] == ("error", "jornadas[2].fecha")
    assert dicho[2].endswith("es del mismo día y en el mismo lugar")


def test_sin_sede_lo_dice_de_cual() -> None:
    sin = _jornada("dos", "2023-11-19")
    del sin["sede"]
    assert _dichos(_jornada("uno", "2023-11-18"), sin) == [
        ("advertencia", "jornadas[2].sede", "falta la sede de la jornada «dos»: se publica «por confirmar»")
    ]


@pytest.mark.parametrize(
    ("salas", "dice"),
    [
        (("Coliseo", "Biblioteca"), []),
        (
            ("Coliseo", "coliseo"),
            ["cuando «Espacio 1», que es en la misma sala («Coliseo») no ha terminado (10:00)"],
        ),
        (("Coliseo",), ["cuando «Espacio 1» no ha terminado (10:00)"]),
        ((), ["cuando «Espacio 1» no ha terminado (10:00)"]),
    ],
)
def test_a_la_vez_solo_en_salas_distintas(salas: tuple[str, ...], dice: list[str]) -> None:
    una, otra, *_ = (*salas, "", "")
    momentos = [("8:00", "10:00", una)[: 2 + bool(una)], ("9:00", "10:00", otra)[: 2 + bool(otra)]]
    hallados = _dichos(_jornada("uno", "2023-11-18", *momentos, ("10:00", "11:00")))
    assert [m for g, r, m in hallados] == [f"empieza a las 9:00, {d}" for d in dice]


def test_de_tres_a_la_vez_se_senala_la_sala_que_se_pisa() -> None:
    momentos = (
        ("8:00", "12:00", "A"),
        ("8:00", "9:00", "B"),
        ("9:00", "12:00", "B"),
        ("11:00", "12:00", "A"),
    )
    assert _dichos(_jornada("uno", "2023-11-18", *momentos)) == [
        (
            "error",
            "jornadas[1].programa[4].inicio",
            "empieza a las 11:00, cuando «Espacio 1», que es en la misma sala («A») no ha terminado (12:00)",
        )
    ]


def test_pasar_de_la_medianoche() -> None:
    noche = _jornada("uno", "2023-11-18", ("20:00", "23:00"), ("23:00", "0:30"), ("0:30", "2:00"))
    assert _dichos(noche, _jornada("dos", "2023-11-19")) == []
    assert _dichos(
        noche | {"horario": {"inicio": "20:00", "fin": "1:00"}}, _jornada("dos", "2023-11-19")
    ) == [
        (
            "advertencia",
            "jornadas[1].horario.fin",
            "se anuncia hasta las 1:00 y el programa termina a las 2:00",
        )
    ]
    larga = _jornada("uno", "2023-11-18", ("14:45", "2:00"))
    assert _dichos(larga, _jornada("dos", "2023-11-19")) == [
        (
            "advertencia",
            "jornadas[1].programa[1].fin",
            "termina a las 2:00 del otro día: dura 11 h 15 min",
        )
    ]
    solape = _jornada("uno", "2023-11-18", ("20:00", "1:00"), ("0:30", "2:00"))
    assert _dichos(solape, _jornada("dos", "2023-11-19")) == [
        (
            "error",
            "jornadas[1].programa[2].inicio",
            "empieza a las 0:30, cuando «Espacio 1» no ha terminado (1:00)",
        )
    ]


def test_las_mesas_de_otra_jornada_cuentan_si_alguna_es_de_ella() -> None:
    con_mesas = [_jornada(id_, fecha) for id_, fecha in (("uno", "2023-11-18"), ("dos", "2023-11-19"))]
    for j in con_mesas:
        j["programa"][0] |= {"actividad": "mesas"}
    (dicho,) = _dichos(*con_mesas)
    assert dicho[:2] == ("advertencia", "jornadas[2].programa[1].actividad")
    assert dicho[2].endswith("esta no cuenta: ninguna mesa es de esta jornada")
    assert _dichos(*con_mesas, mesas={"mesas.1.jornada": "dos"}) == []


def test_la_jornada_de_una_mesa_ha_de_existir() -> None:
    uno, dos = _jornada("uno", "2023-11-18"), _jornada("dos", "2023-11-19")
    uno["programa"][0] |= {"actividad": "mesas"}
    assert _dichos(uno, dos, mesas={"mesas.1.jornada": "doz"}) == [
        ("error", "mesas[2].jornada", "no hay ninguna jornada «doz» en evento.yml")
    ]
    (sin_mesas,) = _dichos(uno, dos, mesas={"mesas.1.jornada": "dos"})
    assert sin_mesas[0] == "advertencia"
    assert "no tiene ningún momento con «actividad: mesas»" in sin_mesas[2]


def test_las_dos_formas_a_la_vez_se_senalan_donde_estan(tmp_path: Path) -> None:
    proyecto = escribir_proyecto(tmp_path)
    archivo = proyecto / "datos" / ID / "evento.yml"
    arbol = arboles()[f"{ID}/evento.yml"]
    archivo.write_text(como_yaml(arbol | {"jornadas": [_jornada("uno", "2023-11-18")]}), "utf-8")
    carga = cargar(proyecto)
    lineas = archivo.read_text("utf-8").split("\n")
    assert carga.proyecto is None
    assert [
        (h.lugar.ruta, lineas[h.lugar.linea - 1].split(":")[0], h.lugar.columna) for h in carga.hallazgos
    ] == [(c, c, 1) for c in arbol if c in Evento.FORMA_CORTA]
    assert carga.hallazgos[0].mensaje == "«fecha» y «jornadas» no van juntas: cada jornada lleva lo suyo"


def test_lo_que_falta_en_la_forma_corta_se_dice_sin_la_lista(tmp_path: Path) -> None:
    proyecto = escribir_proyecto(tmp_path, evento={"fecha": BORRAR, "horario.fin": "25:00"})
    assert [(h.lugar.ruta, h.mensaje) for h in cargar(proyecto).hallazgos] == [
        ("fecha", "falta «fecha», y no puede faltar"),
        ("horario.fin", "debe ser una hora de 24 horas; llegó «25:00»"),
    ]


def test_una_clave_mal_escrita_de_la_forma_corta_no_se_dice_dos_veces(tmp_path: Path) -> None:
    proyecto = escribir_proyecto(tmp_path, evento={"fecha": BORRAR, "fehca": "2023-11-18"})
    assert [(h.lugar.ruta, h.mensaje) for h in cargar(proyecto).hallazgos] == [
        ("fehca", "la clave «fehca» no existe; ¿quiso decir «fecha»?")
    ]
