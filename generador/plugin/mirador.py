"""`python -P -m generador.plugin.mirador CARPETA`: lo que se le pida de ese proyecto, sin publicarlo.

Lee por la entrada un pedido por renglón, `{"ruta": …}`, y responde por la salida con otro renglón de JSON:
los bytes, lo que hay que corregir o por qué no salió. Con `"proyeccion": ID`, lo que se proyecta de esa
asamblea o, si hay ruta, un archivo de los que pide. Vive mientras viva quien lo llamó.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generador.composicion.comun.entorno import ubicada
from generador.construccion.vista import Vista
from generador.errores import ErrorDeDatos
from generador.plugin.suelta import vista_de
from generador.salida.disco import explicar
from generador.salida.vida import morir_con_quien_llama


def responder(raiz: Path, pedidos: Iterator[str]) -> Iterator[str]:
    """La respuesta de cada pedido; lo que falla en uno no impide el siguiente."""
    vista: Vista | None = None
    for pedido in pedidos:
        try:
            vista = vista or vista_de(raiz)
            dicho = _respuesta(vista, **json.loads(pedido))
        except ErrorDeDatos as error:
            dicho = {"hallazgos": [asdict(h) for h in error.hallazgos]}
        except Exception as error:
            dicho = {"falla": str(ubicada(error, raiz / "plantillas") or explicar(raiz, error))}
        yield json.dumps(dicho)


def _respuesta(vista: Vista, ruta: str, proyeccion: str = "") -> dict[str, Any]:
    if proyeccion:
        hecho = vista.ya_hecho(ruta) if ruta else vista.proyeccion(proyeccion).encode()
    elif not ruta or ruta.endswith("/"):
        hecho = vista.pagina(ruta).encode("utf-8", "xmlcharrefreplace")
    else:
        hecho = vista.archivo(ruta)
    if hecho is None:
        return {"existe": False}
    return {"octetos": base64.b64encode(hecho).decode()}


if __name__ == "__main__":
    morir_con_quien_llama()
    # Lo que escriba una biblioteca por la salida no es una respuesta.
    salida = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for renglon in responder(Path(sys.argv[1]), iter(sys.stdin)):
        print(renglon, file=salida, flush=True)
