"""Mediciones en una misma corrida y en razones: los segundos de otra máquina no dicen nada."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generador.medicion import agenda, atajos, camino, captura, construccion, mural, piezas
from generador.medicion.gasto import Decir
from generador.modelo.privado import es_privada


def medir(raiz: Path, que: str, veces: int, documentos: int, decir: Decir) -> None:
    """Corre las mediciones pedidas («todo» o una de ellas) y las dice."""
    with _copia(raiz) as copia:
        mediciones: dict[str, Callable[[], None]] = {
            "frio": lambda: construccion.frio(copia, veces, decir),
            "kits": lambda: construccion.kits(copia, veces, decir),
            "piezas": lambda: piezas.medir(copia, veces, decir),
            "quieto": lambda: construccion.quieto(copia, veces, decir),
            "camino": lambda: camino.medir(copia, veces, decir),
            "atajos": lambda: atajos.medir(copia, veces, decir),
            "ficha": lambda: construccion.ficha(copia, decir),
            "agenda": lambda: agenda.medir(copia, veces, decir),
            "mural": lambda: mural.medir(copia, veces, decir),
            "captura": lambda: captura.medir(copia, decir),
            "memoria": lambda: construccion.memoria(copia, documentos, decir),
        }
        for nombre, correr in mediciones.items():
            if que in ("todo", nombre):
                correr()


@contextmanager
def _copia(raiz: Path) -> Iterator[Path]:
    """El proyecto en otra carpeta: medir no toca ni la caché ni el sitio de verdad."""
    with tempfile.TemporaryDirectory(prefix="asambleas-medir-") as temporal:
        copia = Path(temporal)
        for nombre in ("datos", "plantillas", "contenido"):
            # Sin sus permisos: lo que se mide escribe en la copia, aunque el original no se deje.
            shutil.copytree(raiz / nombre, copia / nombre, ignore=_privadas, copy_function=shutil.copyfile)
        for carpeta in (c for c in copia.rglob("*") if c.is_dir() and not c.is_symlink()):
            carpeta.chmod(0o755)
        shutil.copyfile(raiz / "mkdocs.yml", copia / "mkdocs.yml")
        yield copia


def _privadas(carpeta: str, nombres: list[str]) -> list[str]:
    """Lo que no se copia: lo que tiene nombres no entra en ninguna otra carpeta."""
    return [n for n in nombres if es_privada(Path(carpeta, n))]
