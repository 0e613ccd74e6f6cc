"""Antes de publicar, compara con lo que el sitio ya dice; y deja por escrito la razón de lo que cambie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generador.carga.lectura.lector import leer
from generador.errores import ErrorDeDatos, Hallazgo, Lugar
from generador.modelo.datos.evento import Estado
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.testigo import Cambio, sin_razon
from generador.salida.abiertos.documento_json import leer_json

_DONDE = "*/descargas/agenda.json"


def exigir_razones(raiz: Path, nuevo: Path, publicado: Path, decir: Callable[[str], None]) -> None:
    """ErrorDeDatos si `nuevo` borra o cambia algo aprobado de `publicado` sin su razón por escrito.

    Los dos son carpetas de un sitio armado. Sin sitio anterior no hay con qué comparar: se dice.
    """
    nuevas = agendas_publicadas(nuevo, decir)
    viejas = agendas_publicadas(publicado, decir)
    if not publicado.exists() and any(a.estado == Estado.APROBADA.value for a in nuevas):
        decir("No había un sitio anterior con qué comparar: lo aprobado se publica sin testigo.")
    hallazgos = []
    for vieja in viejas:
        suya = next((n for n in nuevas if n.asamblea.id == vieja.asamblea.id), None)
        # Una carpeta puede cambiar de nombre: el código no se repite.
        suya = suya or next((n for n in nuevas if n.asamblea.codigo == vieja.asamblea.codigo), None)
        id_ = (suya or vieja).asamblea.id
        hallazgos += [hallazgo_de(raiz, id_, c, perdida=suya is None) for c in sin_razon(vieja, suya)]
    if hallazgos:
        raise ErrorDeDatos(hallazgos)


def agendas_publicadas(sitio: Path, decir: Callable[[str], None]) -> list[AgendaAbierta]:
    """Las agendas que publica la carpeta `sitio`; de la que no se pueda leer, se dice y no va."""
    agendas = []
    for archivo in sorted(sitio.glob(_DONDE)):
        try:
            agendas.append(leer_json(archivo.read_bytes())[0])
        except (OSError, ValueError):
            decir(f"No se puede leer {archivo}: con esa agenda no se compara.")
    return agendas


def devolver(id_: str) -> str:
    """De dónde se saca otra vez el agenda.yml de una asamblea cuya agenda ya se publicó."""
    cual = f"datos/{id_}/agenda.yml"
    return (
        f"esa agenda ya está publicada; devuelva el archivo que se publicó, de una copia o del historial del "
        f"repositorio («git log -- {cual}» dice en qué revisión estaba y «git checkout REVISIÓN -- {cual}» "
        "lo trae)"
    )


def hallazgo_de(raiz: Path, id_: str, cambio: Cambio, *, perdida: bool = False) -> Hallazgo:
    """Un cambio sin su razón, con su renglón y su remedio; `perdida`, si la agenda ya no se publica."""
    archivo = f"datos/{id_}/{cambio.archivo}.yml"
    if perdida:
        estados = "con «estado: aprobada», o «borrador» si la aprobación ya no vale"
        ayuda = f"devuelva la carpeta datos/{id_}, {estados}"
        carpeta = raiz / "datos" / id_
        if carpeta.is_dir() and not (carpeta / "agenda.yml").exists():
            ayuda = devolver(id_)
        return Hallazgo(Lugar(archivo), cambio.que, ayuda)
    ayuda = (
        "deshaga el cambio; si es como debe ser, deje la razón por escrito: ./asamblea rectificar "
        f'{id_} --razon "…" --fecha AAAA-MM-DD'
    )
    mensaje = f"respecto de lo publicado, {cambio.que}"
    try:
        return leer(raiz / archivo, archivo).hallazgo(cambio.ruta, mensaje, ayuda, clave=True)
    except (OSError, ErrorDeDatos):
        return Hallazgo(Lugar(archivo), mensaje, ayuda)
