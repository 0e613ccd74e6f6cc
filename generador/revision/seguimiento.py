"""Los avances contra la agenda aprobada y la fecha de referencia."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generador.errores import Hallazgo
from generador.modelo.aprobado.movimientos import quedo_en
from generador.modelo.datos.seguimiento import Avance, EstadoDeCompromiso, Seguimiento
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import enumerar
from generador.revision.comun import quiso_decir
from generador.revision.hoy import ayuda_de_futuro, hoy


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """El archivo seguimiento.yml."""
    asamblea, seguimiento = expediente.asamblea, expediente.asamblea.seguimiento
    if seguimiento is None or "agenda" in expediente.ilegibles:
        return
    fuente = expediente.fuentes["seguimiento"]
    if asamblea.aprobacion is None:
        yield fuente.hallazgo(
            (),
            "hay seguimiento y la agenda no está aprobada",
            "apruébela primero con ./asamblea aprobar, o quite este archivo",
        )
        return
    aprobada = asamblea.aprobacion.fecha
    if seguimiento.fecha_de_referencia < aprobada:
        yield fuente.hallazgo(
            ("fecha_de_referencia",),
            f"es anterior a la aprobación ({aprobada})",
            "ponga el último día del que se sabe algo",
        )
    if seguimiento.fecha_de_referencia > hoy():
        yield fuente.hallazgo(
            ("fecha_de_referencia",),
            f"{seguimiento.fecha_de_referencia} todavía no llega: nadie sabe qué habrá pasado",
            ayuda_de_futuro(),
        )
    codigos = [c.codigo for c in asamblea.compromisos]
    contenidos = [v.contenido for v in asamblea.versiones]
    fotos = [f.archivo for f in asamblea.evento.medios]
    for i, avance in enumerate(seguimiento.avances):
        if avance.compromiso not in codigos:
            quedo = quedo_en(contenidos, avance.compromiso)
            yield fuente.hallazgo(
                ("avances", i, "compromiso"),
                f"no existe el compromiso {avance.compromiso}"
                if quedo is None
                else f"el compromiso {avance.compromiso} ya no está en la agenda: se consolidó",
                f"{quiso_decir(avance.compromiso, codigos)}Los códigos están en agenda.yml"
                if quedo is None
                else _en_cual(quedo),
            )
        if avance.fecha < aprobada:
            yield fuente.hallazgo(
                ("avances", i, "fecha"),
                f"el avance es anterior a la aprobación ({aprobada})",
                "revise la fecha: lo de antes de aprobar no es seguimiento",
            )
        elif avance.fecha > hoy():
            yield fuente.hallazgo(
                ("avances", i, "fecha"),
                f"el avance es del {avance.fecha}, que todavía no llega",
                ayuda_de_futuro(),
            )
        elif avance.fecha > seguimiento.fecha_de_referencia:
            yield fuente.hallazgo(
                ("avances", i, "fecha"),
                f"el avance es posterior a la fecha de referencia ({seguimiento.fecha_de_referencia})",
                "adelante «fecha_de_referencia», o revise la fecha",
            )
        if avance.evidencia is not None and avance.evidencia.foto not in (None, *fotos):
            yield fuente.hallazgo(
                ("avances", i, "evidencia", "foto"),
                f"«{avance.evidencia.foto}» no es una de las fotos de «medios», en evento.yml",
                f"{quiso_decir(avance.evidencia.foto or '', fotos)}Agréguela allí con su «alt», su «credito» "
                "y su «consentimiento», y copie el archivo en medios/",
            )
    yield from _repetidos(seguimiento, fuente)
    for i in _raros(seguimiento):
        yield fuente.hallazgo(
            ("avances", i, "estado"),
            f"{seguimiento.avances[i].compromiso} pasa de {_anterior(seguimiento, i).estado.nombre} a "
            f"{seguimiento.avances[i].estado.nombre}",
            "revise el estado y la fecha; si es cierto, deje este aviso y explíquelo en el texto",
            "advertencia",
        )
    if not seguimiento.demostracion and asamblea.agenda and asamblea.agenda.demostracion:
        yield fuente.hallazgo(
            ("demostracion",),
            "la agenda es de demostración y su seguimiento se presenta como real",
            "escriba «demostracion: true» en seguimiento.yml",
        )


def _en_cual(quedo: tuple[str, ...]) -> str:
    """Dónde se anota el avance de un compromiso que se consolidó."""
    if not quedo:
        return "lo suyo quedó por fuera, con su razón: quite el avance"
    como = "ponga ese código" if len(quedo) == 1 else "ponga el que corresponda"
    return (
        f"lo suyo quedó en {enumerar(quedo)}: {como}. Si el avance ya se había publicado, construir pedirá "
        "la razón: ./asamblea rectificar"
    )


def _repetidos(seguimiento: Seguimiento, fuente: Fuente) -> Iterator[Hallazgo]:
    """Sin su número, quien sigue el canal no sabe cuál de los avances de un día es cuál."""
    usados: dict[tuple[str, date], set[int]] = {}
    for i, a in enumerate(seguimiento.avances):
        suyos = usados.setdefault((a.compromiso, a.fecha), set())
        if a.numero in suyos:
            libre = next(n for n in range(2, len(seguimiento.avances) + 2) if n not in suyos)
            yield fuente.hallazgo(
                ("avances", i),
                f"ya hay un avance de {a.compromiso} del {a.fecha} con el número {a.numero}",
                f"agréguele «numero: {libre}» al que se escribió de último; los demás no cambian",
            )
        suyos.add(a.numero)


def _historia(seguimiento: Seguimiento, codigo: str) -> list[int]:
    """Los puestos de los avances de un compromiso, por fecha."""
    suyos = [i for i, a in enumerate(seguimiento.avances) if a.compromiso == codigo]
    return sorted(suyos, key=lambda i: seguimiento.avances[i].fecha)


def _anterior(seguimiento: Seguimiento, puesto: int) -> Avance:
    historia = _historia(seguimiento, seguimiento.avances[puesto].compromiso)
    return seguimiento.avances[historia[historia.index(puesto) - 1]]


def _raros(seguimiento: Seguimiento) -> Iterator[int]:
    """Los que deshacen un final (cumplido → en marcha) o vuelven a «sin iniciar» lo ya empezado."""
    for codigo in dict.fromkeys(a.compromiso for a in seguimiento.avances):
        historia = _historia(seguimiento, codigo)
        for antes, despues in pairwise(historia):
            era, es = seguimiento.avances[antes].estado, seguimiento.avances[despues].estado
            vuelve = es == EstadoDeCompromiso.SIN_INICIAR and era != EstadoDeCompromiso.SIN_INICIAR
            if vuelve or (era.final and es != era):
                yield despues
