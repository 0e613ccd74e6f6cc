"""Cómo se presenta una página a quien no la abre: buscadores, redes y canales."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from generador.catalogo.inventario import Inventario, PaginaConcreta, clave_de
from generador.composicion.comun.idioma.fechas import dias
from generador.composicion.comun.vistas import con_sellos, titulo_de_agenda
from generador.composicion.paginas import agenda
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.comun.zona import HORA_DE_COLOMBIA
from generador.modelo.datos.evento import Evento, Jornada
from generador.modelo.publico.cifras import mesas_de

_CONTEXTO = "https://schema.org"
_EN_UN_GUION = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Lo que dentro de un `<script>` podría cerrarlo: en JSON se escribe con su código."""


def tema(inventario: Inventario, p: PaginaConcreta) -> str:
    """De qué trata la página, distinto del de cualquier otra de su asamblea."""
    a, modelos = p.asamblea, p.asunto.modelos
    if a is None:
        return inventario.proyecto.sitio.descripcion
    if "compromiso" in modelos:
        return con_sellos(a, modelos["compromiso"].texto)
    if a.hay_agenda:
        suyo = agenda.tema(a, p.declaracion.id, modelos.get("version"))
        if suyo is not None:
            return con_sellos(a, suyo)
    if "mesa" in modelos:
        return f"Mesa {modelos['mesa'].numero}: {modelos['mesa'].definicion}"
    if not p.declaracion.tema:
        return a.evento.presentacion
    return p.declaracion.tema.format(
        titular=a.evento.titular, dias=dias(a.evento.dias), mesas=mesas_de(a).corta
    )


def datos_enlazados(inventario: Inventario, p: PaginaConcreta, tarjeta: Mapping[str, Any] | None) -> str:
    """Lo que la página describe, en JSON-LD de schema.org, listo para un `<script>`; vacío si nada.

    La portada de una asamblea y su convocatoria son un Event; su agenda y sus datos, un Dataset. Fuente:
    https://schema.org/Event y https://schema.org/Dataset.
    """
    if p.asamblea is None:
        return ""
    de = {"asamblea": _evento, "convocatoria": _evento, "agenda": _conjunto, "datos": _conjunto}
    hacer = de.get(p.declaracion.id)
    if hacer is None:
        return ""
    dato = {"@context": _CONTEXTO, **hacer(inventario, p.asamblea)}
    if tarjeta is not None:
        dato["image"] = tarjeta["url"]
    return json.dumps(dato, ensure_ascii=False, separators=(",", ":")).translate(_EN_UN_GUION)


def _evento(inventario: Inventario, a: Asamblea) -> dict[str, Any]:
    evento, sitio = a.evento, inventario.proyecto.sitio
    lugares = list(dict.fromkeys(_lugar(evento, j) for j in evento.jornadas))
    direccion = sitio.direccion + inventario.ruta(clave_de(a, "asamblea"))
    return {
        "@type": "Event",
        "@id": direccion,
        "name": evento.nombre,
        "alternateName": evento.titular,
        "description": evento.presentacion,
        "url": direccion,
        "inLanguage": "es-CO",
        "startDate": _instante(evento.primera.fecha, evento.primera.horario.inicio),
        "endDate": _instante(_dia_de_cierre(evento.ultima), evento.ultima.horario.fin),
        "eventStatus": f"{_CONTEXTO}/EventScheduled",
        "eventAttendanceMode": f"{_CONTEXTO}/OfflineEventAttendanceMode",
        "location": [_como_lugar(*x) for x in lugares],
        "organizer": [
            {"@type": "Organization", "name": e.nombre_completo or e.nombre} for e in a.convenio.entidades
        ],
    }


def _conjunto(inventario: Inventario, a: Asamblea) -> dict[str, Any]:
    sitio, titulo = inventario.proyecto.sitio, titulo_de_agenda(a)
    de_quien = f"{titulo}. {a.evento.nombre}, {a.evento.territorio}, {dias(a.evento.dias)}."
    return {
        "@type": "Dataset",
        "@id": sitio.direccion + inventario.ruta(clave_de(a, "agenda")),
        "name": titulo,
        "description": con_sellos(a, de_quien),
        "url": sitio.direccion + inventario.ruta(clave_de(a, "datos")),
        "inLanguage": "es-CO",
        "license": sitio.licencia.enlace,
        "creditText": a.convenio.credito,
        "isAccessibleForFree": True,
        "temporalCoverage": f"{a.evento.vigencia.desde}/{a.evento.vigencia.hasta}",
        "spatialCoverage": {"@type": "Place", "name": a.evento.territorio},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": d.declaracion.titulo,
                "encodingFormat": d.declaracion.tipo,
                "contentUrl": sitio.direccion + d.ruta,
            }
            for d in inventario.abiertos_de(a)
        ],
    }


def _lugar(evento: Evento, jornada: Jornada) -> tuple[str, str]:
    """El nombre y la dirección de donde es esa jornada; sin sede, el territorio."""
    sede = jornada.sede
    return (sede.nombre, sede.direccion or evento.territorio) if sede else (evento.territorio, "")


def _como_lugar(nombre: str, direccion: str) -> dict[str, Any]:
    return {"@type": "Place", "name": nombre, **({"address": direccion} if direccion else {})}


def _dia_de_cierre(jornada: Jornada) -> date:
    """El día en que cierra: el siguiente, si pasa de la medianoche."""
    de_largo = jornada.horario.fin <= jornada.horario.inicio
    return jornada.fecha + timedelta(days=de_largo)


def _instante(dia: date, hora: time) -> str:
    """El día y la hora con su zona: «2023-11-18T08:00:00-05:00»."""
    return datetime.combine(dia, hora, HORA_DE_COLOMBIA).isoformat()
