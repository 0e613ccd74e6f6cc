"""Qué recibe la plantilla de cada pieza: lo que se pinta, ya en su lugar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.contexto import Contexto
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.muro.cartel import MuralLleno, mural_lleno
from generador.composicion.muro.dibujo import qr
from generador.composicion.piezas import anuncios, bandas, enormes, personales
from generador.composicion.piezas.ajuste import Pila
from generador.composicion.piezas.escena import Escena
from generador.composicion.piezas.imposicion import HojaDePieza, hoja_de
from generador.composicion.piezas.montaje import Colocado, Componer, Montaje
from generador.composicion.piezas.pieza import aviso_de, montaje_de
from generador.modelo.asamblea import Sitio
from generador.modelo.datos.evento import Evento


@dataclass(frozen=True, slots=True, kw_only=True)
class DePieza(Contexto):
    """Lo que pide la hoja de toda pieza: sus copias, sus marcas y la franja del crédito."""

    artefacto: Artefacto
    sitio: Sitio
    evento: Evento
    credito: str
    escena: Escena
    hoja: HojaDePieza
    aviso: Pila | None
    """Los sellos, si muestra resultados."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DePiezaCompuesta(DePieza):
    """Una pieza que se pinta de atrás hacia adelante."""

    partes: tuple[Colocado, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeMural(DePieza):
    """El rompecabezas lleno en una hoja."""

    cartel: MuralLleno
    dibujo: Markup
    codigo: Markup


COMPONER: Mapping[str, Componer] = {
    "convocatoria": anuncios.convocatoria,
    "bienvenida": anuncios.bienvenida,
    "agenda": anuncios.agenda,
    "como-llegar": bandas.como_llegar,
    "constancia": personales.constancia_en_blanco,
    "experiencias": bandas.experiencias,
    "gracias": bandas.gracias,
    "programa": bandas.programa,
    "que-es": bandas.que_es,
    "cuenta": enormes.cuenta,
    "mesa": enormes.mesa,
    "compromiso": enormes.compromiso,
    "inscripcion": enormes.inscripcion,
    "receso": enormes.pausa,
    "almuerzo": enormes.pausa,
    "senal-mesa": enormes.senal_de_mesa,
    "hablador": enormes.hablador,
    "senal-ruta": enormes.senal_de_ruta,
    "escarapela": personales.escarapela_en_blanco,
}
"""Quién compone cada pieza, salvo las que traen su propia plantilla."""


def contexto_de_pieza(acervo: Acervo, a: Artefacto) -> DePieza:
    """Lo que recibe la plantilla de una pieza. Lanza TextoNoCabe y LogosNoCaben."""
    asamblea = a.asamblea
    montaje = montaje_de(a, acervo.plantillas, acervo.medios(asamblea), acervo.direccion + a.pagina)
    if a.declaracion.id == "mural":
        return _de_mural(acervo, montaje)
    return DePiezaCompuesta(**_comun(acervo, montaje), partes=tuple(COMPONER[a.declaracion.id](montaje)))


def _comun(acervo: Acervo, m: Montaje) -> dict[str, Any]:
    """Los campos de `DePieza`."""
    a = m.artefacto
    assert a.formato is not None
    return {
        "artefacto": a,
        "sitio": acervo.inventario.proyecto.sitio,
        "evento": m.evento,
        "credito": m.asamblea.convenio.credito,
        "escena": m.escena,
        "hoja": hoja_de(a.formato, a.variante),
        "aviso": aviso_de(a, m.escena),
    }


def _de_mural(acervo: Acervo, m: Montaje) -> DeMural:
    cartel = mural_lleno(m.artefacto, acervo.medidor, m.escena.crecida)
    titulo = f"El gran rompecabezas solidario de {m.evento.territorio}: {cartel.lleno.resumen}"
    return DeMural(
        **_comun(acervo, m),
        cartel=cartel,
        dibujo=cartel.dibujo(titulo),
        codigo=qr(m.direccion, "Código QR: el rompecabezas en el sitio"),
    )
