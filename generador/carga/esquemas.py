"""JSON Schema de cada archivo de datos, para que el editor complete y corrija mientras se escribe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generador.modelo.archivos import ARCHIVOS
from generador.modelo.campos import campo_en
from generador.modelo.datos.metodologia import Metodologia
from generador.modelo.tipos import Modelo

CARPETA = "datos/esquemas"
_NORMA = "https://json-schema.org/draft/2020-12/schema"


def esquemas() -> Mapping[str, bytes]:
    """Ruta desde la raíz → esquema en JSON, con bytes iguales para modelos iguales."""
    todos = {n: _con_forma_corta(m.model_json_schema(), m) for n, m in ARCHIVOS.items()}
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


def _con_forma_corta(esquema: dict[str, Any], modelo: type[Modelo]) -> dict[str, Any]:
    """El mismo esquema; el de un archivo con forma corta admite además el único elemento sin su lista."""
    lista = modelo.LISTA_DE_UNO
    campo = campo_en(modelo, (lista,))
    if campo is None or campo.dentro is None:
        return esquema
    uno = esquema["$defs"][campo.dentro.__name__]
    corta = {c: uno["properties"][c] for c in modelo.FORMA_CORTA}
    return {
        **esquema,
        "properties": {**esquema["properties"], **corta},
        "required": [c for c in esquema["required"] if c != lista],
        "oneOf": [
            {"required": [lista], "properties": dict.fromkeys(corta, False)},
            {"required": [c for c in corta if c in uno["required"]], "properties": {lista: False}},
        ],
    }
