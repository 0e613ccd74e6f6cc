"""Las pruebas mismas: las rápidas no construyen ni abren otro programa, y el tiempo se cuenta por carpeta."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from apoyo import RAIZ
from conftest import PESADAS, PRUEBAS
from tiempos import carpeta

ABREN = {"orden", "construir", "Popen", "sync_playwright"}
"""Lo que, llamado en una prueba, abre otro programa o construye un sitio."""


@pytest.mark.parametrize(
    ("nodo", "suya"),
    [
        ("tests/salida/credito/test_web.py::test_x[a/b]", "salida"),
        ("tests/salida/test_web.py::test_x", "salida"),
        ("tests/test_cli.py::test_x[tests/carga/a.py]", "(raíz)"),
    ],
)
def test_la_carpeta_de_una_prueba(nodo: str, suya: str) -> None:
    assert carpeta(nodo) == suya


def test_las_carpetas_pesadas_existen() -> None:
    assert [p for p in PESADAS if not (PRUEBAS / p).is_dir()] == []


def _sin_marca(archivo: Path) -> Iterator[str]:
    arbol = ast.parse(archivo.read_text("utf-8"))
    if any("pytestmark" in ast.unparse(n) and "lenta" in ast.unparse(n) for n in arbol.body):
        return
    for prueba in (n for n in arbol.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")):
        llamadas = {
            ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(prueba) if isinstance(n, ast.Call)
        }
        if llamadas & ABREN and not any("lenta" in ast.unparse(d) for d in prueba.decorator_list):
            yield f"{archivo.relative_to(PRUEBAS)}::{prueba.name}: {', '.join(sorted(llamadas & ABREN))}"


@pytest.mark.lenta
def test_ninguna_rapida_abre_otro_programa_ni_construye() -> None:
    """Las que lo hacen llevan la marca «lenta» o están en una carpeta pesada."""
    ligeras = [
        p for p in sorted(PRUEBAS.rglob("test_*.py")) if p.relative_to(PRUEBAS).parts[0] not in PESADAS
    ]
    assert len(ligeras) > 100
    assert [malo for p in ligeras for malo in _sin_marca(p)] == []


TEMAS = {"extremo", "navegador", "lanzador", "casos", "corpus", "verificadores"}
"""Carpetas de pruebas sin par en el paquete: lo que miran no es un módulo."""


def test_las_carpetas_son_las_del_paquete() -> None:
    """Cada carpeta de pruebas es una del paquete, o un tema declarado."""
    carpetas = {p.parent.relative_to(PRUEBAS) for p in PRUEBAS.rglob("test_*.py")}
    propias = [c for c in sorted(carpetas) if not c.parts or c.parts[0] not in TEMAS]
    assert [str(c) for c in propias if not (RAIZ / "generador" / c).is_dir()] == []


def test_la_prueba_de_un_modulo_esta_en_su_sala() -> None:
    """Si hay un solo módulo con el nombre de la prueba en esa parte del paquete, van en la misma sala."""
    malas = []
    for prueba in sorted(PRUEBAS.rglob("test_*.py")):
        donde = prueba.parent.relative_to(PRUEBAS)
        if not donde.parts or donde.parts[0] in TEMAS:
            continue
        parte = RAIZ / "generador" / donde.parts[0]
        suyos = [
            m.parent.relative_to(RAIZ / "generador") for m in parte.rglob(prueba.name.removeprefix("test_"))
        ]
        if len(suyos) == 1 and suyos[0] != donde:
            malas.append(f"{prueba.relative_to(PRUEBAS)}: va en {suyos[0]}/")
    assert malas == []
