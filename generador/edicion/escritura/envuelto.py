"""Meter varias claves de un archivo en el único elemento de una lista, y sacarlas, con sus comentarios.

Solo cambia la sangría: cada renglón queda como estaba, y el resultado se vuelve a leer antes de entregarlo.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generador.carga.lectura.lector import leer_bytes
from generador.edicion.escritura.cambios import abierto, entregado
from generador.edicion.escritura.trechos import Trecho
from generador.errores import ErrorDeUso

_SANGRIA = 4
"""Espacios de las claves de un elemento: «  - clave»."""


def envolver(crudo: bytes, claves: Sequence[str], lista: str, ademas: Mapping[str, str]) -> bytes:
    """El archivo con esas claves dentro de `lista`, en un solo elemento que además dice `ademas`.

    ErrorDeUso si no tiene ninguna, si ya tiene la lista o si está escrito de otra forma.
    """
    archivo = abierto(crudo)
    datos: dict[str, Any] = leer_bytes(crudo, "").datos or {}
    suyas = [c for c in claves if c in datos]
    if not suyas or lista in datos or archivo.raiz.corrido:
        raise _imposible(lista)
    tramos = _tramos(archivo.texto, archivo.raiz)
    elegidos = [t for t in tramos if t.clave in suyas]
    dentro = [r for t in elegidos for r in t.renglones]
    primero = elegidos[0]
    # Los renglones en blanco que lo separan de lo anterior se quedan donde están.
    separa = next((i for i, r in enumerate(dentro) if r.strip()), 0)
    cabeza = [f"  {'- ' if i == 0 else '  '}{c}: {v}\n" for i, (c, v) in enumerate(ademas.items())]
    hecho = [*dentro[:separa], f"{lista}:\n", *cabeza, *(_con_sangria(r) for r in dentro[separa:])]
    nuevos: list[str] = [*_antes(archivo.texto, archivo.raiz)]
    for tramo in tramos:
        if tramo is primero:
            nuevos += hecho
        elif tramo not in elegidos:
            nuevos += tramo.renglones
    esperado = {c: v for c, v in datos.items() if c not in suyas}
    esperado[lista] = [{**ademas, **{c: datos[c] for c in suyas}}]
    return entregado(archivo, "".join(nuevos), esperado, (lista,))


def desenvolver(crudo: bytes, lista: str, sobran: Sequence[str]) -> bytes:
    """El archivo con las claves del único elemento de `lista` sueltas, menos las de `sobran`.

    ErrorDeUso si la lista no tiene uno solo, o si está escrita de otra forma.
    """
    archivo = abierto(crudo)
    datos: dict[str, Any] = leer_bytes(crudo, "").datos or {}
    trecho = archivo.raiz.en((lista,))
    elemento = archivo.raiz.en((lista, 0))
    if trecho is None or elemento is None or len(trecho.dentro) != 1:
        raise ErrorDeUso(
            "para que sea en un solo día ha de quedar una sola jornada: quite las otras y guarde"
        )
    if trecho.corrido or elemento.corrido or archivo.raiz.corrido or not isinstance(datos[lista][0], dict):
        raise _imposible(lista)
    dentro: dict[str, Any] = datos[lista][0]
    if (set(dentro) - set(sobran)) & set(datos):
        raise _imposible(lista)
    nuevos: list[str] = [*_antes(archivo.texto, archivo.raiz)]
    for tramo in _tramos(archivo.texto, archivo.raiz):
        nuevos += (
            _sueltos(archivo.texto, tramo, elemento, sobran) if tramo.clave == lista else tramo.renglones
        )
    esperado = {c: v for c, v in datos.items() if c != lista}
    esperado |= {c: v for c, v in dentro.items() if c not in sobran}
    return entregado(archivo, "".join(nuevos), esperado, (lista,))


@dataclass(frozen=True, slots=True)
class _Tramo:
    """Una clave con lo suyo, en renglones enteros: lo que la precede, su valor y el comentario pegado."""

    clave: str
    desde: int
    """En qué renglón del texto empieza, desde 0."""
    renglones: tuple[str, ...]


def _antes(texto: str, ficha: Trecho) -> list[str]:
    """La cabeza del archivo: lo de arriba de la primera clave, hasta el último renglón en blanco."""
    previos = _enteros(texto)[: _renglon(texto, min(ficha.puestos.values()))]
    blancos = [i for i, r in enumerate(previos) if not r.strip()]
    return previos[: blancos[-1] + 1] if blancos else []


def _tramos(texto: str, ficha: Trecho) -> list[_Tramo]:
    """Las claves de la ficha, de arriba abajo; juntas, y con la cabeza, son todo el texto."""
    renglones = _enteros(texto)
    claves = sorted(ficha.dentro, key=lambda c: ficha.puestos[c])
    desde = len(_antes(texto, ficha))
    hechos = []
    for i, clave in enumerate(claves):
        valor = ficha.dentro[clave]
        fin = _renglon(texto, max(valor.fin - 1, ficha.puestos[clave])) + 1
        hasta = _renglon(texto, ficha.puestos[claves[i + 1]]) if i + 1 < len(claves) else len(renglones)
        # Un comentario pegado a lo de arriba es de arriba, si un renglón en blanco lo separa de lo de abajo.
        pegado = fin
        while pegado < hasta and renglones[pegado].strip():
            pegado += 1
        corte = hasta if i + 1 == len(claves) else pegado if pegado < hasta else fin
        hechos.append(_Tramo(str(clave), desde, tuple(renglones[desde:corte])))
        desde = corte
    return hechos


def _sueltos(texto: str, tramo: _Tramo, elemento: Trecho, sobran: Sequence[str]) -> list[str]:
    """Los renglones de la lista sin su clave, sin el guion y sin las claves que sobran."""
    columna = elemento.columna
    primero = _renglon(texto, elemento.inicio)
    quitar = {_renglon(texto, elemento.puestos[c]) for c in sobran if c in elemento.dentro}
    hechos = []
    for i, renglon in enumerate(tramo.renglones, start=tramo.desde):
        if i in quitar or re.fullmatch(rf"{re.escape(tramo.clave)}\s*:\s*", renglon):
            continue
        if i == primero:
            renglon = renglon.replace("-", " ", 1)
        margen = len(renglon) - len(renglon.lstrip(" "))
        hechos.append(renglon[min(columna, margen) :])
    return hechos


def _con_sangria(renglon: str) -> str:
    return f"{' ' * _SANGRIA}{renglon}" if renglon.strip() else renglon


def _enteros(texto: str) -> list[str]:
    renglones = re.findall(r"[^\n]*\n|[^\n]+", texto)
    if renglones and not renglones[-1].endswith("\n"):
        renglones[-1] += "\n"
    return renglones


def _renglon(texto: str, puesto: int) -> int:
    return texto.count("\n", 0, puesto)


def _imposible(lista: str) -> ErrorDeUso:
    return ErrorDeUso(f"«{lista}» no se puede cambiar aquí, por cómo está escrito: hágalo en el archivo")
