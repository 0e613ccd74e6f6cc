"""La puerta de los sellos lee el resultado: lo que viene en el archivo y no se ve no vale."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from apoyo import RAIZ

from generador.errores import Fallidos
from generador.salida.almacen.produccion import Encargo, Imagen, clave_de, producir
from generador.salida.credito.guardia import Exigencia
from generador.salida.credito.sello import SelloAusente, exigir_en_html, exigir_en_texto

FRASE = "Esta actividad se realiza en el marco del Convenio número 002 de 2023"
SELLO = "DATOS DE DEMOSTRACIÓN"
CUERPO = "font: 12pt 'Atkinson Hyperlegible Next'"


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    shutil.copytree(RAIZ / "plantillas" / "tema" / "fuentes", tmp_path / "plantillas" / "tema" / "fuentes")
    (tmp_path / "plantillas" / "hoja.css").write_text("@page { size: 100mm 100mm }", "utf-8")
    return tmp_path


def _encargo(*paginas: str) -> Encargo:
    cuerpo = "".join(
        f'<div style="break-after: page"><p style="{CUERPO}">{FRASE}</p>{p}</div>' for p in paginas
    )
    html = f'<!doctype html><html lang="es-CO"><head><title>Prueba</title></head><body>{cuerpo}</body></html>'
    return Encargo("x/doc.pdf", html, ("plantillas/hoja.css",), FRASE, Exigencia.para_documento())


def _sello(estilo: str = "") -> str:
    return f'<p style="{CUERPO};{estilo}">{SELLO}</p>'


def test_con_el_sello_en_cada_pagina_y_en_su_imagen_sale(raiz: Path) -> None:
    encargo = replace(
        _encargo(_sello(), _sello()), sellos=(SELLO,), imagenes=(Imagen("x/doc.png", 600, 600),)
    )
    assert sorted(producir(raiz, [encargo], procesos=1)) == ["x/doc.pdf", "x/doc.png"]
    assert clave_de(encargo, raiz) != clave_de(replace(encargo, sellos=()), raiz)


@pytest.mark.parametrize(
    ("paginas", "pagina", "que"),
    [
        (("",), 1, "no está"),
        ((_sello(), ""), 2, "no está"),
        ((_sello("color: white"),), 1, "está transparente o sin contraste"),
        ((_sello("color: transparent"),), 1, "está"),
    ],
    ids=["sin sello", "falta en la segunda", "en blanco", "transparente"],
)
def test_sin_el_sello_a_la_vista_no_se_publica(
    raiz: Path, paginas: tuple[str, ...], pagina: int, que: str
) -> None:
    with pytest.raises(Fallidos) as atrapado:
        producir(raiz, [replace(_encargo(*paginas), sellos=(SELLO,))], procesos=1)
    (error,) = atrapado.value.fallos.values()
    assert isinstance(error, SelloAusente)
    assert (error.nombre, error.pagina, error.sello) == ("x/doc.pdf", pagina, SELLO)
    assert error.que.startswith(que)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert not (raiz / ".cache" / "artefactos").exists()


def test_en_una_pagina_web_ha_de_verse() -> None:
    exigir_en_html(f"<body><p>{SELLO}</p></body>", (SELLO,), "x/")
    for html in (f"<body><p hidden>{SELLO}</p></body>", f"<head><title>{SELLO}</title></head><body></body>"):
        with pytest.raises(SelloAusente, match=r"^x/: se compuso con datos que piden el sello"):
            exigir_en_html(html, (SELLO,), "x/")
    with pytest.raises(SelloAusente):
        exigir_en_html("<p>el borrador de la agenda</p>", ("BORRADOR",), "x/")
    exigir_en_html("<p>Agenda en borrador</p>", ("BORRADOR",), "portada", tal_cual=False)


def test_en_un_texto_vale_como_se_escriba() -> None:
    exigir_en_texto("Ya hay agenda.\nDatos de\ndemostración.", (SELLO,), "x.txt")
    with pytest.raises(SelloAusente):
        exigir_en_texto("Ya hay agenda.", (SELLO,), "x.txt")
