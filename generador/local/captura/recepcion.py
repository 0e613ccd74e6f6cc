"""Recibir lo que entrega una sub-mesa: se guarda entero, se junta con lo que ya está y se acusa recibo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from generador.carga.cargar import releer
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.en_yaml import hoja_en_yaml
from generador.errores import ErrorDeUso
from generador.local.captura.bandeja import Bandeja, Llegada, superada
from generador.local.captura.entrega import (
    Campos,
    Entrega,
    Reparo,
    campos_de,
    errores,
    limpios,
    personales,
    reparos,
)
from generador.local.captura.formulario import formulario_de
from generador.local.captura.fusion import Choque, fundir
from generador.local.captura.hoja import en_hoja
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Estado
from generador.revision.comun import quiso_decir


class Situacion(StrEnum):
    """En qué paró una entrega."""

    NUEVA = "nueva"
    """Llenó o cambió casillas de la hoja."""
    IGUAL = "igual"
    """Ya se tenía."""
    ATRASADA = "atrasada"
    """El mismo aparato ya había dicho algo más nuevo: se guarda y no cambia nada."""
    EN_CONFLICTO = "en conflicto"
    """Dice otra cosa donde ya había algo: las dos versiones se guardan y escoge una persona."""
    INCOMPLETA = "incompleta"
    """Se guarda, y no se puede llevar a la hoja hasta que se corrija lo que dicen sus reparos."""
    RECHAZADA = "rechazada"
    """No es de esta asamblea, o ya no se recibe: no se guarda."""


@dataclass(frozen=True, slots=True)
class Acuse:
    """Lo que se le contesta a quien entrega."""

    submesa: str
    situacion: Situacion
    mensaje: str = ""
    """Por qué se rechaza; vacío en los demás casos."""
    puestas: tuple[str, ...] = ()
    """Las casillas que cambian en la hoja."""
    choques: tuple[Choque, ...] = ()
    reparos: tuple[Reparo, ...] = ()
    ajenas: tuple[str, ...] = ()
    """Las casillas que este formulario no tiene: llegaron de otra versión, y quedan en `entrada/`."""
    danadas: tuple[str, ...] = ()
    """Archivos de esa sub-mesa en `entrada/` que no se pueden leer: lo que decían no se tuvo en cuenta."""


def recibir(raiz: Path, asamblea: Asamblea, entrega: Entrega, medio: str) -> Acuse:
    """Guarda la entrega en `entrada/` y lleva a `datos/` lo que no choca con lo que ya está.

    Cuando vuelve, lo recibido está en el disco. ErrorDeUso si otra orden está
    escribiendo o si la hoja cambió entretanto: la entrega queda guardada y `ponerse_al_dia` la retoma.
    """
    if motivo := _motivo(asamblea, entrega):
        return Acuse(entrega.submesa, Situacion.RECHAZADA, motivo)
    formulario = formulario_de(asamblea)
    ajenas = tuple(c for c in entrega.campos if c not in formulario.por_nombre)
    limpia = replace(
        entrega,
        campos={**limpios(formulario, entrega.campos), **{c: entrega.campos[c] for c in ajenas}},
        antes=None if entrega.antes is None else limpios(formulario, entrega.antes),
    )
    bandeja = Bandeja.de(raiz, asamblea.id)
    llegadas = bandeja.llegadas(entrega.submesa)
    puestas = _puestas(llegadas, limpia.dispositivo)
    iguales = [x for x in puestas if x.huella == limpia.huella]
    if iguales and (puestas[-1] in iguales or limpia.revision in {x.revision for x in iguales}):
        acuse = Acuse(entrega.submesa, Situacion.IGUAL)
    else:
        llegada = Llegada(limpia, medio, datetime.now(UTC).isoformat(timespec="microseconds"))
        bandeja.guardar(llegada)
        acuse = _aplicar(raiz, asamblea, bandeja, llegada, llegadas)
    return replace(acuse, ajenas=ajenas, danadas=bandeja.danadas(entrega.submesa))


def _puestas(llegadas: Sequence[Llegada], dispositivo: str) -> list[Entrega]:
    """Lo que un aparato ya llevó a la hoja, por revisión: el reloj puede ir para atrás."""
    suyas = (x.entrega for x in llegadas if x.aplicada and x.entrega.dispositivo == dispositivo)
    return sorted(suyas, key=lambda e: e.revision)


def sin_llevar(asamblea: Asamblea, submesa: str, llegadas: Sequence[Llegada]) -> tuple[Llegada, ...]:
    """Las llegadas que no están en la hoja, sin las que otra posterior y ya puesta reemplazó."""
    return tuple(x for x in llegadas if not x.aplicada and not _reemplazada(asamblea, submesa, x, llegadas))


def _reemplazada(asamblea: Asamblea, submesa: str, llegada: Llegada, otras: Sequence[Llegada]) -> bool:
    """Si no se puede llevar a la hoja y otra posterior, ya puesta, dice lo mismo sin lo que lo impedía."""
    malas = {r.casilla for r in errores(formulario_de(asamblea), submesa, llegada.entrega.campos)}
    return bool(malas) and superada(llegada, otras, malas)


def ponerse_al_dia(raiz: Path, asamblea: Asamblea) -> tuple[Acuse, ...]:
    """Termina lo que un corte dejó guardado y sin llevar a la hoja."""
    bandeja = Bandeja.de(raiz, asamblea.id)
    acuses: list[Acuse] = []
    for submesa in bandeja.submesas():
        llegadas = bandeja.llegadas(submesa)
        for llegada in llegadas:
            if llegada.aplicada or _motivo(asamblea, llegada.entrega):
                continue
            # Se leen otra vez: la anterior pudo quedar puesta.
            otras = [x for x in bandeja.llegadas(submesa) if x.entrega != llegada.entrega]
            if not _reemplazada(asamblea, submesa, llegada, otras):
                acuses.append(_aplicar(raiz, asamblea, bandeja, llegada, otras))
    return tuple(acuses)


def _motivo(asamblea: Asamblea, entrega: Entrega) -> str:
    """Por qué no se recibe; vacío si se recibe."""
    if entrega.asamblea != asamblea.id:
        return f"es de la asamblea «{entrega.asamblea}», y esta es «{asamblea.id}»"
    codigos = [s.codigo for s in asamblea.submesas]
    if entrega.submesa not in codigos:
        return f"no existe la sub-mesa {entrega.submesa}; {quiso_decir(entrega.submesa, codigos)}".rstrip(
            "; "
        )
    if asamblea.aprobacion is not None or asamblea.estado is Estado.APROBADA:
        if entrega.submesa in {r.submesa for r in asamblea.a_tiempo}:
            return "la agenda ya está aprobada: un cambio va en una errata (./asamblea errata)"
        return (
            "la agenda ya está aprobada: escriba lo que trae en resultados/ y anótelo con ./asamblea recibir "
            f"{asamblea.id} {entrega.submesa}"
        )
    previa = next((r for r in asamblea.resultados if r.submesa == entrega.submesa), None)
    if previa is not None and previa.demostracion:
        return (
            f"la hoja de {entrega.submesa} que hay en resultados/ es de demostración: quítela antes de "
            "recibir la de verdad"
        )
    return ""


def _aplicar(
    raiz: Path, asamblea: Asamblea, bandeja: Bandeja, llegada: Llegada, otras: Sequence[Llegada]
) -> Acuse:
    entrega = llegada.entrega
    formulario = formulario_de(asamblea)
    suyas = [x.entrega for x in otras if x.entrega.dispositivo == entrega.dispositivo]
    if any(x.revision > entrega.revision for x in suyas):
        bandeja.guardar(replace(llegada, aplicada=True))
        return Acuse(entrega.submesa, Situacion.ATRASADA)
    conocidas: Campos = {c: t for c, t in entrega.campos.items() if c in formulario.por_nombre}
    # Sin saber qué mostraba el formulario, se parte de lo último que ese aparato alcanzó a poner.
    puestas = _puestas(otras, entrega.dispositivo)
    antes = entrega.antes if entrega.antes is not None else (puestas[-1].campos if puestas else {})
    ruta = raiz / "datos" / asamblea.id / "resultados" / f"{entrega.submesa}.yml"
    lectura = Lectura.tomar(raiz, ruta)
    crudo = ruta.read_bytes() if ruta.exists() else b""
    nombre = ruta.relative_to(raiz).as_posix()
    guardado = campos_de(formulario, releer(crudo, nombre, Resultado)[0]) if crudo else {}
    fusion = fundir(antes, guardado, conocidas)
    impiden = tuple(errores(formulario, entrega.submesa, fusion.campos)) if fusion.campos else ()
    # De lo que llega, y no de lo que ya estaba: también de lo que queda esperando a que alguien escoja.
    hallados = (*impiden, *personales(formulario, conocidas))
    if impiden:
        return Acuse(entrega.submesa, Situacion.INCOMPLETA, reparos=hallados)
    if fusion.puestas:
        base = crudo or hoja_en_yaml(raiz / "plantillas", asamblea, entrega.submesa).encode()
        cambiar_guardando(lectura, {ruta: en_hoja(base, nombre, formulario, fusion.campos)})
    bandeja.guardar(replace(llegada, aplicada=True, choques=fusion.choques))
    if fusion.choques:
        situacion = Situacion.EN_CONFLICTO
    else:
        situacion = Situacion.NUEVA if fusion.puestas else Situacion.IGUAL
    return Acuse(entrega.submesa, situacion, "", fusion.puestas, fusion.choques, hallados)


def escoger(raiz: Path, asamblea: Asamblea, submesa: str, casilla: str, texto: str) -> Acuse:
    """Pone en la hoja lo que una persona escogió para una casilla en conflicto, y lo da por resuelto.

    ErrorDeUso si esa casilla no está en conflicto.
    """
    bandeja = Bandeja.de(raiz, asamblea.id)
    llegadas = bandeja.llegadas(submesa)
    if not any(c.casilla == casilla for x in llegadas for c in x.choques):
        raise ErrorDeUso(f"en {submesa} no hay nada que escoger en «{casilla}»: ya se resolvió")
    formulario = formulario_de(asamblea)
    ruta = raiz / "datos" / asamblea.id / "resultados" / f"{submesa}.yml"
    nombre = ruta.relative_to(raiz).as_posix()
    lectura = Lectura.tomar(raiz, ruta)
    crudo = ruta.read_bytes()
    guardado = campos_de(formulario, releer(crudo, nombre, Resultado)[0])
    campos = limpios(formulario, {**guardado, casilla: texto})
    hallados = reparos(formulario, submesa, campos)
    if any(r.impide for r in hallados):
        return Acuse(submesa, Situacion.INCOMPLETA, reparos=hallados)
    nuevo = en_hoja(crudo, nombre, formulario, campos)
    if nuevo != crudo:
        cambiar_guardando(lectura, {ruta: nuevo})
    bandeja.resolver(submesa, casilla)
    return Acuse(submesa, Situacion.NUEVA, puestas=(casilla,), reparos=hallados)
