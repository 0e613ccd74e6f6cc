"""La opción `--aprobar` y las muestras de oro que ella reescribe."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from apoyo import podar_almacen
from hypothesis import settings
from reparto import Reparto
from tiempos import Tiempos, adoptar

PRUEBAS = Path(__file__).parent
# La llave con que se firma la caché es de cada persona: la de las pruebas no toca la suya.
os.environ["XDG_STATE_HOME"] = str(PRUEBAS.parent / ".cache" / "pruebas")
# Los cientos de procesos que abren las pruebas compilan el paquete una sola vez.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Y cada proceso de esta batería guarda sus pruebas ya preparadas: si no, todos las preparan cada vez.
sys.dont_write_bytecode = False
# Los mismos ejemplos siempre, y sin reloj: una máquina lenta no es una falla. `explorar` busca otros.
settings.register_profile("fijo", deadline=None, derandomize=True)
settings.register_profile("explorar", deadline=None, max_examples=1000)
settings.load_profile("fijo")

PESADAS = ("extremo", "navegador", "construccion", "servidor", "lanzador", "medicion")
"""Carpetas que construyen sitios o abren otros programas: con `--rapido` ni se leen."""
TURNOS = ("primera", "construye", "navegador", "lenta")
"""Las marcas, de lo que se reparte primero a lo último; después va lo que no lleva ninguna."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--aprobar", action="store_true", help="reescribe las muestras; revise luego el diff")
    parser.addoption("--rapido", action="store_true", help="sin carpetas pesadas ni pruebas lentas")
    parser.addoption("--tiempos", metavar="ARCHIVO", help="escribe lo que gastó cada prueba, en JSON")


def pytest_configure(config: pytest.Config) -> None:
    # Un shell que corre la batería en segundo plano la deja sin Ctrl-C, y también a lo que ella abre.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    adoptar()
    if not hasattr(config, "workerinput"):
        podar_almacen()
    config.pluginmanager.register(Tiempos(config.getoption("--tiempos")))
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(Reparto())


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    pesada = collection_path.parent == PRUEBAS and collection_path.name in PESADAS
    return True if pesada and config.getoption("--rapido") else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Con `--rapido` quita las lentas; lo demás queda en el orden en que se reparte, lo más largo primero."""
    if config.getoption("--rapido"):
        fuera = [
            i for i in items if any(i.get_closest_marker(m) for m in ("lenta", "construye", "navegador"))
        ]
        config.hook.pytest_deselected(items=fuera)
        items[:] = [i for i in items if i not in set(fuera)]
    turnos: dict[Path, int] = {}
    for item in items:
        turnos[item.path] = min(_turno(item), turnos.get(item.path, len(TURNOS)))
    items.sort(key=lambda item: turnos[item.path])


def _turno(item: pytest.Item) -> int:
    """El puesto en `TURNOS` de la primera marca que lleva; un archivo va entero en el menor de los suyos."""
    return next((n for n, marca in enumerate(TURNOS) if item.get_closest_marker(marca)), len(TURNOS))


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
