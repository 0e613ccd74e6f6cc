"""Compara el texto de un impreso o de una página con lo firmado: qué falta, y qué no se explica."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from enum import Enum
from itertools import pairwise
from typing import Any

from generador.composicion.comun.idioma.fechas import fecha, fecha_con_dia, mes_y_anio
from generador.composicion.comun.idioma.filtros import hora
from generador.modelo.aprobado.contenido import Contenido
from generador.modelo.campos import valores
from generador.modelo.datos.aporte import Accion
from generador.modelo.datos.comun.plazo import Plazo
from generador.modelo.tipos import Modelo

Palabras = tuple[str, ...]
_PALABRA = re.compile(r"\w+|[^\w\s]")
_FIN: dict[str, Any] = {}
_DATO_TECNICO = frozenset({"formato", "sal", "huella", "fecha_de_referencia"})
_LIBRE = re.compile(r"\d+|[^\w\s]|[msn]\d{1,3}")
"""Lo que nunca se cuenta por sí solo: signos, números de página y de cuentas, y códigos de sub-mesa."""


def palabras(texto: str) -> Palabras:
    """Las palabras y los signos, sin mayúsculas, blancos ni guiones de corte."""
    liso = unicodedata.normalize("NFKC", texto).replace("\u00ad", "").replace("\ufffe", "").casefold()
    return tuple(_PALABRA.findall(liso))


def textos(valor: Any) -> Iterator[str]:
    """Todo lo que un modelo dice, como se le lee a la gente: con fechas y horas en palabras."""
    if isinstance(valor, Plazo):
        yield valor.nombre
        if valor.que:
            yield valor.que
    elif isinstance(valor, Modelo):
        # Una acción se firma como se escribió, y se lee con su fecha en palabras.
        dicho = valor.en_palabras if isinstance(valor, Accion) else valor
        for campo, suyo in valores(dicho).items():
            if campo not in _DATO_TECNICO:
                yield from textos(suyo)
    elif isinstance(valor, (tuple, list, set, frozenset)):
        for uno in valor:
            yield from textos(uno)
    elif isinstance(valor, dict):
        yield from textos(tuple(valor.values()))
    elif isinstance(valor, date):
        yield fecha(valor)
    elif isinstance(valor, time):
        yield hora(valor)
    elif isinstance(valor, Enum):
        yield str(getattr(valor, "nombre", valor.value))
    elif isinstance(valor, str):
        yield from (renglon for renglon in valor.split("\n") if renglon.strip())


def fechas(valor: Any) -> Iterator[str]:
    """Las demás maneras de escribir los días que un modelo trae."""
    if isinstance(valor, Modelo):
        for suyo in valores(valor).values():
            yield from fechas(suyo)
    elif isinstance(valor, (tuple, list)):
        for uno in valor:
            yield from fechas(uno)
    elif isinstance(valor, date):
        yield from (fecha_con_dia(valor), mes_y_anio(valor), valor.isoformat())


def de_lo_vigente(contenido: Contenido) -> tuple[str, ...]:
    """Lo que un impreso completo de la agenda ha de decir."""
    sin_ella = contenido.model_copy(update={"asamblea": None})
    return tuple(dict.fromkeys((*textos(sin_ella), *_de_la_asamblea(contenido))))


def _de_la_asamblea(contenido: Contenido) -> Iterator[str]:
    """De lo que el acta copió de la asamblea, lo que va impreso; lo demás está en los datos adjuntos."""
    suya = contenido.asamblea
    if suya is None:
        return
    yield suya.territorio
    yield suya.convenio.credito
    con = {c.mesa for c in contenido.compromisos}
    for m in suya.mesas:
        yield m.eje
        if m.numero in con:
            yield m.definicion


def faltantes(exigidos: Iterable[str], paginas: Sequence[Palabras]) -> list[str]:
    """Los textos que no están, corridos, en ninguna parte; uno puede seguir en la página siguiente."""
    cadenas = [_cadena(p) for p in paginas]
    return [t for t in exigidos if not _esta(palabras(t), cadenas)]


def _cadena(p: Palabras) -> str:
    return " ".join(("", *p, ""))


def _esta(buscada: Palabras, cadenas: Sequence[str]) -> bool:
    if not buscada or any(_cadena(buscada) in c for c in cadenas):
        return True
    for i in range(1, len(buscada)):
        cabeza, cola = _cadena(buscada[:i]), _cadena(buscada[i:])
        if any(cabeza in a and cola in b for a, b in pairwise(cadenas)):
            return True
    return False


class Explicacion:
    """Las frases con que se puede armar un texto; lo demás no se explica."""

    def __init__(self, frases: Iterable[str]) -> None:
        self._raiz: dict[str, Any] = {}
        for frase in frases:
            self.agregar(palabras(frase))

    def agregar(self, frase: Palabras) -> None:
        """Una frase más."""
        nodo = self._raiz
        for palabra in frase:
            nodo = nodo.setdefault(palabra, {})
        if frase:
            nodo[""] = _FIN

    def inexplicado(self, p: Palabras) -> list[tuple[int, str]]:
        """Las palabras seguidas que ninguna frase explica, y en qué puesto empiezan."""
        total = len(p)
        # costo[i]: palabras sin explicar desde i; paso[i]: hasta dónde llega lo que empieza en i.
        costo, paso = [0] * (total + 1), [0] * total
        for i in range(total - 1, -1, -1):
            libre = _LIBRE.fullmatch(p[i]) is not None
            costo[i], paso[i] = costo[i + 1] + (not libre), i + 1
            nodo: dict[str, Any] | None = self._raiz
            j = i
            while j < total and nodo is not None and (nodo := nodo.get(p[j])) is not None:
                j += 1
                if "" in nodo and costo[j] < costo[i]:
                    costo[i], paso[i] = costo[j], j
        sueltas: list[tuple[int, list[str]]] = []
        i, seguido = 0, False
        while i < total:
            suelta = paso[i] == i + 1 and costo[i] > costo[i + 1]
            if suelta and not seguido:
                sueltas.append((i, []))
            if suelta:
                sueltas[-1][1].append(p[i])
            i, seguido = paso[i], suelta
        return [(desde, " ".join(juntas)) for desde, juntas in sueltas]
