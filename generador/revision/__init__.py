"""Las reglas entre archivos: lo que cada uno dice bien por su lado y junto no cuadra."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generador.errores import Hallazgo, ordenados
from generador.modelo.asamblea import Sitio
from generador.modelo.datos.convenio import Convenio
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.personal.reserva import contactos_de, sedes_de
from generador.revision import (
    agenda,
    aprobacion,
    ciclo,
    consolidacion,
    convenio,
    fechas,
    informe,
    jornadas,
    letra,
    mesas,
    metodologia,
    nombres,
    pendientes,
    privacidad,
    programa,
    resultados,
    seguimiento,
    sitio,
    tardias,
    tiempos,
    votacion,
)
from generador.revision.conjunto import revisar_conjunto

__all__ = [
    "revisar",
    "revisar_conjunto",
    "revisar_convenio",
    "revisar_enlaces",
    "revisar_entre_todas",
    "revisar_metodologia",
    "revisar_sitio",
]

_REGLAS = (
    convenio.revisar,
    metodologia.revisar,
    jornadas.revisar,
    programa.revisar,
    tiempos.revisar,
    mesas.revisar,
    ciclo.revisar,
    fechas.revisar,
    informe.revisar,
    pendientes.revisar,
)
_CON_SUBMESAS = (
    resultados.revisar,
    agenda.revisar,
    aprobacion.revisar,
    consolidacion.revisar,
    tardias.revisar,
    votacion.revisar,
    seguimiento.revisar,
)
"""Las que necesitan el reparto de la gente: solo se miran si las mesas lo permiten."""


def revisar(expediente: Expediente) -> tuple[Hallazgo, ...]:
    """Los errores y advertencias de una asamblea, por archivo y línea. No lanza por los datos."""
    hallazgos = [h for regla in _REGLAS for h in regla(expediente)]
    hallazgos.extend(_con_salida(nombres.revisar(expediente), expediente))
    if mesas.repartibles(expediente.asamblea):
        hallazgos.extend(h for regla in _CON_SUBMESAS for h in regla(expediente))
    for _, modelo, fuente in expediente.archivos():
        suyos = privacidad.revisar(modelo, fuente, sedes_de(expediente.asamblea))
        hallazgos.extend(_con_salida(suyos, expediente))
        hallazgos.extend(letra.revisar(modelo, fuente))
    return ordenados(hallazgos)


def _con_salida(hallazgos: Iterable[Hallazgo], *expedientes: Expediente) -> Iterator[Hallazgo]:
    """Un dato personal en una agenda aprobada no se corrige editando: eso rompería la huella."""
    aprobados = {
        fuente.archivo: e.asamblea.id
        for e in expedientes
        for clave, fuente in e.fuentes.items()
        if e.asamblea.aprobacion and (clave in ("agenda", "seguimiento") or clave.startswith("resultados/"))
    }
    for h in hallazgos:
        orden = f"./asamblea errata {aprobados.get(h.lugar.archivo)} --suprimir"
        # Un avance se firma al publicarse: el que aún no lo está se corrige como cualquier otro texto.
        retirelo = f"retírelo con {orden}"
        if h.lugar.archivo.endswith("/seguimiento.yml"):
            retirelo = f"si ese avance no se ha publicado, bórrelo de ahí; si ya se publicó, {retirelo}"
        if h.lugar.archivo not in aprobados:
            yield h
        elif h.gravedad == "error":
            yield replace(h, ayuda=f"está en una agenda aprobada, que no se edita: {retirelo}")
        elif h.ayuda == nombres.AYUDA:
            _, _, si_no_lo_es = nombres.AYUDA.partition("; ")
            yield replace(h, ayuda=f"si es una persona, {retirelo}; {si_no_lo_es}")
        else:
            yield h


def revisar_enlaces(expediente: Expediente, datos: Sitio) -> tuple[Hallazgo, ...]:
    """Los errores de los enlaces de una asamblea, que solo pueden decir el contacto que declara sitio.yml."""
    contactos = contactos_de(datos)
    return ordenados(
        h
        for _, modelo, fuente in expediente.archivos()
        for h in privacidad.revisar_enlaces(modelo, fuente, contactos)
    )


def revisar_entre_todas(
    expedientes: Iterable[Expediente], datos: Sitio, fuente: Fuente
) -> tuple[Hallazgo, ...]:
    """Lo que solo se ve con todas las asambleas y sitio.yml juntos: los nombres de personas."""
    hallados = nombres.revisar_entre_todas(expedientes, datos, fuente)
    return ordenados(_con_salida(hallados, *expedientes))


def revisar_convenio(datos: Convenio, fuente: Fuente) -> tuple[Hallazgo, ...]:
    """Los errores y advertencias de un convenio, lo cite alguna asamblea o no."""
    return ordenados(
        [
            *convenio.de_archivo(datos, fuente),
            *privacidad.revisar(datos, fuente),
            *letra.revisar(datos, fuente),
        ]
    )


def revisar_metodologia(datos: Metodologia, fuente: Fuente) -> tuple[Hallazgo, ...]:
    """Los errores y advertencias de la metodología común, la use alguna asamblea o no."""
    return ordenados(
        [
            *metodologia.de_archivo(datos, fuente),
            *privacidad.revisar(datos, fuente),
            *letra.revisar(datos, fuente),
        ]
    )


def revisar_sitio(datos: Sitio, fuente: Fuente) -> tuple[Hallazgo, ...]:
    """Los errores y advertencias de sitio.yml."""
    return ordenados(
        [
            *sitio.revisar(datos, fuente),
            *privacidad.revisar(datos, fuente),
            *privacidad.revisar_enlaces(datos, fuente, contactos_de(datos)),
            *letra.revisar(datos, fuente),
            *pendientes.de_archivo(datos, fuente, "advertencia"),
        ]
    )
