"""Quién puede importar qué biblioteca: cambiar de motor, de imprenta o de plantillas cuesta una carpeta."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

RAIZ = Path(__file__).parent.parent
PAQUETE = RAIZ / "generador"
PERMITIDO = {
    "mkdocs": ("plugin/",),
    "weasyprint": ("salida/imprenta/pdf.py", "salida/almacen/precarga.py"),
    "jinja2": ("composicion/", "edicion/en_yaml.py"),
    "markupsafe": ("composicion/",),
    "yaml": ("carga/lectura/lector.py", "edicion/escritura/trechos.py"),
    "pydyf": ("salida/imprenta/taller.py", "salida/imprenta/pdf.py"),
    "pypdfium2": ("salida/",),
    "PIL": ("salida/",),
    "numpy": ("salida/",),
    "pikepdf": ("salida/privacidad/lectura_pdf.py", "salida/impreso_ajeno.py"),
    "segno": ("composicion/",),
    "zxingcpp": ("salida/medios/codigos.py",),
    "tinycss2": ("salida/medios/estilo_vectorial.py",),
    "babel": ("composicion/", "carga/remedios.py"),
    "fontTools": ("composicion/comun/medida.py",),
    "packaging": ("salida/almacen/claves.py",),
    "pydantic": ("modelo/", "carga/", "revision/"),
    "pydantic_core": ("modelo/", "carga/"),
    "click": ("cli/",),
    "icalendar": ("salida/abiertos/",),
    "xlsxwriter": ("salida/abiertos/", "local/captura/archivos/planilla.py", "local/oficios/encargo.py"),
    "ruamel": ("edicion/escritor.py",),
    "python_calamine": ("carga/asistencia/libro.py", "local/captura/archivos/celdas.py"),
    "playwright": ("medicion/agenda.py", "local/ensayo/navegador.py"),
    "starlette": (
        *("local/editor/rutas.py", "local/editor/marco.py", "local/vista/rutas.py", "local/sala/rutas.py"),
        *(
            "local/oficios/rutas.py",
            "local/sala/fotos.py",
            "local/sala/hojas.py",
            "local/proyeccion/rutas.py",
        ),
        "cli/abrir.py",
    ),
    "uvicorn": ("local/web/servidor.py", "cli/abrir.py"),
}
MODULOS = sorted(PAQUETE.rglob("*.py"))
RUTAS = [
    f"/{r.relative_to(RAIZ).as_posix()}" + "/" * r.is_dir()
    for carpeta in ("generador", "tests", "plantillas", "datos", "contenido", "docs")
    for r in (RAIZ / carpeta, *(RAIZ / carpeta).rglob("*"))
] + [f"/{r.name}" for r in RAIZ.iterdir() if r.is_file()]
"""Todo lo del proyecto que un documento puede nombrar, desde la raíz; las carpetas terminan en «/»."""


def _importados(ruta: Path) -> set[str]:
    nombres = set()
    for nodo in ast.walk(ast.parse(ruta.read_text("utf-8"))):
        if isinstance(nodo, ast.Import):
            nombres |= {alias.name.split(".")[0] for alias in nodo.names}
        elif isinstance(nodo, ast.ImportFrom) and nodo.module and not nodo.level:
            nombres.add(nodo.module.split(".")[0])
    return nombres - sys.stdlib_module_names - {"generador"}


@pytest.mark.parametrize("modulo", MODULOS, ids=lambda m: m.relative_to(PAQUETE).as_posix())
def test_cada_biblioteca_en_su_lugar(modulo: Path) -> None:
    corta = modulo.relative_to(PAQUETE).as_posix()
    fuera = {n for n in _importados(modulo) if not corta.startswith(PERMITIDO.get(n, ()))}
    assert fuera == set()


@pytest.mark.parametrize("modulo", MODULOS, ids=lambda m: m.relative_to(PAQUETE).as_posix())
def test_ningun_modulo_pasa_de_400_lineas(modulo: Path) -> None:
    assert len(modulo.read_text("utf-8").splitlines()) <= 400


FAMILIAS = {"catalogo", "revision"}
"""Carpetas sin salas: una declaración, o una familia de reglas, por archivo."""


def test_una_carpeta_grande_se_reparte_en_salas() -> None:
    cuenta = Counter(m.parent.relative_to(PAQUETE).as_posix() for m in MODULOS if m.name != "__init__.py")
    assert {c: n for c, n in cuenta.items() if n > 13 and c not in FAMILIAS} == {}


@pytest.mark.lenta
def test_cada_modulo_dice_que_lugar_ocupa() -> None:
    sin_docstring = [m.name for m in MODULOS if not ast.get_docstring(ast.parse(m.read_text("utf-8")))]
    assert sin_docstring == []


PRONOMBRE = re.compile(
    r"(?:El|La|Lo|Los|Las) del?\b|(?:El|La|Los|Las) que\b|(?:Est[eao]|Est[ao]s|Es[eao]|Es[ao]s)\b"
    r"|Tod[oa]s,|Un[oa] (?:por\b|sol[oa],|de l[oa]s que\b)"
)
"""Un comienzo que solo se entiende leyendo lo de al lado: «Las de una mesa.»"""


def _documentados(cuerpo: list[ast.stmt], dentro: str = "") -> Iterator[tuple[str, str]]:
    """Cada nombre público de un módulo o de una clase, con su docstring."""
    for nodo, siguiente in pairwise([*cuerpo, ast.Pass()]):
        nombre, dicho = "", None
        if isinstance(nodo, (ast.FunctionDef, ast.ClassDef)):
            nombre, dicho = nodo.name, ast.get_docstring(nodo)
        elif isinstance(nodo, (ast.Assign, ast.AnnAssign)):
            destino = nodo.targets[0] if isinstance(nodo, ast.Assign) else nodo.target
            nombre = destino.id if isinstance(destino, ast.Name) else ""
            if isinstance(siguiente, ast.Expr) and isinstance(siguiente.value, ast.Constant):
                dicho = str(siguiente.value.value)
        if nombre and not nombre.startswith("_"):
            if dicho:
                yield dentro + nombre, dicho
            if isinstance(nodo, ast.ClassDef):
                yield from _documentados(nodo.body, f"{nombre}.")


def test_cada_mirada_tiene_su_verbo() -> None:
    """Los verbos están en ARQUITECTURA.md: con otro, no se sabe si una función lanza o da hallazgos.

    `comprobar` es `verificar` en este proceso; `validar`, la orden de ese nombre.
    """
    otros = re.compile(r"def _?(comprobar|validar|chequear|controlar|asegurar|garantizar)")
    hallados = {
        f"{m.relative_to(PAQUETE).as_posix()}: {renglon.strip().split('(')[0]}"
        for m in MODULOS
        for renglon in m.read_text("utf-8").splitlines()
        if otros.match(renglon.strip())
    }
    assert hallados == {"construccion/verificacion/orden.py: def comprobar", "cli/__init__.py: def validar"}


def test_una_pulgada_se_dice_en_un_solo_lugar() -> None:
    sueltas = [m.name for m in MODULOS if re.search(r"\b25\.4\b", m.read_text("utf-8"))]
    assert sueltas == ["unidades.py"]


@pytest.mark.parametrize("modulo", MODULOS, ids=lambda m: m.relative_to(PAQUETE).as_posix())
def test_cada_docstring_se_entiende_solo(modulo: Path) -> None:
    """En `help()` no se ve lo de al lado: «Las de esta versión.» no dice nada."""
    dichos = _documentados(ast.parse(modulo.read_text("utf-8")).body)
    assert [(nombre, dicho) for nombre, dicho in dichos if PRONOMBRE.match(dicho)] == []


def _tipos(cuerpo: list[ast.stmt]) -> Iterator[str]:
    """Las clases públicas, también las de adentro de otra, y los nombres que se les dan a otros tipos."""
    for nodo in cuerpo:
        nombre = ""
        if isinstance(nodo, ast.ClassDef):
            nombre = nodo.name
            yield from _tipos(nodo.body)
        elif isinstance(nodo, (ast.Assign, ast.AnnAssign)):
            destino = nodo.targets[0] if isinstance(nodo, ast.Assign) else nodo.target
            if isinstance(destino, ast.Name) and re.fullmatch(r"[A-Z]\w*[a-z]\w*", destino.id):
                nombre = destino.id
        if nombre and not nombre.startswith("_"):
            yield nombre


def test_un_nombre_una_cosa() -> None:
    """Dos tipos públicos que se llaman igual acaban tomándose el uno por el otro."""
    hay: dict[str, list[str]] = {}
    for modulo in MODULOS:
        for nombre in _tipos(ast.parse(modulo.read_text("utf-8")).body):
            hay.setdefault(nombre, []).append(modulo.relative_to(PAQUETE).as_posix())
    assert {nombre: donde for nombre, donde in hay.items() if len(donde) > 1} == {}


def test_ningun_modulo_se_llama_como_su_carpeta() -> None:
    """«cabida/cabida.py»: ¿cuál de las dos es la cabida?"""
    assert [m.as_posix() for m in MODULOS if m.stem == m.parent.name and m.parent.name not in IGUALES] == []


IGUALES = {"plugin"}
"""Así se llama en todo complemento de MkDocs."""


CITADA = re.compile(r"(?<!Escriba )`((?:[\w.-]+/)*[\w.-]+(?:\.(?:py|j2|css|js|md|toml|tsv|icc|yml)|/))`")
"""Una ruta o el nombre de un archivo, entre acentos graves. La que se manda escribir todavía no existe."""
DE_QUIEN_LO_USA = ("site/", ".cache/", "datos/", "entrada/")
"""Lo que nace al usar el programa."""


@pytest.mark.parametrize(
    "documento",
    [
        *(RAIZ / d for d in ("ARQUITECTURA.md", "CONTRIBUIR.md", "README.md")),
        *sorted((RAIZ / "docs").rglob("*.md")),
    ],
    ids=lambda d: d.relative_to(RAIZ).as_posix(),
)
def test_cada_ruta_citada_existe(documento: Path) -> None:
    """Se puede citar desde la raíz, desde `generador/` o solo por su nombre."""
    citadas = {c for c in CITADA.findall(documento.read_text("utf-8")) if not c.startswith(DE_QUIEN_LO_USA)}
    assert sorted(c for c in citadas if not any(r.endswith(f"/{c}") for r in RUTAS)) == []


def test_cada_declaracion_tiene_su_plantilla_y_ninguna_sobra() -> None:
    from generador.catalogo.documentos import DOCUMENTOS
    from generador.catalogo.paginas import PAGINAS
    from generador.catalogo.piezas import PIEZAS

    for carpeta, declaradas, cola in (
        ("documentos", {d.id for d in DOCUMENTOS}, ".html.j2"),
        ("piezas", {p.plantilla for p in PIEZAS}, ".html.j2"),
        ("paginas", {p.id for p in PAGINAS}, ".md.j2"),
    ):
        hay = {p.name for p in (RAIZ / "plantillas" / carpeta).iterdir()}
        assert hay == {nombre + cola for nombre in declaradas}


def test_un_solo_modulo_escribe_tramas() -> None:
    con_tramas = {
        m.relative_to(PAQUETE).as_posix() for m in MODULOS if "<pattern id=" in m.read_text("utf-8")
    }
    assert con_tramas == {"composicion/comun/color/tramas.py"}


def test_el_diccionario_de_datos_no_deja_campos_sin_explicar() -> None:
    from generador.modelo.publico.abierto import AgendaAbierta, AvanceAbierto, FechaAbierta
    from generador.modelo.publico.diccionario import describir_todos

    descritos = describir_todos((AgendaAbierta, AvanceAbierto, FechaAbierta))
    assert [m.nombre for m in descritos if not m.descripcion] == []
    assert [(m.nombre, c.nombre) for m in descritos for c in m.campos if not (c.ayuda and c.tipo)] == []


def test_nada_pide_otros_servidores() -> None:
    """Ni las plantillas ni los estilos nombran un recurso de otra parte."""
    malos = []
    for ruta in (RAIZ / "plantillas").rglob("*"):
        if ruta.suffix in {".css", ".js", ".html", ".j2"}:
            texto = ruta.read_text("utf-8")
            malos += [
                f"{ruta.name}: {trozo}"
                for trozo in ('src="http', "url(http", "url(//", "@import", "fonts.g")
                if trozo in texto
            ]
    assert malos == []
