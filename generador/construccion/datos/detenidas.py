"""Las asambleas que hoy tienen errores: con qué se publican mientras tanto, para que las demás sigan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from generador.carga.cargar import Comun, cargar_asamblea
from generador.construccion.datos.examen import revisar_asamblea
from generador.construccion.datos.respaldo import copia_de
from generador.errores import ErrorDeDatos, Hallazgo, Lugar
from generador.modelo.expediente import Expediente
from generador.revision import revisar_conjunto, revisar_entre_todas


def respaldos(
    raiz: Path, comun: Comun, detenidas: Collection[str], sanas: Iterable[Expediente]
) -> Mapping[str, Expediente]:
    """Por asamblea detenida, su última versión buena, leída y revisada con los archivos comunes de hoy.

    Falta la que no tenga. ErrorDeDatos si alguna ya no sirve con lo común o junto a las sanas: sin ella no se
    publica lo demás, porque desaparecería del sitio.
    """
    copias = {id_: copia for id_ in detenidas if (copia := copia_de(raiz, id_)) is not None}
    leidas = {id_: cargar_asamblea(copia, comun) for id_, copia in copias.items()}
    hallados = {id_: leida.expediente for id_, leida in leidas.items() if leida.expediente is not None}
    dichos = [h for leida in leidas.values() for h in leida.hallazgos]
    dichos += _revisados(raiz, comun, hallados, copias, sanas)
    if len(hallados) < len(copias) or any(h.gravedad == "error" for h in dichos):
        malas = {id_ for id_ in copias for h in dichos if h.gravedad == "error" and _es_de(h, id_)}
        raise ErrorDeDatos([_inservible(id_) for id_ in sorted(malas or copias)])
    return hallados


def _revisados(
    raiz: Path,
    comun: Comun,
    hallados: Mapping[str, Expediente],
    copias: Mapping[str, Path],
    sanas: Iterable[Expediente],
) -> Iterator[Hallazgo]:
    todas = [*sanas, *hallados.values()]
    for id_, expediente in hallados.items():
        yield from revisar_asamblea(raiz, expediente, comun.sitio, copias[id_])
    yield from revisar_conjunto(todas)
    if comun.sitio is not None and comun.fuente_sitio is not None:
        yield from revisar_entre_todas(todas, comun.sitio, comun.fuente_sitio)


def _es_de(hallazgo: Hallazgo, id_: str) -> bool:
    return hallazgo.lugar.archivo.startswith(f"datos/{id_}/")


def _inservible(id_: str) -> Hallazgo:
    return Hallazgo(
        Lugar(f"datos/{id_}"),
        "tiene errores, y su última versión buena ya no sirve con los demás archivos de hoy",
        "corrija los errores de esta carpeta: sin ella no se publica nada, para no borrarla del sitio",
    )
