"""El convenio ha de alcanzar para armar el crédito."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generador.errores import Hallazgo
from generador.modelo.datos.convenio import ARTICULOS, Convenio, Entidad
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import plano
from generador.revision.comun import repetidos

ENTIDADES = 2
"""Cuántas suscriben un convenio, por lo menos."""
PRIMER_ANIO, ULTIMO_ANIO = 1990, 2999


def pocas_entidades(hay: int) -> str:
    """Lo que se le dice a un convenio con menos entidades de las que pide su crédito."""
    return f"el crédito dice «suscrito entre…» y hay {hay} de al menos {ENTIDADES} entidades"


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Entidades, número y año del convenio que cita la asamblea."""
    yield from de_archivo(expediente.asamblea.convenio, expediente.fuentes["convenio"])


def de_archivo(convenio: Convenio, fuente: Fuente) -> Iterator[Hallazgo]:
    """Entidades, número y año de un convenio, lo cite alguien o no."""
    if not convenio.numero.strip("0"):
        yield fuente.hallazgo(
            ("numero",), "ningún convenio lleva el número cero", "escríbalo como está firmado, con sus ceros"
        )
    if len(convenio.entidades) < ENTIDADES:
        yield fuente.hallazgo(
            ("entidades",),
            pocas_entidades(len(convenio.entidades)),
            "escriba las entidades que suscriben el convenio, en el orden del crédito",
        )
    if not es_anio(convenio.anio):
        yield fuente.hallazgo(
            ("anio",), f"{convenio.anio} no parece el año de un convenio", "escríbalo con cuatro cifras: 2023"
        )
    nombres = [e.nombre for e in convenio.entidades]
    for hallazgo in repetidos(fuente, "entidades", "nombre", nombres, "la entidad"):
        yield replace(hallazgo, gravedad="advertencia")
    for i, entidad in enumerate(convenio.entidades):
        if plano(entidad.nombre) in ARTICULOS:
            yield fuente.hallazgo(
                ("entidades", i, "nombre"),
                f"«{entidad.nombre}» es un artículo: falta el nombre de la entidad",
                "escriba también cómo se llama",
            )
        if otro := _otro_articulo(entidad):
            yield fuente.hallazgo(
                ("entidades", i, "articulo"),
                f"el crédito dice «{entidad.con_articulo}» en todo lo que se publica",
                f"revise el artículo: parece que es «{otro} {entidad.nombre}»",
                "advertencia",
            )
    dichos = {int(n) for n in _EN_EL_TITULO.findall(convenio.titulo)}
    if dichos and int(convenio.numero) not in dichos:
        cual = " ni ".join(str(n) for n in sorted(dichos))
        yield fuente.hallazgo(
            ("titulo",),
            f"el título dice el número {cual} y «numero», de donde sale el crédito, dice «{convenio.numero}»",
            "deje el mismo en los dos",
            "advertencia",
        )


_DE_ELLA = re.compile(r"(?:ción|sión|dad|tud|ía|cia)(?:es|s)?$", re.IGNORECASE)
_DE_EL = re.compile(r"(?:o|aje|or)(?:es|s)?$", re.IGNORECASE)
"""Terminaciones casi sin excepción en los nombres de entidades: Gobernación, Alcaldía; Instituto, Consejo."""
_AL_REVES = {"el": "la", "los": "las", "la": "el", "las": "los"}


def _otro_articulo(entidad: Entidad) -> str | None:
    """El artículo que le va a ese nombre, si el que trae es el del otro género; de una sigla no se sabe."""
    primera = entidad.nombre.split()[0]
    contraria = _DE_ELLA if entidad.articulo in ("el", "los") else _DE_EL
    if primera.isupper() or not contraria.search(primera):
        return None
    return _AL_REVES.get(entidad.articulo)


_EN_EL_TITULO = re.compile(
    r"\b(?:n\.?[°ºo]\.?|n[uú]m(?:ero|\.)?|nro\.?)\s*(\d{1,9})(?!\d|[.,/]\d)", re.IGNORECASE
)
"""Un número de convenio dicho como tal: «No. 02», «número 118», «N.º 7»."""


def es_anio(anio: int) -> bool:
    """Si ese número puede ser el año en que se suscribió un convenio."""
    return PRIMER_ANIO <= anio <= ULTIMO_ANIO
