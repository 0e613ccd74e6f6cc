"""Los textos que van con las piezas: el de cada una y el LEEME de cada campaña."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from generador.catalogo.inventario import Artefacto, PaqueteConcreto
from generador.catalogo.paquetes import Paquete
from generador.catalogo.piezas import Pieza
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.entorno import componer
from generador.composicion.piezas import difusion
from generador.modelo.datos.evento import Evento
from generador.modelo.texto import enumerar

_LEEME = "paquetes/campana/LEEME.txt.j2"
_DE_PIEZA = "textos/pieza.txt.j2"
_EN_REDES = (
    (("cuadrado", "vertical"), "en el muro"),
    (("historia",), "en los estados"),
    (("enlace",), "con una dirección"),
)
"""Dónde se publica cada formato de pantalla."""


@dataclass(frozen=True, slots=True)
class CarpetaDeCampana:
    """La carpeta de una pieza en su campaña, con los tamaños que trae."""

    nombre: str
    titulo: str
    descripcion: str
    formatos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cuantas:
    """Cuántos archivos de cada clase lleva una campaña."""

    pdf: int
    png: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeTextoDePieza(Contexto):
    """Lo que recibe el .txt que acompaña a una pieza."""

    evento: Evento
    titulo: str
    redes: str
    """El texto para publicar; vacío si no va a redes."""
    alternativo: str
    imagenes: tuple[Artefacto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeCampana(Contexto):
    """Lo que recibe el LEEME de una campaña."""

    evento: Evento
    paquete: Paquete
    credito: str
    cuantas: Cuantas
    carpetas: tuple[CarpetaDeCampana, ...]
    en_redes: str
    """En qué red va cada formato, dicho para la gente."""
    hay_pantallas: bool
    reserva: bool
    """Si trae datos de demostración."""
    direccion_pagina: str


def por_texto(artefactos: Iterable[Artefacto]) -> Mapping[str, tuple[Artefacto, ...]]:
    """Las imágenes de las piezas por el .txt que las acompaña, en el orden del catálogo."""
    grupos: dict[str, list[Artefacto]] = {}
    for a in artefactos:
        if isinstance(a.declaracion, Pieza) and a.pixeles is not None:
            grupos.setdefault(a.texto, []).append(a)
    return {ruta: tuple(suyas) for ruta, suyas in grupos.items()}


def texto_de(entorno: Environment, imagenes: Sequence[Artefacto], direccion: str) -> str:
    """Lo que acompaña a una pieza: el texto para publicar, el alternativo y sus imágenes."""
    primera = imagenes[0]
    contexto = DeTextoDePieza(
        evento=primera.asamblea.evento,
        titulo=primera.titulo,
        redes=difusion.para_redes(primera, direccion),
        alternativo=difusion.alternativo(primera, direccion),
        imagenes=tuple(imagenes),
    )
    return componer(entorno, _DE_PIEZA, contexto)


def textos_de(
    entorno: Environment, paquete: PaqueteConcreto, direccion: str, pagina: str
) -> tuple[tuple[str, str], ...]:
    """El LEEME de una campaña y el texto de cada pieza en su carpeta; `pagina`, la de la galería."""
    miembros = [m.artefacto for m in paquete.miembros]
    asamblea = paquete.asamblea
    png = sum(a.pixeles is not None for a in miembros)
    contexto = DeCampana(
        evento=asamblea.evento,
        paquete=paquete.declaracion,
        credito=asamblea.convenio.credito,
        cuantas=Cuantas(len(miembros) - png, png),
        carpetas=_carpetas(miembros),
        en_redes=_en_redes(miembros),
        hay_pantallas="pantalla" in _formatos(miembros),
        reserva=asamblea.demostracion,
        direccion_pagina=pagina,
    )
    leeme = componer(entorno, _LEEME, contexto)
    textos = [(f"{asamblea.id}/LEEME.txt", leeme)]
    for ruta, imagenes in por_texto(miembros).items():
        carpeta = f"{asamblea.id}/{imagenes[0].declaracion.id}"
        textos.append((f"{carpeta}/{ruta.rpartition('/')[2]}", texto_de(entorno, imagenes, direccion)))
    return tuple(textos)


def _formatos(miembros: Iterable[Artefacto]) -> frozenset[str]:
    return frozenset(a.formato.id for a in miembros if a.formato is not None)


def _en_redes(miembros: Iterable[Artefacto]) -> str:
    """«cuadrado» en el muro, «enlace» con una dirección: solo de los formatos que van en la campaña."""
    hay = _formatos(miembros)
    van = ((enumerar(f"«{f}»" for f in ids if f in hay), donde) for ids, donde in _EN_REDES)
    return ", ".join(f"{cuales} {donde}" for cuales, donde in van if cuales)


def _carpetas(miembros: Iterable[Artefacto]) -> tuple[CarpetaDeCampana, ...]:
    formatos: dict[Pieza, dict[str, str]] = {}
    for a in miembros:
        assert isinstance(a.declaracion, Pieza)
        assert a.formato is not None
        formatos.setdefault(a.declaracion, {})[a.formato.id] = f"{a.formato.nombre}, {a.formato.medida}"
    return tuple(
        CarpetaDeCampana(p.id, p.titulo, p.descripcion, tuple(suyos.values()))
        for p, suyos in formatos.items()
    )
