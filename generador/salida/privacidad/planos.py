"""Lo que dicen un JSON, una tabla, un calendario y un texto corriente."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import Any

from generador.salida.privacidad.marcado import de_marcas
from generador.salida.privacidad.trozo import Entrada, Trozo, letras


def de_texto(entrada: Entrada) -> Iterator[Trozo]:
    """Un archivo de solo texto, entero."""
    yield Trozo("el texto", letras(entrada.datos))


def de_guion(entrada: Entrada) -> Iterator[Trozo]:
    """Un guion, entero; si llama con un JSON (el índice de búsqueda), además cada valor sin escapes."""
    yield from de_texto(entrada)
    if llamada := _LLAMADA.fullmatch(letras(entrada.datos)):
        # Con lo que no es JSON basta el texto.
        with suppress(ValueError):
            yield from _de_valor(json.loads(llamada[1]))


_LLAMADA = re.compile(r"\w+\((\{.*\})\);\s*", re.DOTALL)


def de_json(entrada: Entrada) -> Iterator[Trozo]:
    """Cada clave y cada valor de un JSON, con su camino; de los números, los que tienen muchas cifras."""
    yield from _de_valor(json.loads(letras(entrada.datos)))


def _de_valor(valor: Any, camino: str = "") -> Iterator[Trozo]:
    if isinstance(valor, dict):
        for clave, dentro in valor.items():
            yield Trozo(f"la clave {camino or 'raíz'}", str(clave), al_lado=True)
            yield from _de_valor(dentro, f"{camino}.{clave}" if camino else str(clave))
    elif isinstance(valor, list):
        for i, dentro in enumerate(valor, start=1):
            yield from _de_valor(dentro, f"{camino}[{i}]")
    elif isinstance(valor, str):
        lugar = camino or "raíz"
        # El índice de búsqueda guarda HTML: se lee como tal, además de tal cual.
        if "<" in valor or "&" in valor:
            yield from (t._replace(lugar=lugar, al_lado=True) for t in de_marcas(valor))
        yield Trozo(lugar, valor)
    elif isinstance(valor, (int, float)) and not isinstance(valor, bool) and abs(valor) >= 1_000_000:
        ultima = re.sub(r"\W+", " ", camino.rpartition(".")[2])
        yield Trozo(camino, f"{ultima}: {valor}", geometria=ultima in _CUENTAS)


_CUENTAS = frozenset({"octetos", "bytes", "size", "tamano"})


def de_csv(entrada: Entrada) -> Iterator[Trozo]:
    """Los títulos, cada fila corrida y cada celda con su título."""
    texto = letras(entrada.datos)
    primera = texto.partition("\n")[0]
    separador = max(",;\t|", key=primera.count)
    filas = csv.reader(StringIO(texto), delimiter=separador)
    titulos = next(filas, [])
    yield Trozo("la fila 1", " ".join(titulos))
    for i, fila in enumerate(filas, start=2):
        # Entera, por si el nombre y el apellido van en columnas aparte; los números, celda por celda.
        yield Trozo(f"la fila {i}", " ".join(fila), geometria=True)
        for j, celda in enumerate(fila):
            titulo = titulos[j] if j < len(titulos) else ""
            yield Trozo(f"la fila {i}, columna «{titulo or j + 1}»", f"{titulo}: {celda}")


def de_ics(entrada: Entrada) -> Iterator[Trozo]:
    """Cada propiedad de un calendario, sin sus renglones doblados ni sus escapes."""
    corrido = re.sub(r"\r?\n[ \t]", "", letras(entrada.datos))
    for linea in corrido.splitlines():
        clave, _, valor = linea.partition(":")
        claro = re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], valor)
        propiedad = clave.partition(";")[0]
        yield Trozo(f"la propiedad {propiedad}", f"{clave}: {claro}" if ";" in clave else claro)
