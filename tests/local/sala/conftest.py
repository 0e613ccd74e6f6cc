"""Una asamblea en curso, con sus mesas y ninguna hoja."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import en_estado, escribir_proyecto
from local.sala.telefono import Telefono, dentro, puerta_de

from generador.local.sala.puerta import Puerta

RAIZ = Path(__file__).parents[3]


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    escribir_proyecto(tmp_path, **en_estado("en_curso"))
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    return tmp_path


@pytest.fixture
def puerta(raiz: Path) -> Puerta:
    return puerta_de(raiz)


@pytest.fixture
def telefono(puerta: Puerta) -> Telefono:
    return dentro(puerta)
