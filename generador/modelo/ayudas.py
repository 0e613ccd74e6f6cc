"""La ayuda de cada campo es el texto que tiene debajo en su modelo. Se lee del código cuando alguien la pide.

Pydantic la leería al definir cada clase: la sexta parte de lo que tarda en arrancar cualquier orden.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from threading import Lock

from pydantic import BaseModel

_TURNO = Lock()
"""En Python 3.11, `ast` lleva una cuenta de hondura para todos los hilos: dos a la vez, y SystemError."""


@cache
def ayudas_de(modelo: type[BaseModel]) -> Mapping[str, str]:
    """Por campo, lo que dice debajo; quien no dice nada no está. Lo heredado, como lo declare el último."""
    suyas: dict[str, str] = {}
    for clase in reversed(modelo.__mro__):
        if issubclass(clase, BaseModel) and clase is not BaseModel:
            suyas |= _escritas(clase.__module__, clase.__name__)
    return {campo: ayuda for campo, ayuda in suyas.items() if ayuda}


@cache
def _escritas(modulo: str, clase: str) -> Mapping[str, str]:
    """Los campos que declara una clase, con su ayuda; vacía si no la tienen."""
    definicion = _clases(modulo).get(clase)
    cuerpo = definicion.body if definicion is not None else []
    return {
        campo.target.id: _texto(siguiente)
        for campo, siguiente in zip(cuerpo, [*cuerpo[1:], None], strict=False)
        if isinstance(campo, ast.AnnAssign)
        and isinstance(campo.target, ast.Name)
        and not ast.unparse(campo.annotation).startswith("ClassVar")
    }


@cache
def _clases(modulo: str) -> Mapping[str, ast.ClassDef]:
    """Las de un módulo, por nombre; ninguna si no está en un archivo."""
    try:
        escrito = inspect.getsource(sys.modules[modulo])
    except (KeyError, OSError, TypeError):
        return {}
    with _TURNO:
        arbol = ast.parse(escrito)
    return {n.name: n for n in ast.walk(arbol) if isinstance(n, ast.ClassDef)}


def _texto(siguiente: ast.stmt | None) -> str:
    if isinstance(siguiente, ast.Expr) and isinstance(siguiente.value, ast.Constant):
        return inspect.cleandoc(siguiente.value.value) if isinstance(siguiente.value.value, str) else ""
    return ""
