from pathlib import Path

import pytest

from generador.composicion.entorno import componer, crear_entorno
from generador.errores import ErrorDeComposicion


def _plantilla(tmp_path: Path, texto: str) -> str:
    (tmp_path / "documentos").mkdir()
    (tmp_path / "documentos" / "x.html.j2").write_text(texto, "utf-8")
    return "documentos/x.html.j2"


def test_escapa_por_construccion(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "<p>{{ a }}</p>{{ a ~ '<' }}")
    texto = componer(crear_entorno(tmp_path), nombre, {"a": "<x>{"})
    assert texto == "<p>&lt;x&gt;&#123;</p>&lt;x&gt;&#123;&lt;"


def test_lo_que_falta_nombra_plantilla_y_linea(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "uno\n{{ falta }}\n")
    with pytest.raises(ErrorDeComposicion) as error:
        componer(crear_entorno(tmp_path), nombre, {})
    assert str(error.value) == "plantillas/documentos/x.html.j2:2: 'falta' is undefined"


def test_un_error_de_sintaxis_tambien(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "uno\ndos {% si %}")
    with pytest.raises(ErrorDeComposicion, match=r"^plantillas/documentos/x\.html\.j2:2: "):
        componer(crear_entorno(tmp_path), nombre, {})


def test_una_plantilla_que_no_existe(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeComposicion, match=r"^plantillas/no\.j2: "):
        componer(crear_entorno(tmp_path), "no.j2", {})


def test_sin_html_no_escapa(tmp_path: Path) -> None:
    nombre = _plantilla(tmp_path, "{{ a }}")
    assert componer(crear_entorno(tmp_path, html=False), nombre, {"a": "<{"}) == "<{"
