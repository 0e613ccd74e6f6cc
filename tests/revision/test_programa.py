"""Horas del programa: solapes, huecos, doce horas corridas y horario anunciado."""

from typing import Any

import pytest
from fabrica import BORRAR, ESTADOS, en_estado, expediente

from generador.modelo.expediente import Expediente
from generador.revision import revisar


def dichos(e: Expediente) -> list[tuple[str, str, str]]:
    """(gravedad, ruta, mensaje) de cada hallazgo."""
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in revisar(e)]


def programa(*horas: tuple[str, str], **evento: Any) -> Expediente:
    """Una asamblea cuyo programa tiene esas horas, sin actividades, y el horario que las cubre."""
    momentos = [
        {"id": f"m{i}", "tipo": "espacio", "titulo": f"Espacio {i}", "inicio": a, "fin": b}
        for i, (a, b) in enumerate(horas, start=1)
    ]
    cambios = {"programa": momentos, "horario": {"inicio": horas[0][0], "fin": horas[-1][1]}, **evento}
    return expediente(evento=cambios, metodologia={"pasos.1.minutos": 15})


SIN_MESAS = (
    "advertencia",
    "programa",
    "ningún momento tiene «actividad: mesas»: las guías saldrían sin horas",
)


def horas(*pares: tuple[str, str], **evento: Any) -> list[tuple[str, str, str]]:
    """Lo dicho de un programa, sin la advertencia de que no tiene mesas."""
    return [d for d in dichos(programa(*pares, **evento)) if d != SIN_MESAS]


@pytest.mark.parametrize("estado", ESTADOS)
def test_la_asamblea_minima_no_tiene_hallazgos(estado: str) -> None:
    assert dichos(expediente(**en_estado(estado))) == []


def test_entre_7_59_y_8_no_hay_hueco_y_de_ahi_en_adelante_si() -> None:
    assert horas(("7:30", "7:59"), ("8:00", "9:00")) == []
    assert horas(("7:30", "7:58"), ("8:00", "9:00")) == [
        ("advertencia", "programa[2].inicio", "2 minutos sin nada desde que termina «Espacio 1» (7:58)")
    ]


def test_solape_aunque_no_sea_con_el_inmediato() -> None:
    assert horas(("8:00", "10:00"), ("9:59", "10:00"), ("10:00", "11:00")) == [
        ("error", "programa[2].inicio", "empieza a las 9:59, cuando «Espacio 1» no ha terminado (10:00)")
    ]
    assert horas(("8:00", "10:00"), ("8:30", "9:00"), ("9:30", "11:00")) == [
        ("error", "programa[2].inicio", "empieza a las 8:30, cuando «Espacio 1» no ha terminado (10:00)"),
        ("error", "programa[3].inicio", "empieza a las 9:30, cuando «Espacio 1» no ha terminado (10:00)"),
    ]


def test_el_desliz_de_la_semilla() -> None:
    """«11:30 am – 12:15 am»; el remedio escribe la hora, y los momentos siguientes no pagan por él."""
    e = programa(("11:00", "11:30"), ("11:30", "0:15"), ("12:15", "13:15"))
    (desliz,) = [h for h in revisar(e) if h.gravedad == "error"]
    assert desliz.lugar.ruta == "programa[2].fin"
    assert desliz.mensaje == "termina a las 0:15, antes de empezar (11:30)"
    assert desliz.ayuda == "si es de la tarde, escriba 12:15"
    assert e.fuentes["evento"].lineas[desliz.lugar.linea - 1].strip() == "fin: 0:15"
    assert len(dichos(e)) == 2


def test_la_tarde_escrita_como_madrugada() -> None:
    e = programa(("11:00", "12:15"), ("1:15", "2:15"), ("2:15", "3:00"), ("15:00", "16:00"))
    deslices = [h for h in revisar(e) if h.gravedad == "error"]
    assert [(h.lugar.ruta, h.mensaje, h.ayuda) for h in deslices] == [
        (
            "programa[2].inicio",
            "empieza a las 1:15, antes que el momento anterior (11:00)",
            "si es de la tarde, escriba 13:15, y el fin 14:15",
        ),
        (
            "programa[3].inicio",
            "empieza a las 2:15, antes que el momento anterior (13:15)",
            "si es de la tarde, escriba 14:15, y el fin 15:00",
        ),
    ]


def test_la_manana_escrita_como_noche() -> None:
    assert horas(("8:00", "8:30"), ("20:30", "23:00"), ("11:00", "12:00")) == [
        (
            "advertencia",
            "programa[2].inicio",
            "entre «Espacio 1» (8:30) y este momento (20:30) pasan 12 horas o más",
        )
    ]
    assert horas(("8:00", "8:30"), ("8:30", "23:00"), ("11:00", "12:00")) == [
        ("advertencia", "programa[2].fin", "dura más de 12 horas: de 8:30 a 23:00")
    ]


def test_orden_y_momentos_que_no_duran() -> None:
    assert horas(("10:00", "11:00"), ("8:00", "9:00"), horario={"inicio": "8:00", "fin": "11:00"}) == [
        ("error", "programa[2].inicio", "empieza a las 8:00, antes que el momento anterior (10:00)")
    ]
    assert horas(("8:00", "9:00"), ("9:00", "9:00"), ("9:00", "10:00")) == [
        ("error", "programa[2].fin", "termina a la misma hora en que empieza (9:00)")
    ]
    assert horas(("13:00", "14:00"), ("14:00", "13:30"), horario={"inicio": "13:00", "fin": "14:00"}) == [
        ("error", "programa[2].fin", "termina antes de empezar (14:00)")
    ]


def test_ids_y_numeros_repetidos() -> None:
    e = expediente(evento={"programa.3.id": "saludo", "programa.4.numero": 1})
    lineas = e.fuentes["evento"]
    assert dichos(e) == [
        (
            "error",
            "programa[4].id",
            f"el id «saludo» ya está en la línea {lineas.lugar(('programa', 1, 'id')).linea}",
        ),
        (
            "error",
            "programa[5].numero",
            f"el número de momento «1» ya está en la línea {lineas.lugar(('programa', 2, 'numero')).linea}",
        ),
    ]


def test_actividad_en_dos_momentos() -> None:
    (dicho,) = dichos(expediente(evento={"programa.3.actividad": "mesas"}))
    assert dicho[:2] == ("advertencia", "programa[4].actividad")


@pytest.mark.parametrize(
    ("inicio", "fin", "esperado"),
    [
        ("8:00", "10:15", []),
        ("7:30", "10:15", []),
        ("7:45", "10:15", [("horario.inicio", "se anuncia a las 7:45 y el programa empieza a las 8:00")]),
        ("8:30", "10:15", [("horario.inicio", "se anuncia a las 8:30 y el programa empieza a las 8:00")]),
        ("8:00", "10:00", [("horario.fin", "se anuncia hasta las 10:00 y el programa termina a las 10:15")]),
        ("8:00", "10:30", [("horario.fin", "se anuncia hasta las 10:30 y el programa termina a las 10:15")]),
    ],
)
def test_horario_contra_programa(inicio: str, fin: str, esperado: list[tuple[str, str]]) -> None:
    e = expediente(evento={"horario": {"inicio": inicio, "fin": fin}})
    assert dichos(e) == [("advertencia", *par) for par in esperado]


def test_horario_al_reves() -> None:
    (hallazgo,) = revisar(expediente(evento={"horario": {"inicio": "8:00", "fin": "4:30"}}))
    assert (hallazgo.gravedad, hallazgo.mensaje, hallazgo.ayuda) == (
        "error",
        "el horario termina a las 4:30 y empieza a las 8:00",
        "si es de la tarde, escriba 16:30",
    )


def test_programa_vacio() -> None:
    assert dichos(expediente(evento={"programa": []})) == [
        ("advertencia", "programa", "el programa está vacío")
    ]


def test_sin_sede_ni_inscripcion() -> None:
    sin = {"sede": BORRAR, "enlaces": BORRAR}
    sede = ("advertencia", "sede", "falta la sede: se publica «por confirmar»")
    enlace = (
        "advertencia",
        "enlaces.inscripcion",
        "falta el enlace de inscripción: el botón dice «por confirmar»",
    )
    assert dichos(expediente(evento=sin)) == [enlace, sede]
    assert dichos(expediente(evento={**sin, "estado": "preparacion"})) == [enlace, sede]
    assert dichos(expediente(evento={**sin, "estado": "en_curso"})) == [sede]
