"""Qué recibe la plantilla de cada página del sitio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generador.catalogo.inventario import PaginaConcreta, relativa
from generador.composicion.comun import vistas
from generador.composicion.comun.color import paleta
from generador.composicion.contextos.acervo import Acervo, EnlacesDePagina
from generador.composicion.contextos.pagina import (
    DeAsamblea,
    DePagina,
    FichasWeb,
    comun_de,
    fichas_web_de,
    suya_de,
)
from generador.composicion.contextos.proyeccion import de_proyeccion
from generador.composicion.informe.contenido import Informe
from generador.composicion.informe.graficas import en_web
from generador.composicion.muro import web
from generador.composicion.muro.lleno import Rompecabezas, rompecabezas
from generador.composicion.muro.vecindario import Vecindario
from generador.composicion.paginas import agenda, galeria
from generador.composicion.paginas.descargas import Descargas
from generador.modelo.aprobado.contenido import AporteDeAgenda
from generador.modelo.aprobado.erratas import Version
from generador.modelo.aprobado.movimientos import CompromisoAnterior, Movimiento, movimientos
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.agenda import Compromiso
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.mesas import Grupo, Mesa
from generador.modelo.datos.seguimiento import SeguimientoDeCompromiso
from generador.modelo.publico.abierto import AgendaAbierta, AvanceAbierto, FechaAbierta
from generador.modelo.publico.diccionario import ModeloDescrito, describir_todos


@dataclass(frozen=True, slots=True, kw_only=True)
class DePortada(DePagina):
    """La portada del sitio."""

    sitio: Sitio
    asambleas: tuple[Asamblea, ...]
    que_es: tuple[str, ...]
    """Qué es una asamblea, como lo dice la metodología de la mayoría; vacío si ninguna lo dice."""
    en_que_va: Callable[[Asamblea], str]
    principal: Callable[[Asamblea], vistas.Principal]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeInicio(DeAsamblea):
    """La portada de una asamblea."""

    principal: vistas.Principal
    en_que_va: str
    hay_resultados: bool
    tonos: tuple[str, ...]
    """Colores de las mesas, para el mural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DePrograma(DeAsamblea):
    """El programa."""

    fichas_web: FichasWeb


@dataclass(frozen=True, slots=True, kw_only=True)
class DeMesa(DeAsamblea):
    """Una mesa y lo que entregó."""

    mesa: Mesa
    grupo: Grupo
    submesas: tuple[vistas.SubmesaVista, ...]
    hay_resultados: bool
    fichas_web: FichasWeb


@dataclass(frozen=True, slots=True, kw_only=True)
class DeRompecabezas(DeAsamblea):
    """El muro de fichas."""

    rompecabezas: Rompecabezas
    dibujo: web.RompecabezasWeb
    hoja_propia: str
    guion_propio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAgenda(DeAsamblea):
    """La agenda con sus filtros."""

    agenda_web: agenda.AgendaWeb
    aprobada: bool
    guion_de_agenda: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeCompromiso(DeAsamblea):
    """Un compromiso, de dónde nace y en qué va."""

    compromiso: Compromiso
    mesa: Mesa
    aprobada: bool
    origen: tuple[AporteDeAgenda, ...]
    anterior: Compromiso | None
    siguiente: Compromiso | None
    historia: SeguimientoDeCompromiso | None
    vecindarios: tuple[Vecindario, ...]
    cita: str
    direccion_pagina: str
    fichas_web: FichasWeb


@dataclass(frozen=True, slots=True, kw_only=True)
class DeAnterior(DeAsamblea):
    """Un compromiso que ya no está en la agenda, y dónde quedó lo suyo."""

    anterior: CompromisoAnterior
    mesa: Mesa


@dataclass(frozen=True, slots=True, kw_only=True)
class DeSeguimiento(DeAsamblea):
    """Cómo va la agenda."""

    agenda_web: agenda.AgendaWeb


@dataclass(frozen=True, slots=True, kw_only=True)
class DeVersion(DeAsamblea):
    """La agenda como quedó en una fecha."""

    version: Version
    movimientos: tuple[Movimiento, ...]
    """Qué fue de cada compromiso, si es una consolidación."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeVersiones(DeAsamblea):
    """Todas las versiones y la fe de erratas."""

    direccion_de: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeInforme(DeAsamblea):
    """El informe en pantalla."""

    informe: Informe
    borrador: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DePiezas(DeAsamblea):
    """La galería de piezas."""

    galeria: galeria.Galeria
    guion_de_galeria: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeDatos(DeAsamblea):
    """Los datos abiertos y su diccionario."""

    sitio: Sitio
    diccionario: tuple[ModeloDescrito, ...]


HacerDePagina = Callable[[Acervo, PaginaConcreta, Descargas], DePagina]


def contexto_de_pagina(acervo: Acervo, pagina: PaginaConcreta, descargas: Descargas) -> DePagina:
    """Lo que recibe la plantilla de una página; `descargas`, los archivos de su asamblea."""
    comun = _de_portada if pagina.asamblea is None else _de_asamblea
    return HACER.get(pagina.declaracion.id, comun)(acervo, pagina, descargas)


def _de_portada(acervo: Acervo, p: PaginaConcreta, _: Descargas) -> DePortada:
    proyecto = acervo.inventario.proyecto
    url = EnlacesDePagina(acervo, p.ruta, None).url
    dichos = Counter(a.metodologia.que_es for a in proyecto.asambleas if a.metodologia.que_es)
    return DePortada(
        pagina=p,
        tramas=Markup(),
        url=url,
        sitio=proyecto.sitio,
        asambleas=proyecto.asambleas,
        que_es=next((d for d, _ in dichos.most_common(1)), ()),
        en_que_va=vistas.en_que_va,
        principal=vistas.principal,
    )


def _de_asamblea(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeAsamblea:
    return DeAsamblea(**comun_de(acervo, p, descargas))


def _de_inicio(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeInicio:
    a = suya_de(p)
    return DeInicio(
        **comun_de(acervo, p, descargas),
        principal=vistas.principal(a),
        en_que_va=vistas.en_que_va(a),
        hay_resultados=vistas.hay_resultados(a),
        tonos=paleta.fondos_de(a),
    )


def _de_programa(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DePrograma:
    return DePrograma(**comun_de(acervo, p, descargas), fichas_web=fichas_web_de(suya_de(p)))


def _de_mesa(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeMesa:
    a, mesa = suya_de(p), p.asunto.modelos["mesa"]
    return DeMesa(
        **comun_de(acervo, p, descargas),
        mesa=mesa,
        grupo=p.asunto.modelos["grupo"],
        submesas=vistas.submesas_de(a, mesa.numero),
        hay_resultados=vistas.hay_resultados(a),
        fichas_web=fichas_web_de(a),
    )


def _de_rompecabezas(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeRompecabezas:
    a, comun = suya_de(p), comun_de(acervo, p, descargas)
    lleno = rompecabezas(a)
    return DeRompecabezas(
        **comun,
        rompecabezas=lleno,
        dibujo=web.dibujo_de(lleno, a, comun["tonos_web"], comun["url_de_aporte"], acervo.medidor),
        hoja_propia=relativa(p.ruta, web.RUTA_HOJA),
        guion_propio=relativa(p.ruta, web.RUTA_GUION),
    )


def _de_agenda(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeAgenda:
    a = suya_de(p)
    return DeAgenda(
        **comun_de(acervo, p, descargas),
        agenda_web=acervo.agenda_web(a),
        aprobada=a.estado == Estado.APROBADA,
        guion_de_agenda=relativa(p.ruta, agenda.RUTA_GUION),
    )


def _de_compromiso(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeCompromiso:
    a, compromiso = suya_de(p), p.asunto.modelos["compromiso"]
    anterior, siguiente = vistas.vecinos(a, compromiso)
    direccion = acervo.direccion + p.ruta
    return DeCompromiso(
        **comun_de(acervo, p, descargas),
        compromiso=compromiso,
        mesa=p.asunto.modelos["mesa"],
        aprobada=a.estado == Estado.APROBADA,
        origen=vistas.origen_de(a, compromiso),
        anterior=anterior,
        siguiente=siguiente,
        historia=acervo.agenda_web(a).historia(compromiso.codigo),
        vecindarios=acervo.vecindarios(a).de(compromiso),
        cita=vistas.cita(a, compromiso, direccion),
        direccion_pagina=direccion,
        fichas_web=fichas_web_de(a),
    )


def _de_anterior(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeAnterior:
    suyos = p.asunto.modelos
    return DeAnterior(**comun_de(acervo, p, descargas), anterior=suyos["anterior"], mesa=suyos["mesa"])


def _de_seguimiento(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeSeguimiento:
    return DeSeguimiento(**comun_de(acervo, p, descargas), agenda_web=acervo.agenda_web(suya_de(p)))


def _de_version(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeVersion:
    version: Version = p.asunto.modelos["version"]
    suyos: tuple[Movimiento, ...] = ()
    if version.consolidacion is not None:
        suyos = tuple(movimientos(suya_de(p).versiones[version.numero - 2].contenido, version.contenido))
    return DeVersion(**comun_de(acervo, p, descargas), version=version, movimientos=suyos)


def _de_versiones(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeVersiones:
    direccion_de = partial(acervo.direccion_de, p.asamblea)
    return DeVersiones(**comun_de(acervo, p, descargas), direccion_de=direccion_de)


def _de_informe(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeInforme:
    a = suya_de(p)
    return DeInforme(
        **comun_de(acervo, p, descargas),
        informe=acervo.informe(a, en_web(acervo.medidor), en_web(acervo.medidor)),
        borrador=a.estado == Estado.BORRADOR,
    )


def _de_piezas(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DePiezas:
    return DePiezas(
        **comun_de(acervo, p, descargas),
        galeria=galeria.galeria(descargas, acervo.dicho_de),
        guion_de_galeria=relativa(p.ruta, galeria.RUTA_GUION),
    )


def _de_datos(acervo: Acervo, p: PaginaConcreta, descargas: Descargas) -> DeDatos:
    return DeDatos(
        **comun_de(acervo, p, descargas),
        sitio=acervo.inventario.proyecto.sitio,
        diccionario=describir_todos((AgendaAbierta, FechaAbierta, AvanceAbierto)),
    )


HACER: Mapping[str, HacerDePagina] = {
    "portada": _de_portada,
    "asamblea": _de_inicio,
    "programa": _de_programa,
    "mesa": _de_mesa,
    "rompecabezas": _de_rompecabezas,
    "agenda": _de_agenda,
    "compromiso": _de_compromiso,
    "anterior": _de_anterior,
    "seguimiento": _de_seguimiento,
    "version": _de_version,
    "versiones": _de_versiones,
    "informe": _de_informe,
    "piezas": _de_piezas,
    "datos": _de_datos,
    "proyeccion": de_proyeccion,
}
"""Quién arma lo de cada página; la que no está recibe lo de toda página de una asamblea."""
