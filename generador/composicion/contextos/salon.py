"""Lo propio de lo que se pega o se reparte en el salón y de lo que se encarga por fuera."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generador.catalogo.inventario import Artefacto
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.documento import DeDocumento, campos_de_asamblea
from generador.composicion.papel.encargo import RenglonDeEncargo, final_de_archivo, renglones_de_encargo


@dataclass(frozen=True, slots=True, kw_only=True)
class DelEncargo(DeDocumento):
    """Lo que se le pide a un taller."""

    encargados: tuple[RenglonDeEncargo, ...]
    final: str
    """En qué terminan los nombres de todos los archivos."""


def _encargo(acervo: Acervo, a: Artefacto) -> DelEncargo:
    return DelEncargo(
        **campos_de_asamblea(acervo, a),
        encargados=renglones_de_encargo(a.asamblea),
        final=final_de_archivo(a.asamblea),
    )


DEL_SALON: Mapping[str, Callable[[Acervo, Artefacto], DeDocumento]] = {
    "orden-de-imprenta": _encargo,
}
"""Quién arma lo de cada uno."""
