"""Lo que recibe la plantilla de toda página del sitio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generador.catalogo.inventario import PaginaConcreta
from generador.composicion.comun import vistas
from generador.composicion.comun.color.paleta_web import TonosFicha, TonosMesa, tonos_de, tonos_de_ficha
from generador.composicion.comun.contexto import Contexto
from generador.composicion.contextos.acervo import Acervo, EnlacesDePagina
from generador.composicion.muro import dibujo_web
from generador.composicion.paginas.descargas import Descargas
from generador.composicion.paginas.medios import FotoWeb, fotos_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Evento
from generador.modelo.datos.metodologia import ClaseDeFicha

FichasWeb = Mapping[str, tuple[ClaseDeFicha, TonosFicha]]
"""Por tipo de ficha, su clase y sus tonos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DePagina(Contexto):
    """Lo que recibe la plantilla de toda página."""

    pagina: PaginaConcreta
    tramas: Markup
    """Las definiciones que usan sus dibujos; vacío si no es de una asamblea."""
    url: Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAsamblea(DePagina):
    """Lo que recibe la plantilla de toda página de una asamblea; la que no pida más, solo esto."""

    asamblea: Asamblea
    evento: Evento
    descargas: Descargas
    enlace: Callable[[str], str]
    hay: Callable[..., bool]
    url_de_aporte: Callable[[str], str]
    url_sitio: Callable[[str], str]
    puesto: Mapping[int, int]
    """Por número de mesa, su puesto en la asamblea, desde 0."""
    semilla: str
    tonos_web: Mapping[int, TonosMesa]
    fotos: tuple[FotoWeb, ...]
    titulo_de_agenda: str


def comun_de(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> dict[str, Any]:
    """Los campos de `DeAsamblea`."""
    a, enlaces = suya_de(p), EnlacesDePagina(acervo, p.ruta, p.asamblea)
    return {
        "pagina": p,
        "tramas": dibujo_web.tramas(len(a.mesas.mesas)),
        "url": enlaces.url,
        "asamblea": a,
        "evento": a.evento,
        "descargas": descargas,
        "enlace": enlaces.a,
        "hay": enlaces.hay,
        "url_de_aporte": enlaces.url_de_aporte,
        "url_sitio": enlaces.url_sitio,
        "puesto": {m.numero: i for i, m in enumerate(a.mesas.mesas)},
        "semilla": vistas.semilla_de(a),
        "tonos_web": tonos_de(a),
        "fotos": fotos_de(acervo.medios(a), p.ruta),
        "titulo_de_agenda": vistas.titulo_de_agenda(a),
    }


def suya_de(p: PaginaConcreta) -> Asamblea:
    """La asamblea de una página que es de una."""
    assert p.asamblea is not None
    return p.asamblea


def fichas_web_de(a: Asamblea) -> FichasWeb:
    """Cada clase de ficha con sus tonos, por su tipo."""
    return {f.tipo.value: (f, tonos_de_ficha(f)) for f in a.metodologia.fichas}
