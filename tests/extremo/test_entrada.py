"""Lo que la gente escribió a mano y fotografió no llega a nada de lo que se construye."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from extremo.llenado import FOTO
from extremo.sitios import SitioDePrueba

pytestmark = pytest.mark.construye


def _octetos(carpeta: Path) -> Iterator[tuple[str, bytes]]:
    """Cada archivo de esa carpeta, y cada uno de los que van dentro de un .zip."""
    for lugar, _, nombres in os.walk(carpeta):
        for nombre in nombres:
            ruta = Path(lugar, nombre)
            yield str(ruta), ruta.read_bytes()
            if ruta.suffix == ".zip":
                with zipfile.ZipFile(ruta) as zip_:
                    yield from ((f"{ruta}: {x}", zip_.read(x)) for x in zip_.namelist())


def test_una_foto_no_llega_al_sitio_ni_a_un_zip(real: SitioDePrueba) -> None:
    assert any(FOTO in p.read_bytes() for p in (real.raiz / "entrada").rglob("*.jpg"))
    vistos = [nombre for nombre, octetos in _octetos(real.carpeta) if FOTO in octetos]
    assert vistos == []
