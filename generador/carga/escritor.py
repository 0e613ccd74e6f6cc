"""Añade claves a un YAML de datos sin perder sus comentarios. Con `lector.py`, lo único que conoce YAML."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import FoldedScalarString

from generador.errores import ErrorDeUso

ANCHO = 110
_CORTO = 80
"""Caracteres desde los que un texto nuevo se escribe plegado en varios renglones."""


def poner(crudo: bytes, clave: str, valor: Any) -> bytes:
    """El YAML con `clave` en la raíz; `valor` es un árbol de dict, list, str y enteros, o un texto.

    Se conservan los comentarios, las comillas y los saltos de línea. ErrorDeUso si no se puede leer.
    """
    yaml, datos = _abrir(crudo)
    datos[clave] = _plegado(valor)
    return _cerrar(yaml, datos, crudo)


def agregar(crudo: bytes, clave: str, elemento: dict[str, Any]) -> bytes:
    """El YAML con `elemento` al final de la lista `clave`, que se crea si falta."""
    yaml, datos = _abrir(crudo)
    if not datos.get(clave):
        datos[clave] = []
    datos[clave].append(_plegado(elemento))
    return _cerrar(yaml, datos, crudo)


def _abrir(crudo: bytes) -> tuple[YAML, Any]:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = ANCHO
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        return yaml, yaml.load(crudo.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, YAMLError) as error:
        raise ErrorDeUso(f"no se puede agregar nada al archivo sin dañarlo: {type(error).__name__}") from None


def _cerrar(yaml: YAML, datos: Any, crudo: bytes) -> bytes:
    salida = StringIO()
    yaml.dump(datos, salida)
    texto = salida.getvalue()
    return (texto.replace("\n", "\r\n") if b"\r\n" in crudo else texto).encode()


def _plegado(valor: Any) -> Any:
    """Los textos largos, plegados como los escribe la gente: `>-`."""
    if isinstance(valor, dict):
        return {clave: _plegado(v) for clave, v in valor.items()}
    if isinstance(valor, list):
        return [_plegado(v) for v in valor]
    if isinstance(valor, str) and len(valor) > _CORTO and "\n" not in valor:
        return FoldedScalarString(valor)
    return valor
