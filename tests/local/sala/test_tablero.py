"""Lo que el tablero cuenta es lo que hay, y no el papel en que se va a escribir."""

from __future__ import annotations

from pathlib import Path

from fabrica import ID, aporte, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.local.sala.tablero import tablero_de


def test_una_hoja_en_blanco_no_suma_un_aporte(tmp_path: Path) -> None:
    """Visto fallar: con trece hojas recién creadas decía trece aportes."""
    hojas = [
        resultado("M1-S1", aportes=[aporte(), aporte("luz")]),
        resultado("M1-S2", aportes=[{"necesidad": "(por escribir)"}]),
        resultado("M2-S1", aportes=[{"necesidad": "(por transcribir)"}, aporte("agua")]),
    ]
    escribir_proyecto(tmp_path, **{**en_estado("en_curso"), "resultados": hojas})
    (suya,) = cargar(tmp_path).expedientes
    assert suya.asamblea.id == ID
    tablero = tablero_de(tmp_path, suya.asamblea)
    assert {c.submesa: c.aportes for f in tablero.filas for c in f.celdas} == {
        "M1-S1": 2, "M1-S2": 0, "M2-S1": 1, "M2-S2": 0,
    }  # fmt: skip
    assert tablero.aportes == 3
