"""`mkdocs build --strict` sin el lanzador da el mismo sitio, byte a byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo import huellas
from extremo.sitios import SitioDePrueba


@pytest.mark.construye
def test_mkdocs_solo_da_el_mismo_sitio(real: SitioDePrueba, tmp_path: Path) -> None:
    """Con el entorno de quien no sabe nada del proyecto."""
    hecho = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "sitio")],
        cwd=real.raiz,
        env={k: v for k, v in os.environ.items() if k not in {"SOURCE_DATE_EPOCH", "FONTCONFIG_FILE"}},
        capture_output=True,
        text=True,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    assert huellas(tmp_path / "sitio") == huellas(real.carpeta)
