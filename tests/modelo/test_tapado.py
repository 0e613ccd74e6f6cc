"""Un modelo sin datos de personas: se tapa el tramo, se dice, y lo demás queda igual."""

from __future__ import annotations

import pytest
from fabrica import aporte, asamblea, resultado

from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.modelo.tapado import TAPADO, sin_datos, tapado


@pytest.mark.parametrize(
    ("texto", "queda"),
    [
        ("Mi cédula es 1.098.765.432, y ya.", f"Mi cédula es {TAPADO}, y ya."),
        ("Llamar al 310 555 1234 o a ana@correo.co", f"Llamar al {TAPADO} o a {TAPADO}"),
        ("Que lo maneje Rosa Elvira Quenza", f"Que lo maneje {TAPADO}"),
        # Uno dentro de otro es uno solo.
        ("Escribir a rosa.elvira.quenza@correo.co.", f"Escribir a {TAPADO}."),
    ],
)
def test_cada_dato_se_tapa_donde_esta(texto: str, queda: str) -> None:
    assert sin_datos(texto, Reserva(nombres=("Rosa Elvira Quenza",))) == queda


def test_lo_declarado_para_publicar_se_queda() -> None:
    texto = "Llamar al 310 555 1234"
    assert sin_datos(texto, Reserva(contactos=("3105551234",))) == texto


def test_solo_cambia_el_texto_que_lo_dice() -> None:
    """Visto fallar sin mirar dentro de las listas: la acción del plan lo decía entero."""
    dicho = aporte()
    dicho["plan"][0]["como"] = "Con don Luis, cédula 1.098.765.432."
    a = asamblea(resultados=[resultado("M1-S1", aportes=[dicho]), resultado("M1-S2")])
    hecha = tapado(a, SIN_RESERVA)
    assert hecha.resultados[0].aportes[0].plan[0].como == f"Con don Luis, cédula {TAPADO}."
    assert hecha.resultados[1] is a.resultados[1]
    assert hecha.evento is a.evento
    assert tapado(a.mesas, SIN_RESERVA) is a.mesas
