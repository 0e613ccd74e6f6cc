"""De las páginas de MkDocs, un índice por asamblea y el de las demás."""

import json
from types import SimpleNamespace

from generador.plugin.indices import hojas, indices


def _pagina(url: str, titulo: str, carpeta: str = "", **meta: str) -> SimpleNamespace:
    suya = {"asamblea": {"ruta": carpeta, "corto": "Tame &amp; 2024"}} if carpeta else {}
    pagina = SimpleNamespace(url=url, title=titulo, meta={**suya, **meta})
    return SimpleNamespace(src_uri=f"{url}index.md", page=pagina)


def test_cada_asamblea_lleva_el_suyo_y_el_de_la_raiz_las_nombra() -> None:
    archivos = [
        _pagina("./", "Sitio"),
        _pagina("tame/", "Feria &lt;b&gt;", "tame/"),
        _pagina("tame/datos/", "Datos", "tame/", busqueda="ultima"),
        _pagina("tame/piezas/", "Piezas", "tame/", busqueda="despues"),
        _pagina("tame/version/", "Versión", "tame/", busqueda="nada"),
        SimpleNamespace(src_uri="sin-pagina.md", page=None),
    ]
    leidas = {"tame/datos/index.md": [["a", "b", "c"]]}
    hechos = indices(SimpleNamespace(documentation_pages=lambda: archivos), leidas)  # type: ignore[arg-type]
    dichos = {r: json.loads(g.partition("(")[2].removesuffix(");\n")) for r, g in hechos.items()}
    assert dichos == {
        "buscar.js": {
            "carpeta": "",
            "asambleas": [["tame/", "Tame & 2024"]],
            "hojas": [["", "Sitio", 0, []]],
        },
        "tame/buscar.js": {
            "carpeta": "tame/",
            "hojas": [
                ["tame/", "Feria <b>", 0, []],
                ["tame/datos/", "Datos", 2, [["a", "b", "c"]]],
                ["tame/piezas/", "Piezas", 1, []],
            ],
        },
    }


def test_los_estilos_de_cada_asamblea_van_en_su_hoja() -> None:
    archivos = [_pagina("./", "Sitio"), _pagina("tame/", "Feria", "tame/"), _pagina("tame/a/", "A", "tame/")]
    reglas = {"./index.md": [], "tame/index.md": ["b{}", "a{}"], "tame/a/index.md": ["a{}"]}
    hechas = hojas(SimpleNamespace(documentation_pages=lambda: archivos), reglas)  # type: ignore[arg-type]
    assert hechas == {"tame/paginas.css": "a{}\nb{}\n"}
