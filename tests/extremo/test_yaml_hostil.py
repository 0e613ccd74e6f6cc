"""Setenta y dos YAML torcidos en lugar de mesas.yml: informe con línea, sin trazas y en un segundo."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from fabrica import CASOS, ID, escribir_proyecto

from generador import cli
from generador.construccion.datos.examen import examinar

TORCIDOS = sorted((CASOS / "yaml").glob("*.yaml"))


@pytest.fixture(scope="module")
def proyecto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Uno válido, ya leído una vez: lo que se mide después es la lectura y no las importaciones."""
    raiz = escribir_proyecto(tmp_path_factory.mktemp("torcido"))
    assert [h for h in examinar(raiz).hallazgos if h.gravedad == "error"] == []
    return raiz


def test_estan_todos() -> None:
    """Los del corpus."""
    assert len(TORCIDOS) == 72


@pytest.mark.parametrize("torcido", TORCIDOS, ids=lambda p: p.stem)
def test_un_informe_y_ninguna_traza(proyecto: Path, torcido: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Señala mesas.yml con su línea y su columna, y `validar` sale con 1."""
    archivo = proyecto / "datos" / ID / "mesas.yml"
    archivo.write_bytes(torcido.read_bytes())
    antes = time.process_time()
    examen = examinar(proyecto)
    # Contra lo que crece sin fin, y no contra una máquina lenta: lo peor tarda 0,3.
    assert time.process_time() - antes < 10
    suyos = [h for h in examen.hallazgos if h.lugar.archivo == f"datos/{ID}/mesas.yml"]
    assert suyos
    assert examen.carga.proyecto is None
    assert [h for h in suyos if h.lugar.linea < 1 or h.lugar.columna < 1 or not h.mensaje] == []
    monkeypatch.setattr(cli, "RAIZ", proyecto)
    hecho = CliRunner().invoke(cli.principal, ["validar"])
    assert hecho.exit_code == 1
    assert f"datos/{ID}/mesas.yml:{suyos[0].lugar.linea}:{suyos[0].lugar.columna}" in hecho.output
    assert "Traceback" not in hecho.output
    assert not (proyecto / ".cache" / "ultimo-error.txt").exists()
