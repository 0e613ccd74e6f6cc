"""Las celdas de un .xlsx o un .ods, con las que la hoja de cálculo cambió por su cuenta."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.parsers import expat

from generador.comprimido import Medidas, medir_comprimido
from generador.errores import ErrorDeLectura

_MEGA = 1024 * 1024
_DEL_LIBRO = Medidas(entradas=500, expandido=96 * _MEGA)
FILAS_DE_PLANILLA = 20_000
"""Más de las que tiene la planilla de la asamblea más grande."""
COLUMNAS_DE_PLANILLA = 200
_OTRA = "use la que da ./asamblea planilla"

LugarEnHoja = tuple[int, int]
"""Fila y columna, desde 0."""


@dataclass(frozen=True, slots=True)
class HojaLeida:
    """Una hoja de cálculo."""

    nombre: str
    filas: tuple[tuple[str, ...], ...]
    numeros: frozenset[LugarEnHoja]
    """Las celdas que guardan un número y no un texto."""
    cambiadas: frozenset[LugarEnHoja]
    """Celdas con una hora, un sí o no, o una fórmula: no dicen lo que alguien escribió."""
    fechas: frozenset[LugarEnHoja] = frozenset()
    """Celdas en que la hoja de cálculo guardó un día; en `filas` va como AAAA-MM-DD."""


def leer_celdas(archivo: str, datos: bytes) -> list[HojaLeida]:
    """Todas las hojas, también las ocultas. Ha de llamarse en un proceso aparte.

    ErrorDeLectura si no sirve.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    medir_comprimido(archivo, datos, _DEL_LIBRO)
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as zip_:
            partes = set(zip_.namelist())
            if "xl/vbaProject.bin" in partes:
                raise ErrorDeLectura(archivo, "trae macros", "guárdelo como .xlsx, sin ellas")
            if any(p.startswith("xl/externalLinks/") for p in partes):
                raise ErrorDeLectura(archivo, "trae vínculos a otros archivos", _OTRA)
            formulas = _de_ods(zip_) if "content.xml" in partes else _de_xlsx(zip_, partes)
        libro = CalamineWorkbook.from_filelike(io.BytesIO(datos))
        nombres = [m.name for m in libro.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        return [_hoja(archivo, libro.get_sheet_by_name(n), n, formulas.get(n, set())) for n in nombres]
    except (CalamineError, OSError, ValueError, KeyError, expat.ExpatError, zipfile.BadZipFile):
        raise ErrorDeLectura(
            archivo, "no se puede leer como hoja de cálculo", "ábralo y guárdelo como .xlsx"
        ) from None


def _hoja(archivo: str, hoja: object, nombre: str, formulas: set[LugarEnHoja]) -> HojaLeida:
    alto, ancho = getattr(hoja, "height", 0), getattr(hoja, "width", 0)
    if alto > FILAS_DE_PLANILLA or ancho > COLUMNAS_DE_PLANILLA:
        topes = f"{FILAS_DE_PLANILLA} filas o de {COLUMNAS_DE_PLANILLA} columnas"
        raise ErrorDeLectura(archivo, f"tiene más de {topes}: no es una planilla", _OTRA)
    inicio = getattr(hoja, "start", None)
    corrida = inicio[1] if inicio else 0
    filas: list[tuple[str, ...]] = []
    numeros: set[LugarEnHoja] = set()
    cambiadas, fechas = set(formulas), set[LugarEnHoja]()
    for i, valores in enumerate(hoja.iter_rows()):  # type: ignore[attr-defined]
        fila = [""] * corrida
        for j, valor in enumerate(valores, start=corrida):
            if (dia := _dia(valor)) and (i, j) not in formulas:
                fechas.add((i, j))
                fila.append(dia)
            elif isinstance(valor, bool) or not isinstance(valor, (str, int, float)):
                cambiadas.add((i, j))
                fila.append("")
            elif isinstance(valor, str):
                fila.append(valor)
            else:
                numeros.add((i, j))
                fila.append(str(int(valor)) if float(valor).is_integer() else repr(valor))
        filas.append(tuple(fila))
    return HojaLeida(nombre, tuple(filas), frozenset(numeros), frozenset(cambiadas), frozenset(fechas))


def _dia(valor: object) -> str:
    """El día de una celda con fecha, AAAA-MM-DD; vacío si no es una, o si lleva hora."""
    if isinstance(valor, datetime):
        return valor.date().isoformat() if valor.time() == time() else ""
    return valor.isoformat() if isinstance(valor, date) else ""


def _de_xlsx(zip_: zipfile.ZipFile, partes: set[str]) -> dict[str, set[LugarEnHoja]]:
    """Por hoja, sus celdas con fórmula."""
    relaciones = {
        r.get("Id", ""): posixpath.normpath(posixpath.join("/xl", r.get("Target", ""))).lstrip("/")
        for r in _atributos(zip_.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    hechas = {}
    for hoja in _atributos(zip_.read("xl/workbook.xml"), "sheet"):
        camino = relaciones.get(next((v for k, v in hoja.items() if k.endswith(":id")), ""), "")
        if camino in partes:
            hechas[hoja.get("name", "")] = _formulas_de_xlsx(zip_.read(camino))
    return hechas


def _atributos(xml: bytes, elemento: str) -> list[dict[str, str]]:
    hallados: list[dict[str, str]] = []
    lector = expat.ParserCreate()

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        if nombre.rpartition(":")[2] == elemento:
            hallados.append(atributos)

    lector.StartElementHandler = abrir
    lector.Parse(xml, True)
    return hallados


def _formulas_de_xlsx(xml: bytes) -> set[LugarEnHoja]:
    halladas: set[LugarEnHoja] = set()
    donde: LugarEnHoja | None = None
    lector = expat.ParserCreate()

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        nonlocal donde
        corto = nombre.rpartition(":")[2]
        if corto == "c":
            donde = _puesto(atributos.get("r", ""))
        elif corto == "f" and donde is not None:
            halladas.add(donde)

    lector.StartElementHandler = abrir
    lector.Parse(xml, True)
    return halladas


def _puesto(referencia: str) -> LugarEnHoja | None:
    """«B7» es (6, 1)."""
    hallado = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", referencia)
    if hallado is None:
        return None
    columna = 0
    for c in hallado[1]:
        columna = columna * 26 + ord(c) - 64
    return int(hallado[2]) - 1, columna - 1


def _de_ods(zip_: zipfile.ZipFile) -> dict[str, set[LugarEnHoja]]:
    """Por hoja, sus celdas con fórmula; de un grupo repetido, la primera."""
    hechas: dict[str, set[LugarEnHoja]] = {}
    actual: set[LugarEnHoja] = set()
    fila = columna = sigue = 0
    lector = expat.ParserCreate()

    def abrir(nombre: str, atributos: dict[str, str]) -> None:
        nonlocal actual, fila, columna, sigue
        corto = nombre.rpartition(":")[2]
        if corto == "table":
            actual = hechas.setdefault(atributos.get("table:name", ""), set())
            sigue = 0
        elif corto == "table-row":
            fila, columna = sigue, 0
            sigue += int(atributos.get("table:number-rows-repeated", 1))
        elif corto in ("table-cell", "covered-table-cell"):
            if "table:formula" in atributos:
                actual.add((fila, columna))
            columna += int(atributos.get("table:number-columns-repeated", 1))

    lector.StartElementHandler = abrir
    lector.Parse(zip_.read("content.xml"), True)
    return hechas
