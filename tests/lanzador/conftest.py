import shutil
from pathlib import Path

import pytest
from lanzador.banco import COMPLETA, PYTHON, RAIZ, UTILES, Banco


@pytest.fixture
def banco(tmp_path: Path) -> Banco:
    proyecto = tmp_path / "mis asambleas $HOME 'ñ'"
    falso = tmp_path / "falso"
    (falso / "bin").mkdir(parents=True)
    proyecto.mkdir()
    shutil.copy2(RAIZ / "asamblea", proyecto)
    for nombre in ("requirements.txt", "requirements-dev.txt", "requirements-local.txt", "pyproject.toml"):
        (proyecto / nombre).write_text(f"{nombre} 1\n")
    for util in UTILES:
        real = shutil.which(util, path="/usr/bin:/bin")
        if real is not None:
            (falso / "bin" / util).symlink_to(real)
    nuevo = Banco(proyecto, falso)
    nuevo.ejecutable("python3.11", PYTHON)
    # Los programas que busca `probar` ya están; así ninguna prueba depende de esta máquina.
    nuevo.ejecutable("chromium", "#!/bin/sh\n")
    nuevo.ejecutable("java", "#!/bin/sh\n")
    nuevo.ejecutable("soffice", "#!/bin/sh\n")
    nuevo.ejecutable("espeak-ng", "#!/bin/sh\n")
    nuevo.poner("faltan", "libpango-1.0.so.0")
    for estado in ("suficiente", "completo", "bibliotecas"):
        nuevo.poner(estado)
    nuevo.poner("cli", "#!/bin/sh\nexit 0\n")
    (falso / "cli").chmod(0o755)
    return nuevo


@pytest.fixture
def listo(banco: Banco) -> Banco:
    assert banco.correr("ayuda").returncode == 0
    assert banco.hechos() == COMPLETA
    return banco
