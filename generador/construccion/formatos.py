"""Los formatos que pide una asamblea contra los que hay."""

from __future__ import annotations

from collections.abc import Iterator

from generador.catalogo.formatos import FORMATOS
from generador.errores import Hallazgo
from generador.modelo.expediente import Expediente
from generador.revision.comun import quiso_decir


def revisar_formatos(expediente: Expediente) -> Iterator[Hallazgo]:
    """Un error por cada formato que no existe."""
    hay = [f.id for f in FORMATOS]
    for i, pedido in enumerate(expediente.asamblea.evento.formatos):
        if pedido not in hay:
            yield expediente.fuentes["evento"].hallazgo(
                ("formatos", i),
                f"no hay un formato de pieza «{pedido}»",
                f"{quiso_decir(pedido, hay)}use uno de: {', '.join(hay)}",
            )
