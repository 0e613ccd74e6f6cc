"""Lo que es de un convenio o de una asamblea está en sus datos: ningún texto del sistema lo nombra."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

RAIZ = Path(__file__).parents[1]
_EJEMPLO = re.compile(r"«[^»]*»")
"""Lo citado es un ejemplo."""


def _nombres() -> set[str]:
    convenios = [yaml.safe_load(p.read_text("utf-8")) for p in (RAIZ / "datos/convenios").glob("*.yml")]
    eventos = [yaml.safe_load(p.read_text("utf-8")) for p in (RAIZ / "datos").glob("*/evento.yml")]
    return {
        *(e[c] for x in convenios for e in x["entidades"] for c in ("nombre", "nombre_completo") if c in e),
        *(e["territorio"] for e in eventos),
        *(n for e in eventos for n in _de_proyecto(e["proyecto"])),
    }


def _de_proyecto(proyecto: str) -> set[str]:
    """«Proyecto de Impacto Territorial (PIT) de Arauca»: la sigla y lo que va antes de ella."""
    nombre, abre, resto = proyecto.partition("(")
    return {nombre.strip(), resto.partition(")")[0]} if abre else {nombre}


def _textos() -> list[Path]:
    return [
        *(p for p in (RAIZ / "plantillas").rglob("*") if p.suffix in {".j2", ".html", ".js", ".css"}),
        *(RAIZ / "generador").rglob("*.py"),
        *(RAIZ / "contenido").rglob("*.md"),
        RAIZ / "mkdocs.yml",
        RAIZ / "datos" / "metodologia.yml",
    ]


def _codigos() -> set[str]:
    eventos = {p: yaml.safe_load(p.read_text("utf-8")) for p in (RAIZ / "datos").glob("*/evento.yml")}
    return {c for p, e in eventos.items() for c in (p.parent.name, e["codigo"])}


def test_lo_que_se_le_dice_a_la_gente_no_los_pone_ni_de_ejemplo() -> None:
    """Visto fallar: «PIT Arauca» salía en el evento.yml de toda asamblea nueva, y «ARA23» en sus errores."""
    patron = re.compile(r"\b(" + "|".join(map(re.escape, sorted(_nombres() | _codigos()))) + r")(?!\w)")
    dichos = [
        *(RAIZ / "plantillas" / "nueva").glob("*"),
        *(RAIZ / "generador" / "modelo" / "datos").glob("*.py"),
        *(RAIZ / "generador" / "carga").rglob("mensajes.py"),
        *(RAIZ / "generador" / "cli").glob("*.py"),
        *(RAIZ / "datos" / "esquemas").glob("*.json"),
    ]
    assert len(dichos) > 20
    hallados = [
        f"{archivo.relative_to(RAIZ)}:{i}: {m[0]}"
        for archivo in dichos
        for i, linea in enumerate(archivo.read_text("utf-8").splitlines(), start=1)
        for m in patron.finditer(linea)
    ]
    assert hallados == []


def test_ningun_texto_del_sistema_nombra_lo_que_es_de_los_datos() -> None:
    patron = re.compile(r"\b(" + "|".join(map(re.escape, sorted(_nombres()))) + r")\b")
    assert {"Unidad Solidaria", "UNAD", "Arauca", "PIT", "Proyecto de Impacto Territorial"} <= _nombres()
    hallados = [
        f"{archivo.relative_to(RAIZ)}:{i}: {m[0]}"
        for archivo in _textos()
        for i, linea in enumerate(archivo.read_text("utf-8").splitlines(), start=1)
        for m in patron.finditer(_EJEMPLO.sub("", linea))
    ]
    assert hallados == []
