"""Nada se corta en silencio ni se mide contando caracteres: lo decide la letra con que se imprime."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PLANTILLAS = Path(__file__).parents[2] / "plantillas"
_CORTE = re.compile(r"block-ellipsis|text-overflow|line-clamp|max-lines|\| *truncate")
_A_SABIENDAS = {("estilos/sitio.css", ".filtros select")}
"""Una lista cerrada, que al abrirla dice todo."""
_POR_LARGO = re.compile(r"\.(nombre|titulo|eje|instruccion|texto|titular|credito)\s*\|\s*(length|count)\b")


def cortes(texto: str) -> list[str]:
    """Los selectores (o el renglón) donde algo se corta."""
    return [r.partition("{")[0].strip() for r in texto.splitlines() if _CORTE.search(r)]


def test_ninguna_hoja_ni_plantilla_corta_un_texto() -> None:
    hallados = {
        (a.relative_to(PLANTILLAS).as_posix(), selector)
        for a in (*PLANTILLAS.rglob("*.css"), *PLANTILLAS.rglob("*.j2"))
        for selector in cortes(a.read_text("utf-8"))
    }
    assert hallados == _A_SABIENDAS


def test_ninguna_plantilla_decide_por_el_largo_de_un_texto() -> None:
    malas = [a.name for a in PLANTILLAS.rglob("*.j2") if _POR_LARGO.search(a.read_text("utf-8")) is not None]
    assert malas == []


@pytest.mark.parametrize(
    "regla",
    [
        ".corta h2 { max-lines: 2; block-ellipsis: auto; continue: discard }",
        ".tira p { text-overflow: ellipsis }",
        "<p>{{ m.eje | truncate(40) }}</p>",
    ],
)
def test_se_ve_lo_que_corta(regla: str) -> None:
    assert cortes(regla) != []


def test_se_ve_lo_que_cuenta_caracteres() -> None:
    assert _POR_LARGO.search("{{ 'corto' if p.clase.nombre | length <= 10 }}")
    assert not _POR_LARGO.search("{{ asamblea.compromisos | length }}")
