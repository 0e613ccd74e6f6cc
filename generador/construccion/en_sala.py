"""La proyección con lo que va llegando: lo que se alcanza a ver en la pared antes de que nadie lo revise.

No exige datos sin errores, porque el día de la asamblea los hay: tapa lo que dice de alguien, lo marca y lo
pasa por las mismas puertas que lo publicado.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.carga.cargar import cargar, proyecto_de
from generador.composicion.comun.vistas import SELLO_PRACTICA, hay_resultados, rotulos_de_sellos
from generador.construccion.datos.medios import medios_de
from generador.construccion.entrega import Preparado, Publicacion
from generador.construccion.preparacion import construir
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.evento import Estado
from generador.modelo.personal.reserva import reservas
from generador.modelo.tapado import tapado

SIN_AGENDA = (Estado.PREPARACION, Estado.CONVOCADA, Estado.EN_CURSO)
"""Los estados en que el sitio todavía no muestra lo que entregan las mesas."""


@dataclass(frozen=True, slots=True)
class ParaLaSala:
    """Una sola asamblea lista para proyectarse, y los sellos que su página ha de mostrar."""

    preparado: Preparado
    sellos: tuple[str, ...]


def proyeccion_de(id_: str) -> str:
    """La dirección de la proyección de esa asamblea."""
    return f"{id_}/proyeccion/"


def publicar_en_sala(raiz: Path, extras: Mapping[str, str], id_: str) -> Publicacion:
    """La publicación con la sola proyección de esa asamblea. Errores como `preparar_en_sala`."""
    listo, direccion = preparar_en_sala(raiz, id_), proyeccion_de(id_)
    sellos = {direccion: listo.sellos}
    return construir(raiz, extras, adelanto=True, solo=direccion, preparado=listo.preparado, sellos=sellos)


def preparar_en_sala(raiz: Path, id_: str) -> ParaLaSala:
    """La asamblea `id_` como está ahora, sin datos de personas.

    ErrorDeUso si no existe; ErrorDeDatos si algo suyo o de lo común no se puede leer.
    """
    carga = cargar(raiz)
    leida = next((x for x in carga.leidas if x.id == id_), None)
    if leida is None:
        raise ErrorDeUso(f"no existe la asamblea «{id_}»")
    errores = [h for h in (*carga.comun.hallazgos, *leida.hallazgos) if h.gravedad == "error"]
    if errores or carga.sitio is None or leida.expediente is None:
        raise ErrorDeDatos(errores or carga.hallazgos)
    todas = reservas(carga.expedientes, carga.sitio)
    asamblea = _como_va(tapado(leida.expediente.asamblea.publicable(), todas[id_]))
    preparado = Preparado(
        proyecto_de(carga.sitio, (leida.expediente,)).model_copy(update={"asambleas": (asamblea,)}),
        (),
        carga.expedientes,
        todas,
        {id_: medios_de(raiz, asamblea)},
    )
    practica = (SELLO_PRACTICA,) if asamblea.evento.practica else ()
    suyos = rotulos_de_sellos(asamblea) if hay_resultados(asamblea) or asamblea.hay_agenda else ()
    return ParaLaSala(preparado, (*practica, *suyos))


def _como_va(asamblea: Asamblea) -> Asamblea:
    """La misma o, si ya hay algo y el sitio todavía no lo muestra, en borrador: lo es."""
    if asamblea.estado not in SIN_AGENDA or not asamblea.aportes:
        return asamblea
    return asamblea.con(evento=asamblea.evento.model_copy(update={"estado": Estado.BORRADOR}))
