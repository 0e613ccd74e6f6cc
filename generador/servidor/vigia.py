"""Qué hay en las carpetas de entrada: dos fotos distintas son un cambio."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from generador.modelo.privado import es_privada
from generador.salida.almacen.recuerdo import ENTRADAS

Vistazo = dict[str, tuple[int, int, int]]
"""Por ruta, cuándo cambió (nanosegundos), cuánto pesa (bytes) y qué archivo es (inodo)."""
PAUSA_S = 0.25
"""Cada cuánto se mira, en segundos."""


def vistazo(raiz: Path) -> Vistazo:
    """Todo lo que decide el sitio; lo que se borra mientras se mira simplemente no sale."""
    tomada: Vistazo = {}
    pendientes = [raiz / e for e in ENTRADAS]
    while pendientes:
        ruta = pendientes.pop()
        try:
            estado = ruta.stat()
            if ruta.is_dir():
                hijos = [Path(e.path) for e in os.scandir(ruta) if not e.name.startswith(".")]
                pendientes += [h for h in hijos if not es_privada(h)]
        except OSError:
            continue
        tomada[str(ruta)] = (estado.st_mtime_ns, estado.st_size, estado.st_ino)
    return tomada


def esperar_cambio(raiz: Path, antes: Vistazo, dormir: Callable[[float], bool]) -> Vistazo | None:
    """La foto cuando las entradas cambiaron y ya se quedaron quietas; None si `dormir` dice que se acabó.

    Un editor guarda en varios pasos (borra, escribe, renombra): se espera a ver lo mismo dos veces.
    """
    anterior = antes
    while not dormir(PAUSA_S):
        ahora = vistazo(raiz)
        if ahora != antes and ahora == anterior:
            return ahora
        anterior = ahora
    return None
