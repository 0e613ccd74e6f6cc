"""Las páginas ya leídas: lo que sale recordado es lo que saldría leyéndolas."""

import logging
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generador.plugin.plugin import ComplementoAsambleas
from generador.salida.busqueda import NOMBRE, sin_marcas
from generador.salida.disco import CACHE

INDICE = f"site/{NOMBRE}"

CONFIG = """
site_name: Sitio
theme: {name: null, custom_dir: tema}
plugins: []
markdown_extensions: [attr_list, md_in_html, toc: {permalink: false}]
validation: {links: {not_found: warn, anchors: warn, unrecognized_links: warn}}
nav: [Inicio: index.md, Puesta a mano: mano.md]
"""
PAGINAS = {
    "index.md": """
# Inicio

Una [mesa](mesas/1/index.md#uno) y un [archivo](a.txt).

## Después {#d}

Último.
""",
    "mano.md": """
Sin título.

<div markdown>

## Adentro

| a | b |
|---|---|
| 1 | 2 |

</div>
""",
    "mesas/1/index.md": """---
title: "Mesa «1»"
---

# Otra

## Uno

### Más hondo

Va al [inicio](../../index.md#d). <a id="suelta" data-search-exclude></a>

```
código & <más>
```
""",
    "callada.md": """---
busqueda: nada
---

# No se busca

[Aquí](#no-se-busca) y [suelta](mesas/1/index.md#suelta).
""",
}
TEMA = """{% macro indice(renglones) %}{% for i in renglones %}
{{ i.level }} {{ i.url }} {{ i.title }}{% if i.active %} activo{% endif %}{{ indice(i.children) }}
{% endfor %}{% endmacro %}
<title>{{ page.title }} {{ page.meta }}</title>{{ indice(page.toc) }}{{ page.content }}
"""
"""Todo lo que un tema toma de una página, y nada más: uno de verdad tarda diez veces lo mismo."""


class _Solo(ComplementoAsambleas):
    """El complemento sin nada que publicar: quedan las páginas del proyecto."""

    def on_config(self, config):  # type: ignore[no-untyped-def]
        return config

    def on_files(self, files, config):  # type: ignore[no-untyped-def]
        return files

    def on_post_page(self, output, **_):  # type: ignore[no-untyped-def]
        return output


@pytest.fixture
def proyecto(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "tema").mkdir()
    (tmp_path / "tema" / "main.html").write_text(TEMA, "utf-8")
    for nombre, texto in {**PAGINAS, "a.txt": "archivo"}.items():
        _escribir(tmp_path, nombre, texto)
    return tmp_path


@pytest.fixture
def leidos(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Los Markdown que MkDocs de verdad lee."""
    textos: list[str] = []
    leer = markdown.Markdown.convert

    def convertir(suyo: markdown.Markdown, texto: str) -> str:
        if texto:
            textos.append(texto)
        return leer(suyo, texto)

    monkeypatch.setattr(markdown.Markdown, "convert", convertir)
    return textos


def _escribir(raiz: Path, nombre: str, texto: str) -> None:
    archivo = raiz / "docs" / nombre
    archivo.parent.mkdir(parents=True, exist_ok=True)
    archivo.write_text(texto, "utf-8")


def _sitio(raiz: Path, *, recordar: bool = True) -> dict[str, bytes]:
    """Los archivos que salen, por su ruta; sin `recordar`, como si no hubiera complemento."""
    config = load_config(config_file=str(raiz / "mkdocs.yml"), strict=True, site_dir=str(raiz / "site"))
    if recordar:
        config.plugins["asambleas"] = _Solo()
    build(config)
    hechos = (p for p in (raiz / "site").rglob("*") if p.is_file() and p.suffix in {".html", ".js"})
    sitio = {p.relative_to(raiz).as_posix(): p.read_bytes() for p in hechos}
    return sitio if recordar else {r: sin_marcas(d.decode()).encode() for r, d in sitio.items()}


def _paginas(sitio: dict[str, bytes]) -> dict[str, bytes]:
    """De lo que salió, las páginas."""
    return {r: d for r, d in sitio.items() if r != INDICE}


def test_lo_recordado_es_lo_que_saldria(proyecto: Path, leidos: list[str]) -> None:
    sueltas = _sitio(proyecto, recordar=False)
    leidos.clear()
    leido = _sitio(proyecto)
    assert _paginas(leido) == sueltas
    assert len(leidos) == len(PAGINAS)
    leidos.clear()
    assert _sitio(proyecto) == leido
    assert leidos == []
    # Lo que se busca también se recuerda; de la página que no se busca, nada.
    assert leido[INDICE].decode() == (
        'indiceDeBusqueda({"carpeta":"","asambleas":[],"hojas":['
        '["","Inicio",0,[["","","Una mesa y un archivo."],["d","Después","Último."]]],'
        '["mano/","Puesta a mano",0,[["","","Sin título."],["adentro","Adentro","a · b · 1 · 2"]]],'
        '["mesas/1/","Mesa «1»",0,[["","",""],["mas-hondo","Más hondo","Va al inicio. código & <más>"]]]'
        "]});\n"
    )


def test_solo_se_lee_la_que_cambio(proyecto: Path, leidos: list[str]) -> None:
    _sitio(proyecto)
    leidos.clear()
    _escribir(proyecto, "mano.md", "# Otra cosa\n")
    recordado = _sitio(proyecto)
    assert leidos == ["# Otra cosa\n"]
    assert b'["mano/","Puesta a mano",0,[["","",""]]]' in recordado[INDICE]
    assert _paginas(recordado) == _sitio(proyecto, recordar=False)


@pytest.mark.parametrize(
    ("antes", "despues"),
    [("permalink: false", "permalink: true"), ("attr_list, ", "")],
)
def test_otra_configuracion_las_lee_todas(
    proyecto: Path, leidos: list[str], antes: str, despues: str
) -> None:
    _escribir(proyecto, "index.md", "# Inicio\n\n## Después\n")
    _escribir(proyecto, "mesas/1/index.md", "# Mesa {.clase}\n\n<a id='suelta'></a>\n")
    _sitio(proyecto)
    leidos.clear()
    assert antes in CONFIG
    (proyecto / "mkdocs.yml").write_text(CONFIG.replace(antes, despues), "utf-8")
    recordado = _sitio(proyecto)
    assert len(leidos) == len(PAGINAS)
    assert _paginas(recordado) == _sitio(proyecto, recordar=False)


def test_otro_archivo_las_lee_todas(proyecto: Path, leidos: list[str]) -> None:
    _sitio(proyecto)
    leidos.clear()
    _escribir(proyecto, "otra.md", "# Otra\n")
    _sitio(proyecto)
    assert len(leidos) == len(PAGINAS) + 1


def test_lo_que_avisa_no_se_recuerda(proyecto: Path, leidos: list[str]) -> None:
    _escribir(proyecto, "mano.md", "Un [enlace](falta.md).\n")
    oyentes = logging.getLogger("mkdocs").handlers[:]
    for _ in range(2):
        leidos.clear()
        with pytest.raises(Abort):
            _sitio(proyecto)
        assert "Un [enlace](falta.md).\n" in leidos
    assert leidos == ["Un [enlace](falta.md).\n"]
    assert logging.getLogger("mkdocs").handlers == oyentes


def test_un_ancla_que_falta_se_avisa_aunque_las_dos_se_recuerden(proyecto: Path, leidos: list[str]) -> None:
    _escribir(proyecto, "mano.md", "Un [ancla](mesas/1/index.md#no-esta).\n")
    for leidas in (len(PAGINAS), 0):
        leidos.clear()
        with pytest.raises(Abort):
            _sitio(proyecto)
        assert len(leidos) == leidas


def test_con_otro_complemento_nada_se_recuerda(proyecto: Path, leidos: list[str]) -> None:
    (proyecto / "gancho.py").write_text(
        "def on_page_markdown(markdown, **_):\n    return markdown + '\\nx'\n", "utf-8"
    )
    (proyecto / "mkdocs.yml").write_text(f"{CONFIG}\nhooks: [gancho.py]\n", "utf-8")
    for _ in range(2):
        leidos.clear()
        _sitio(proyecto)
        assert len(leidos) == len(PAGINAS)


def test_con_una_extension_que_lee_archivos_nada_se_recuerda(proyecto: Path, leidos: list[str]) -> None:
    trozo = proyecto / "trozo.txt"
    (proyecto / "mkdocs.yml").write_text(
        CONFIG.replace("[attr_list", f"[pymdownx.snippets: {{base_path: {proyecto}}}, attr_list"), "utf-8"
    )
    _escribir(proyecto, "mano.md", '--8<-- "trozo.txt"\n')
    for texto in ("Antes", "Ahora"):
        trozo.write_text(texto, "utf-8")
        leidos.clear()
        assert texto.encode() in _sitio(proyecto)["site/mano/index.html"]
        assert len(leidos) == len(PAGINAS)


def test_lo_que_otro_dejo_en_la_cache_no_vale(proyecto: Path, leidos: list[str]) -> None:
    bueno = _sitio(proyecto)
    recuerdos = list((proyecto / CACHE / "recuerdos").iterdir())
    assert len(recuerdos) == len(PAGINAS)
    for archivo in recuerdos:
        archivo.write_bytes(archivo.read_bytes().replace(b"Inicio", b"Ajeno!"))
    leidos.clear()
    assert _sitio(proyecto) == bueno
    assert leidos == [PAGINAS["index.md"].lstrip()]


_TROZOS = st.sampled_from(
    [
        *("# Uno\n", "## Dos\n", "### Tres {#tres .c}\n", "Texto *con* `código` y [ancla](#dos).\n"),
        *("\n", "- a\n- b\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "<div markdown>\n\n## Cajón\n\n</div>\n"),
        *(
            "![imagen](a.txt)\n",
            "<p data-search-exclude>callado</p>\n",
            "&amp; & <b>suelta\n",
            "```\n# no\n```\n",
        ),
        *("## Dos\n", "# «Comillas» {{ llaves }}\n", "<script>1 < 2</script>\n"),
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_TROZOS, max_size=9).map("\n".join))
def test_cualquier_pagina_recordada_es_la_leida(proyecto: Path, texto: str) -> None:
    # El ancla ha de existir: lo que avisa se prueba aparte.
    _escribir(proyecto, "mano.md", f"<a id='dos'></a>\n\n{texto}")
    leido = _sitio(proyecto)
    assert _sitio(proyecto) == leido
    assert _paginas(leido) == _sitio(proyecto, recordar=False)
