"""Los formatos que pide una asamblea contra los que hay, y lo que necesitan los de taller."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generador.carga.mensajes import parecida
from generador.catalogo.formatos import FORMATOS
from generador.catalogo.inventario import Inventario
from generador.errores import ErrorDeUso, Hallazgo
from generador.modelo.expediente import Expediente
from generador.modelo.texto import enumerar


def revisar_formatos(expediente: Expediente) -> Iterator[Hallazgo]:
    """Un error por cada formato que no existe, también si está mal escrito: todos en una vuelta."""
    hay = [f.id for f in FORMATOS]
    for i, pedido in enumerate(expediente.asamblea.evento.formatos):
        if pedido not in hay:
            cerca = parecida(pedido, hay)
            yield expediente.fuentes["evento"].hallazgo(
                ("formatos", i),
                f"no hay un formato de pieza «{pedido}»",
                f"{f'¿quiso decir «{cerca}»? ' if cerca else ''}use uno de: {', '.join(hay)}",
            )


def exigir_perfil(raiz: Path, inventario: Inventario) -> None:
    """ErrorDeUso si alguna pieza va a un taller y falta el perfil de color, que es de otros."""
    from generador.salida.imprenta.taller import PERFIL

    van = dict.fromkeys(a.asamblea.id for a in inventario.artefactos if a.variante == "imprenta")
    if van and not (raiz / PERFIL).is_file():
        raise ErrorDeUso(
            f"falta {PERFIL}, el perfil de color de los PDF para taller; cópielo del repositorio original, "
            f"o escriba «para_taller: no» en {enumerar(f'datos/{id_}/evento.yml' for id_ in van)}"
        )
