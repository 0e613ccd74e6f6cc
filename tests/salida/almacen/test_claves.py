"""La única clave: lo que decide los bytes entra por ser importado o requerido, no por estar en una lista."""

import ast
import ctypes
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generador.salida.almacen import claves

pytestmark = pytest.mark.lenta

PRODUCTORES = (
    "generador.salida.almacen.produccion",
    "generador.salida.almacen.paquete",
    "generador.salida.abiertos",
    "generador.salida.medios.medio",
    "generador.construccion.puerta",
    "generador.plugin.motor",
)
CASA = Path(claves.__file__).parents[2]
MODULOS = sorted(CASA.rglob("*.py"))


@pytest.fixture(autouse=True)
def _sin_memoria() -> Iterator[None]:
    """Cada prueba calcula sus huellas, y ninguna las deja."""
    _olvidar()
    yield
    _olvidar()


def _olvidar() -> None:
    claves.huella_de_codigo.cache_clear()
    claves.huella_del_entorno.cache_clear()


def _por_sintaxis(fuente: str) -> set[str]:
    """Lo que importa de verdad, leído con el analizador de Python."""
    nombres = set()
    for nodo in ast.walk(ast.parse(fuente)):
        if isinstance(nodo, ast.Import):
            nombres |= {a.name for a in nodo.names}
        elif isinstance(nodo, ast.ImportFrom):
            assert nodo.level == 0, "los import de esta casa son absolutos"
            nombres |= {str(nodo.module), *(f"{nodo.module}.{a.name}" for a in nodo.names)}
    return {n for n in nombres if n.split(".")[0] == "generador" and claves._archivo(n) is not None}


@pytest.mark.parametrize("modulo", MODULOS, ids=lambda m: m.relative_to(CASA).as_posix())
def test_halla_todo_lo_que_python_importa(modulo: Path) -> None:
    fuente = modulo.read_text("utf-8")
    assert _por_sintaxis(fuente) <= claves.importados(fuente)


def test_lee_las_formas_de_importar() -> None:
    fuente = (
        "import generador.modelo.datos.comun.plazo as p, os\n"
        "from generador.salida.imagen import (  # varios\n    raster,  # este\n    indexado as p,\n)\n"
        "def f():\n    from generador.cli import base\n"
        "from generador.errores import Hallazgo; x = 1\n"
    )
    assert claves.importados(fuente) == {
        "generador.modelo.datos.comun.plazo",
        *("generador.salida.imagen", "generador.salida.imagen.raster", "generador.salida.imagen.indexado"),
        *("generador.cli", "generador.cli.base", "generador.errores"),
    }


def test_un_modulo_que_no_existe_se_dice() -> None:
    with pytest.raises(ValueError, match=r"^no existe el módulo generador\.nada$"):
        claves.clausura("generador.nada")


@pytest.mark.parametrize("productor", PRODUCTORES)
def test_cada_modulo_que_importa_cambia_la_huella(productor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    suyos = claves.clausura(productor)
    assert productor in suyos
    normal = claves.huella_de_codigo(productor)
    monkeypatch.setattr(claves, "clausura", lambda *modulos: suyos)
    leer = Path.read_bytes
    for cambiado in suyos.values():
        with monkeypatch.context() as con:
            con.setattr(Path, "read_bytes", lambda ruta, c=cambiado: leer(ruta) + b"#" * (ruta == c))
            claves.huella_de_codigo.cache_clear()
            assert claves.huella_de_codigo(productor) != normal, cambiado
    claves.huella_de_codigo.cache_clear()
    assert claves.huella_de_codigo(productor) == normal


def test_la_clausura_llega_a_donde_no_llegaba_la_lista() -> None:
    assert {"generador.modelo.color", "generador.modelo.personal.datos_personales"} <= set(
        claves.clausura("generador.salida.almacen.produccion")
    )
    assert set(claves.clausura("generador.salida.medios.medio")) >= {
        *("generador.salida.medios.vectorial", "generador.salida.medios.estilo_vectorial")
    }


def test_todo_el_codigo_cuelga_de_las_ordenes_o_del_complemento() -> None:
    """Un módulo que nadie importa no decide nada: sobra, o su clave no lo ve."""
    # La precarga se nombra al servidor de procesos, y no decide bytes: solo adelanta lo que otros importan.
    # Al mirador lo nombra el editor, y lo que compone nunca se publica.
    sueltos = {"generador.__main__", "generador.salida.almacen.precarga", "generador.plugin.mirador"}
    colgados = set(claves.clausura("generador.cli", "generador.plugin.motor", "generador.plugin.plugin"))
    hay = {".".join(m.relative_to(CASA.parent).with_suffix("").parts) for m in MODULOS}
    assert {m.removesuffix(".__init__") for m in hay} - colgados - sueltos == set()


@pytest.mark.parametrize("distribucion", sorted(claves.distribuciones()))
def test_cada_paquete_cambia_la_huella(distribucion: str, monkeypatch: pytest.MonkeyPatch) -> None:
    normal = claves.huella_del_entorno()
    versiones = {**claves.distribuciones(), distribucion: "999"}
    monkeypatch.setattr(claves, "distribuciones", lambda: versiones)
    claves.huella_del_entorno.cache_clear()
    assert claves.huella_del_entorno() != normal


def test_los_paquetes_salen_de_los_requisitos_y_de_los_suyos() -> None:
    hay = claves.distribuciones()
    assert {"weasyprint", "pydyf", "tinycss2", "pillow", "pikepdf", "numpy", "fonttools", "brotli"} <= set(
        hay
    )
    assert {"pytest", "ruff", "playwright"}.isdisjoint(hay)


def test_la_version_es_la_instalada(monkeypatch: pytest.MonkeyPatch) -> None:
    real = claves.distribution

    def falsa(nombre: str) -> Any:
        ficha = real(nombre).metadata
        if nombre == "pikepdf":
            ficha.replace_header("Version", "999")
        return SimpleNamespace(metadata=ficha)

    monkeypatch.setattr(claves, "distribution", falsa)
    assert claves.distribuciones()["pikepdf"] == "999"


@pytest.mark.parametrize("biblioteca", ["pango-1.0", "harfbuzz", "fontconfig"])
def test_cada_biblioteca_del_sistema_cambia_la_huella(
    biblioteca: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hay = claves._bibliotecas()
    assert "falta" not in hay.values()
    normal = claves.huella_del_entorno()
    monkeypatch.setattr(claves, "_bibliotecas", lambda: {**hay, biblioteca: "999"})
    claves.huella_del_entorno.cache_clear()
    assert claves.huella_del_entorno() != normal


def test_sin_la_biblioteca_se_anota_que_falta(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_hay(nombre: str) -> Any:
        raise OSError(nombre)

    monkeypatch.setattr(ctypes, "CDLL", no_hay)
    monkeypatch.setattr(ctypes.util, "find_library", lambda nombre: None)
    assert set(claves._bibliotecas().values()) == {"falta"}
