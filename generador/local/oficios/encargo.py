"""La orden para la imprenta en una hoja de cálculo: la misma del PDF, con el presupuesto que se suma solo."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter

from generador.composicion.papel.encargo import final_de_archivo, renglones_de_encargo
from generador.modelo.asamblea import Asamblea

_ORDEN = (
    ("Pieza", 34),
    ("Archivo", 38),
    ("Medida final", 16),
    ("Material", 22),
    ("Acabado", 52),
    ("Diseños", 9),
    ("De cada uno (sugerido)", 13),
    ("De cada uno (pedimos)", 13),
)
_PRESUPUESTO = (("Pieza", 34), ("Ejemplares", 12), ("Valor unitario", 16), ("Valor total", 18))
"""Las columnas de cada hoja, con su ancho en caracteres."""
_PRIMERA = 4
"""Fila del primer renglón, desde cero: antes van el título, el crédito y los de las columnas."""


def escribir_encargo(asamblea: Asamblea) -> bytes:
    """El libro .xlsx, igual para datos iguales: la orden, con lo que se pide por cambiar, y su presupuesto.

    El valor de cada ejemplar, el IVA y el transporte van en blanco; lo demás del presupuesto son fórmulas.
    """
    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True, "strings_to_formulas": False})
    evento = asamblea.evento
    libro.set_properties(
        {
            "title": f"Orden para la imprenta: {evento.titular}",
            "comments": asamblea.convenio.credito,
            "created": datetime.combine(evento.primera.fecha, time()),
        }
    )
    texto = libro.add_format({"text_wrap": True, "valign": "top"})
    numero = libro.add_format({"num_format": "#,##0", "valign": "top"})
    pedir = libro.add_format({"num_format": "#,##0", "valign": "top", "border": 1})
    renglones, final = renglones_de_encargo(asamblea), final_de_archivo(asamblea)
    orden = _hoja(libro, asamblea, "Orden", _ORDEN)
    for i, r in enumerate(renglones, start=_PRIMERA):
        dichos = (f"{r.pieza}, {r.formato.lower()}", f"{r.archivo}{final}", r.medida, r.material, r.acabado)
        for j, dicho in enumerate(dichos):
            orden.write_string(i, j, dicho, texto)
        orden.write_number(i, 5, r.disenos, numero)
        orden.write_number(i, 6, r.cuantos, numero)
        orden.write_number(i, 7, r.cuantos, pedir)
    cuenta = _hoja(libro, asamblea, "Presupuesto", _PRESUPUESTO)
    for i, r in enumerate(renglones, start=_PRIMERA):
        cuenta.write_formula(i, 0, f"=Orden!A{i + 1}", texto, f"{r.pieza}, {r.formato.lower()}")
        cuenta.write_formula(i, 1, f"=Orden!F{i + 1}*Orden!H{i + 1}", numero, r.disenos * r.cuantos)
        cuenta.write_blank(i, 2, None, pedir)
        cuenta.write_formula(i, 3, f"=B{i + 1}*C{i + 1}", numero, 0)
    abajo = _PRIMERA + len(renglones)
    for k, (que, formula) in enumerate(
        (
            ("Subtotal", f"=SUM(D{_PRIMERA + 1}:D{abajo})" if renglones else "=0"),
            ("IVA", ""),
            ("Transporte e instalación", ""),
            ("Total", f"=SUM(D{abajo + 1}:D{abajo + 3})"),
        )
    ):
        cuenta.write_string(abajo + k, 0, que, libro.add_format({"bold": True}))
        if formula:
            cuenta.write_formula(abajo + k, 3, formula, numero, 0)
        else:
            cuenta.write_blank(abajo + k, 3, None, pedir)
    libro.close()
    return salida.getvalue()


def _hoja(libro: Any, asamblea: Asamblea, nombre: str, columnas: tuple[tuple[str, int], ...]) -> Any:
    """Una hoja con el título, el crédito y los nombres de sus columnas, que se imprime a lo ancho."""
    hoja = libro.add_worksheet(nombre)
    grande = libro.add_format({"bold": True, "font_size": 14})
    titulo = libro.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    hoja.write_string(0, 0, f"{nombre} para la imprenta: {asamblea.evento.titular}", grande)
    hoja.write_string(1, 0, asamblea.convenio.credito)
    hoja.set_row(_PRIMERA - 1, 32)
    for j, (de, ancho) in enumerate(columnas):
        hoja.set_column(j, j, ancho)
        hoja.write_string(_PRIMERA - 1, j, de, titulo)
    hoja.freeze_panes(_PRIMERA, 1)
    hoja.set_landscape()
    hoja.fit_to_pages(1, 0)
    return hoja
