"""Lo que se abre es lo firmado: ningún campo se queda por el camino."""

import pytest
from pydantic import BaseModel

from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.seguimiento import Avance
from generador.modelo.publico.abierto import AvanceAbierto, CompromisoAbierto


@pytest.mark.parametrize(
    ("escrito", "abierto", "de_otra_manera"),
    [
        (Compromiso, CompromisoAbierto, set()),
        # La evidencia se publica en palabras, en «soporte».
        (Avance, AvanceAbierto, {"evidencia"}),
    ],
)
def test_todo_lo_escrito_se_abre(
    escrito: type[BaseModel], abierto: type[BaseModel], de_otra_manera: set[str]
) -> None:
    """Un campo nuevo en el modelo que se firma, y no en el que se publica, no saldría nunca."""
    assert set(escrito.model_fields) - set(abierto.model_fields) == de_otra_manera
