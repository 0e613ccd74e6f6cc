"""Las asambleas entre sí: cada una con su código, que es el de sus compromisos en todas partes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generador.errores import Hallazgo
from generador.modelo.expediente import Expediente
from generador.modelo.texto import enumerar


def revisar_conjunto(
    expedientes: Sequence[Expediente], publicado: Callable[[str], str | None] = lambda _: None
) -> Iterator[Hallazgo]:
    """Un error en cada asamblea que comparte «codigo» con otra, menos en la que ya se publicó con él.

    `publicado` da, por carpeta, el código con que se publicó esa asamblea; None si no se sabe de ninguno.
    """
    por_codigo: dict[str, list[Expediente]] = {}
    for e in expedientes:
        por_codigo.setdefault(e.asamblea.evento.codigo, []).append(e)
    for codigo, suyos in por_codigo.items():
        if len(suyos) == 1:
            continue
        duenas = [e for e in suyos if publicado(e.asamblea.id) == codigo]
        for e in suyos:
            if duenas == [e]:
                # Es la que ya se conoce con ese código: sobra la recién llegada.
                continue
            otras = [o for o in suyos if o is not e]
            fuente = e.fuentes["evento"]
            lugares = enumerar(_lugar(o) for o in otras)
            copias = [o for o in otras if _es_copia(e, o)]
            if copias:
                carpetas = enumerar(f"datos/{o.asamblea.id}" for o in copias)
                mensaje = f"esta asamblea es copia de {carpetas}: publicaría dos veces la misma agenda"
                ayuda = (
                    "borre la carpeta que sobra; para guardarla sin publicarla, póngale un nombre que "
                    "empiece por «_». Para otra asamblea, use ./asamblea nueva"
                )
            else:
                mensaje = f"{codigo} ya es el código de otra asamblea ({lugares})"
                ayuda = "póngale otro a la que no se ha publicado: va en cada compromiso y en sus citas"
            yield fuente.hallazgo(("codigo",), mensaje, ayuda)


def _lugar(expediente: Expediente) -> str:
    fuente = expediente.fuentes["evento"]
    return f"{fuente.archivo}:{fuente.lugar(('codigo',)).linea}"


def _es_copia(una: Expediente, otra: Expediente) -> bool:
    """Si dicen la misma agenda o, sin agenda, el mismo evento."""
    a, b = una.asamblea, otra.asamblea
    if a.agenda is not None and b.agenda is not None:
        return a.agenda == b.agenda or (
            a.aprobacion is not None
            and b.aprobacion is not None
            and a.aprobacion.huella == b.aprobacion.huella
        )
    return a.evento == b.evento and a.mesas == b.mesas
