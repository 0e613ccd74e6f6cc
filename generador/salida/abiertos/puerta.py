"""La guardia de los datos abiertos: lee cada archivo ya escrito y exige crédito, licencia y avisos."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from generador.errores import ErrorDeSalida
from generador.modelo.publico.abierto import AgendaAbierta
from generador.salida.credito.guardia import CreditoAusente, Motivo


def comprobar(datos: bytes, archivo: str, agenda: AgendaAbierta, nombre: str) -> None:
    """CreditoAusente si el archivo no trae la frase; ErrorDeSalida si calla la licencia o un aviso."""
    texto = _LECTORES[archivo.rpartition(".")[2]](datos)
    if agenda.credito not in texto:
        raise CreditoAusente(nombre, None, Motivo.AUSENTE)
    for aviso in agenda.avisos:
        if aviso not in texto:
            raise ErrorDeSalida(f"{nombre}: no dice «{aviso}»")
    if agenda.licencia.nombre not in texto and agenda.licencia.enlace not in texto:
        raise ErrorDeSalida(f"{nombre}: no dice bajo qué licencia se publica")


def _de_csv(datos: bytes) -> str:
    filas = csv.reader(StringIO(datos.decode("utf-8-sig"), newline=""))
    return "\n".join(celda for fila in filas for celda in fila)


def _de_json(datos: bytes) -> str:
    return "\n".join(_cadenas(json.loads(datos)))


def _cadenas(valor: Any) -> Iterator[str]:
    if isinstance(valor, str):
        yield valor
    elif isinstance(valor, dict):
        for v in valor.values():
            yield from _cadenas(v)
    elif isinstance(valor, list):
        for v in valor:
            yield from _cadenas(v)


def _de_ics(datos: bytes) -> str:
    desplegado = datos.decode().replace("\r\n ", "")
    return re.sub(r"\\([,;\\])", r"\1", desplegado)


def _de_xml(datos: bytes) -> str:
    # El XML lo acaba de escribir este mismo programa.
    return "\n".join(ET.fromstring(datos).itertext())


def _de_xlsx(datos: bytes) -> str:
    with zipfile.ZipFile(BytesIO(datos)) as libro:
        return _de_xml(libro.read("xl/sharedStrings.xml"))


_LECTORES: Mapping[str, Callable[[bytes], str]] = {
    "csv": _de_csv,
    "json": _de_json,
    "jsonld": _de_json,
    "ics": _de_ics,
    "xml": _de_xml,
    "xlsx": _de_xlsx,
}
