"""Cuánto procesador gasta cada carpeta de pruebas, con los procesos que abre; se dice al final."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

PROPIEDAD = "procesador"
"""Propiedad del informe de una fase: sus segundos de procesador, con los de todos los procesos que abrió."""
APARTE = "aparte"
"""Propiedad del informe de una fase: los segundos de cada fixture compartida que se hizo en ella."""
MAS_CAROS = 25
"""De cuántas pruebas y fixtures, las que más gastan, se dice el nombre con `--tiempos`."""
TOPE_RAPIDO = 1.0
"""Segundos de procesador desde los que una prueba no es de las rápidas."""
SIN_MIRAR_S = 0.05
"""Lo que dura una fase que no alcanza a gastar en otro programa: los procesos no se recorren."""
_ADOPTAR = 36
"""`PR_SET_CHILD_SUBREAPER`: quien se queda sin padre pasa a serlo de este proceso, y se le cuenta."""
_CON_LISTA = Path(f"/proc/self/task/{os.getpid()}/children").exists()
"""Si el sistema dice los hijos de cada hilo: recorrer todos los procesos gasta diez veces más."""
_TICS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def adoptar() -> None:
    """En Linux, los huérfanos de esta batería (el servidor de procesos y los suyos) quedan a su cargo."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPTAR, 1, 0, 0, 0)


def propio() -> float:
    """Segundos de procesador de este proceso y de los hijos que ya recogió."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def _tiene_hijos() -> bool:
    """Si este proceso abrió o adoptó alguno que siga vivo, o muerto sin que nadie lo recoja."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def procesador() -> float:
    """Segundos de procesador de este proceso y de toda su descendencia, viva, muerta o adoptada.

    Fuera de Linux, de los hijos solo se cuentan los que ya terminaron.
    """
    if sys.platform != "linux" or not _tiene_hijos():
        return propio()
    total, por_ver, vistos = propio(), [os.getpid()], set[int]()
    while por_ver:
        for hijo in _hijos(por_ver.pop()):
            with suppress(OSError):
                campos = Path(f"/proc/{hijo}/stat").read_bytes().rpartition(b") ")[2].split()
                # Uno que se queda sin padre a media cuenta cambia de lista.
                if hijo not in vistos:
                    total += sum(map(int, campos[11:15])) / _TICS
                    vistos.add(hijo)
                    por_ver.append(hijo)
    return total


def _hijos(pid: int) -> list[int]:
    """Los de todos los hilos de ese proceso, de la lista que lleva el sistema o, si no la lleva, de todos."""
    hijos: list[int] = []
    if not _CON_LISTA:
        for otro in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if int(otro.read_bytes().rpartition(b") ")[2].split()[1]) == pid:
                    hijos.append(int(otro.parent.name))
        return hijos
    with suppress(OSError):
        for hilo in Path(f"/proc/{pid}/task").iterdir():
            hijos += map(int, (hilo / "children").read_bytes().split())
    return hijos


def carpeta(nodo: str) -> str:
    """La carpeta de una prueba: «tests/salida/credito/test_x.py::test_y» es de «salida»."""
    partes = Path(nodo.partition("::")[0]).parts[1:-1]
    return partes[0] if partes else "(raíz)"


class Tiempos:
    """Anota lo que gasta cada fase de cada prueba y, al final, lo suma por carpeta."""

    def __init__(self, detalle: str | None) -> None:
        self._detalle = detalle
        self._antes = procesador()
        self._ajeno = self._antes - propio()
        self._reloj = time.monotonic()
        self.por_fase: dict[str, dict[str, float]] = defaultdict(dict)
        self.aparte: dict[str, float] = defaultdict(float)
        self._de_fixtures: dict[str, float] = defaultdict(float)
        self._abiertas: list[float] = []

    def pytest_runtestloop(self) -> None:
        self._gastado()

    def _gastado(self) -> float:
        """Segundos de procesador desde la última vez que se preguntó."""
        reloj = time.monotonic()
        if reloj - self._reloj < SIN_MIRAR_S:
            # Recorrer los procesos cuesta lo que una prueba corta: lo que falte va en la fase que siga.
            ahora = propio() + self._ajeno
        else:
            ahora = procesador()
            self._ajeno = ahora - propio()
        gasto, self._antes, self._reloj = ahora - self._antes, ahora, reloj
        return gasto

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """Lo que cuesta una fixture compartida es de ella: la prueba que la pidió primero no lo gastó."""
        if fixturedef.scope == "function":
            return (yield)
        antes = procesador()
        self._abiertas.append(0.0)
        try:
            return (yield)
        finally:
            gasto = procesador() - antes
            suyo = gasto - self._abiertas.pop()
            if self._abiertas:
                self._abiertas[-1] += gasto
            donde = fixturedef.baseid
            lugar = donde if donde.endswith(".py") else f"{donde}/conftest.py"
            self._de_fixtures[f"{lugar}::{fixturedef.argname}"] += suyo

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        informe = yield
        compartido, self._de_fixtures = self._de_fixtures, defaultdict(float)
        informe.user_properties.append((PROPIEDAD, self._gastado() - sum(compartido.values())))
        informe.user_properties.append((APARTE, dict(compartido)))
        return informe

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        dichas: dict[str, Any] = dict(report.user_properties)
        self.por_fase[report.nodeid][report.when or ""] = float(dichas.get(PROPIEDAD, 0.0))
        for fixture, gasto in dichas.get(APARTE, {}).items():
            self.aparte[fixture] += gasto

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.por_fase:
            return
        por_prueba = {nodo: sum(fases.values()) for nodo, fases in self.por_fase.items()}
        gastado: dict[str, float] = defaultdict(float)
        cuantas: dict[str, int] = defaultdict(int)
        for nodo, segundos in por_prueba.items():
            gastado[carpeta(nodo)] += segundos
            cuantas[carpeta(nodo)] += 1
        for fixture, segundos in self.aparte.items():
            gastado[carpeta(fixture)] += segundos
        terminalreporter.section("segundos de procesador por carpeta")
        for suya, segundos in sorted(gastado.items(), key=lambda par: -par[1]):
            terminalreporter.line(f"{segundos:9.1f}  {suya}, {cuantas[suya]} pruebas")
        terminalreporter.line(f"{sum(gastado.values()):9.1f}  en las pruebas")
        terminalreporter.line(f"{procesador():9.1f}  en todo, con recogerlas y repartirlas")
        if terminalreporter.config.getoption("--rapido"):
            for nodo, segundos in sorted(por_prueba.items()):
                if segundos > TOPE_RAPIDO:
                    terminalreporter.line(f"{segundos:9.1f}  márquela «lenta»: {nodo}")
        if self._detalle:
            todo = {**por_prueba, **{f"{f} (fixture)": s for f, s in self.aparte.items()}}
            for nodo, segundos in sorted(todo.items(), key=lambda par: -par[1])[:MAS_CAROS]:
                terminalreporter.line(f"{segundos:9.1f}  {nodo}")
            texto = json.dumps(
                {**self.por_fase, "fixtures": self.aparte}, ensure_ascii=False, indent=1, sort_keys=True
            )
            Path(self._detalle).write_text(texto, "utf-8")
