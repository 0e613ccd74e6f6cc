"""Lo que una aprobación sella de cómo se trabajó: las sub-mesas de cada mesa y la metodología."""

from __future__ import annotations

from collections.abc import Iterable

from generador.modelo.aprobado.contenido import huella_de
from generador.modelo.datos.agenda import MetodoAprobado, SubmesasDeMesa
from generador.modelo.datos.mesas import Grupo
from generador.modelo.datos.metodologia import Metodologia


def huella_de_metodologia(metodologia: Metodologia) -> str:
    """SHA-256 hexadecimal de lo que dice, sin los campos vacíos: no depende de cómo esté escrito."""
    return huella_de(metodologia.model_dump(mode="json", exclude_defaults=True))


def metodo_de(grupos: Iterable[Grupo], metodologia: Metodologia) -> MetodoAprobado:
    """Lo que se sellaría si se aprobara con esas mesas y esa metodología."""
    return MetodoAprobado(
        submesas=tuple(SubmesasDeMesa(mesa=g.numero, submesas=len(g.submesas)) for g in grupos),
        huella=huella_de_metodologia(metodologia),
    )
