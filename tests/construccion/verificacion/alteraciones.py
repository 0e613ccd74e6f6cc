"""Un archivo abierto con cada campo suyo cambiado, uno por uno: los campos se hallan recorriéndolo."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

Camino = tuple[str | int, ...]
_DE_JSON = re.compile(r'"((?:[^"\\]|\\.)+)"|(-?\d+|true|false|null)')
_DE_XML = re.compile(r'>([^<>]*[^<>\s][^<>]*)<|="([^"]+)"')
_DE_LIBRO = re.compile(r'>([^<>]*[^<>\s][^<>]*)<|( [\w:]+)="([^"]+)"')


def hojas(valor: Any, camino: Camino = ()) -> Iterator[Camino]:
    """El camino de cada dato suelto, y el de cada lista, que se puede acortar."""
    if isinstance(valor, dict):
        for clave, dentro in valor.items():
            yield from hojas(dentro, (*camino, clave))
    elif isinstance(valor, list):
        if valor:
            yield camino
        for i, dentro in enumerate(valor):
            yield from hojas(dentro, (*camino, i))
    else:
        yield camino


def claves(valor: Any, camino: Camino = ()) -> Iterator[Camino]:
    """El camino de cada clave, que se puede quitar."""
    if isinstance(valor, dict):
        for clave, dentro in valor.items():
            yield (*camino, clave)
            yield from claves(dentro, (*camino, clave))
    elif isinstance(valor, list):
        for i, dentro in enumerate(valor):
            yield from claves(dentro, (*camino, i))


def otro(valor: Any) -> Any:
    """Un valor parecido y distinto, para que pase por bueno si nadie lo mira."""
    if isinstance(valor, bool):
        return not valor
    if isinstance(valor, (int, float)):
        return valor + 1
    if valor is None:
        return "a"
    if isinstance(valor, list):
        return valor[:-1]
    if valor[-1:].isdigit():
        return valor[:-1] + str((int(valor[-1]) + 1) % 10)
    return valor[:-1] + ("a" if valor[-1:] != "a" else "e")


def cambiado(datos: Any, camino: Camino) -> Any:
    """Copia con ese dato cambiado."""
    nuevo, nodo = _hasta(datos, camino)
    nodo[camino[-1]] = otro(nodo[camino[-1]])
    return nuevo


def quitado(datos: Any, camino: Camino) -> Any:
    """Copia sin esa clave."""
    nuevo, nodo = _hasta(datos, camino)
    del nodo[camino[-1]]
    return nuevo


def _hasta(datos: Any, camino: Camino) -> tuple[Any, Any]:
    nuevo = nodo = copy.deepcopy(datos)
    for paso in camino[:-1]:
        nodo = nodo[paso]
    return nuevo, nodo


def bytes_de(datos: Any) -> bytes:
    """Un JSON como los escribe el programa."""
    return (json.dumps(datos, ensure_ascii=False, indent=1) + "\n").encode()


def comprimido(partes: Mapping[str, bytes], como: int = zipfile.ZIP_STORED) -> bytes:
    """Un .zip con esos archivos."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", como) as zip_:
        for nombre, datos in partes.items():
            zip_.writestr(nombre, datos)
    return salida.getvalue()


def partes_de(libro: bytes) -> dict[str, bytes]:
    """Los archivos de un .zip."""
    with zipfile.ZipFile(io.BytesIO(libro)) as zip_:
        return {n: zip_.read(n) for n in zip_.namelist()}


def variantes(nombre: str, datos: bytes) -> Iterator[bytes]:
    """El archivo con cada campo cambiado, y con algo de más; sin cambios sería el mismo, byte por byte."""
    if nombre.endswith(".xlsx"):
        yield from _de_libro(datos)
    elif nombre.endswith((".json", ".jsonld")):
        yield from _de_fichas(datos, _DE_JSON)
    elif nombre.endswith(".csv"):
        yield from _de_tabla(datos)
    elif nombre.endswith(".xml"):
        yield from _de_fichas(datos, _DE_XML)
    elif nombre.endswith(".ics"):
        yield from _de_renglones(datos)
    else:
        raise AssertionError(f"no se sabe qué campos tiene {nombre}")
    yield datos + datos.splitlines(keepends=True)[-1]


def _de_libro(datos: bytes) -> Iterator[bytes]:
    """Cada celda y cada texto; de cada parte, además, cada atributo la primera vez que va."""
    partes = partes_de(datos)
    for parte, suya in partes.items():
        vistos: set[str] = set()
        for v, campo in _fichas(suya, _DE_LIBRO):
            if campo[1] is not None or campo[2] not in vistos:
                vistos.add(campo[2])
                yield comprimido({**partes, parte: v})
    yield comprimido({**partes, "xl/media/sello.png": b"x"})


def _de_fichas(datos: bytes, patron: re.Pattern[str]) -> Iterator[bytes]:
    yield from (v for v, _ in _fichas(datos, patron))


def _fichas(datos: bytes, patron: re.Pattern[str]) -> Iterator[tuple[bytes, re.Match[str]]]:
    """Los bytes con cada hallazgo de `patron` cambiado: lo que se cambia es su último grupo."""
    texto = datos.decode()
    for campo in patron.finditer(texto):
        a, b = campo.span(campo.lastindex or 0)
        yield (texto[:a] + otro(texto[a:b]) + texto[b:]).encode(), campo


def _de_tabla(datos: bytes) -> Iterator[bytes]:
    filas = list(csv.reader(io.StringIO(datos.decode("utf-8-sig"), newline="")))

    def escrita(filas: list[list[str]]) -> bytes:
        salida = io.StringIO(newline="")
        csv.writer(salida).writerows(filas)
        return ("\ufeff" + salida.getvalue()).encode()

    assert escrita(filas) == datos
    for i, fila in enumerate(filas):
        for j, celda in enumerate(fila):
            yield escrita([*filas[:i], [*fila[:j], otro(celda), *fila[j + 1 :]], *filas[i + 1 :]])
        yield escrita([*filas[:i], *filas[i + 1 :]])


def _de_renglones(datos: bytes) -> Iterator[bytes]:
    renglones = datos.splitlines(keepends=True)
    for i, renglon in enumerate(renglones):
        texto = renglon.decode().rstrip("\r\n")
        fin = renglon[len(texto.encode()) :]
        yield b"".join((*renglones[:i], otro(texto).encode() + fin, *renglones[i + 1 :]))
