"""Pasos, exposiciones y vocerías contra lo que dura su momento."""

from typing import Any

import pytest
from fabrica import BORRAR, expediente

from generador.revision import revisar


def dichos(**cambios: Any) -> list[tuple[str, str, str]]:
    return [(h.gravedad, h.lugar.ruta, h.mensaje) for h in revisar(expediente(**cambios))]


def test_pasos_que_no_caben() -> None:
    (hallazgo,) = revisar(expediente(metodologia={"pasos.1.minutos": 26}))
    assert (hallazgo.gravedad, hallazgo.lugar.ruta) == ("error", "programa[3].fin")
    assert hallazgo.mensaje == "los pasos de la mesa suman 61 minutos y el momento dura 60"
    assert hallazgo.ayuda == "termine el momento a las 9:31 o acorte los pasos en metodologia.yml"


@pytest.mark.parametrize(
    ("minutos", "esperado"),
    [
        (22, []),
        (
            23,
            [
                (
                    "advertencia",
                    "programa[3].fin",
                    "para el paso sin minutos propios quedan 2 minutos: menos de 3 para cada uno",
                )
            ],
        ),
    ],
)
def test_pasos_libres_con_menos_de_tres_minutos(minutos: int, esperado: list[tuple[str, str, str]]) -> None:
    assert dichos(metodologia={"pasos.1.minutos": minutos}) == esperado


def test_tiempo_que_nadie_toma() -> None:
    assert dichos(metodologia={"pasos.0": BORRAR}) == [
        (
            "advertencia",
            "programa[3].fin",
            "los pasos de la mesa suman 50 minutos y el momento dura 60: sobran 10",
        )
    ]


def test_sin_momento_de_mesas() -> None:
    assert dichos(evento={"programa.2.actividad": BORRAR}) == [
        ("advertencia", "programa", "ningún momento tiene «actividad: mesas»: las guías saldrían sin horas")
    ]


@pytest.mark.parametrize(
    ("cantidad", "minutos", "esperado"),
    [
        (2, 14, []),
        (
            3,
            10,
            [
                (
                    "advertencia",
                    "3 exposiciones de 10 minutos ocupan los 30 minutos, sin tiempo para pasar de una a otra",
                )
            ],
        ),
        (1, 30, []),
        (2, 16, [("error", "2 exposiciones de 16 minutos suman 32 y el momento dura 30")]),
    ],
)
def test_exposiciones(cantidad: int, minutos: int, esperado: list[tuple[str, str]]) -> None:
    suyas = {"cantidad": cantidad, "minutos": minutos}
    cambios = {"programa.1.actividad": "exposiciones", "programa.1.exposiciones": suyas}
    assert [(g, m) for g, _, m in dichos(evento=cambios)] == esperado


def test_exposiciones_sin_cuenta() -> None:
    assert dichos(evento={"programa.1.actividad": "exposiciones"}) == [
        (
            "advertencia",
            "programa[2].actividad",
            "no dice cuántas exposiciones hay ni cuánto dura cada una",
        )
    ]


def test_vocerias_de_la_plenaria() -> None:
    """Como en la semilla: cinco vocerías en treinta minutos es una advertencia; cuatro caben."""

    def mesas(cuantas: int) -> dict[str, Any]:
        una = {"eje": "Eje", "definicion": "D.", "pregunta": "¿Q?", "lidera": "Equipo"}
        return {"mesas": [{"numero": n, **una} for n in range(1, cuantas + 1)]}

    assert dichos(mesas=mesas(4)) == []
    assert dichos(mesas=mesas(5)) == [
        (
            "advertencia",
            "programa[5].fin",
            "5 vocerías de 5 minutos y 10 para leer y aprobar la agenda piden 35; la plenaria dura 30: "
            "a cada vocería le tocan 4 minutos",
        )
    ]
