"""Lo que recibe la plantilla de todo documento: de la asamblea, de una mesa o de una sub-mesa."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto, alcanzado
from generador.composicion.comun.contexto import Contexto
from generador.composicion.comun.idioma.jornadas import jornada_de
from generador.composicion.comun.vistas import rotulos_de_sellos, semilla_de
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.papel.pie import PieDeDocumento, pie_sin_logos
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.evento import Estado, Evento, Turno
from generador.modelo.datos.mesas import Grupo, Mesa, Submesa


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


def campos_de_asamblea(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeDocumento`."""
    asamblea = a.asamblea
    de_ese_dia = isinstance(a.declaracion, Documento) and a.declaracion.segun_el_dia
    despues = de_ese_dia and alcanzado(asamblea.estado, Estado.BORRADOR)
    revisable = despues or alcanzado(a.declaracion.desde, Estado.BORRADOR)
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


def campos_de_mesa(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeUnaMesa`."""
    modelos = a.asunto.modelos
    suyos = {"mesa": modelos["mesa"], "grupo": modelos["grupo"], "semilla": semilla_de(a.asamblea)}
    return {**campos_de_asamblea(acervo, a), **suyos, **_cuando(a)}


def campos_de_submesa(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeUnaSubmesa`."""
    suyos = {n: a.asunto.modelos[n] for n in ("mesa", "grupo", "submesa")}
    return {**campos_de_asamblea(acervo, a), **suyos, **_cuando(a)}


def _cuando(a: Artefacto) -> dict[str, Any]:
    """Qué días dice un documento de una mesa, y en qué momento trabaja ella."""
    jornada = jornada_de(a.asamblea, a.asunto.modelos)
    return {
        "fechas": (jornada.fecha,) if jornada else a.asamblea.evento.dias,
        "turno": a.asamblea.turno_de_mesa(a.asunto.modelos["mesa"].numero),
    }
