"""Crea la carpeta de una asamblea nueva sin pisar nada."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generador.carga.cargar import de_orden
from generador.carga.carpetas import COMUNES
from generador.edicion.en_yaml import esqueleto
from generador.edicion.metodologia import ARCHIVO, metodologia_entera
from generador.errores import ErrorDeUso, legible
from generador.modelo.texto import slug
from generador.modelo.tipos import Fecha, Modelo, Titulo
from generador.salida.disco import escribir

_RESERVADOS = r"con|prn|aux|nul|com\d|lpt\d"
"""Los nombres que Windows no deja poner a una carpeta ni a un archivo."""


class _Pedido(Modelo):
    """Lo que se escribe en la orden y va a los datos tal cual."""

    titular: Titulo
    territorio: Titulo
    fecha: tuple[Fecha, ...]


def crear(
    raiz: Path,
    id_: str,
    titular: str,
    territorio: str,
    fechas: Sequence[str],
    convenio: str | None,
    alcance: int | None,
    mesas: int,
    *,
    metodologia: bool = False,
) -> list[str]:
    """Escribe `datos/<id>/`, entera o nada, y devuelve las rutas; ErrorDeUso si algo no sirve o ya existe.

    Con `metodologia`, también una copia de la común, para cambiarla; ErrorDeDatos si no se puede leer.
    """
    _exigir_carpeta(id_)
    pedido = de_orden(_Pedido, {"titular": titular, "territorio": territorio, "fecha": tuple(fechas)})
    dias = sorted(pedido.fecha)
    if len(set(dias)) < len(dias):
        raise ErrorDeUso("una fecha está dos veces; dos jornadas del mismo día se escriben en evento.yml")
    disponibles = sorted(p.stem for p in (raiz / "datos" / "convenios").glob("*.yml"))
    if convenio is None and len(disponibles) != 1:
        raise ErrorDeUso(
            f"diga cuál convenio con --convenio; los que hay: {', '.join(disponibles) or 'ninguno'}"
        )
    elegido = convenio or disponibles[0]
    if elegido not in disponibles:
        raise ErrorDeUso(f"no existe datos/convenios/{elegido}.yml; los que hay: {', '.join(disponibles)}")
    carpeta = raiz / "datos" / id_
    if carpeta.exists():
        raise ErrorDeUso(
            f"datos/{id_} ya existe: escoja otro nombre; para seguir con esa, ábrala en ./asamblea abrir"
        )
    archivos = esqueleto(
        raiz / "plantillas", id_, pedido.titular, pedido.territorio, dias, elegido, alcance, mesas
    )
    datos = {nombre: texto.encode() for nombre, texto in archivos.items()}
    if metodologia:
        datos[ARCHIVO] = metodologia_entera(raiz, id_)
    try:
        _escribir_junto(carpeta, datos)
    except OSError as error:
        # La de paso no le dice nada a nadie, y ya se borró.
        error.filename = str(carpeta)
        raise
    return [f"datos/{id_}/{nombre}" for nombre in datos]


def es_reservado(nombre: str) -> bool:
    """Si Windows no deja llamar así, con cualquier extensión, a una carpeta o a un archivo."""
    return re.fullmatch(_RESERVADOS, nombre.lower()) is not None


def _exigir_carpeta(id_: str) -> None:
    """ErrorDeUso, con uno que sí, si ese nombre no sirve en cualquier computador o ya es de otra cosa."""
    if id_ in COMUNES:
        raise ErrorDeUso(
            f"datos/{id_} es una carpeta común, no de una asamblea: use, por ejemplo, {id_}-2024"
        )
    if es_reservado(id_):
        raise ErrorDeUso(
            f"«{id_}» no sirve de carpeta: Windows se reserva ese nombre; use, por ejemplo, {id_}-2024"
        )
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) or len(id_) > 60:
        cual = slug(id_.rstrip("/").rpartition("/")[2])[:60].strip("-")
        raise ErrorDeUso(
            f"«{legible(id_)}» no sirve de carpeta: use minúsculas sin tildes, cifras y guiones, hasta 60; "
            f"por ejemplo, {cual if not es_reservado(cual) else f'{cual}-2024'}"
        )


def _escribir_junto(carpeta: Path, archivos: dict[str, bytes]) -> None:
    """Los arma al lado y les da su nombre al final: o está la carpeta entera, o no está."""
    with tempfile.TemporaryDirectory(dir=carpeta.parent, prefix=".nueva-") as ajena:
        temporal = Path(ajena) / carpeta.name
        temporal.mkdir()
        for nombre, datos in archivos.items():
            escribir(temporal / nombre, datos)
        temporal.rename(carpeta)
