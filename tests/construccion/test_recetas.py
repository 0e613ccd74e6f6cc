"""Las recetas de CONTRIBUIR.md, seguidas al pie de la letra en una copia del código, dan lo que prometen."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from apoyo import RAIZ, bien_hecho, con_almacen, orden
from fabrica import BORRAR, ID, arboles, como_yaml
from imagenes import foto, poner, svg
from PIL import Image

from generador.salida.visible import texto_visible

pytestmark = pytest.mark.construye

PRUEBAS = Path(__file__).parents[1]
CONTRIBUIR = (RAIZ / "CONTRIBUIR.md").read_text("utf-8")
RECETAS = tuple(re.findall(r"^### (.+)$", CONTRIBUIR, re.M))
OTRA = "otra-2024"
"""La asamblea que las recetas de datos llaman `<id>`."""
_PASO = re.compile(r"^\d+\. (.*?)(?=^\d+\. |\Z)", re.M | re.S)
_BLOQUE = re.compile(r"^ *```\w*\n(.*?)^ *```", re.M | re.S)
_ESCRIBA = re.compile(r"^Escriba `([^`]+)`:")
_EN = re.compile(r"^En `([^`]+)`, (antes|después) de `([^`]+)`")
_AL_FINAL = re.compile(r"^Al final de `([^`]+)`")
_COPIE = re.compile(r"^Copie en `([^`]+)`.*?\by en `([^`]+)`", re.S)
_ORDEN = re.compile(r"`\./asamblea ([^`]+)`")

DATOS = """
from pathlib import Path
from actos import con_erratas, errata
from fabrica import BORRAR, agenda, compromiso, escribir_proyecto, resultado
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

HECHOS = f"""
import json
from dataclasses import replace
from pathlib import Path
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import preparar
from generador.plugin.suelta import vista_de
from generador.salida.almacen.produccion import imprenta_de
raiz = Path.cwd()
vista = vista_de(raiz)
portada = vista.pagina("{OTRA}/")
preparado = preparar(raiz)
extras = {{n: f"{{n}}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}}
todo = replace(inventariar(preparado.proyecto, extras), medios=preparado.medios)
compositor = Compositor(raiz / "plantillas", todo)
de = {{a.ruta: a for a in todo.artefactos}}
afiche = de["{OTRA}/piezas/convocatoria-carta-imprenta.pdf"]
(encargo,) = encargos_de(compositor, replace(todo, artefactos=(afiche,)))
taller = imprenta_de(raiz).imprimir_para_taller(encargo.html, encargo.hojas, encargo.ruta, encargo.prensa)
Path("taller.pdf").write_bytes(taller)
guia = compositor.impreso(de["{OTRA}/descargas/guia-mesa-1.pdf"])
medios = preparado.medios["{OTRA}"]
print(json.dumps({{"portada": portada, "guia": guia, "publicados": sorted(medios.publicados)}}))
"""
"""Lo que la copia hace con la otra asamblea, sin publicarla."""


@dataclass(frozen=True)
class Paso:
    """Lo que una receta manda hacer: escribir un archivo, poner algo en otro, copiar o dar una orden."""

    archivo: str = ""
    donde: str = ""
    ancla: str = ""
    texto: str = ""
    orden: str = ""
    copias: tuple[str, ...] = ()

    @property
    def de_datos(self) -> bool:
        """Si se sigue en una asamblea y no en el código."""
        return "<id>" in "".join((self.archivo, self.orden, *self.copias))


def pasos(contribuir: str, receta: str) -> Iterator[Paso]:
    """Los pasos numerados de esa sección, en orden. Lanza AssertionError si uno no se puede seguir."""
    seccion = re.split(r"^##+ ", contribuir.partition(f"### {receta}\n")[2], maxsplit=1, flags=re.M)[0]
    numerados = _PASO.findall(seccion)
    assert numerados, f"«{receta}» no tiene pasos numerados"
    for texto in numerados:
        bloque = _BLOQUE.search(texto)
        que = _sin_sangria(bloque[1]) if bloque else ""
        if escriba := _ESCRIBA.match(texto):
            yield Paso(escriba[1], texto=que)
        elif en := _EN.match(texto):
            yield Paso(en[1], en[2], en[3], que)
        elif al_final := _AL_FINAL.match(texto):
            yield Paso(al_final[1], "al final", texto=que)
        elif copie := _COPIE.match(texto):
            yield Paso(copias=(copie[1], copie[2]))
        else:
            dada = _ORDEN.search(texto)
            assert dada, f"«{receta}»: no se entiende «{texto.strip()}»"
            yield Paso(orden=dada[1])


def _sin_sangria(bloque: str) -> str:
    """El bloque sin los tres espacios con que cuelga de su paso; lo demás de su sangría es suyo."""
    return re.sub(r"^   ", "", bloque, flags=re.M)


ARCHIVOS = {"logos": ("organizacion.svg", svg()), "medios": ("cierre.jpg", foto(1600, 1100))}
"""Lo que se copia en cada carpeta: con el nombre que la receta le da después."""


def seguir(raiz: Path, paso: Paso) -> str:
    """Lo hace en esa copia del código; devuelve lo que dijo la orden, si era una."""
    if paso.orden:
        argumentos = paso.orden.replace("<id>", OTRA).split()
        return bien_hecho(raiz, orden(raiz, *argumentos, PYTHONPATH=str(raiz)))
    for carpeta in paso.copias:
        assert (raiz / carpeta.replace("<id>", OTRA)).parent.is_dir(), carpeta
        poner(raiz, Path(carpeta).name, *ARCHIVOS[Path(carpeta).name], OTRA)
    if paso.copias:
        return ""
    ruta = paso.archivo.replace("<id>", OTRA)
    del_proyecto = ruta.split("/")[0] in ("plantillas", "datos", "contenido")
    archivo = raiz / ruta if del_proyecto else raiz / "generador" / ruta
    if not paso.donde:
        assert not archivo.exists()
        archivo.parent.mkdir(exist_ok=True)
        archivo.write_text(paso.texto, "utf-8")
        return ""
    renglones = archivo.read_text("utf-8").splitlines(keepends=True)
    puesto = next((i for i, r in enumerate(renglones) if r.startswith(paso.ancla)), None)
    assert puesto is not None, f"{paso.archivo} no tiene un renglón que empiece con «{paso.ancla}»"
    cual = {"antes": puesto, "después": puesto + 1, "al final": len(renglones)}[paso.donde]
    renglones.insert(cual, paso.texto)
    archivo.write_text("".join(renglones), "utf-8")
    return ""


TODOS = [p for receta in RECETAS for p in pasos(CONTRIBUIR, receta)]


@pytest.fixture(scope="module")
def raiz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Una copia del código con todas sus recetas seguidas y una asamblea pequeña construida con ella."""
    copia = tmp_path_factory.mktemp("recetas")
    for parte in ("generador", "plantillas", "contenido"):
        shutil.copytree(RAIZ / parte, copia / parte, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(RAIZ / "mkdocs.yml", copia)
    con_almacen(copia)
    del_codigo = [p for p in TODOS if not p.de_datos]
    for paso in del_codigo:
        if not paso.orden:
            seguir(copia, paso)
    _correr(copia, DATOS)
    # Cada orden una vez, y `construir` al final: lo que manda una receta vale para todas.
    for dada in sorted({p.orden for p in del_codigo if p.orden}, key=lambda dada: dada == "construir"):
        seguir(copia, Paso(orden=dada))
    return copia


def _correr(copia: Path, codigo: str) -> str:
    """Lo que imprime ese Python con el código de la copia."""
    propio = {"PYTHONPATH": f"{copia}:{PRUEBAS}"}
    return subprocess.run(
        [sys.executable, "-c", codigo],
        cwd=copia,
        env={**os.environ, **propio},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ).stdout


@dataclass(frozen=True)
class Otra:
    """Lo que se sabe de la otra asamblea: qué dijo cada orden y qué se publicaría de ella."""

    dicho: dict[str, str]
    portada: str
    guia: str
    publicados: list[str]


@pytest.fixture(scope="module")
def otra(raiz: Path) -> Otra:
    """Una asamblea convocada, en la copia, con las recetas de datos seguidas; se compone sin construirla."""
    suyos = {"codigo": "OTR23", "formatos": ["carta"], "sede": BORRAR}
    for ruta, arbol in arboles(evento=suyos).items():
        if ruta.startswith(f"{ID}/"):
            archivo = raiz / "datos" / ruta.replace(ID, OTRA)
            archivo.parent.mkdir(exist_ok=True)
            archivo.write_text(como_yaml(arbol), "utf-8")
    de_datos = [p for p in TODOS if p.de_datos]
    for paso in de_datos:
        if not paso.orden:
            seguir(raiz, paso)
    dicho = {p.orden: seguir(raiz, p) for p in de_datos if p.orden}
    return Otra(dicho, **json.loads(_correr(raiz, HECHOS)))


def _prueba_de(receta: str) -> str:
    """Como se llama la prueba de una receta: «Un paquete .zip» → «test_un_paquete_zip»."""
    llano = unicodedata.normalize("NFD", receta.lower()).encode("ascii", "ignore").decode()
    return f"test_{re.sub('[^a-z0-9]+', '_', llano).strip('_')}"


def test_cada_receta_tiene_su_prueba() -> None:
    """Los títulos salen de CONTRIBUIR.md: el de una receta nueva falla aquí hasta que tenga la suya."""
    assert len(RECETAS) > 5
    assert [r for r in RECETAS if not callable(globals().get(_prueba_de(r)))] == []


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


def test_un_paquete_zip(raiz: Path) -> None:
    """Lleva lo declarado, en su carpeta, y sus textos dicen las copias; se ofrece entre las descargas."""
    descargas = raiz / "site" / ID / "descargas"
    with zipfile.ZipFile(descargas / f"para-moderar-{ID}.zip") as paquete:
        assert paquete.testzip() is None
        nombres = {n.partition("/")[2] for n in paquete.namelist()}
        (leeme,) = (paquete.read(n).decode() for n in paquete.namelist() if n.endswith("LEEME.txt"))
    assert nombres == {"1-saludo/saludo.pdf", "2-programa/programa.pdf", "LEEME.txt"}
    assert "[ ] 1-saludo/saludo.pdf: 1 copia, 1 hoja" in leeme
    assert "Unidad Solidaria" in leeme
    assert "Para quien modera" in (descargas / "index.html").read_text("utf-8")


def test_un_color_en_una_pieza(raiz: Path, otra: Otra) -> None:
    """En el archivo del taller va con las cuatro tintas que se le dieron, y no con las del perfil."""
    with pikepdf.open(raiz / "taller.pdf") as pdf:
        trazos = b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream))
    assert b"0.85 0.35 0.2 0.15 scn" in trazos


def test_poner_los_logos(otra: Otra) -> None:
    """El logo y la foto se publican, y la portada los muestra con lo que dicen de ellos."""
    assert "Sin errores" in otra.dicho["validar <id>"]
    clases = {ruta.split("/")[1] for ruta in otra.publicados}
    assert clases == {"logos", "medios"}
    assert 'alt="Logo de la organización"' in otra.portada


def test_otra_metodologia(otra: Otra) -> None:
    """La guía trae la lista de la asamblea y no la común."""
    assert "Una silla por persona" in otra.guia
    assert "Guía leída completa" in otra.guia


def test_callar_una_advertencia_que_ya_se_decidio(otra: Otra) -> None:
    """`--estricto` sale bien, y dice que hay una aceptada."""
    assert otra.dicho["validar <id> --estricto"] == "Sin errores\ny 1 aceptada con su razón, en «aceptado»\n"


def test_lo_que_la_receta_no_acierta_se_dice(tmp_path: Path) -> None:
    (tmp_path / "plantillas").mkdir()
    (tmp_path / "plantillas" / "a.css").write_text("x = 1\n", "utf-8")
    with pytest.raises(AssertionError, match="no tiene un renglón que empiece con «y»"):
        seguir(tmp_path, Paso("plantillas/a.css", "antes", "y", "z"))
    with pytest.raises(AssertionError, match="no se entiende «Haga algo»"):
        list(pasos("### Una\n\n1. Haga algo\n", "Una"))
    with pytest.raises(AssertionError, match="«Una» no tiene pasos numerados"):
        list(pasos("### Una\n\nHaga algo\n", "Una"))
