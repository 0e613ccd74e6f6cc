"""El editor sobre una copia de los datos, sin red."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from local.cliente import Navegador

from generador.local.editor.rutas import Editor

RAIZ = Path(__file__).parents[2]


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    """Los datos de verdad, con la agenda todavía sin aprobar: así se puede cambiar todo."""
    shutil.copytree(RAIZ / "datos", tmp_path / "datos")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    carpeta = tmp_path / "datos" / "arauca-2023"
    for sobra in ("agenda.yml", "seguimiento.yml", "asistencia.yml"):
        (carpeta / sobra).unlink()
    evento = carpeta / "evento.yml"
    evento.write_text(evento.read_text("utf-8").replace("estado: aprobada", "estado: borrador"), "utf-8")
    return tmp_path


@pytest.fixture
def navegador(copia: Path) -> Navegador:
    return Navegador(Editor(copia).con_puerta(8765))
