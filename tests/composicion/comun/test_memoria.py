"""Lo que la composición recuerda de un proceso a otro: plantillas compiladas y códigos QR."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from fabrica import arboles

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun import memoria
from generador.composicion.comun.entorno import crear_entorno
from generador.composicion.muro import dibujo
from generador.modelo.asamblea import Proyecto, Sitio


class _Guardado(dict[str, bytes]):
    """En la memoria: `salida` pone el de verdad."""

    def leer(self, nombre: str) -> bytes | None:
        return self.get(nombre)

    def guardar(self, nombre: str, datos: bytes) -> None:
        self[nombre] = datos


@pytest.fixture
def compiladas(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Las plantillas que se compilan de verdad, en orden."""
    hechas: list[str] = []
    compilar = jinja2.Environment._generate

    def contada(self: jinja2.Environment, arbol: object, nombre: str, *resto: object, **mas: object) -> str:
        hechas.append(nombre)
        return compilar(self, arbol, nombre, *resto, **mas)

    monkeypatch.setattr(jinja2.Environment, "_generate", contada)
    return hechas


def _decir(plantillas: Path, *, html: bool = True) -> str:
    return crear_entorno(plantillas, html=html).get_template("a.j2").render(x="<")


def test_una_plantilla_se_compila_una_vez_por_entorno_y_por_texto(
    tmp_path: Path, compiladas: list[str]
) -> None:
    (tmp_path / "a.j2").write_text("{{ x }}", "utf-8")
    guardado = _Guardado()
    with memoria.en(guardado):
        assert [_decir(tmp_path), _decir(tmp_path)] == ["&lt;"] * 2
        assert compiladas == ["a.j2"]
        assert [_decir(tmp_path, html=False) for _ in range(2)] == ["<"] * 2
        assert len(compiladas) == 2
        (tmp_path / "a.j2").write_text("-{{ x }}", "utf-8")
        assert _decir(tmp_path) == "-&lt;"
    assert len(compiladas) == 3
    assert len(guardado) == 2


def test_dos_caminos_a_la_misma_carpeta_la_compilan_una_vez(tmp_path: Path, compiladas: list[str]) -> None:
    (tmp_path / "suya").mkdir()
    (tmp_path / "suya" / "a.j2").write_text("{{ x }}", "utf-8")
    (tmp_path / "enlace").symlink_to(tmp_path / "suya")
    sin_nada = inventariar(Proyecto(sitio=Sitio(**arboles()["sitio.yml"]), asambleas=()))
    for camino in ("suya", "enlace"):
        Compositor(tmp_path / camino, sin_nada)._entorno.get_template("a.j2")
    assert compiladas == ["a.j2"]


def test_sin_donde_recordar_se_compila_cada_vez(tmp_path: Path, compiladas: list[str]) -> None:
    (tmp_path / "a.j2").write_text("{{ x }}", "utf-8")
    with memoria.en(_Guardado()):
        _decir(tmp_path)
    assert memoria.actual() is None
    _decir(tmp_path)
    assert len(compiladas) == 2


def test_un_codigo_qr_se_dibuja_una_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    normal = dibujo._qr("https://a.co/", "Uno")
    veces = []

    def contado(texto: str, titulo: str) -> object:
        veces.append((texto, titulo))
        return normal

    monkeypatch.setattr(dibujo, "_qr", contado)
    pedidos = [("https://a.co/", "Uno"), ("https://a.co/", "Dos"), ("https://b.co/", "Uno")]
    with memoria.en(_Guardado()):
        for _ in range(2):
            dibujo.qr.cache_clear()
            assert {dibujo.qr(*p) for p in pedidos} == {normal}
    dibujo.qr.cache_clear()
    assert veces == pedidos
