"""La hoja de evaluación: una casilla por mesa si caben en un renglón, y las preguntas de siempre."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import ID, asamblea

from generador.catalogo.inventario import inventariar_asamblea
from generador.composicion.compositor import Compositor
from generador.composicion.papel.kit import CASILLA
from generador.modelo.asamblea import Sitio

PLANTILLAS = Path(__file__).parents[4] / "plantillas"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
ESCALAS = 7 * 3 + 3
"""Siete afirmaciones de tres respuestas, y si volvería."""


@pytest.mark.parametrize(("cuantas", "casillas"), [(1, 1), (12, 12), (13, 0)])
def test_las_mesas_van_en_un_renglon(cuantas: int, casillas: int) -> None:
    mesa = {"definicion": "D.", "pregunta": "¿Qué?", "lidera": "Equipo"}
    mesas = [{"numero": n, "eje": f"Eje {n}", **mesa} for n in range(1, cuantas + 1)]
    inventario = inventariar_asamblea(SITIO, asamblea(mesas={"mesas": mesas}))
    (suya,) = (a for a in inventario.artefactos if a.ruta == f"{ID}/descargas/evaluacion.pdf")
    html = Compositor(PLANTILLAS, inventario).impreso(suya)
    assert html.count(CASILLA) == casillas + ESCALAS
