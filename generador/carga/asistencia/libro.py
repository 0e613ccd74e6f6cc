"""Una hoja de cálculo (.xlsx, .xls, .ods) vuelta tablas: las visibles, con sus errores y sus fórmulas."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from generador.carga.asistencia.tabla import (
    COLUMNAS_MAXIMAS,
    FILAS_MAXIMAS,
    FilaDeRegistro,
    LugarDeCelda,
    Tabla,
    demasiadas,
    es_error,
    mal,
    perdio_letras,
)
from generador.comprimido import es_comprimido, medir_comprimido
from generador.modelo.texto import plural


@dataclass(slots=True)
class _Marcas:
    """Lo que la biblioteca no cuenta de una hoja: se lee de su XML."""

    errores: set[LugarDeCelda] = field(default_factory=set)
    sin_valor: set[LugarDeCelda] = field(default_factory=set)
    ocultas: int = 0


def leer_libro(archivo: str, datos: bytes) -> tuple[list[Tabla], list[str]]:
    """Las hojas visibles, en su orden, y los nombres de las ocultas. Ha de llamarse en un proceso aparte.

    Lanza ErrorDeDatos si no se puede leer o es más grande que un registro; ErrorDeLectura, si es un .zip
    hecho para llenar la memoria.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if es_comprimido(datos):
        medir_comprimido(archivo, datos)
    try:
        marcas = _marcas(archivo, datos)
        libro = CalamineWorkbook.from_filelike(io.BytesIO(datos))
        hojas = [m for m in libro.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        visibles = [m.name for m in hojas if m.visible == SheetVisibleEnum.Visible]
        tablas = [_tabla(archivo, libro.get_sheet_by_name(n), n, marcas.get(n, _Marcas())) for n in visibles]
    except (CalamineError, OSError, ValueError, KeyError, expat.ExpatError, zipfile.BadZipFile):
        raise mal(
            archivo, 1, "no se puede leer como hoja de cálculo", "ábralo y guárdelo como .xlsx"
        ) from None
    return tablas, [m.name for m in hojas if m.name not in visibles]


def _tabla(archivo: str, hoja: Any, nombre: str, marcas: _Marcas) -> Tabla:
    if hoja.height > FILAS_MAXIMAS or hoja.width > COLUMNAS_MAXIMAS:
        raise demasiadas(archivo, FILAS_MAXIMAS)
    filas: list[FilaDeRegistro] = []
    errores, danadas = set(marcas.errores), set[LugarDeCelda]()
    # La biblioteca da las filas vacías del comienzo, pero no las columnas.
    antes = [""] * (hoja.start[1] if hoja.start else 0)
    for i, valores in enumerate(hoja.iter_rows(), start=1):
        textos = antes + [_texto(v) for v in valores]
        malas = {j for j, t in enumerate(textos) if es_error(t)}
        errores |= {(i, j) for j in malas}
        danadas |= {(i, j) for j, t in enumerate(textos) if perdio_letras(t)}
        filas.append((i, ["" if j in malas else t for j, t in enumerate(textos)] if malas else textos))
    while filas and not any(filas[-1][1]):
        filas.pop()
    dichos = [f"{plural(marcas.ocultas, 'fila oculta', 'filas ocultas')}, que también se leyeron"]
    return Tabla(
        nombre,
        tuple(filas),
        frozenset(errores),
        frozenset(danadas),
        frozenset(marcas.sin_valor),
        tuple(((a[0] + 1, a[1]), (b[0] + 1, b[1])) for a, b in hoja.merged_cell_ranges or ()),
        tuple(dichos if marcas.ocultas else ()),
    )


def _texto(valor: object) -> str:
    """Excel guarda los enteros como decimales, y las casillas como verdadero o falso."""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    return str(int(valor)) if isinstance(valor, float) and valor.is_integer() else str(valor).strip()


def _marcas(archivo: str, datos: bytes) -> dict[str, _Marcas]:
    """Por hoja de un .xlsx, sus errores y sus fórmulas sin valor; nada en los otros formatos."""
    if not es_comprimido(datos):
        return {}
    with zipfile.ZipFile(io.BytesIO(datos)) as zip_:
        partes = set(zip_.namelist())
        if "xl/workbook.xml" not in partes:
            return {}
        hojas = _atributos(zip_.read("xl/workbook.xml"), "sheet")
        relaciones = {
            r.get("Id", ""): posixpath.normpath(posixpath.join("/xl", r.get("Target", ""))).lstrip("/")
            for r in _atributos(zip_.read("xl/_rels/workbook.xml.rels"), "Relationship")
        }
        caminos = {
            h["name"]: relaciones.get(next((v for k, v in h.items() if k.endswith(":id")), ""), "")
            for h in hojas
            if "name" in h
        }
        return {n: _de_xml(archivo, zip_.read(c)) for n, c in caminos.items() if c in partes}


def _corto(nombre: str) -> str:
    return nombre.rpartition(":")[2]


def _atributos(xml: bytes, elemento: str) -> list[dict[str, str]]:
    hallados: list[dict[str, str]] = []
    lector = expat.ParserCreate()

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        if _corto(nombre) == elemento:
            hallados.append(atributos)

    lector.StartElementHandler = abrir
    lector.Parse(xml, True)
    return hallados


def _de_xml(archivo: str, xml: bytes) -> _Marcas:
    marcas = _Marcas()
    donde: LugarDeCelda = (0, 0)
    formula = valor = False

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        nonlocal donde, formula, valor
        corto = _corto(nombre)
        if corto == "row":
            fila = int(atributos.get("r", donde[0] + 1))
            donde = (fila, -1)
            marcas.ocultas += atributos.get("hidden") in ("1", "true")
        elif corto == "c":
            donde = _puesto(atributos.get("r"), donde)
            formula = valor = False
            if atributos.get("t") == "e":
                marcas.errores.add(donde)
        elif corto == "f":
            formula = True
        if donde[0] > FILAS_MAXIMAS or donde[1] >= COLUMNAS_MAXIMAS:
            raise demasiadas(archivo, donde[0])

    def anotar(texto: str) -> None:
        nonlocal valor
        valor = True

    def cerrar(nombre: str) -> None:
        corto = _corto(nombre)
        if corto == "f":
            lector.CharacterDataHandler = anotar
        elif corto == "c":
            lector.CharacterDataHandler = None
            if formula and not valor:
                marcas.sin_valor.add(donde)

    lector = expat.ParserCreate()
    lector.StartElementHandler, lector.EndElementHandler = abrir, cerrar
    lector.Parse(xml, True)
    return marcas


def _puesto(referencia: str | None, antes: LugarDeCelda) -> LugarDeCelda:
    """«B7» es (7, 1); sin ella, la celda que sigue."""
    hallado = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", referencia or "")
    if hallado is None:
        return antes[0], antes[1] + 1
    columna = 0
    for c in hallado[1]:
        columna = columna * 26 + ord(c) - 64
    return int(hallado[2]), columna - 1


def nombres(hojas: Sequence[str]) -> str:
    """«Uno» y «Dos», para un mensaje."""
    return ", ".join(f"«{n}»" for n in hojas)
