"""El libro de cálculo: la portada dice qué es y de dónde salió; cada tabla en su hoja, y el diccionario."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from generador.errores import ErrorDeSalida
from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.abiertos.tablas import ValorDeCelda, tablas

ANCHO_MAXIMO = 60
"""Caracteres de la columna más ancha; lo que no quepa baja de renglón."""
_LARGO_DEL_PIE = 255
"""Los que Excel acepta en un pie de página."""
_PORTADA = "Léame"


def como_xlsx(agenda: AgendaAbierta) -> bytes:
    """El libro en bytes, iguales para datos iguales. Nada se guarda como fórmula ni como enlace."""
    salida = BytesIO()
    opciones = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    libro = xlsxwriter.Workbook(salida, opciones)
    libro.set_properties(
        {
            "title": agenda.titulo,
            "subject": agenda.sellos,
            "comments": agenda.credito,
            "created": datetime.combine(agenda.asamblea.fecha, time()),
        }
    )
    formatos = {
        "texto": libro.add_format({"text_wrap": True, "valign": "top"}),
        "fecha": libro.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "titulo": libro.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
    }
    _portada(libro, agenda, formatos)
    for tabla in tablas(agenda):
        _hoja(libro, tabla.titulo, tabla.columnas, tabla.filas, agenda, formatos)
    descritos = [
        (tabla.titulo, c.nombre, c.tipo, c.ayuda) for tabla in tablas(agenda) for c in tabla.descrita.campos
    ]
    _hoja(libro, "Diccionario", ("tabla", "campo", "tipo", "descripcion"), tuple(descritos), agenda, formatos)
    libro.close()
    return salida.getvalue()


def _portada(libro: Any, agenda: AgendaAbierta, formatos: dict[str, Any]) -> None:
    hoja = libro.add_worksheet(_PORTADA)
    hoja.set_column(0, 0, 18)
    hoja.set_column(1, 1, 90)
    renglones = [
        ("Agenda", agenda.titulo),
        *(("Aviso", aviso) for aviso in agenda.avisos),
        ("Asamblea", f"{agenda.asamblea.nombre}, {agenda.asamblea.territorio}"),
        ("Fecha", agenda.asamblea.fecha.isoformat()),
        *((("Último día", ultimo.isoformat()),) if (ultimo := agenda.asamblea.ultimo_dia) else ()),
        *((("Entregaron", agenda.entregas.cifra.entera),) if agenda.entregas else ()),
        ("Crédito", agenda.credito),
        ("Licencia", f"{agenda.licencia.nombre}: {agenda.licencia.enlace}"),
        ("Versión", str(agenda.version) if agenda.version else "borrador"),
        ("Huella SHA-256", agenda.huella or "todavía no tiene: es un borrador"),
        ("Página", agenda.direccion),
    ]
    for i, (nombre, valor) in enumerate(renglones):
        _poner(hoja, i, 0, nombre, formatos["titulo"])
        _poner(hoja, i, 1, valor, formatos["texto"])


def _pie(credito: str) -> str:
    """El pie de cada página impresa: el crédito entero o, si no cabe, en cuál hoja está."""
    pie = "&C" + credito.replace("&", "&&")
    return pie if len(pie) <= _LARGO_DEL_PIE else f"&CEl crédito del convenio está en la hoja «{_PORTADA}»"


def _hoja(
    libro: Any,
    titulo: str,
    columnas: tuple[str, ...],
    filas: tuple[tuple[ValorDeCelda, ...], ...],
    agenda: AgendaAbierta,
    formatos: dict[str, Any],
) -> None:
    hoja = libro.add_worksheet(titulo)
    hoja.freeze_panes(1, 1)
    hoja.repeat_rows(0)
    hoja.set_landscape()
    hoja.fit_to_pages(1, 0)
    # Al imprimir, cada página dice de quién es y si es borrador o demostración. «&» abre una orden.
    if agenda.avisos:
        hoja.set_header("&C" + agenda.sellos.replace("&", "&&"))
    hoja.set_footer(_pie(agenda.credito))
    for j, columna in enumerate(columnas):
        largos = [len(columna), *(len(str(fila[j])) for fila in filas)]
        hoja.set_column(j, j, min(ANCHO_MAXIMO, max(largos) + 2))
        _poner(hoja, 0, j, columna, formatos["titulo"])
    for i, fila in enumerate(filas, start=1):
        for j, valor in enumerate(fila):
            if isinstance(valor, date):
                hoja.write_datetime(i, j, datetime.combine(valor, time()), formatos["fecha"])
            elif isinstance(valor, int):
                hoja.write_number(i, j, valor, formatos["texto"])
            elif valor:
                _poner(hoja, i, j, valor, formatos["texto"])
    if filas:
        hoja.autofilter(0, 0, len(filas), len(columnas) - 1)


def _poner(hoja: Any, fila: int, columna: int, texto: str, formato: Any) -> None:
    if hoja.write_string(fila, columna, texto, formato):
        raise ErrorDeSalida(f"agenda.xlsx: un texto de {len(texto)} caracteres no cabe en una celda")
