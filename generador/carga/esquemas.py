"""JSON Schema de cada archivo de datos, para que el editor complete y corrija mientras se escribe."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generador.modelo.archivos import ARCHIVOS

CARPETA = "datos/esquemas"


def esquemas() -> Mapping[str, bytes]:
    """Ruta desde la raíz → esquema en JSON, con bytes iguales para modelos iguales."""
    salida = {}
    for nombre, modelo in ARCHIVOS.items():
        esquema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **modelo.model_json_schema()}
        salida[f"{CARPETA}/{nombre}.json"] = (
            json.dumps(esquema, ensure_ascii=False, indent=2) + "\n"
        ).encode()
    return salida
