"""El canal Atom de una asamblea (RFC 4287): la aprobación, cada corrección y cada avance, del más nuevo."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date

from generador.modelo.aprobado.identidad import identidad
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.texto import plural

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entrada:
    id: str
    dia: date
    titulo: str
    texto: str
    enlace: str
    autor: str


def como_atom(agenda: AgendaAbierta) -> bytes:
    """El canal en XML. Ninguna fecha es la de la construcción."""
    ET.register_namespace("", _ATOM)
    raiz = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "es-CO"})
    # Las de un mismo día, la última primero.
    puestas = sorted(enumerate(_entradas(agenda)), key=lambda p: (p[1].dia, p[0]), reverse=True)
    entradas = [e for _, e in puestas]
    propia = agenda.direccion.rstrip("/").rpartition("/")[0] + "/descargas/seguimiento.xml"
    _texto(raiz, "id", _urn(agenda.asamblea.codigo, "seguimiento"))
    _texto(raiz, "title", f"Seguimiento: {agenda.titulo}, {agenda.asamblea.territorio}")
    notas = [agenda.sellos, f"Versión {agenda.version}. Huella SHA-256 {agenda.huella}."]
    _texto(raiz, "subtitle", " ".join(n for n in notas if n))
    _texto(raiz, "updated", _instante(entradas[0].dia if entradas else agenda.asamblea.fecha))
    _texto(raiz, "rights", f"{agenda.credito}. {agenda.licencia.nombre}: {agenda.licencia.enlace}")
    ET.SubElement(raiz, f"{{{_ATOM}}}link", {"rel": "self", "href": propia})
    ET.SubElement(raiz, f"{{{_ATOM}}}link", {"rel": "alternate", "href": agenda.direccion})
    _autor(raiz, agenda.asamblea.nombre)
    for entrada in entradas:
        nodo = ET.SubElement(raiz, f"{{{_ATOM}}}entry")
        _texto(nodo, "id", entrada.id)
        _texto(nodo, "title", entrada.titulo)
        _texto(nodo, "updated", _instante(entrada.dia))
        ET.SubElement(nodo, f"{{{_ATOM}}}link", {"rel": "alternate", "href": entrada.enlace})
        _autor(nodo, entrada.autor)
        _texto(nodo, "content", entrada.texto)
    ET.indent(raiz)
    return bytes(ET.tostring(raiz, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entradas(agenda: AgendaAbierta) -> list[_Entrada]:
    marca = "[Demostración] " if agenda.demostracion else ""
    entradas = []
    for v in agenda.versiones:
        que = "La plenaria aprobó la agenda"
        if v.acto == "consolidacion" and not v.erratas:
            que = f"Versión {v.numero}: consolidación de lo que aprobó la plenaria"
        elif v.numero > 1:
            que = f"Versión {v.numero}: {plural(v.erratas, 'corrección', 'correcciones')} en fe de erratas"
        texto = f"{que}. Huella SHA-256: {v.huella}"
        id_ = _urn(agenda.asamblea.codigo, "version", str(v.numero))
        entradas.append(
            _Entrada(id_, v.fecha, f"{marca}{que}", texto, agenda.direccion, agenda.asamblea.nombre)
        )
    direcciones = {c.codigo: c.direccion for c in agenda.compromisos}
    for a in agenda.avances:
        # Ni el texto ni el puesto: uno que se corrija, o que entre en medio, no vuelve nuevos a los demás.
        id_ = _urn(a.compromiso, "avance", a.fecha.isoformat(), str(a.numero))
        titulo = f"{marca}{a.compromiso}, {a.estado.nombre}: {a.titulo}"
        rotulo = "Fuente" if a.soporte == a.fuente else "Soporte"
        texto = f"{a.texto}\n\n{rotulo}: {a.soporte}"
        entradas.append(_Entrada(id_, a.fecha, titulo, texto, direcciones[a.compromiso], a.reporta))
    return entradas


def _urn(*partes: str) -> str:
    """Un identificador que no cambia aunque cambien el sitio, su dirección o los textos."""
    return identidad(*partes).urn


def _instante(dia: date) -> str:
    return f"{dia}T00:00:00-05:00"


def _texto(padre: ET.Element, nombre: str, texto: str) -> None:
    ET.SubElement(padre, f"{{{_ATOM}}}{nombre}").text = texto


def _autor(padre: ET.Element, nombre: str) -> None:
    _texto(ET.SubElement(padre, f"{{{_ATOM}}}author"), "name", nombre)
