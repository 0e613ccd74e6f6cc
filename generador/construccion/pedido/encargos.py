"""Qué se le pide a la imprenta: un encargo por PDF, con sus imágenes, sus adjuntos y lo que ha de cumplir."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from generador.catalogo.documentos import Documento
from generador.catalogo.formatos import ORILLA, ORLA, SANGRADO
from generador.catalogo.inventario import Artefacto, Inventario
from generador.composicion.compositor import Compositor
from generador.composicion.comun.color.paleta import TINTAS
from generador.construccion.pedido.hojas import partes_de
from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.salida.almacen.produccion import Encargo, Imagen
from generador.salida.credito import guardia
from generador.salida.fallas import Fallas
from generador.salida.imprenta.pdf import Adjunto
from generador.salida.imprenta.taller import Prensa


def encargos_de(
    compositor: Compositor,
    inventario: Inventario,
    adjuntos: Mapping[str, Mapping[str, Adjunto]] = MappingProxyType({}),
    reservas: Mapping[str, Reserva] = MappingProxyType({}),
    sellos: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[Encargo]:
    """Un encargo por PDF, con los PNG que salen de él, sus adjuntos y lo que ninguno puede decir.

    Cada uno se compone cuando se pide. Al final, Fallidos con los que no se pudieron componer.
    """
    fallas = Fallas(compositor.plantillas.parent)
    imagenes: dict[str, list[Imagen]] = {}
    for a in inventario.artefactos:
        if a.origen is not None and a.pixeles is not None:
            imagenes.setdefault(a.origen, []).append(Imagen(a.ruta, *a.pixeles, a.miniatura, a.miniatura_px))
    for a in inventario.artefactos:
        if a.origen is not None:
            continue
        with fallas.de(a.ruta):
            primera, *anexos = partes_de(compositor, a)
        if a.ruta in fallas:
            continue
        yield Encargo(
            ruta=a.ruta,
            html=primera.html,
            hojas=primera.hojas,
            credito=a.asamblea.convenio.credito,
            exigencia=exigencia_de(a),
            imagenes=tuple(imagenes.get(a.ruta, ())),
            anexos=tuple(anexos),
            preferencias=_preferencias(a),
            paginas=a.declaracion.paginas if isinstance(a.declaracion, Documento) else None,
            archivable=isinstance(a.declaracion, Documento) and a.declaracion.archivable,
            adjuntos=_adjuntos(a, adjuntos.get(a.asamblea.id, {})),
            reserva=reservas.get(a.asamblea.id, SIN_RESERVA),
            sellos=sellos.get(a.ruta, ()),
            grupo=_grupo(a),
            prensa=Prensa(ORLA, SANGRADO, tuple(TINTAS.items())) if a.variante == "imprenta" else None,
        )
    fallas.exigir()


def exigencia_de(a: Artefacto) -> guardia.Exigencia:
    """Lo que su crédito ha de cumplir; lo que se imprime en una oficina, además, lejos del borde."""
    en_papel = a.formato is None or a.formato.hasta_el_papel is not None
    orilla = ORILLA if en_papel and a.variante != "imprenta" else 0.0
    return replace(_de_su_tamano(a), orilla_mm=orilla)


def _de_su_tamano(a: Artefacto) -> guardia.Exigencia:
    if a.formato is None:
        return guardia.Exigencia.para_documento()
    if a.formato.pliego is None or a.variante == "imprenta":
        # De una hoja de taller la puerta mira lo que queda después del corte.
        return guardia.Exigencia.para_pieza()
    return guardia.Exigencia.para_pliego(
        min(a.formato.pieza_mm), min(a.ancho_mm, a.alto_mm), a.formato.copias
    )


def _preferencias(a: Artefacto) -> tuple[tuple[str, str], ...]:
    """Lo que el PDF le pide al visor al imprimir."""
    d = a.declaracion
    if not isinstance(d, Documento):
        return ()
    pedidas = (
        (d.tamano_real, ("PrintScaling", "None")),
        (d.dos_caras, ("Duplex", "DuplexFlipShortEdge")),
    )
    return tuple(par for vale, par in pedidas if vale)


def _adjuntos(a: Artefacto, hay: Mapping[str, Adjunto]) -> tuple[Adjunto, ...]:
    """Los que su declaración pide, de los que la asamblea ya publica."""
    pide = a.declaracion.adjuntos if isinstance(a.declaracion, Documento) else ()
    return tuple(hay[nombre] for nombre in pide if nombre in hay)


def _grupo(a: Artefacto) -> str:
    """Lo de una misma mesa comparte partes: su guía va en cada kit, y las fichas en dos."""
    grupo = a.asunto.modelos.get("grupo")
    return f"{a.asamblea.id}/{grupo.numero}" if grupo is not None else ""
