"""Qué caracteres de un YAML ocupa cada valor: las marcas de libyaml, sin lo que viene después de él."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from generador.modelo.fuente import Ruta

_CargadorC = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Trecho:
    """Un valor en el texto de su archivo. `inicio` y `fin`, en caracteres; `fin` ya no es de él.

    No cuentan los comentarios ni los renglones en blanco que le siguen.
    """

    clase: Literal["texto", "lista", "ficha"]
    inicio: int
    fin: int
    columna: int
    """Donde está su primer carácter, desde 0: en una ficha, el de sus claves; en una lista, el guion."""
    estilo: str = ""
    """En un texto: «», «'», «"», «|» o «>»."""
    corrido: bool = False
    """Si es una lista o una ficha escrita entre corchetes o llaves."""
    vacio: bool = False
    """Si no hay nada escrito."""
    dentro: dict[str | int, Trecho] = field(default_factory=dict)
    """Sus valores, por clave o por puesto, en el orden en que están."""
    puestos: dict[str | int, int] = field(default_factory=dict)
    """Dónde empieza cada uno: en su clave o en su guion."""

    def en(self, ruta: Ruta) -> Trecho | None:
        """El valor al que llega `ruta` desde este; None si no está escrito."""
        actual: Trecho | None = self
        for parte in ruta:
            actual = actual.dentro.get(parte) if actual is not None else None
        return actual


def trechos(texto: str) -> Trecho:
    """La raíz de `texto`, sin marca de orden de bytes. Lanza `yaml.YAMLError` si no se puede leer."""
    eventos = iter(yaml.parse(texto, Loader=_CargadorC))
    for evento in eventos:
        if isinstance(evento, yaml.NodeEvent):
            return _nodo(evento, eventos, texto)
    return Trecho("texto", len(texto), len(texto), 0, vacio=True)


def dudoso(texto: str) -> bool:
    """Si otros programas leerían `texto`, sin comillas, como un número, una fecha, un sí o un nada."""
    reglas = yaml.SafeLoader.yaml_implicit_resolvers
    return any(patron.match(texto) for _, patron in reglas.get(texto[:1], []))


def _nodo(e: Any, eventos: Iterator[Any], texto: str) -> Trecho:
    inicio, columna = e.start_mark.index, e.start_mark.column
    if not isinstance(e, yaml.CollectionStartEvent):
        fin = e.end_mark.index
        estilo = (e.style or "") if isinstance(e, yaml.ScalarEvent) else ""
        if estilo in ("|", ">"):
            fin = inicio + len(texto[inicio:fin].rstrip())
        return Trecho("texto", inicio, fin, columna, estilo, vacio=inicio == fin)
    if isinstance(e, yaml.MappingStartEvent):
        nodo = Trecho("ficha", inicio, inicio, columna, corrido=bool(e.flow_style))
        final = _fichas(nodo, eventos, texto)
    else:
        nodo = Trecho("lista", inicio, inicio, columna, corrido=bool(e.flow_style))
        final = _elementos(nodo, eventos, texto)
    # El final de un bloque, para libyaml, es donde empieza lo que sigue.
    suyos = [t.fin for t in nodo.dentro.values()]
    nodo.fin = final.end_mark.index if nodo.corrido else max(suyos, default=inicio)
    return nodo


def _fichas(nodo: Trecho, eventos: Iterator[Any], texto: str) -> Any:
    for clave in eventos:
        if isinstance(clave, yaml.MappingEndEvent):
            return clave
        nombre = clave.value
        nodo.puestos[nombre] = clave.start_mark.index
        nodo.dentro[nombre] = _nodo(next(eventos), eventos, texto)
    raise AssertionError("libyaml cierra lo que abre")


def _elementos(nodo: Trecho, eventos: Iterator[Any], texto: str) -> Any:
    desde = nodo.inicio
    for puesto, evento in enumerate(eventos):
        if isinstance(evento, yaml.SequenceEndEvent):
            return evento
        suyo = _nodo(evento, eventos, texto)
        nodo.puestos[puesto] = (
            suyo.inicio if nodo.corrido else _guion(texto, desde, suyo.inicio, nodo.columna)
        )
        nodo.dentro[puesto] = suyo
        desde = suyo.fin
    raise AssertionError("libyaml cierra lo que abre")


def _guion(texto: str, desde: int, hasta: int, columna: int) -> int:
    """Dónde está el guion del elemento que empieza en `hasta`: en su renglón o más arriba."""
    fin = hasta
    while True:
        renglon = texto.rfind("\n", 0, fin) + 1
        puesto = renglon + columna
        if desde <= puesto <= hasta and texto[puesto : puesto + 1] == "-":
            return puesto
        if renglon <= desde:
            return hasta
        fin = renglon - 1
