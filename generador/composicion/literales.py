"""Lo que las plantillas escriben por su cuenta: lo demás de un impreso ha de salir de los datos."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import meta, nodes

from generador.composicion.comun.entorno import crear_entorno

_ETIQUETA = re.compile(r"<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", re.S | re.I)
_ROTA = re.compile(r"^[^<>]*>|<[^<>]*$", re.S)
"""Lo que queda de una etiqueta partida por una expresión."""


_ESCAPE = re.compile(r"\\[0-9A-Fa-f]{1,6} ?")
_DE_ESTILO = re.compile(r"content:([^;}]*)")
_CADENA = re.compile(r"\"([^\"]*)\"")


@cache
def literales(plantillas: Path, nombre: str) -> frozenset[str]:
    """Los textos fijos de una plantilla, de las que usa y de los módulos que la componen, sin marcas."""
    return _juntas(plantillas, (nombre,))


@cache
def literales_de_pagina(plantillas: Path, id_: str) -> frozenset[str]:
    """Textos fijos de la plantilla de página `id_`, con el tema."""
    tema = (p.relative_to(plantillas).as_posix() for p in sorted(plantillas.glob("tema/**/*.html")))
    return _juntas(plantillas, (f"paginas/{id_}.md.j2", *tema))


def _juntas(plantillas: Path, nombres: Iterable[str]) -> frozenset[str]:
    todas = (*_de_plantillas(plantillas, nombres), *_de_estilos(plantillas), *_de_modulos())
    return frozenset(t for t in todas if t.strip())


def _de_plantillas(plantillas: Path, nombres: Iterable[str]) -> Iterator[str]:
    entorno = crear_entorno(plantillas)
    por_leer, vistas = list(nombres), set()
    while por_leer:
        nombre = por_leer.pop()
        archivo = plantillas / nombre
        if nombre in vistas or not archivo.is_file():
            continue
        vistas.add(nombre)
        arbol = entorno.parse(archivo.read_text("utf-8"))
        por_leer.extend(n for n in meta.find_referenced_templates(arbol) if n)
        for dato in arbol.find_all(nodes.TemplateData):
            yield from _sin_marcas(dato.data)
        for constante in arbol.find_all(nodes.Const):
            if isinstance(constante.value, str):
                yield from _sin_marcas(constante.value)


def _de_estilos(plantillas: Path) -> Iterator[str]:
    """Lo que ponen las hojas de estilo: «página», el número de un índice."""
    for hoja in sorted((plantillas / "estilos").glob("*.css")):
        for puesto in _DE_ESTILO.findall(hoja.read_text("utf-8")):
            yield from _CADENA.findall(_ESCAPE.sub(" ", puesto))


def _sin_marcas(texto: str) -> Iterator[str]:
    entero = _ROTA.sub("\n", _ETIQUETA.sub("\n", texto))
    for trozo in re.split(r"\n|\\n", entero):
        yield html.unescape(trozo)


@cache
def _de_modulos() -> tuple[str, ...]:
    """Los textos de los módulos que nombran y componen lo que se publica."""
    paquete = Path(__file__).parent.parent
    halladas: set[str] = set()
    for archivo in sorted(
        p for c in ("composicion", "catalogo", "modelo") for p in (paquete / c).rglob("*.py")
    ):
        arbol = ast.parse(archivo.read_text("utf-8"))
        sueltas = {id(n.value) for n in ast.walk(arbol) if isinstance(n, ast.Expr)}
        halladas |= {
            n.value
            for n in ast.walk(arbol)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in sueltas
        }
    return tuple(t for texto in sorted(halladas) for t in _sin_marcas(texto))
