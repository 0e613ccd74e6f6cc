"""Un proyecto pequeño ya producido, que comparten las pruebas de paquetes y de piezas."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from apoyo import RAIZ, carpeta_comun, con_almacen, una_vez
from fabrica import POCAS_PIEZAS, escribir_proyecto

from generador.construccion.preparacion import Publicacion, construir


@pytest.fixture(scope="session")
def comun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El proyecto de dos mesas de dos sub-mesas, con un almacén que comparten los procesos de prueba."""
    return carpeta_comun(tmp_path_factory) / "kit-de-prueba"


@pytest.fixture(scope="session")
def publicado(comun: Path) -> Publicacion:
    """Todo lo de ese proyecto, ya producido."""
    with una_vez(comun) as primera:
        if primera:
            con_almacen(escribir_proyecto(comun, evento=POCAS_PIEZAS))
            shutil.copytree(RAIZ / "plantillas", comun / "plantillas")
        extras = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}
        return construir(comun, extras)
