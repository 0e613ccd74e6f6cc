"""Un lector por extensión, y ninguno que conozca a los demás."""

from pathlib import PurePosixPath

import pytest
from apoyo import RAIZ

from generador.catalogo.abiertos import ABIERTOS
from generador.errores import ErrorDeSalida
from generador.modelo.datos.comun.medios import EXTENSIONES_DE_FOTO, EXTENSIONES_DE_LOGO
from generador.salida.privacidad.lectores import LECTORES, trozos


def test_todo_lo_que_se_publica_tiene_su_lector() -> None:
    del_tema = {p.suffix for p in (RAIZ / "plantillas" / "tema").rglob("*") if p.is_file()}
    abiertos = {PurePosixPath(a.archivo).suffix for a in ABIERTOS}
    de_medios = {*EXTENSIONES_DE_FOTO, *EXTENSIONES_DE_LOGO}
    de_siempre = {".html", ".xml", ".json", ".pdf", ".png", ".webp", ".zip", ".txt"}
    assert (del_tema | abiertos | de_medios | de_siempre) - LECTORES.keys() == set()


@pytest.mark.parametrize("nombre", ["a.docm", "a.tar", "a.pdf.exe", "a.PPTX"])
def test_una_extension_sin_lector_no_se_publica(nombre: str) -> None:
    extension = PurePosixPath(nombre).suffix.lower()
    with pytest.raises(ErrorDeSalida) as error:
        list(trozos(nombre, b"hola"))
    assert str(error.value) == (
        f"{nombre}: la puerta de privacidad no sabe leer archivos «{extension}»; no se publica"
    )


def test_las_puertas_no_leen_por_su_cuenta() -> None:
    """Quien revisa un archivo pasa por `LECTORES`: dos lectores de un mismo formato acaban por diferir."""
    salida = RAIZ / "generador" / "salida"
    for puerta in (salida / "abiertos" / "origen.py", salida / "privacidad" / "puerta.py"):
        texto = puerta.read_text("utf-8")
        assert "lectores import trozos" in texto
        assert [m for m in ("csv", "json", "zipfile", "xml", "pikepdf") if f"import {m}" in texto] == []
