"""Las asambleas que se pueden usar hoy, aunque otra no se pueda leer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generador.carga.cargar import cargar
from generador.errores import ErrorDeUso
from generador.modelo.asamblea import Asamblea


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
    raise ErrorDeUso(no_existe(id_, carga.carpetas))


def no_existe(id_: str, hay: Sequence[str]) -> str:
    """Lo que se dice de una asamblea que no está entre las que hay."""
    return f"no existe la asamblea «{id_}»; las que hay: {', '.join(hay) or 'ninguna'}"
