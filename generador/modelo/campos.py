"""Los campos de los modelos, con su rótulo y su ayuda: el único módulo que los recorre.

De aquí salen los formularios, el diccionario de datos, los mensajes de error, la hoja de entrega, los
comentarios de los archivos que se crean y la fe de erratas.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from generador.modelo.ayudas import ayudas_de
from generador.modelo.fuente import Ruta
from generador.modelo.tipos import de_parrafos, de_una_linea, es_enlace

ClaseDeTexto = Literal["linea", "parrafos", "enlace", "forma"]
"""De una tirada, con párrafos, una dirección, o con forma propia: un código, un archivo, una etiqueta."""
LIBRES: tuple[ClaseDeTexto, ...] = ("linea", "parrafos")
"""Los textos que cada quien escribe como quiera."""


@dataclass(frozen=True, slots=True)
class Campo:
    """Un campo de un modelo, dicho para quien no programa."""

    modelo: type[BaseModel]
    """El modelo que lo declara."""
    ruta: str
    """Su nombre desde el modelo que se pidió, sin contar elementos: «aportes.plan.quien»."""
    rotulo: str
    """Cómo se le dice a la gente: «¿Quién?»."""
    ayuda: str
    """Qué se escribe en él, en una o dos frases."""
    obligatorio: bool
    tipo: str
    """«texto», «lista de texto», «fecha (AAAA-MM-DD)», «una de: a, b, c»."""
    lista: bool
    """Si lleva varios."""
    texto: ClaseDeTexto | None
    """Qué clase de texto lleva; None si lleva otra cosa."""
    largo: int | None
    """Caracteres que caben en cada texto; None si no es texto o no hay tope."""
    minimo: int | None
    maximo: int | None
    """El menor y el mayor número que admite o, en una lista, cuántos elementos."""
    opciones: tuple[str, ...]
    """Lo único que se puede escribir; vacío si es libre."""
    dentro: type[BaseModel] | None
    """El modelo que lleva, si no es un dato simple."""

    @property
    def nombre(self) -> str:
        """Cómo se escribe en el archivo: «quien»."""
        return self.ruta.rpartition(".")[2]

    @property
    def seccion(self) -> str:
        """La ruta de lo que lo contiene: «aportes.plan», o nada."""
        return self.ruta.rpartition(".")[0]


class _Hoja(NamedTuple):
    """Un tipo simple de una anotación, con lo que exige y si va en una lista."""

    tipo: Any
    reglas: tuple[Any, ...]
    en_lista: bool


@cache
def campos(modelo: type[BaseModel]) -> tuple[Campo, ...]:
    """Los campos del modelo, en el orden en que se escriben."""
    return tuple(_campo(modelo, nombre, info) for nombre, info in modelo.model_fields.items())


@cache
def escribibles(modelo: type[BaseModel]) -> tuple[Campo, ...]:
    """Los campos que puede traer una ficha del modelo: los suyos y los de su forma corta, si la tiene."""
    suyos = campos(modelo)
    lista = getattr(modelo, "LISTA_DE_UNO", "")
    uno = next((c.dentro for c in suyos if c.nombre == lista), None)
    corta = getattr(modelo, "FORMA_CORTA", ())
    return (*suyos, *(c for c in campos(uno) if c.nombre in corta)) if uno is not None else suyos


@cache
def nombres(modelo: type[BaseModel]) -> tuple[str, ...]:
    """Los nombres de los campos del modelo, en su orden."""
    return tuple(c.nombre for c in campos(modelo))


def valores(dato: BaseModel) -> dict[str, Any]:
    """Cada campo de `dato` con lo que lleva, sin lo calculado."""
    return {nombre: getattr(dato, nombre) for nombre in nombres(type(dato))}


@cache
def todos(modelo: type[BaseModel]) -> tuple[Campo, ...]:
    """Los campos del modelo y los de los que lleva dentro, cada uno con su ruta, de arriba abajo."""
    hallados: list[Campo] = []
    for campo in campos(modelo):
        hallados.append(campo)
        if campo.dentro is not None and campo.dentro is not modelo:
            hallados += [replace(c, ruta=f"{campo.ruta}.{c.ruta}") for c in todos(campo.dentro)]
    return tuple(hallados)


def modelos_de(raices: Iterable[type[BaseModel]]) -> tuple[type[BaseModel], ...]:
    """Los modelos dados y los que llevan dentro, cada uno una vez, según van apareciendo."""
    vistos: dict[type[BaseModel], None] = {}
    pendientes = list(raices)
    while pendientes:
        modelo = pendientes.pop(0)
        if modelo not in vistos:
            vistos[modelo] = None
            pendientes += [c.dentro for c in campos(modelo) if c.dentro is not None]
    return tuple(vistos)


def camino(modelo: type[BaseModel], ruta: Ruta) -> tuple[Campo, ...]:
    """Los campos por los que pasa `ruta`, del de afuera al de adentro, hasta donde existan."""
    actual: type[BaseModel] | None = modelo
    pasos: list[Campo] = []
    for parte in ruta:
        if isinstance(parte, int):
            continue
        campo = next((c for c in escribibles(actual) if c.nombre == parte), None) if actual else None
        if campo is None:
            break
        pasos.append(campo)
        actual = campo.dentro
    return tuple(pasos)


def campo_en(modelo: type[BaseModel], ruta: Ruta) -> Campo | None:
    """El campo al que llega `ruta`; None si no existe."""
    claves = [parte for parte in ruta if isinstance(parte, str)]
    pasos = camino(modelo, ruta)
    return pasos[-1] if claves and len(pasos) == len(claves) else None


def modelos_en(modelo: type[BaseModel], ruta: Ruta) -> tuple[type[BaseModel], ...]:
    """Los modelos que contienen a `ruta`, del de afuera al de adentro."""
    return (modelo, *(c.dentro for c in camino(modelo, ruta[:-1]) if c.dentro is not None))


def hermanos(modelo: type[BaseModel], ruta: Ruta) -> tuple[str, ...]:
    """Los nombres de los campos del modelo al que pertenece el último tramo de `ruta`; vacío si no existe."""
    claves = [parte for parte in ruta[:-1] if isinstance(parte, str)]
    pasos = camino(modelo, ruta[:-1])
    dueno = pasos[-1].dentro if pasos else modelo
    return tuple(c.nombre for c in escribibles(dueno)) if dueno and len(pasos) == len(claves) else ()


def rotulo_de(modelo: type[BaseModel], dicho: str) -> str:
    """El rótulo de «plan[1].cuando»: «Plan, número 1, ¿Cuándo?». Lo que no es un campo se dice como venga."""
    partes: list[str] = []
    actual: type[BaseModel] | None = modelo
    for nombre, puesto in re.findall(r"([a-z_]+)|\[(\d+)\]", dicho):
        if puesto:
            partes.append(f"número {puesto}")
            continue
        campo = campo_en(actual, (nombre,)) if actual is not None else None
        partes.append(campo.rotulo if campo else nombre.replace("_", " "))
        actual = campo.dentro if campo else None
    return ", ".join(partes)


def _campo(modelo: type[BaseModel], nombre: str, info: FieldInfo) -> Campo:
    hojas = list(_hojas(info.annotation, info.metadata))
    lista = typing.get_origin(info.annotation) in (tuple, list)
    reglas = _expandidas(info.metadata) if lista else [r for h in hojas for r in _expandidas(h.reglas)]
    # El tope de una lista es de sus elementos; el de un texto, de sus caracteres.
    menor, mayor = ("min_length", "max_length") if lista else ("ge", "le")
    return Campo(
        modelo=modelo,
        ruta=nombre,
        rotulo=info.title or nombre.replace("_", " "),
        ayuda=" ".join(ayudas_de(modelo).get(nombre, "").split()),
        obligatorio=info.is_required(),
        tipo=tipo_legible(info.annotation),
        lista=lista,
        texto=next((clase for h in hojas if (clase := _clase(h)) is not None), None),
        largo=min((n for h in hojas if h.tipo is str for n in _topes(h.reglas, "max_length")), default=None),
        minimo=max(_topes(reglas, menor), default=None),
        maximo=min(_topes(reglas, mayor), default=None),
        opciones=next((o for h in hojas if (o := _opciones(h.tipo))), ()),
        dentro=next((h.tipo for h in hojas if _es_modelo(h.tipo)), None),
    )


def _hojas(anotacion: Any, reglas: Iterable[Any], en_lista: bool = False) -> Iterator[_Hoja]:
    origen = typing.get_origin(anotacion)
    if origen is typing.Annotated:
        dentro, *suyas = typing.get_args(anotacion)
        yield from _hojas(dentro, (*suyas, *reglas), en_lista)
    elif origen in (types.UnionType, typing.Union):
        for argumento in typing.get_args(anotacion):
            yield from _hojas(argumento, reglas, en_lista)
    elif origen in (tuple, list):
        for argumento in typing.get_args(anotacion):
            yield from _hojas(argumento, (), en_lista=True)
    else:
        yield _Hoja(anotacion, tuple(reglas), en_lista)


def _expandidas(reglas: Iterable[Any]) -> list[Any]:
    """Lo que exige una anotación, con lo que lleva cada `Field` que haya en ella."""
    return [r for regla in reglas for r in (regla.metadata if isinstance(regla, FieldInfo) else [regla])]


def _topes(reglas: Iterable[Any], cual: str) -> list[int]:
    return [tope for r in _expandidas(reglas) if (tope := getattr(r, cual, None)) is not None]


def _clase(hoja: _Hoja) -> ClaseDeTexto | None:
    if hoja.tipo is not str:
        return None
    funciones = {r.func for r in hoja.reglas if isinstance(r, AfterValidator)}
    if es_enlace in funciones:
        return "enlace"
    con_patron = any(getattr(r, "pattern", None) for r in hoja.reglas)
    if con_patron or not funciones or not funciones <= {de_una_linea, de_parrafos}:
        return "forma"
    return "parrafos" if de_parrafos in funciones else "linea"


def _es_modelo(tipo: Any) -> bool:
    return isinstance(tipo, type) and issubclass(tipo, BaseModel)


def _opciones(tipo: Any) -> tuple[str, ...]:
    if typing.get_origin(tipo) is Literal:
        return tuple(map(str, typing.get_args(tipo)))
    if isinstance(tipo, type) and issubclass(tipo, Enum):
        return tuple(str(e.value) for e in tipo)
    return ()


_SIMPLES: dict[Any, str] = {
    str: "texto",
    int: "número entero",
    bool: "sí o no",
    date: "fecha (AAAA-MM-DD)",
    time: "hora (HH:MM)",
}


def tipo_legible(tipo: Any) -> str:
    """«texto», «lista de texto», «fecha (AAAA-MM-DD)», «una de: a, b, c»."""
    if tipo in _SIMPLES:
        return _SIMPLES[tipo]
    partes = typing.get_args(tipo)
    if opciones := _opciones(tipo):
        return f"siempre «{opciones[0]}»" if len(opciones) == 1 else f"una de: {', '.join(opciones)}"
    if typing.get_origin(tipo) is typing.Annotated:
        return tipo_legible(partes[0])
    if typing.get_origin(tipo) is tuple:
        return f"lista de {tipo_legible(partes[0])}"
    if _es_modelo(tipo):
        return str(tipo.__name__)
    return next(tipo_legible(p) for p in partes if p is not type(None))
