"""Las asambleas que se pueden usar hoy, aunque otra no se pueda leer."""

from __future__ import annotations

from pathlib import Path

from generador.carga.cargar import cargar
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea
from generador.revision.comun import quiso_decir


def asambleas(raiz: Path, id_: str | None) -> list[Asamblea]:
    """La asamblea de esa carpeta, o todas las que se pudieron leer. ErrorDeUso si no existe o no se lee."""
    carga = cargar(raiz)
    hay = {e.asamblea.id: e.asamblea for e in carga.expedientes}
    if id_ is None:
        return list(hay.values())
    if id_ in hay:
        return [hay[id_]]
    if id_ in carga.carpetas:
        raise ErrorDeUso(f"los datos de «{id_}» no se pueden leer: corríjalos con ./asamblea validar {id_}")
    raise ErrorDeUso(f"no hay carpeta datos/{id_}. {quiso_decir(id_, carga.carpetas)}".rstrip())
