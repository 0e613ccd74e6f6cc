"""La razón por escrito de lo que cambia respecto de lo ya publicado."""

from __future__ import annotations

from pathlib import Path

from generador.carga.pedido import de_orden
from generador.construccion.datos.examen import examinar
from generador.construccion.publicado.testigo import agendas_publicadas, devolver, hallazgo_de
from generador.edicion.aprobacion import Propuesta, exigir_fecha, exigir_sano, lectura_de
from generador.edicion.escritor import agregar
from generador.errores import ErrorDeUso, Hallazgo
from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.datos.agenda import Agenda, Rectificacion
from generador.modelo.expediente import Expediente
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.publico.apertura import abrir
from generador.modelo.publico.testigo import Cambio, sin_razon


def proponer_rectificacion(raiz: Path, id_: str, publicado: Path, razon: str, fecha: str) -> Propuesta:
    """La razón por escrito de lo que cambió respecto del sitio de la carpeta `publicado`.

    ErrorDeUso si no hay sitio o nada que explicar; ErrorDeDatos si los datos tienen errores. No escribe nada.
    """
    lectura = lectura_de(raiz, id_)
    examen = examinar(raiz)
    expediente = examen.expediente(id_)
    asamblea = expediente.asamblea
    vieja = _publicada(asamblea, publicado)
    if vieja is None:
        donde = publicado.relative_to(raiz) if publicado.is_relative_to(raiz) else publicado
        raise ErrorDeUso(f"en «{donde}» no hay una agenda publicada de esta asamblea: nada que explicar")
    if asamblea.agenda is None:
        raise ErrorDeUso(f"falta datos/{id_}/agenda.yml, donde se escribe la razón: {devolver(id_)}")
    if examen.carga.sitio is None:
        raise ErrorDeUso("datos/sitio.yml falta o no se entiende: ./asamblea validar dice qué corregir")
    faltan = _sin_razon(vieja, asamblea, examen.carga.sitio)
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


def por_explicar(raiz: Path, expediente: Expediente, sitio: Sitio) -> tuple[Hallazgo, ...]:
    """Lo que `site/` publica de una agenda aprobada y ya no dicen los datos, con la orden que lo explica."""
    asamblea = expediente.asamblea
    vieja = _publicada(asamblea, raiz / "site") if asamblea.aprobacion is not None else None
    if vieja is None:
        return ()
    return tuple(hallazgo_de(raiz, asamblea.id, c) for c in _sin_razon(vieja, asamblea, sitio))


def _publicada(asamblea: Asamblea, publicado: Path) -> AgendaAbierta | None:
    viejas = agendas_publicadas(publicado, lambda _: None)
    vieja = next((v for v in viejas if asamblea.id == v.asamblea.id), None)
    return vieja or next((v for v in viejas if asamblea.evento.codigo == v.asamblea.codigo), None)


def _sin_razon(vieja: AgendaAbierta, asamblea: Asamblea, sitio: Sitio) -> tuple[Cambio, ...]:
    return sin_razon(vieja, abrir(asamblea.publicable(), sitio, lambda codigo: f"https://x/{codigo}"))
