"""Los sitios que leen las demás: se construyen antes que todo, a la vez, y cada uno una sola vez."""

from __future__ import annotations

import pytest
from extremo import sitios


@pytest.mark.primera
@pytest.mark.construye
@pytest.mark.suelta
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_se_construye(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    assert (sitio.carpeta / "index.html").is_file()
    assert sorted(sitio.pdf) == sorted(r for r in sitio.artefactos if r.endswith(".pdf"))
