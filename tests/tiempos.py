"""Cuánto procesador gasta cada carpeta de pruebas, con los procesos que abre; se dice al final."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

PROPIEDAD = "procesador"
"""Propiedad del informe de una fase: sus segundos de procesador, con los de los hijos ya terminados."""
TOPE_RAPIDO = 1.0
"""Segundos de procesador desde los que una prueba no es de las rápidas."""


def procesador() -> float:
    """Segundos de procesador de este proceso y de sus hijos que ya terminaron."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def carpeta(nodo: str) -> str:
    """La carpeta de una prueba: «tests/salida/credito/test_x.py::test_y» es de «salida»."""
    partes = Path(nodo.partition("::")[0]).parts[1:-1]
    return partes[0] if partes else "(raíz)"


class Tiempos:
    """Anota lo que gasta cada fase de cada prueba y, al final, lo suma por carpeta.

    Lo que un proceso que sigue vivo (Chromium) ha gastado solo se sabe cuando termina: va en el total.
    """

    def __init__(self, detalle: str | None) -> None:
        self._detalle = detalle
        self._antes = procesador()
        self._por_prueba: dict[str, float] = defaultdict(float)

    def pytest_runtestloop(self) -> None:
        self._antes = procesador()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        informe = yield
        ahora = procesador()
        informe.user_properties.append((PROPIEDAD, ahora - self._antes))
        self._antes = ahora
        return informe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._por_prueba[report.nodeid] += float(dict(report.user_properties).get(PROPIEDAD, 0.0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._por_prueba:
            return
        gastado: dict[str, float] = defaultdict(float)
        cuantas: dict[str, int] = defaultdict(int)
        for nodo, segundos in self._por_prueba.items():
            gastado[carpeta(nodo)] += segundos
            cuantas[carpeta(nodo)] += 1
        terminalreporter.section("segundos de procesador por carpeta")
        for suya, segundos in sorted(gastado.items(), key=lambda par: -par[1]):
            terminalreporter.line(f"{segundos:9.1f}  {suya}, {cuantas[suya]} pruebas")
        terminalreporter.line(f"{sum(gastado.values()):9.1f}  en las pruebas")
        terminalreporter.line(f"{procesador():9.1f}  en todo: recogerlas, repartirlas y el navegador")
        if terminalreporter.config.getoption("--rapido"):
            for nodo, segundos in sorted(self._por_prueba.items()):
                if segundos > TOPE_RAPIDO:
                    terminalreporter.line(f"{segundos:9.1f}  márquela «lenta»: {nodo}")
        if self._detalle:
            texto = json.dumps(self._por_prueba, ensure_ascii=False, indent=1, sort_keys=True)
            Path(self._detalle).write_text(texto, "utf-8")
