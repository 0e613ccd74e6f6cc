"""Recibir lo que entrega una sub-mesa: se guarda entero, se junta con lo que ya está y se acusa recibo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from generador.carga.cargar import releer
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.en_yaml import hoja_en_yaml
from generador.errores import ErrorDeUso
from generador.local.captura.apartado import fundir_lo_que_sirve
from generador.local.captura.bandeja import Bandeja, Llegada, superada, vigentes
from generador.local.captura.conflictos import en_hoja_de
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
from generador.local.captura.fusion import Choque, Fusion
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
    """Se guarda, y no llega toda a la hoja hasta que se corrija lo que dicen sus reparos."""
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
    en_parte: bool = False
    """De lo incompleto, si lo que se puede guardar ya está en la hoja."""
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
    iguales = [x for x in puestas if x.entrega.huella == limpia.huella]
    if iguales and (puestas[-1] in iguales or limpia.revision in {x.entrega.revision for x in iguales}):
        acuse = _repetida(raiz, asamblea, iguales, llegadas)
    else:
        llegada = Llegada(limpia, medio, datetime.now(UTC).isoformat(timespec="microseconds"))
        bandeja.guardar(llegada)
        acuse = _aplicar(raiz, asamblea, bandeja, llegada, llegadas)
    return replace(acuse, ajenas=ajenas, danadas=bandeja.danadas(entrega.submesa))


def _puestas(llegadas: Sequence[Llegada], dispositivo: str) -> list[Llegada]:
    """Lo que un aparato ya llevó a la hoja, por revisión: el reloj puede ir para atrás."""
    suyas = (x for x in llegadas if x.aplicada and x.entrega.dispositivo == dispositivo)
    return sorted(suyas, key=lambda x: x.entrega.revision)


def _repetida(
    raiz: Path, asamblea: Asamblea, iguales: Sequence[Llegada], llegadas: Sequence[Llegada]
) -> Acuse:
    """De lo que ya se tenía, lo que sigue sin poderse guardar se vuelve a decir."""
    submesa = iguales[0].entrega.submesa
    hoja = en_hoja_de(raiz, asamblea, submesa) if any(x.choques for x in iguales) else {}
    malas = {c.casilla: c.llega for x in iguales for c in vigentes(x, llegadas, hoja) if c.mala}
    if not malas:
        return Acuse(submesa, Situacion.IGUAL)
    hallados = tuple(errores(formulario_de(asamblea), submesa, {**hoja, **malas}))
    return Acuse(submesa, Situacion.INCOMPLETA, reparos=hallados, en_parte=True)


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
            if _motivo(asamblea, llegada.entrega):
                continue
            if llegada.aplicada:
                acuses += _lo_apartado(raiz, asamblea, bandeja, llegada)
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
    puestas = _puestas(otras, entrega.dispositivo)
    lectura, ruta, crudo, guardado = _leida(raiz, asamblea, entrega.submesa)
    antes = entrega.antes if entrega.antes is not None else _ultimas(puestas, conocidas, guardado)
    fusion, impiden = fundir_lo_que_sirve(formulario, entrega.submesa, antes, guardado, conocidas)
    # De lo que llega, y no de lo que ya estaba: también de lo que queda esperando a que alguien escoja.
    hallados = (*impiden, *personales(formulario, conocidas, asamblea.evento.no_son_personas))
    if fusion is None:
        return Acuse(entrega.submesa, Situacion.INCOMPLETA, reparos=hallados)
    _escribir(asamblea, entrega.submesa, fusion, (lectura, ruta, crudo), raiz)
    bandeja.guardar(replace(llegada, aplicada=True, choques=fusion.choques))
    dos = tuple(c for c in fusion.choques if not c.mala)
    if impiden:
        situacion = Situacion.INCOMPLETA
    elif dos:
        situacion = Situacion.EN_CONFLICTO
    else:
        situacion = Situacion.NUEVA if fusion.puestas else Situacion.IGUAL
    return Acuse(entrega.submesa, situacion, "", fusion.puestas, dos, hallados, en_parte=bool(impiden))


def _ultimas(puestas: Sequence[Llegada], llega: Campos, guardado: Campos) -> Campos:
    """De donde parte quien no sabe qué mostraba su formulario: lo último que ese aparato alcanzó a poner.

    Lo que se le apartó no se puso: parte de lo que decía la hoja o, si insiste en ello y ya lo corrigieron,
    de lo mismo, para no deshacer la corrección.
    """
    if not puestas:
        return {}
    antes = dict(puestas[-1].entrega.campos)
    for c in (c for c in puestas[-1].choques if c.mala):
        corregida = guardado.get(c.casilla, "") != c.guardado
        antes[c.casilla] = c.llega if corregida and llega.get(c.casilla, "") == c.llega else c.guardado
    return antes


def _leida(raiz: Path, asamblea: Asamblea, submesa: str) -> tuple[Lectura, Path, bytes, Campos]:
    """La hoja como está en el disco: su lectura, dónde va, sus bytes y lo que dice; vacía si no la hay."""
    ruta = raiz / "datos" / asamblea.id / "resultados" / f"{submesa}.yml"
    lectura = Lectura.tomar(raiz, ruta)
    crudo = ruta.read_bytes() if ruta.exists() else b""
    nombre = ruta.relative_to(raiz).as_posix()
    guardado = campos_de(formulario_de(asamblea), releer(crudo, nombre, Resultado)[0]) if crudo else {}
    return lectura, ruta, crudo, guardado


def _escribir(
    asamblea: Asamblea, submesa: str, fusion: Fusion, leida: tuple[Lectura, Path, bytes], raiz: Path
) -> None:
    lectura, ruta, crudo = leida
    if fusion.puestas:
        base = crudo or hoja_en_yaml(raiz / "plantillas", asamblea, submesa).encode()
        nombre = ruta.relative_to(raiz).as_posix()
        cambiar_guardando(lectura, {ruta: en_hoja(base, nombre, formulario_de(asamblea), fusion.campos)})


def _lo_apartado(raiz: Path, asamblea: Asamblea, bandeja: Bandeja, llegada: Llegada) -> Iterator[Acuse]:
    """Lleva a la hoja lo que se apartó y ya se puede guardar: le faltaba algo que alguien escribió."""
    submesa = llegada.entrega.submesa
    if not any(c.mala for c in llegada.choques):
        return
    lectura, ruta, crudo, hoja = _leida(raiz, asamblea, submesa)
    malas = [c for c in vigentes(llegada, bandeja.llegadas(submesa), hoja) if c.mala]
    fusion, _ = fundir_lo_que_sirve(
        formulario_de(asamblea), submesa, hoja, hoja, {**hoja, **{c.casilla: c.llega for c in malas}}
    )
    if fusion is None or not fusion.puestas:
        return
    _escribir(asamblea, submesa, fusion, (lectura, ruta, crudo), raiz)
    quedan = tuple(c for c in llegada.choques if c.casilla not in fusion.puestas)
    bandeja.guardar(replace(llegada, choques=quedan))
    yield Acuse(submesa, Situacion.NUEVA, puestas=fusion.puestas)


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
