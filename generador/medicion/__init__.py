"""Mediciones en una misma corrida y en razones: los segundos de otra máquina no dicen nada."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generador.medicion import agenda, construccion, mural, piezas
from generador.medicion.construccion import Decir


def medir(raiz: Path, que: str, veces: int, documentos: int, decir: Decir) -> None:
    """Corre las mediciones pedidas («todo» o una de ellas) y las dice."""
    with _copia(raiz) as copia:
        if que in ("todo", "frio"):
            construccion.frio(copia, veces, decir)
        if que in ("todo", "kits"):
            construccion.kits(copia, veces, decir)
        if que in ("todo", "piezas"):
            piezas.medir(copia, veces, decir)
        if que in ("todo", "quieto"):
            construccion.quieto(copia, veces, decir)
        if que in ("todo", "ficha"):
            construccion.ficha(copia, decir)
        if que in ("todo", "agenda"):
            agenda.medir(copia, veces, decir)
        if que in ("todo", "mural"):
            mural.medir(copia, veces, decir)
        if que in ("todo", "memoria"):
            construccion.memoria(copia, documentos, decir)


@contextmanager
def _copia(raiz: Path) -> Iterator[Path]:
    """El proyecto en otra carpeta: medir no toca ni la caché ni el sitio de verdad."""
    with tempfile.TemporaryDirectory(prefix="asambleas-medir-") as temporal:
        copia = Path(temporal)
        for nombre in ("datos", "plantillas", "contenido"):
            shutil.copytree(raiz / nombre, copia / nombre)
        shutil.copy2(raiz / "mkdocs.yml", copia)
        yield copia
