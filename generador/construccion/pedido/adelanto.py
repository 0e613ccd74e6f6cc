"""Las páginas antes que los impresos: un cambio se ve en segundos, con los PDF y las piezas de la última vez.

Solo para `servir`: lo que se publica nunca sale de aquí.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.disco import CACHE, como_json, escribir, escribir_si_cambia, sha256

VARIABLE_ADELANTO = "ASAMBLEAS_ADELANTO"
_NOTA = "impresos.json"
_PENDIENTE = "por-imprimir"
"""Un archivo vacío en el lugar de lo que nunca se ha impreso: quien sirve el sitio lo dice."""


def anotar(raiz: Path, productos: Mapping[str, Producto]) -> None:
    """Recuerda dónde quedó cada impreso, por su ruta en el sitio."""
    nota = {
        ruta: {"archivo": p.archivo.relative_to(raiz).as_posix(), "registro": asdict(p.registro)}
        for ruta, p in productos.items()
        if p.archivo.is_relative_to(raiz)
    }
    escribir(raiz / CACHE / _NOTA, como_json(nota))


def anteriores(raiz: Path, rutas: Iterable[str]) -> dict[str, Producto]:
    """Los impresos de la última vez para esas rutas; los que no haya, vacíos."""
    try:
        nota = json.loads((raiz / CACHE / _NOTA).read_bytes())
    except (OSError, ValueError):
        nota = {}
    pendiente = raiz / CACHE / _PENDIENTE
    escribir_si_cambia(pendiente, b"")
    # El almacén puede ser un enlace a otro disco: lo suyo es lo que está en él de verdad.
    suyas = tuple(os.path.realpath(c) + os.sep for c in (raiz / CACHE, Almacen(raiz).carpeta))
    falta = Constancia(sha256(b""), 0, 1, 0.0, 0.0, 0.0)
    productos = {}
    for ruta in rutas:
        archivo, registro = pendiente, falta
        try:
            suyo = raiz / nota[ruta]["archivo"]
            if suyo.is_file() and os.path.realpath(suyo).startswith(suyas):
                archivo, registro = suyo, Constancia(**nota[ruta]["registro"])
        except (KeyError, TypeError, OSError):
            pass
        productos[ruta] = Producto(ruta, archivo, registro, nuevo=False)
    return productos
