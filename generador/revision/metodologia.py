"""La metodología ha de traer sus tres fichas, las tres preguntas del plan y pasos que no se confundan."""

from __future__ import annotations

from collections.abc import Iterator

from generador.errores import Hallazgo
from generador.modelo.color import CONTRASTE_MINIMO, contraste
from generador.modelo.datos.metodologia import Metodologia, TipoFicha
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Fuente
from generador.modelo.texto import enumerar
from generador.revision.comun import coma, repetidos

_CAMPOS_DEL_PLAN = ("quien", "como", "cuando")


def revisar(expediente: Expediente) -> Iterator[Hallazgo]:
    """Fichas, plan y pasos de la metodología con que trabaja esa asamblea."""
    yield from de_archivo(expediente.asamblea.metodologia, expediente.fuentes["metodologia"])


def de_archivo(metodologia: Metodologia, fuente: Fuente) -> Iterator[Hallazgo]:
    """Lo mismo de una metodología cualquiera; `fuente` es de donde salió."""
    yield from _completos(fuente, "fichas", "tipo", [f.tipo for f in metodologia.fichas], list(TipoFicha))
    yield from _completos(fuente, "plan", "campo", [p.campo for p in metodologia.plan], _CAMPOS_DEL_PLAN)
    yield from repetidos(fuente, "pasos", "id", [p.id for p in metodologia.pasos], "el paso")
    yield from _distinguibles(metodologia, fuente)
    if not metodologia.pasos:
        yield fuente.hallazgo(
            ("pasos",), "no hay pasos: la guía de mesa saldría vacía", "escriba al menos uno"
        )


def _completos(
    fuente: Fuente, lista: str, campo: str, hay: list[str], esperados: list[str] | tuple[str, ...]
) -> Iterator[Hallazgo]:
    faltan = [f"«{e}»" for e in map(str, esperados) if e not in hay]
    if faltan:
        yield fuente.hallazgo(
            (lista,),
            f"{'falta' if len(faltan) == 1 else 'faltan'} en {lista}: {enumerar(faltan)}",
            f"cada {campo} va una vez: {enumerar(map(str, esperados))}",
        )
    yield from repetidos(fuente, lista, campo, [str(h) for h in hay], f"{campo}")


def _distinguibles(metodologia: Metodologia, fuente: Fuente) -> Iterator[Hallazgo]:
    for i, ficha in enumerate(metodologia.fichas):
        razon = contraste(ficha.tinta, ficha.fondo)
        if razon < CONTRASTE_MINIMO:
            # Hacia abajo: 4,49 no debe leerse «4,5».
            yield fuente.hallazgo(
                ("fichas", i, "tinta"),
                f"{ficha.tinta} sobre {ficha.fondo} da un contraste de {coma(int(razon * 100) / 100)}:1; "
                f"hace falta {coma(CONTRASTE_MINIMO)}:1 para leerse",
                "oscurezca la tinta o aclare el fondo",
            )
    for i, ficha in enumerate(metodologia.fichas):
        iguales = [f for f in metodologia.fichas[:i] if f.trama == ficha.trama and f.tipo != ficha.tipo]
        if iguales:
            yield fuente.hallazgo(
                ("fichas", i, "trama"),
                f"la ficha «{iguales[0].nombre}» también lleva «{ficha.trama}»: fotocopiadas se confunden",
                "use otra: rayas, puntos o cuadros",
                "advertencia",
            )
