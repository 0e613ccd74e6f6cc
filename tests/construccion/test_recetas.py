"""Las recetas de CONTRIBUIR.md, seguidas al pie de la letra en una copia del código, dan lo que prometen."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from apoyo import RAIZ, almacen_comun, orden
from fabrica import ID
from PIL import Image

from generador.salida.visible import texto_visible

pytestmark = pytest.mark.construye

PRUEBAS = Path(__file__).parents[1]
RECETAS = ("Un documento imprimible", "Un formato de pieza", "Un campo en los resultados")
_PASO = re.compile(r"^\d+\. (.*?)(?=^\d+\. |\Z)", re.M | re.S)
_BLOQUE = re.compile(r"^ *```\w*\n(.*?)^ *```", re.M | re.S)
_ESCRIBA = re.compile(r"^Escriba `([^`]+)`:")
_EN = re.compile(r"^En `([^`]+)`, (antes|después) de `([^`]+)`:")
_ORDEN = re.compile(r"`\./asamblea ([^`]+)`")

DATOS = """
from pathlib import Path
from fabrica import BORRAR, agenda, compromiso, con_erratas, errata, escribir_proyecto, resultado
cambios = {
    "evento": {"estado": "aprobada", "alcance": 20, "formatos": ["postal"], "para_taller": "no"},
    "mesas": {"mesas.1": BORRAR},
    "resultados": [resultado(**{"aportes.0.afectados": "Ochenta familias"})],
    "agenda": agenda(compromiso()),
}
suya = errata("2024-01-01", "afectados", "Ochenta familias", "Noventa familias", aporte="M1-S1-N1")
escribir_proyecto(Path.cwd(), **con_erratas(cambios, suya))
"""
"""Una agenda aprobada con el campo de la receta, y una errata que lo corrige."""


@dataclass(frozen=True)
class Paso:
    """Lo que una receta manda hacer: escribir un archivo, poner algo en otro o dar una orden."""

    archivo: str = ""
    donde: str = ""
    ancla: str = ""
    texto: str = ""
    orden: str = ""


def pasos(contribuir: str, receta: str) -> Iterator[Paso]:
    """Los pasos numerados de esa sección, en orden. Lanza AssertionError si uno no se puede seguir."""
    seccion = re.split(r"^##+ ", contribuir.partition(f"### {receta}\n")[2], maxsplit=1, flags=re.M)[0]
    for texto in _PASO.findall(seccion):
        bloque = _BLOQUE.search(texto)
        que = _sin_sangria(bloque[1]) if bloque else ""
        if escriba := _ESCRIBA.match(texto):
            yield Paso(escriba[1], texto=que)
        elif en := _EN.match(texto):
            yield Paso(en[1], en[2], en[3], que)
        else:
            dada = _ORDEN.search(texto)
            assert dada, f"«{receta}»: no se entiende «{texto.strip()}»"
            yield Paso(orden=dada[1])


def _sin_sangria(bloque: str) -> str:
    """El bloque sin los tres espacios con que cuelga de su paso; lo demás de su sangría es suyo."""
    return re.sub(r"^   ", "", bloque, flags=re.M)


def seguir(raiz: Path, paso: Paso) -> None:
    """Lo hace en esa copia del código."""
    if paso.orden:
        hecho = orden(raiz, paso.orden, PYTHONPATH=str(raiz))
        assert hecho.returncode == 0, hecho.stdout + hecho.stderr
        return
    suelto = (raiz / paso.archivo).parent.is_dir()
    archivo = raiz / paso.archivo if suelto else raiz / "generador" / paso.archivo
    if not paso.donde:
        assert not archivo.exists()
        archivo.write_text(paso.texto, "utf-8")
        return
    renglones = archivo.read_text("utf-8").splitlines(keepends=True)
    puesto = next((i for i, r in enumerate(renglones) if r.startswith(paso.ancla)), None)
    assert puesto is not None, f"{paso.archivo} no tiene un renglón que empiece con «{paso.ancla}»"
    renglones.insert(puesto + (paso.donde == "después"), paso.texto)
    archivo.write_text("".join(renglones), "utf-8")


@pytest.fixture(scope="module")
def raiz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una copia del código con las tres recetas seguidas y una asamblea pequeña construida con ella."""
    copia = tmp_path_factory.mktemp("recetas")
    for parte in ("generador", "plantillas", "contenido"):
        shutil.copytree(RAIZ / parte, copia / parte, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(RAIZ / "mkdocs.yml", copia)
    (copia / ".cache").mkdir()
    (copia / ".cache" / "artefactos").symlink_to(almacen_comun(tmp_path_factory))
    contribuir = (RAIZ / "CONTRIBUIR.md").read_text("utf-8")
    todos = [p for receta in RECETAS for p in pasos(contribuir, receta)]
    assert {p.orden for p in todos if p.orden} == {"construir", "esquema"}
    for paso in todos:
        if not paso.orden:
            seguir(copia, paso)
    propio = {"PYTHONPATH": f"{copia}:{PRUEBAS}"}
    subprocess.run([sys.executable, "-c", DATOS], cwd=copia, env={**os.environ, **propio}, check=True)
    for paso in (Paso(orden="esquema"), Paso(orden="construir")):
        seguir(copia, paso)
    return copia


def _texto(pdf: Path) -> str:
    with pdfium.PdfDocument(pdf) as documento:
        return " ".join(pagina.get_textpage().get_text_range() for pagina in documento)


def test_un_documento_imprimible(raiz: Path) -> None:
    """Sale, con su crédito, y se ofrece entre las descargas."""
    texto = _texto(raiz / "site" / ID / "descargas" / "saludo.pdf")
    assert "Le damos la bienvenida a Economía de prueba" in " ".join(texto.split())
    assert "Unidad Solidaria" in texto
    assert "saludo.pdf" in (raiz / "site" / ID / "descargas" / "index.html").read_text("utf-8")


def test_un_formato_de_pieza(raiz: Path) -> None:
    """La pieza sale en él, en PDF y en imagen."""
    piezas = raiz / "site" / ID / "piezas"
    with pdfium.PdfDocument(piezas / "convocatoria-postal.pdf") as documento:
        medida = tuple(round(lado * 25.4 / 72) for lado in documento[0].get_size())
    assert medida == (148, 105)
    with Image.open(piezas / "convocatoria-postal.png") as imagen:
        assert imagen.size == (874, 620)


def test_un_campo_en_los_resultados(raiz: Path) -> None:
    """Visto fallar: la construcción caía por un defecto interno, y la fe de erratas decía «afectados»."""
    sitio = raiz / "site" / ID
    mesa = texto_visible((sitio / "mesas" / "1" / "index.html").read_text("utf-8"))
    assert "A quiénes les pasa: Noventa familias." in " ".join(mesa.split())
    versiones = texto_visible((sitio / "agenda" / "versiones" / "index.html").read_text("utf-8"))
    assert "A quiénes les pasa" in versiones
    assert "afectados" not in versiones
    abierta = json.loads((sitio / "descargas" / "agenda.json").read_text("utf-8"))
    assert abierta["aportes"][0]["afectados"] == "Noventa familias"
    tabla = (sitio / "descargas" / "aportes.csv").read_text("utf-8")
    assert "afectados" in tabla
    assert "afectados" in (raiz / "datos" / "esquemas" / "resultado.json").read_text("utf-8")
    kits = [_texto(p) for p in sorted((sitio / "descargas").glob("kit*.pdf"))]
    assert any("quiénes les pasa" in texto for texto in kits), "ninguna hoja de entrega lo pide"
    assert "Noventa familias" in _texto(sitio / "descargas" / "agenda.pdf")


def test_lo_que_la_receta_no_acierta_se_dice(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", "utf-8")
    with pytest.raises(AssertionError, match="no tiene un renglón que empiece con «y»"):
        seguir(tmp_path, Paso("a.py", "antes", "y", "z"))
    with pytest.raises(AssertionError, match="no se entiende «Haga algo»"):
        list(pasos("### Una\n\n1. Haga algo\n", "Una"))
