"""Toda orden que un texto manda ejecutar existe, y con las opciones y argumentos que el texto le pone."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from generador.cli import principal

RAIZ = Path(__file__).parents[1]
_NOMBRADA = re.compile(r"\./asamblea ([a-z]+)")
_PAGINA = RAIZ / "docs" / "de-la-convocatoria-al-acta.md"
_ENTERA = re.compile(r"`(\./asamblea [^`]+)`|^(\./asamblea .+)$", re.M)


def _textos() -> list[Path]:
    return [
        *RAIZ.glob("*.md"),
        *(RAIZ / "docs").glob("*.md"),
        *(RAIZ / "contenido").rglob("*.md"),
        *(RAIZ / "plantillas").rglob("*.j2"),
        *(RAIZ / "generador").rglob("*.py"),
        *(RAIZ / "datos").rglob("*.yml"),
    ]


def test_cada_orden_nombrada_existe() -> None:
    nombradas = {
        (m[1], archivo.relative_to(RAIZ).as_posix())
        for archivo in _textos()
        for m in _NOMBRADA.finditer(archivo.read_text("utf-8"))
    }
    assert len(nombradas) > 20
    assert sorted(n for n in nombradas if n[0] not in principal.commands) == []


def _ordenes(pagina: Path) -> list[str]:
    return [uno or otro for uno, otro in _ENTERA.findall(pagina.read_text("utf-8"))]


@pytest.mark.parametrize("orden", _ordenes(_PAGINA))
def test_las_de_la_pagina_del_recorrido_se_pueden_dar_tal_cual(orden: str) -> None:
    """click las lee enteras: argumentos, opciones y sus valores. Sin argumentos, basta que exista."""
    _, nombre, *resto = shlex.split(orden)
    suya = principal.commands[nombre]
    if resto:
        with suya.make_context(nombre, resto, parent=click.Context(principal)) as contexto:
            assert contexto.params


def test_la_pagina_nombra_cada_estado_y_el_readme_lleva_a_ella() -> None:
    from generador.modelo.datos.evento import Estado

    titulos = re.findall(r"^## \d\. `(\w+)`", _PAGINA.read_text("utf-8"), re.M)
    assert titulos == [e.value for e in Estado]
    assert "docs/de-la-convocatoria-al-acta.md" in (RAIZ / "README.md").read_text("utf-8")
