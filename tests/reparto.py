"""A qué proceso va cada prueba: las de un archivo, al mismo; las marcadas `suelta`, una por una.

Lo decide quien reparte, que no recoge las pruebas y solo conoce sus nombres: por eso la marca se lee del
archivo. La de xdist (`xdist_group`) va en un atributo que pytest 9.2 ya no lee, y no agrupa nada.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

RAIZ = Path(__file__).parent.parent


@cache
def sueltas(archivo: Path) -> frozenset[str]:
    """Las pruebas de ese archivo que llevan la marca `suelta`."""
    return frozenset(
        nodo.name
        for nodo in ast.parse(archivo.read_text("utf-8")).body
        if isinstance(nodo, ast.FunctionDef)
        and any(ast.unparse(marca) == "pytest.mark.suelta" for marca in nodo.decorator_list)
    )


def grupo(nodo: str) -> str:
    """Con quiénes corre: el archivo de «tests/carga/test_x.py::test_y[z]», o ella misma si es suelta."""
    archivo, _, prueba = nodo.partition("::")
    return nodo if prueba.partition("[")[0] in sueltas(RAIZ / archivo) else archivo


class PorArchivo(LoadScopeScheduling):
    """El reparto de xdist, con esos grupos."""

    def _split_scope(self, nodeid: str) -> str:
        return grupo(nodeid)


class Reparto:
    """Pone ese reparto a quien corra con `--dist loadgroup`."""

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> PorArchivo | None:
        return PorArchivo(config, log) if config.getvalue("dist") == "loadgroup" else None
