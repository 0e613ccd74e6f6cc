"""Qué tiene de malo un archivo que se va a guardar, y a qué casilla del formulario le toca cada hallazgo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generador.carga.cargar import releer
from generador.errores import ErrorDeDatos, Hallazgo
from generador.local.editor.archivos import ArchivoEditable


def errores_de(crudo: bytes, archivo: ArchivoEditable) -> tuple[Hallazgo, ...]:
    """Los errores que ese archivo tiene por sí solo, sin mirar los demás."""
    try:
        releer(crudo, archivo.dicho, archivo.modelo)
    except ErrorDeDatos as error:
        return error.hallazgos
    return ()


def agregados(antes: Sequence[Hallazgo], despues: Sequence[Hallazgo]) -> tuple[Hallazgo, ...]:
    """Qué hallazgos de `despues` no estaban en `antes`, se haya movido o no lo que señalan."""
    hay = Counter(map(_cual, antes))
    nuevos = []
    for hallazgo in despues:
        if hay[_cual(hallazgo)]:
            hay[_cual(hallazgo)] -= 1
        else:
            nuevos.append(hallazgo)
    return tuple(nuevos)


def nombre_de(ruta: str) -> str:
    """Cómo se llama en el formulario lo que un mensaje nombra: «programa[3].fin» es «programa.2.fin»."""
    return re.sub(r"\[(\d+)\]", lambda m: f".{int(m[1]) - 1}", ruta)


def _cual(hallazgo: Hallazgo) -> tuple[str, str, str]:
    return re.sub(r"\[\d+\]", "[]", hallazgo.lugar.ruta), hallazgo.mensaje, hallazgo.ayuda
