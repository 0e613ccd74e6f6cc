"""Lo que llegó después del acto: con su fecha y su razón se publica aparte; sin ellas, es un solo error."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.expediente import Expediente
from generador.modelo.texto import plural
from generador.revision.comun import repetidos
from generador.revision.hoy import ayuda_de_futuro, hoy


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Cada hoja que no estaba al aprobar, y cada anotación de las que llegaron después."""
    agenda, asamblea = expediente.asamblea.agenda, expediente.asamblea
    if agenda is None or any(clave.startswith("resultados/") for clave in expediente.ilegibles):
        return
    dichas = {r.submesa for r in agenda.recibidos}
    for hoja in asamblea.tardias:
        if hoja.submesa not in dichas:
            yield expediente.fuentes[f"resultados/{hoja.submesa}"].hallazgo(
                ("submesa",),
                f"la hoja de {hoja.submesa} no estaba cuando se aprobó la agenda: trae "
                f"{plural(len(hoja.aportes), 'aporte', 'aportes')}",
                "si llegó después, déjela y anótela con su razón, sin cambiar lo firmado: ./asamblea recibir "
                f'{asamblea.id} {hoja.submesa} --razon "…" --fecha AAAA-MM-DD; si no es de esta, quítela',
            )
    yield from _anotadas(expediente)


def _anotadas(expediente: Expediente) -> Iterator[Hallazgo]:
    agenda, fuente = expediente.asamblea.agenda, expediente.fuentes["agenda"]
    assert agenda is not None
    acto = agenda.aprobacion
    if agenda.recibidos and acto is None:
        yield fuente.hallazgo(
            ("recibidos",),
            "dice que hubo hojas recibidas después del acto y la agenda no está aprobada",
            "quite «recibidos»: mientras sea borrador, una hoja entra como las demás",
            clave=True,
        )
        return
    yield from repetidos(fuente, "recibidos", "submesa", [r.submesa for r in agenda.recibidos], "la hoja de")
    tarde = {r.submesa for r in expediente.asamblea.tardias}
    for i, r in enumerate(agenda.recibidos):
        assert acto is not None
        if r.submesa not in tarde:
            esta = f"resultados/{r.submesa}" in expediente.fuentes
            yield fuente.hallazgo(
                ("recibidos", i, "submesa"),
                f"la hoja de {r.submesa} ya estaba cuando se aprobó"
                if esta
                else f"falta la hoja de {r.submesa}, que se recibió el {r.fecha}",
                "quite esta anotación; lo de esa hoja se corrige con ./asamblea errata"
                if esta
                else f"devuelva resultados/{r.submesa}.yml, de una copia o del historial del repositorio; si "
                f"no lo tiene, empiécelo con ./asamblea hojas {expediente.asamblea.id} {r.submesa} y vuelva "
                "a pasar lo que entregó, o borre esta anotación si todavía no se ha publicado",
            )
        if r.fecha > hoy():
            yield fuente.hallazgo(
                ("recibidos", i, "fecha"), f"se recibió el {r.fecha}, que todavía no llega", ayuda_de_futuro()
            )
        elif r.fecha < acto.fecha:
            yield fuente.hallazgo(
                ("recibidos", i, "fecha"),
                f"se recibió el {r.fecha}, antes del acto ({acto.fecha})",
                "ponga el día en que llegó; lo que llegó antes se aprobaba con lo demás",
            )
