"""La opción `--aprobar` y las muestras de oro que ella reescribe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

PRUEBAS = Path(__file__).parent
# La llave con que se firma la caché es de cada persona: la de las pruebas no toca la suya.
os.environ["XDG_STATE_HOME"] = str(PRUEBAS.parent / ".cache" / "pruebas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--aprobar", action="store_true", help="reescribe las muestras; revise luego el diff")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lo que no se pudo probar en esta máquina se dice al final, y no solo con una letra."""
    saltadas = terminalreporter.stats.get("skipped", [])
    razones = {str(s.longrepr[2]) for s in saltadas if isinstance(s.longrepr, tuple)}
    graves = sorted(r.removeprefix("Skipped: ") for r in razones if r.startswith("Skipped: NO SE "))
    if graves:
        terminalreporter.section("ATENCIÓN: la revisión quedó incompleta", red=True, bold=True)
        for razon in graves:
            terminalreporter.line(razon)


@pytest.fixture
def aprobado(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`aprobado(ruta, texto)`: el texto es igual, byte a byte, al de la muestra `tests/<ruta>`.

    Una muestra que falta falla; con `--aprobar` se escribe.
    """

    def comparar(ruta: str, texto: str) -> None:
        muestra = PRUEBAS / ruta
        if request.config.getoption("--aprobar"):
            muestra.parent.mkdir(parents=True, exist_ok=True)
            muestra.write_bytes(texto.encode())
            return
        assert muestra.is_file(), f"falta la muestra tests/{ruta}: créela con --aprobar y revísela"
        assert texto == muestra.read_bytes().decode(), f"tests/{ruta} cambió; si está bien, --aprobar"

    return comparar
