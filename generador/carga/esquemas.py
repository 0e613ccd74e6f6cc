"""JSON Schema de cada archivo de datos, para que el editor complete y corrija mientras se escribe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generador.modelo.archivos import ARCHIVOS
from generador.modelo.datos.metodologia import Metodologia

CARPETA = "datos/esquemas"
_NORMA = "https://json-schema.org/draft/2020-12/schema"


def esquemas() -> Mapping[str, bytes]:
    """Ruta desde la raíz → esquema en JSON, con bytes iguales para modelos iguales."""
    todos = {nombre: modelo.model_json_schema() for nombre, modelo in ARCHIVOS.items()}
    todos["metodologia-propia"] = _por_partes(Metodologia.model_json_schema())
    return {
        f"{CARPETA}/{nombre}.json": (
            json.dumps({"$schema": _NORMA, **esquema}, ensure_ascii=False, indent=2) + "\n"
        ).encode()
        for nombre, esquema in todos.items()
    }


def _por_partes(esquema: dict[str, Any]) -> dict[str, Any]:
    """El de un archivo que dice solo lo que cambia de otro: ninguna clave suya es obligatoria."""
    return {
        **{clave: valor for clave, valor in esquema.items() if clave != "required"},
        "description": "Lo que esta asamblea hace distinto de la metodología común, o la metodología entera.",
        "title": "MetodologiaPropia",
    }
