"""Un dato personal que se retira de lo aprobado: cómo se reconoce y en qué lugares está."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from generador.modelo.datos.agenda import Agenda, PorConsolidar
from generador.modelo.datos.seguimiento import Seguimiento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente, Ruta, ruta_legible
from generador.modelo.texto import sin_tildes
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo

_ENTRE_LETRAS = "[\u00ad\u200b-\u200f\u0300-\u036f]*"
_LATINAS = "".join(map(chr, range(0x41, 0x250)))
COMUNES = frozenset({"convenio", "metodologia"})
"""Los archivos que no son de una sola asamblea."""


@dataclass(frozen=True, slots=True)
class Hallado:
    """Un texto donde está el dato: de qué archivo, con qué ruta, y cómo se le nombra en la constancia."""

    clave: str
    ruta: Ruta
    fuente: Fuente
    lugar: str
    """«ARA23-014 texto», «M1-S1-N1 plan[1].quien», «acta decision»."""
    texto: str
    en_enlace: bool


def patron_de(textos: Iterable[str]) -> re.Pattern[str]:
    """Cómo hallar esos datos: con o sin tildes, en mayúsculas o partidos en dos renglones, y enteros.

    Una palabra sola se busca tal cual, que «Paz» y «Rosa» son también palabras corrientes; un número, con
    cualquier separación entre sus cifras. ValueError si alguno no tiene letras ni cifras.
    """
    formas = [_forma(t) for t in textos]
    if not formas:
        raise ValueError("no hay nada que buscar")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(formas, key=len, reverse=True))})(?![^\W_])")


def _forma(texto: str) -> str:
    limpio = unicodedata.normalize("NFC", texto).strip()
    palabras = re.findall(r"[^\W_]+", limpio)
    if not palabras:
        raise ValueError(f"«{texto}» no tiene letras ni cifras")
    if all(p.isdigit() for p in palabras):
        return r"[\W_]*".join("".join(palabras))
    if len(palabras) == 1:
        return re.escape(limpio)
    return r"[\W_]+".join("".join(_letra(c) for c in p) for p in palabras)


@cache
def _letra(c: str) -> str:
    """Cualquier forma de la letra, con la marca aparte si la trae."""
    base = sin_tildes(c) or c
    iguales = {x for x in _LATINAS if x.isalpha() and sin_tildes(x) == base} | {c}
    return f"[{re.escape(''.join(sorted(iguales)))}]{_ENTRE_LETRAS}"


def hallados(expediente: Expediente, patron: re.Pattern[str]) -> Iterator[Hallado]:
    """Cada texto de la asamblea que calza con `patron`, archivo por archivo."""
    for clave, modelo, fuente in expediente.archivos():
        for ruta, texto, clase in recorrer(modelo):
            if patron.search(texto):
                lugar = _lugar(clave, modelo, ruta)
                yield Hallado(clave, ruta, fuente, lugar, texto, clase == "enlace")


def _lugar(clave: str, modelo: Modelo, ruta: Ruta) -> str:
    lista, puesto = ruta[0], ruta[1] if len(ruta) > 1 else None
    campo = ruta_legible(ruta[2:])
    if clave.startswith("resultados/"):
        submesa = clave.partition("/")[2]
        if lista == "aportes" and isinstance(puesto, int):
            return f"{submesa}-N{puesto + 1} {campo}"
        return f"{submesa} {ruta_legible(ruta)}"
    if isinstance(modelo, Seguimiento) and isinstance(puesto, int):
        return f"{modelo.avances[puesto].compromiso} seguimiento"
    if isinstance(modelo, Agenda):
        if lista in ("consolidaciones", "por_consolidar"):
            return _en_una_consolidacion(modelo, ruta)
        if lista == "compromisos" and isinstance(puesto, int):
            return f"{modelo.compromisos[puesto].codigo} {campo}"
        if lista == "no_recogidos" and isinstance(puesto, int):
            return f"{modelo.no_recogidos[puesto].aporte} {campo}"
        if lista == "fe_de_erratas" and isinstance(puesto, int):
            errata = modelo.fe_de_erratas[puesto]
            return f"{errata.asunto} {errata.campo}" if campo in ("dice", "debe_decir") else "agenda errata"
        if lista == "aprobacion" and puesto == "asamblea":
            return f"asamblea {campo}"
        if lista == "aprobacion":
            return f"acta {ruta_legible(ruta[1:])}"
        return f"agenda {ruta_legible(ruta)}"
    return f"{clave} {ruta_legible(ruta)}"


def _en_una_consolidacion(modelo: Agenda, ruta: Ruta) -> str:
    """Lo mismo, dentro de un acto que consolida o del que se prepara."""
    dentro: PorConsolidar | None = modelo.por_consolidar
    campo = ruta[1:]
    if ruta[0] == "consolidaciones" and isinstance(ruta[1], int):
        dentro, campo = modelo.consolidaciones[ruta[1]], ruta[2:]
    if dentro is not None and len(campo) > 1 and isinstance(campo[1], int):
        if campo[0] == "compromisos":
            return f"{dentro.compromisos[campo[1]].codigo} {ruta_legible(campo[2:])}"
        return f"{dentro.no_recogidos[campo[1]].aporte} {ruta_legible(campo[2:])}"
    return f"agenda {ruta_legible(ruta)}"
