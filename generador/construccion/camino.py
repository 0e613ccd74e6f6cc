"""Reúne lo que hace falta para decir en qué va una asamblea y qué le falta para seguir."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import inventariar
from generador.composicion.camino import Camino, en_texto
from generador.construccion.recordada import examinar_entero
from generador.errores import ErrorDeDatos, Hallazgo
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.modelo.campos import valores
from generador.modelo.datos.evento import Estado
from generador.modelo.expediente import Expediente
from generador.revision import pendientes, revisar
from generador.revision.mesas import repartibles


def lo_que_falta(raiz: Path, id_: str) -> str:
    """El texto para la terminal. ErrorDeUso si la asamblea no existe; ErrorDeDatos si no se puede leer."""
    return en_texto(camino_de(raiz, id_))


def camino_de(raiz: Path, id_: str) -> Camino:
    """En qué va una asamblea. ErrorDeUso si no existe; ErrorDeDatos si no se puede leer."""
    # Lo que no cabe también detiene: `construir` se niega por ello.
    examen = examinar_entero(raiz, id_)
    suyos = examen.de(id_)
    expediente = next((e for e in examen.carga.expedientes if e.asamblea.id == id_), None)
    if expediente is None:
        raise ErrorDeDatos([h for h in suyos if h.gravedad == "error"])
    estados = list(Estado)
    asamblea = expediente.asamblea.publicable()
    se_reparte = repartibles(asamblea)
    puesto = estados.index(asamblea.estado)
    siguiente = estados[puesto + 1] if puesto + 1 < len(estados) else None
    entonces = _al_pasar(expediente, siguiente, suyos)
    return Camino(
        asamblea=asamblea,
        siguiente=siguiente,
        errores=tuple(h for h in entonces if h.gravedad == "error"),
        avisos=tuple(h for h in entonces if h.gravedad == "advertencia"),
        impresos=_impresos(asamblea, examen.carga.sitio) if se_reparte else (),
        propias=_propias(expediente),
        submesas=len(asamblea.submesas) if se_reparte else None,
    )


def _propias(expediente: Expediente) -> tuple[str, ...]:
    """Las claves de la metodología que dice la propia asamblea."""
    fuente = expediente.fuentes["metodologia"]
    return tuple(fuente.datos) if fuente.resto is not None else ()


def _impresos(asamblea: Asamblea, sitio: Sitio | None) -> tuple[tuple[str, str], ...]:
    """Los .zip y los documentos de toda la asamblea que aparecieron después de prepararla."""
    if sitio is None:
        return ()
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(asamblea,)))
    documentos = [
        (x.ruta, x.titulo)
        for x in inventario.artefactos
        if isinstance(x.declaracion, Documento)
        and x.declaracion.por == "asamblea"
        and x.declaracion.desde is not Estado.PREPARACION
    ]
    return (*((z.ruta, z.titulo) for z in inventario.paquetes), *documentos)


def _al_pasar(
    expediente: Expediente, siguiente: Estado | None, hoy: tuple[Hallazgo, ...]
) -> tuple[Hallazgo, ...]:
    """Los hallazgos de hoy y los que traería el estado siguiente; la aprobación la escribe su orden."""
    if siguiente is None:
        return hoy
    a = expediente.asamblea
    datos = valores(a) | {"evento": a.evento.model_copy(update={"estado": siguiente})}
    entonces = replace(expediente, asamblea=Asamblea(**datos))
    if siguiente is Estado.APROBADA:
        seran = tuple(h for h in pendientes.revisar(entonces) if h.gravedad == "error")
        vistos = {(h.lugar, h.mensaje) for h in seran}
        return (*seran, *(h for h in hoy if (h.lugar, h.mensaje) not in vistos))
    luego = revisar(entonces)
    # Uno que cambia de gravedad es el mismo: cuenta como lo vería el estado que sigue.
    vistos = {(h.lugar, h.mensaje) for h in luego}
    revisables = {(h.lugar, h.mensaje) for h in revisar(expediente)}
    quedan = (h for h in hoy if (h.lugar, h.mensaje) not in vistos | revisables)
    # Lo que se diría de «estado» sería del que aún no está escrito: lo que le falta se dice aparte.
    luego = tuple(h for h in luego if h.lugar.ruta != "estado")
    return tuple(sorted((*luego, *quedan), key=lambda h: (h.lugar.archivo, h.lugar.linea, h.lugar.columna)))
