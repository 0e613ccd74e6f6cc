"""Las pruebas mismas: las rápidas no construyen ni abren otro programa, y el tiempo se cuenta por carpeta."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from apoyo import RAIZ, podar_almacen
from conftest import PESADAS, PRUEBAS
from reparto import grupo
from salida.test_vida import esperar
from tiempos import Tiempos, carpeta, procesador

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


GASTA = "import time\nwhile time.process_time() < 0.5: pass\n"
LO_DEJA_A_OTRO = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {GASTA!r}])\n"


@pytest.mark.lenta
@pytest.mark.skipif(sys.platform != "linux", reason="en los demás sistemas nadie recoge a los huérfanos")
def test_se_cuenta_lo_que_gasta_quien_sobrevive_a_quien_lo_abrio() -> None:
    """Los procesos de impresión cuelgan de un servidor que nadie espera: sin adoptarlo, no se contaba."""

    def ajeno() -> float:
        return procesador() - time.process_time()

    antes = ajeno()
    subprocess.run([sys.executable, "-c", LO_DEJA_A_OTRO], check=True)
    assert esperar(lambda: ajeno() - antes >= 0.5, 60)


def _gastar(segundos: float) -> None:
    hasta = time.process_time() + segundos
    while time.process_time() < hasta:
        pass


def _recorrer(paso: Generator[None, object, object], da: object, gasta: float) -> None:
    next(paso)
    _gastar(gasta)
    with suppress(StopIteration):
        paso.send(da)


def test_lo_que_cuesta_una_fixture_compartida_no_es_de_quien_la_pidio_primero() -> None:
    """Se le cargaba, y el orden de lo que gasta cada prueba mentía; la de una sola prueba sí es suya."""
    tiempos = Tiempos(None)
    informe: Any = SimpleNamespace(nodeid="tests/a/test_x.py::test_y", when="setup", user_properties=[])
    for alcance, gasta in (("session", 0.4), ("function", 0.1)):
        fixture: Any = SimpleNamespace(scope=alcance, baseid="tests/navegador", argname="sitio")
        _recorrer(tiempos.pytest_fixture_setup(fixture), None, gasta)
    nada: Any = None
    _recorrer(tiempos.pytest_runtest_makereport(nada, nada), informe, 0)
    tiempos.pytest_runtest_logreport(informe)
    (fixture_, suyo), *otras = tiempos.aparte.items()
    assert (carpeta(fixture_), otras) == ("navegador", [])
    assert suyo > 2 * tiempos.por_fase[informe.nodeid]["setup"] > 0


def test_lo_preparado_de_cada_prueba_se_guarda() -> None:
    """También si quien llama pidió que Python no guarde lo compilado: son segundos en cada proceso."""
    assert not sys.dont_write_bytecode


def test_del_almacen_se_borra_lo_que_hace_mas_que_nadie_usa(tmp_path: Path) -> None:
    for i, nombre in enumerate(("a/vieja", "b/media", "a/nueva")):
        archivo = tmp_path / nombre
        archivo.parent.mkdir(exist_ok=True)
        archivo.write_bytes(b"x" * 10)
        os.utime(archivo, (i, i))
    quedan = {30: {"vieja", "media", "nueva"}, 29: {"media", "nueva"}, 10: {"nueva"}, 0: set()}
    for tope, cuales in quedan.items():
        podar_almacen(tmp_path, tope)
        assert {a.name for a in tmp_path.glob("*/*")} == cuales


def test_las_de_un_archivo_van_juntas_y_las_sueltas_solas(request: pytest.FixtureRequest) -> None:
    """Lo que el reparto lee en los archivos es lo que dicen las marcas de lo recogido."""
    for item in request.session.items:
        suelta = item.get_closest_marker("suelta") is not None
        assert grupo(item.nodeid) == (item.nodeid if suelta else item.nodeid.partition("::")[0])


@pytest.mark.lenta
def test_repartidas_lo_comun_de_un_archivo_se_hace_una_vez(tmp_path: Path) -> None:
    """Vista fallar con `xdist_group`: cada proceso hacía de nuevo lo que comparten las de un archivo."""
    archivo = tmp_path / "test_dos.py"
    archivo.write_text(
        "import pytest\n"
        "@pytest.fixture(scope='module')\n"
        "def comun():\n"
        f"    open({str(tmp_path / 'hechas')!r}, 'a').write('x')\n"
        "@pytest.mark.parametrize('n', range(20))\n"
        "def test_usa(comun, n):\n"
        "    pass\n",
        "utf-8",
    )
    (tmp_path / "test_otra.py").write_text("def test_nada():\n    pass\n", "utf-8")
    opciones = [
        "-p",
        "xdist",
        "-p",
        "reparto_suelto",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-q",
        "--rootdir",
        str(tmp_path),
    ]
    (tmp_path / "reparto_suelto.py").write_text(
        "import reparto\nreparto.RAIZ = __import__('pathlib').Path(__file__).parent\n"
        "pytest_xdist_make_scheduler = reparto.Reparto().pytest_xdist_make_scheduler\n",
        "utf-8",
    )
    hecho = subprocess.run(
        [sys.executable, "-m", "pytest", *opciones, str(tmp_path)],
        cwd=tmp_path,
        # De los complementos, solo el que reparte: abrir los demás tres veces era casi todo lo que gastaba.
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path}:{PRUEBAS}",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "21 passed" in hecho.stdout, hecho.stdout + hecho.stderr
    assert (tmp_path / "hechas").read_text() == "x"


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
