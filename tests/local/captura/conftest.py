"""Un proyecto en curso donde las órdenes corren en este proceso."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import en_estado, escribir_proyecto


@pytest.fixture
def raiz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """En `tmp_path/proyecto`, con lo que hace falta para empezar una hoja."""
    raiz = tmp_path / "proyecto"
    raiz.mkdir()
    escribir_proyecto(raiz, **en_estado("en_curso"))
    shutil.copytree(RAIZ / "plantillas" / "nueva", raiz / "plantillas" / "nueva")
    monkeypatch.setattr("generador.cli.RAIZ", raiz)
    return raiz
