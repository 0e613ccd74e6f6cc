"""Antes de publicar, compara con lo que el sitio ya dice; y deja por escrito la razón de lo que cambie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generador.carga.cargar import de_orden
from generador.carga.escritor import agregar
from generador.carga.lector import leer
from generador.construccion.aprobacion import Propuesta, exigir_fecha, exigir_sano, lectura_de
from generador.construccion.examen import examinar
from generador.errores import ErrorDeDatos, ErrorDeUso, Hallazgo, Lugar
from generador.modelo.abierto import AgendaAbierta
from generador.modelo.agenda import Agenda, Rectificacion
from generador.modelo.apertura import abrir
from generador.modelo.evento import Estado
from generador.modelo.testigo import Cambio, sin_razon
from generador.salida.abiertos.documento_json import leer_json

_DONDE = "*/descargas/agenda.json"


def exigir_razones(raiz: Path, nuevo: Path, publicado: Path, decir: Callable[[str], None]) -> None:
    """ErrorDeDatos si `nuevo` borra o cambia algo aprobado de `publicado` sin su razón por escrito.

    Los dos son carpetas de un sitio armado. Sin sitio anterior no hay con qué comparar: se dice.
    """
    nuevas = _agendas(nuevo, decir)
    viejas = _agendas(publicado, decir)
    if not publicado.exists() and any(a.estado == Estado.APROBADA.value for a in nuevas):
        decir("No había un sitio anterior con qué comparar: lo aprobado se publica sin testigo.")
    hallazgos = []
    for vieja in viejas:
        suya = next((n for n in nuevas if n.asamblea.id == vieja.asamblea.id), None)
        # Una carpeta puede cambiar de nombre: el código no se repite.
        suya = suya or next((n for n in nuevas if n.asamblea.codigo == vieja.asamblea.codigo), None)
        id_ = (suya or vieja).asamblea.id
        hallazgos += [_hallazgo(raiz, id_, c, perdida=suya is None) for c in sin_razon(vieja, suya)]
    if hallazgos:
        raise ErrorDeDatos(hallazgos)


def proponer_rectificacion(raiz: Path, id_: str, publicado: Path, razon: str, fecha: str) -> Propuesta:
    """La razón por escrito de lo que cambió respecto del sitio de la carpeta `publicado`.

    ErrorDeUso si no hay sitio o nada que explicar; ErrorDeDatos si los datos tienen errores. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    expediente = examen.expediente(id_)
    asamblea = expediente.asamblea
    if asamblea.agenda is None or examen.carga.sitio is None:
        raise ErrorDeUso(f"falta datos/{id_}/agenda.yml, donde se escribe la razón")
    viejas = _agendas(publicado, lambda _: None)
    vieja = next((v for v in viejas if id_ == v.asamblea.id), None)
    vieja = vieja or next((v for v in viejas if asamblea.evento.codigo == v.asamblea.codigo), None)
    if vieja is None:
        raise ErrorDeUso(f"en «{publicado}» no hay una agenda publicada de esta asamblea: nada que explicar")
    nueva = abrir(asamblea.publicable(), examen.carga.sitio, lambda codigo: f"https://x/{codigo}")
    faltan = sin_razon(vieja, nueva)
    if not faltan:
        raise ErrorDeUso("nada de lo publicado se borra ni cambia: no hace falta ninguna razón")
    pedida = {
        "fecha": fecha,
        "razon": razon,
        "huella_publicada": vieja.huella or vieja.huella_aprobada or "0" * 64,
        "cambios": [c.como_rectificado.model_dump() for c in faltan],
    }
    rectificacion = de_orden(Rectificacion, pedida)
    exigir_fecha(rectificacion.fecha)
    ruta = raiz / "datos" / id_ / "agenda.yml"
    datos = agregar(ruta.read_bytes(), "rectificaciones", rectificacion.model_dump(mode="json"))
    exigir_sano(expediente, {"agenda": (datos, Agenda)})
    resumen = "\n".join(
        (
            "Respecto de lo que está publicado:",
            *(f"  {c.que}" for c in faltan),
            f"Razón: {rectificacion.razon}",
            "Las dos cosas se publican en la página de versiones.",
        )
    )
    return Propuesta(resumen, {ruta: datos}, rectificacion.huella_publicada, lectura)


def _agendas(sitio: Path, decir: Callable[[str], None]) -> list[AgendaAbierta]:
    agendas = []
    for archivo in sorted(sitio.glob(_DONDE)):
        try:
            agendas.append(leer_json(archivo.read_bytes())[0])
        except (OSError, ValueError):
            decir(f"No se puede leer {archivo}: con esa agenda no se compara.")
    return agendas


def _hallazgo(raiz: Path, id_: str, cambio: Cambio, *, perdida: bool) -> Hallazgo:
    archivo = f"datos/{id_}/{cambio.archivo}.yml"
    if perdida:
        estados = "con «estado: aprobada», o «borrador» si la aprobación ya no vale"
        ayuda = f"devuelva la carpeta datos/{id_}, {estados}"
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
