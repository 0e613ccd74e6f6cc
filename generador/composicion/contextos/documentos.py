"""Qué recibe la plantilla de cada documento impreso."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from generador.catalogo.inventario import Artefacto, alcanzado
from generador.composicion.comun.color.paleta import ColorMesa, colores_de, fondos_de
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.idioma.jornadas import jornada_de
from generador.composicion.comun.medida import Medidor
from generador.composicion.comun.vistas import rotulos_de_sellos, semilla_de
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.informe.contenido import Informe
from generador.composicion.informe.graficas import en_papel, en_papel_ancho
from generador.composicion.muro.plano import Muro, Tira, plano, tira_de_submesa
from generador.composicion.papel import impreso, kit
from generador.composicion.papel.agenda import AgendaImpresa, HojaDeAgenda
from generador.composicion.papel.fichas import HojaDeFichas
from generador.composicion.papel.pie import PieDeDocumento, pie_sin_logos
from generador.composicion.papel.plegable import Nivel, nivel_de, panel_de
from generador.composicion.papel.programa import ProgramaImpreso
from generador.modelo.aprobado.palabras import CUANTAS, palabras_de
from generador.modelo.aprobado.vocabulario import VOCABULARIO
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.evento import Estado, Evento, Turno
from generador.modelo.datos.mesas import Grupo, Mesa, Submesa
from generador.modelo.datos.metodologia import TipoFicha


@dataclass(frozen=True, slots=True, kw_only=True)
class DeDocumento(Contexto):
    """Lo que recibe la plantilla de todo documento; uno de toda la asamblea que no pida más, solo esto."""

    artefacto: Artefacto
    sitio: Sitio
    asamblea: Asamblea
    evento: Evento
    credito: str
    sellos: tuple[str, ...]
    """Sellos en lo alto de cada página: «Borrador», «Datos de demostración»."""
    pie_impreso: PieDeDocumento
    direccion_pagina: str
    """Adónde lleva su código QR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeUnaMesa(DeDocumento):
    """Lo que recibe la plantilla de todo documento de una mesa."""

    mesa: Mesa
    grupo: Grupo
    semilla: str
    fechas: tuple[date, ...]
    turno: Turno | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeUnaSubmesa(DeDocumento):
    """Lo que recibe la plantilla de todo documento de una sub-mesa."""

    mesa: Mesa
    grupo: Grupo
    submesa: Submesa
    fechas: tuple[date, ...]
    turno: Turno | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelPrograma(DeDocumento):
    """El programa público."""

    apretado: bool
    """Si va en letra menor para caber en una hoja."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelPlano(DeDocumento):
    """El plano del muro."""

    muro: Muro
    plano: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class DelInforme(DeDocumento):
    """El informe en papel."""

    informe: Informe
    borrador: bool
    direccion_lista: str
    """Dirección de la página que lista todos los archivos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaAgenda(DeDocumento):
    """La agenda en papel, entera o en letra grande."""

    impresa: AgendaImpresa
    borrador: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaAgendaEntera(DeLaAgenda):
    """La agenda con su portada."""

    colores: Mapping[int, ColorMesa]
    semilla: str
    portada: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaAgendaEnUnaHoja(DeDocumento):
    """Lo que de la agenda cabe en una hoja."""

    impresa: AgendaImpresa
    colores: Mapping[int, ColorMesa]
    hoja: HojaDeAgenda
    """Lo que cabe en ella."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaHuella(DeDocumento):
    """El cartel con las seis palabras de la huella."""

    huella: str
    palabras: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelPlegable(DeUnaMesa):
    """La guía plegable."""

    nivel: Nivel


@dataclass(frozen=True, slots=True, kw_only=True)
class DelKitDeMesa(DeUnaMesa):
    """La lista de hojas del kit de una mesa."""

    partes: kit.PartesPorSubmesa


@dataclass(frozen=True, slots=True, kw_only=True)
class DelKit(DeUnaSubmesa):
    """La portada del kit de una sub-mesa."""

    juego: Tira


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLasFichas(DeUnaSubmesa):
    """Las hojas de fichas."""

    hojas: tuple[HojaDeFichas, ...]
    pasos: Mapping[TipoFicha, kit.PasoDeFicha]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaEntrega(DeUnaSubmesa):
    """La hoja donde se pasa en limpio lo que se escribió."""

    anchos: kit.Anchos
    alto_de_renglon: float


HacerDeDocumento = Callable[[Acervo, Artefacto], DeDocumento]


def contexto_de_documento(acervo: Acervo, a: Artefacto) -> DeDocumento:
    """Lo que recibe la plantilla de un documento."""
    modelos = a.asunto.modelos
    comun = _de_submesa if "submesa" in modelos else _de_mesa if "mesa" in modelos else _de_asamblea
    return HACER.get(a.declaracion.id, comun)(acervo, a)


def _comun(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeDocumento`."""
    asamblea = a.asamblea
    revisable = alcanzado(a.declaracion.desde, Estado.BORRADOR)
    return {
        "artefacto": a,
        "sitio": acervo.inventario.proyecto.sitio,
        "asamblea": asamblea,
        "evento": asamblea.evento,
        "credito": asamblea.convenio.credito,
        "sellos": rotulos_de_sellos(asamblea) if revisable else (),
        "pie_impreso": pie_sin_logos(a, acervo.plantillas, acervo.medios(asamblea)),
        "direccion_pagina": acervo.direccion + a.pagina,
    }


def _comun_de_mesa(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeUnaMesa`."""
    modelos = a.asunto.modelos
    suyos = {"mesa": modelos["mesa"], "grupo": modelos["grupo"], "semilla": semilla_de(a.asamblea)}
    return {**_comun(acervo, a), **suyos, **_cuando(a)}


def _comun_de_submesa(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeUnaSubmesa`."""
    suyos = {n: a.asunto.modelos[n] for n in ("mesa", "grupo", "submesa")}
    return {**_comun(acervo, a), **suyos, **_cuando(a)}


def _cuando(a: Artefacto) -> dict[str, Any]:
    """Qué días dice un documento de una mesa, y en qué momento trabaja ella."""
    jornada = jornada_de(a.asamblea, a.asunto.modelos)
    return {
        "fechas": (jornada.fecha,) if jornada else a.asamblea.evento.dias,
        "turno": a.asamblea.turno_de_mesa(a.asunto.modelos["mesa"].numero),
    }


def _de_asamblea(acervo: Acervo, a: Artefacto) -> DeDocumento:
    return DeDocumento(**_comun(acervo, a))


def _de_mesa(acervo: Acervo, a: Artefacto) -> DeUnaMesa:
    return DeUnaMesa(**_comun_de_mesa(acervo, a))


def _de_submesa(acervo: Acervo, a: Artefacto) -> DeUnaSubmesa:
    return DeUnaSubmesa(**_comun_de_submesa(acervo, a))


def _programa(acervo: Acervo, a: Artefacto) -> DelPrograma:
    comun = _comun(acervo, a)
    suyo = ProgramaImpreso(a, acervo.medidor)
    return DelPrograma(**comun, apretado=suyo.apretado(comun["pie_impreso"].crecida))


def _plano(acervo: Acervo, a: Artefacto) -> DelPlano:
    muro = acervo.kit(a.asamblea).muro
    dibujo = plano(muro, colores_de(a.asamblea), a.ancho_mm - 2 * kit.MARGEN, a.alto_mm - kit.FUERA_DEL_PLANO)
    return DelPlano(**_comun(acervo, a), muro=muro, plano=dibujo)


def _informe(acervo: Acervo, a: Artefacto) -> DelInforme:
    return DelInforme(
        **_comun(acervo, a),
        informe=acervo.informe(a.asamblea, en_papel(acervo.medidor), en_papel_ancho(acervo.medidor)),
        borrador=a.asamblea.estado == Estado.BORRADOR,
        direccion_lista=acervo.direccion_de(a.asamblea, "descargas"),
    )


def _de_agenda(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeLaAgenda`."""
    borrador = a.asamblea.estado == Estado.BORRADOR
    return {**_comun(acervo, a), "impresa": acervo.agenda_impresa(a.asamblea), "borrador": borrador}


def _agenda(acervo: Acervo, a: Artefacto) -> DeLaAgendaEntera:
    comun, semilla = _de_agenda(acervo, a), semilla_de(a.asamblea)
    alto = a.alto_mm * impreso.ALTO_DE_PORTADA
    completo = not comun["borrador"]
    return DeLaAgendaEntera(
        **comun,
        colores=colores_de(a.asamblea),
        semilla=semilla,
        portada=impreso.mural_de_portada(a.ancho_mm, alto, semilla, fondos_de(a.asamblea), completo=completo),
    )


def _agenda_en_letra_grande(acervo: Acervo, a: Artefacto) -> DeLaAgenda:
    return DeLaAgenda(**_de_agenda(acervo, a))


def _agenda_en_una_hoja(acervo: Acervo, a: Artefacto) -> DeLaAgendaEnUnaHoja:
    impresa = acervo.agenda_impresa(a.asamblea)
    comun = _comun(acervo, a)
    hoja = impresa.hoja(comun["pie_impreso"].crecida)
    return DeLaAgendaEnUnaHoja(**comun, impresa=impresa, colores=colores_de(a.asamblea), hoja=hoja)


def _huella_en_palabras(acervo: Acervo, a: Artefacto) -> DeLaHuella:
    # Sin aprobar todavía se compone para saber si cabrá: entonces va lo más largo que puede decir.
    huella = a.asamblea.huella or "0" * 64
    dichas = palabras_de(huella) if a.asamblea.huella else (_mas_ancha(acervo.medidor),) * CUANTAS
    return DeLaHuella(**_comun(acervo, a), huella=huella, palabras=dichas)


@lru_cache(maxsize=4)
def _mas_ancha(medidor: Medidor) -> str:
    return max(VOCABULARIO, key=lambda palabra: medidor.ancho(palabra, "titular"))


def _plegable(acervo: Acervo, a: Artefacto) -> DelPlegable:
    comun = _comun_de_mesa(acervo, a)
    panel = panel_de(acervo.medidor, a, comun["pie_impreso"].crecida)
    return DelPlegable(**comun, nivel=nivel_de(panel, a.asamblea.metodologia))


def _kit_de_mesa(acervo: Acervo, a: Artefacto) -> DelKitDeMesa:
    return DelKitDeMesa(**_comun_de_mesa(acervo, a), partes=kit.partes_por_submesa(a))


def _kit(acervo: Acervo, a: Artefacto) -> DelKit:
    comun = _comun_de_submesa(acervo, a)
    muro, fichas = acervo.kit(a.asamblea).muro, a.asamblea.metodologia.fichas
    ancho = kit.anchos_de(a.asamblea).entero
    juego = tira_de_submesa(muro, comun["submesa"].codigo, fichas, ancho, acervo.medidor)
    return DelKit(**comun, juego=juego)


def _fichas(acervo: Acervo, a: Artefacto) -> DeLasFichas:
    comun, suyo = _comun_de_submesa(acervo, a), acervo.kit(a.asamblea)
    return DeLasFichas(**comun, hojas=suyo.hojas(comun["submesa"]), pasos=suyo.pasos_de(comun["mesa"].numero))


def _entrega(acervo: Acervo, a: Artefacto) -> DeLaEntrega:
    return DeLaEntrega(
        **_comun_de_submesa(acervo, a),
        anchos=kit.anchos_de(a.asamblea),
        alto_de_renglon=kit.ALTO_DE_RENGLON[a.asamblea.evento.papel],
    )


HACER: Mapping[str, HacerDeDocumento] = {
    "programa": _programa,
    "plano-del-muro": _plano,
    "informe": _informe,
    "agenda": _agenda,
    "agenda-en-letra-grande": _agenda_en_letra_grande,
    "agenda-en-una-hoja": _agenda_en_una_hoja,
    "huella-en-palabras": _huella_en_palabras,
    "plegable": _plegable,
    "kit-mesa": _kit_de_mesa,
    "kit": _kit,
    "fichas": _fichas,
    "entrega": _entrega,
}
"""Quién arma lo de cada documento; el que no está recibe lo común de su asamblea, su mesa o su sub-mesa."""
