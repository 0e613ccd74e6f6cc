"""Si lo aprobado cambia, el error dice qué decía y qué dice hoy, sacado de lo último que se publicó."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from actos import tres_aportes_aprobados
from fabrica import expediente

from generador.revision import revisar


@pytest.fixture
def aprobada() -> dict[str, Any]:
    return tres_aportes_aprobados()


def _con_copia(buena: dict[str, Any], hoy: dict[str, Any]) -> list[str]:
    """Los mensajes de los errores de `hoy` cuando lo último que se publicó fue `buena`."""
    publicada = expediente(**buena).asamblea
    suyo = replace(expediente(**hoy), publicada=lambda: publicada)
    return [h.mensaje for h in revisar(suyo) if h.gravedad == "error"]


def _otro_texto(hoy: dict[str, Any]) -> None:
    hoy["agenda"]["compromisos"][1] |= {"texto": "Hacer viveros.", "responsables": ["La junta"]}


def _otra_necesidad(hoy: dict[str, Any]) -> None:
    hoy["resultados"][0]["aportes"][1]["necesidad"] = "Falta luz"


def _otra_razon(hoy: dict[str, Any]) -> None:
    hoy["agenda"]["no_recogidos"][0]["razon"] = "No alcanza."


def _sin_compromiso(hoy: dict[str, Any]) -> None:
    del hoy["agenda"]["compromisos"][1]


@pytest.mark.parametrize(
    ("cambia", "dicho"),
    [
        (
            _otro_texto,
            "el compromiso PRU23-002 ya no dice lo que aprobó la plenaria: «Compromiso» decía «Hacer "
            "vivero.» y dice «Hacer viveros.»; «¿Quién?, número 1» decía nada y dice «La junta»",
        ),
        (
            _otra_necesidad,
            "el aporte M1-S1-N2 ya no dice lo que aprobó la plenaria: «Necesidad» decía «Falta luz.» y "
            "dice «Falta luz»",
        ),
        (
            _otra_razon,
            "el aporte no recogido M2-S1-N1 ya no dice lo que aprobó la plenaria: «Razón por la que quedó "
            "por fuera» decía «Ya existe.» y dice «No alcanza.»",
        ),
        (_sin_compromiso, "falta el compromiso PRU23-002, que aprobó la plenaria: «Vivero»"),
    ],
)
def test_dice_lo_aprobado_al_lado_de_lo_de_hoy(
    aprobada: dict[str, Any], cambia: Callable[[dict[str, Any]], None], dicho: str
) -> None:
    """Vista fallar sin la copia: «deshaga el cambio» no decía cuál."""
    hoy = deepcopy(aprobada)
    cambia(hoy)
    assert dicho in _con_copia(aprobada, hoy)


def test_una_copia_que_no_es_lo_aprobado_no_se_cita(aprobada: dict[str, Any]) -> None:
    """Vista fallar sin comparar la huella: se citaba lo que nunca se aprobó."""
    hoy, otra = deepcopy(aprobada), deepcopy(aprobada)
    _otro_texto(hoy)
    otra["agenda"]["compromisos"][1]["texto"] = "Hacer otra cosa."
    assert _con_copia(otra, hoy) == ["el compromiso PRU23-002 ya no dice lo que aprobó la plenaria"]
