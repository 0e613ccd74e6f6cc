"""Lo propio de cada documento impreso, y quién lo arma."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from markupsafe import Markup

from generador.catalogo.inventario import Artefacto, alcanzado
from generador.composicion.comun.color.paleta import ColorMesa, colores_de, fondos_de
from generador.composicion.comun.idioma.fechas import dias
from generador.composicion.comun.medida import Medidor
from generador.composicion.comun.vistas import semilla_de
from generador.composicion.contextos import salon, sin_red
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documento import (
    DeDocumento,
    DeUnaMesa,
    DeUnaSubmesa,
    campos_de_asamblea,
    campos_de_mesa,
    campos_de_submesa,
)
from generador.composicion.informe.contenido import Informe
from generador.composicion.informe.graficas import en_papel, en_papel_ancho
from generador.composicion.muro.plano import Muro, Tira, plano, tira_de_submesa
from generador.composicion.papel import impreso, kit
from generador.composicion.papel.agenda import AgendaImpresa, HojaDeAgenda
from generador.composicion.papel.fichas import HojaDeFichas
from generador.composicion.papel.plegable import Nivel, nivel_de, panel_de
from generador.composicion.papel.por_llenar.registro import (
    ColumnaDeRegistro,
    columnas_de_registro,
    renglones_de_registro,
)
from generador.composicion.papel.programa import ProgramaImpreso
from generador.modelo.aprobado.palabras import CUANTAS, palabras_de
from generador.modelo.aprobado.vocabulario import VOCABULARIO
from generador.modelo.datos.asistencia import GENEROS
from generador.modelo.datos.evento import Estado, Evento, Turno
from generador.modelo.datos.metodologia import TipoFicha
from generador.modelo.publico.cifras import Cifra, cifras_de


@dataclass(frozen=True, slots=True, kw_only=True)
class DelPrograma(DeDocumento):
    """El programa público."""

    apretado: bool
    """Si va en letra menor para caber en una hoja."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelRegistro(DeDocumento):
    """La planilla con que se registra a quienes llegan."""

    sobre: str
    """De qué asamblea es, y cuándo."""
    columnas: tuple[ColumnaDeRegistro, ...]
    por_hoja: int
    """Personas que caben en una."""
    hojas: int
    """Copias que hacen falta para todas las personas previstas."""
    generos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLoQueSale(DeDocumento):
    """Lo que se le escribe a quien no está en la asamblea: antes anuncia; después cuenta."""

    fue: bool
    """Si ya pasó, y hay de qué dar cuenta."""
    entregas: Cifra
    aportes: Cifra
    """De cuántos aportes, los que tienen su plan completo."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeLaGuia(DeUnaMesa):
    """La guía de una mesa, con la hoja de entrega para las que hagan falta."""

    siguen: tuple[Turno, ...]
    """Adónde se va al terminar: los dos momentos que vienen después, ese día."""
    anchos: kit.Anchos
    alto_de_renglon: float


HacerDeDocumento = Callable[[Acervo, Artefacto], DeDocumento]


def contexto_de_documento(acervo: Acervo, a: Artefacto) -> DeDocumento:
    """Lo que recibe la plantilla de un documento."""
    modelos = a.asunto.modelos
    comun = _de_submesa if "submesa" in modelos else _de_mesa if "mesa" in modelos else _de_asamblea
    return HACER.get(a.declaracion.id, comun)(acervo, a)


def _de_asamblea(acervo: Acervo, a: Artefacto) -> DeDocumento:
    return DeDocumento(**campos_de_asamblea(acervo, a))


def _de_mesa(acervo: Acervo, a: Artefacto) -> DeUnaMesa:
    return DeUnaMesa(**campos_de_mesa(acervo, a))


def _de_submesa(acervo: Acervo, a: Artefacto) -> DeUnaSubmesa:
    return DeUnaSubmesa(**campos_de_submesa(acervo, a))


def _programa(acervo: Acervo, a: Artefacto) -> DelPrograma:
    comun = campos_de_asamblea(acervo, a)
    suyo = ProgramaImpreso(a, acervo.medidor)
    return DelPrograma(**comun, apretado=suyo.apretado(comun["pie_impreso"].crecida))


def _registro(acervo: Acervo, a: Artefacto) -> DelRegistro:
    comun = campos_de_asamblea(acervo, a)
    evento = a.asamblea.evento
    sobre = f"{evento.sobretitulo} · {dias(evento.dias)}"
    por_hoja = renglones_de_registro(acervo.medidor, a, sobre, comun["pie_impreso"].crecida)
    return DelRegistro(
        **comun,
        sobre=sobre,
        columnas=columnas_de_registro(),
        por_hoja=por_hoja,
        hojas=ceil(evento.alcance / por_hoja),
        generos=GENEROS,
    )


def _lo_que_sale(acervo: Acervo, a: Artefacto) -> DeLoQueSale:
    cifras = cifras_de(a.asamblea)
    fue = alcanzado(a.asamblea.estado, Estado.BORRADOR)
    return DeLoQueSale(
        **campos_de_asamblea(acervo, a), fue=fue, entregas=cifras.entregas, aportes=cifras.con_plan
    )


def _plano(acervo: Acervo, a: Artefacto) -> DelPlano:
    muro = acervo.kit(a.asamblea).muro
    dibujo = plano(muro, colores_de(a.asamblea), a.ancho_mm - 2 * kit.MARGEN, a.alto_mm - kit.FUERA_DEL_PLANO)
    return DelPlano(**campos_de_asamblea(acervo, a), muro=muro, plano=dibujo)


def _informe(acervo: Acervo, a: Artefacto) -> DelInforme:
    return DelInforme(
        **campos_de_asamblea(acervo, a),
        informe=acervo.informe(a.asamblea, en_papel(acervo.medidor), en_papel_ancho(acervo.medidor)),
        borrador=a.asamblea.estado == Estado.BORRADOR,
        direccion_lista=acervo.direccion_de(a.asamblea, "descargas"),
    )


def _de_agenda(acervo: Acervo, a: Artefacto) -> dict[str, Any]:
    """Los campos de `DeLaAgenda`."""
    borrador = a.asamblea.estado == Estado.BORRADOR
    return {
        **campos_de_asamblea(acervo, a),
        "impresa": acervo.agenda_impresa(a.asamblea),
        "borrador": borrador,
    }


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
    comun = campos_de_asamblea(acervo, a)
    hoja = impresa.hoja(comun["pie_impreso"].crecida)
    return DeLaAgendaEnUnaHoja(**comun, impresa=impresa, colores=colores_de(a.asamblea), hoja=hoja)


def _huella_en_palabras(acervo: Acervo, a: Artefacto) -> DeLaHuella:
    # Sin aprobar todavía se compone para saber si cabrá: entonces va lo más largo que puede decir.
    huella = a.asamblea.huella or "0" * 64
    dichas = palabras_de(huella) if a.asamblea.huella else (_mas_ancha(acervo.medidor),) * CUANTAS
    return DeLaHuella(**campos_de_asamblea(acervo, a), huella=huella, palabras=dichas)


@lru_cache(maxsize=4)
def _mas_ancha(medidor: Medidor) -> str:
    return max(VOCABULARIO, key=lambda palabra: medidor.ancho(palabra, "titular"))


def _plegable(acervo: Acervo, a: Artefacto) -> DelPlegable:
    comun = campos_de_mesa(acervo, a)
    panel = panel_de(acervo.medidor, a, comun["pie_impreso"].crecida)
    return DelPlegable(**comun, nivel=nivel_de(panel, a.asamblea.metodologia))


def _kit_de_mesa(acervo: Acervo, a: Artefacto) -> DelKitDeMesa:
    return DelKitDeMesa(**campos_de_mesa(acervo, a), partes=kit.partes_por_submesa(a))


def _kit(acervo: Acervo, a: Artefacto) -> DelKit:
    comun = campos_de_submesa(acervo, a)
    muro, fichas = acervo.kit(a.asamblea).muro, a.asamblea.metodologia.fichas
    ancho = kit.anchos_de(a.asamblea).entero
    juego = tira_de_submesa(muro, comun["submesa"].codigo, fichas, ancho, acervo.medidor)
    return DelKit(**comun, juego=juego)


def _fichas(acervo: Acervo, a: Artefacto) -> DeLasFichas:
    comun, suyo = campos_de_submesa(acervo, a), acervo.kit(a.asamblea)
    return DeLasFichas(**comun, hojas=suyo.hojas(comun["submesa"]), pasos=suyo.pasos_de(comun["mesa"].numero))


def _entrega(acervo: Acervo, a: Artefacto) -> DeLaEntrega:
    return DeLaEntrega(**campos_de_submesa(acervo, a), **_para_escribir(a))


def _guia(acervo: Acervo, a: Artefacto) -> DeLaGuia:
    comun = campos_de_mesa(acervo, a)
    return DeLaGuia(**comun, **_para_escribir(a), siguen=_siguen(a.asamblea.evento, comun["turno"]))


def _siguen(evento: Evento, turno: Turno | None) -> tuple[Turno, ...]:
    """Los dos momentos que empiezan cuando ese termina, o más tarde."""
    if turno is None:
        return ()
    return tuple(t for t in evento.turnos_de(turno.jornada) if t.desde >= turno.hasta)[:2]


def _para_escribir(a: Artefacto) -> dict[str, Any]:
    """Las medidas de la hoja de entrega."""
    papel = a.asamblea.evento.papel
    return {"anchos": kit.anchos_de(a.asamblea), "alto_de_renglon": kit.ALTO_DE_RENGLON[papel]}


HACER: Mapping[str, HacerDeDocumento] = {
    "guia": _guia,
    "programa": _programa,
    "registro": _registro,
    "carta": _lo_que_sale,
    "nota-de-prensa": _lo_que_sale,
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
    "mesa-tecnica": sin_red.mesa_tecnica,
    "cuaderno-a-mano": sin_red.cuaderno,
    "tarjetas-de-moderacion": sin_red.tarjetas,
    **salon.DEL_SALON,
}
"""Quién arma lo de cada documento; el que no está recibe lo común de su asamblea, su mesa o su sub-mesa."""
