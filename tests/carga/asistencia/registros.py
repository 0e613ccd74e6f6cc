"""Registros de asistencia inventados, y cómo se cuentan o por qué se rechazan."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generador.carga.asistencia.registro import SIN_PEDIDO, Indicaciones, Registro, contar_registro
from generador.carga.asistencia.tabla import letra
from generador.errores import ErrorDeDatos

CORPUS = Path(__file__).parents[2] / "casos" / "registro"
MUNICIPIOS = ["Arauca", "Saravena", "Tame", "Arauquita", "Fortul"]


def en_csv(filas: list[list[str]], codificacion: str = "utf-8") -> bytes:
    salida = io.StringIO()
    csv.writer(salida).writerows(filas)
    return salida.getvalue().encode(codificacion)


def contar(
    carpeta: Path,
    datos: bytes,
    nombre: str = "r.csv",
    pedido: Indicaciones = SIN_PEDIDO,
    conocidos: Any = None,
) -> Registro:
    (carpeta / nombre).write_bytes(datos)
    return contar_registro(carpeta / nombre, conocidos or {}, pedido)


def cuadros_de(registro: Registro) -> dict[str, dict[str, int | None]]:
    return {c.variable: {x.categoria: x.personas for x in c.conteos} for c in registro.cuadros}


def apartadas(registro: Registro) -> dict[str, str]:
    assert registro.filas.cuadra
    return {a.razon: a.filas for a in registro.filas.aparte}


def rechazo(carpeta: Path, datos: bytes, nombre: str = "r.csv", pedido: Indicaciones = SIN_PEDIDO) -> str:
    with pytest.raises(ErrorDeDatos) as error:
        contar(carpeta, datos, nombre, pedido)
    (hallazgo,) = error.value.hallazgos
    assert hallazgo.ayuda
    return f"{hallazgo.lugar.linea}: {hallazgo.mensaje}"


def gente_de(cuantas: int = 20) -> list[list[str]]:
    return [[f"Persona {letra(i)}", str(10_000_000 + i), MUNICIPIOS[i % 5]] for i in range(cuantas)]


TITULOS = ["Nombre", "Documento", "Municipio"]
POR_CINCO = dict.fromkeys(MUNICIPIOS, 8)


def en_xlsx(hojas: dict[str, list[list[str]]], *, ocultas: tuple[str, ...] = (), hacer: Any = None) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.add_worksheet(nombre)
            for i, fila in enumerate(filas):
                for j, texto in enumerate(fila):
                    hoja.write(i, j, texto)
            if nombre in ocultas:
                hoja.hide()
            if hacer:
                hacer(hoja)
    return salida.getvalue()
