"""Cuánto hay que escribir para pasar las hojas a datos."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import asamblea, escribir_proyecto

from generador.errores import ErrorDeUso
from generador.local.captura.formulario import formulario_de
from generador.medicion.captura import caracteres, medir

HOJA = {
    "submesa": "M1-S1",
    "asistentes": 20,
    "aportes": [
        {
            "necesidad": "12345",
            "solucion": "1234567",
            "organizaciones": ["JAC"],
            "plan": [{"quien": "123", "como": "12", "cuando": "1"}],
        }
    ],
}


def test_cada_profundidad_suma_lo_suyo() -> None:
    suya = asamblea(resultados=[HOJA])
    formulario = formulario_de(suya)
    cuentas = [
        caracteres(formulario, suya, cuales)
        for cuales in (["necesidad"], ["necesidad", "solucion"], ["plan"], ["hoja"])
    ]
    assert cuentas == [5, 12, 9, 2]


def test_dice_los_minutos_de_cada_velocidad(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, resultados=[{**HOJA, "aportes": [{"necesidad": "a" * 3000}]}])
    dichos: list[str] = []
    medir(tmp_path, dichos.append)
    assert dichos[0] == "captura de prueba-2023: 1 hoja de 4, 1 aporte"
    assert dichos[1:3] == [
        "  solo las necesidades: 3.000 caracteres",
        "    1 persona: minutos según los caracteres por minuto, 20 a 150, 15 a 200, 12 a 250",
    ]


def test_sin_hojas_no_hay_que_contar(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path)
    with pytest.raises(ErrorDeUso, match="ninguna asamblea tiene hojas"):
        medir(tmp_path, print)


def test_una_hoja_en_blanco_no_suma() -> None:
    en_blanco = {"submesa": "M1-S1", "aportes": [{"necesidad": "(por escribir)"}]}
    suya = asamblea(resultados=[en_blanco])
    assert caracteres(formulario_de(suya), suya, ["necesidad", "hoja"]) == 0
