"""Desde cualquier página de un sitio, la de la agenda, que enlaza su agenda.json: cerca y sin salir de él."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from generador.construccion.verificacion.origen import ARCHIVO, Web, dicho, enlazada, es_pagina
from generador.errores import ErrorDeUso

_ENLACE = re.compile(rb"""<a\s[^>]*?href=["']?([^"'\s>]+)""", re.I)
_AGENDA = "agenda/"
TOPE_DE_CARPETAS = 60
"""Carpetas de un sitio que se miran, como máximo, buscando agendas desde su portada."""


@dataclass(frozen=True, slots=True)
class PaginaDeAgenda:
    """Una página que enlaza un agenda.json."""

    direccion: str
    datos: bytes
    enlace: str
    """Como ella lo escribe."""


def seguir(web: Web, datos: bytes) -> PaginaDeAgenda:
    """La página que enlaza el agenda.json: esta, cuya dirección es `web.base`, o la única a la que lleva.

    ErrorDeUso si no lleva a ninguna, o si lleva a varias: dice cuáles.
    """
    if enlace := enlazada(datos):
        return PaginaDeAgenda(web.base, datos, enlace)
    halladas: list[PaginaDeAgenda] = []
    for direccion in _candidatas(web, datos):
        llegada = web.abrir(direccion)
        if llegada is None or not es_pagina(llegada[1]) or (enlace := enlazada(llegada[1])) is None:
            continue
        halladas.append(PaginaDeAgenda(*llegada, enlace))
    if not halladas:
        raise ErrorDeUso(
            f"«{dicho(web.nombre)}» no enlaza ningún {ARCHIVO} ni lleva a una agenda que lo enlace; dé la "
            f"dirección del sitio, la de la asamblea o la de su agenda, que termina en «/{_AGENDA}»"
        )
    if len(halladas) > 1:
        cuales = "\n".join(f"  {dicho(p.direccion)}" for p in halladas)
        raise ErrorDeUso(f"«{dicho(web.nombre)}» lleva a {len(halladas)} agendas; dé una de ellas:\n{cuales}")
    return halladas[0]


def _candidatas(web: Web, datos: bytes) -> tuple[str, ...]:
    """Las páginas de agenda que esta enlaza o, si ninguna, la que tendría cada carpeta suya."""
    aqui = urljoin(web.base, ".")
    carpetas = [c for e in _ENLACE.findall(datos) if (c := _carpeta(web.base, e.decode("utf-8", "replace")))]
    agendas = tuple(dict.fromkeys(c for c in carpetas if c.endswith(f"/{_AGENDA}")))
    if agendas:
        return agendas[:TOPE_DE_CARPETAS]
    suyas = dict.fromkeys(c for c in carpetas if c.startswith(aqui) and c.removeprefix(aqui).count("/") == 1)
    if len(suyas) > TOPE_DE_CARPETAS:
        raise ErrorDeUso(
            f"«{dicho(web.nombre)}» enlaza {len(suyas)} carpetas, demasiadas para mirarlas todas; dé la "
            f"dirección de la asamblea"
        )
    return tuple(urljoin(c, _AGENDA) for c in suyas)


def _carpeta(base: str, enlace: str) -> str:
    """La dirección de la carpeta del mismo sitio a la que lleva un enlace; vacío si no lleva a una."""
    try:
        destino = urljoin(base, enlace)
        partes, suyas = urlsplit(destino), urlsplit(base)
    except ValueError:
        return ""
    if (partes.scheme, partes.netloc) != (suyas.scheme, suyas.netloc) or not partes.path.endswith("/"):
        return ""
    return partes._replace(query="", fragment="").geturl()
