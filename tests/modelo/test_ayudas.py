"""La ayuda de cada campo, leída del código, es la que leería pydantic."""

from __future__ import annotations

import ast
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import ClassVar

import pytest
from pydantic import BaseModel, ConfigDict, create_model

from generador.modelo import ayudas
from generador.modelo.archivos import ARCHIVOS
from generador.modelo.ayudas import ayudas_de
from generador.modelo.datos.aporte import Resultado
from generador.modelo.tipos import Modelo


class DePydantic(BaseModel):
    """El que las lee al definirse."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    FIJO: ClassVar[str] = ""
    """No es un campo."""
    uno: str
    """Lo que dice
    en dos renglones."""
    dos: str = ""
    tres: int = 0
    """Tres."""
    "Esto ya no."


class Heredero(DePydantic):
    """El que cambia uno y calla otro."""

    dos: str = "2"
    """Dos."""
    tres: int = 3


@pytest.mark.parametrize("modelo", [DePydantic, Heredero])
def test_son_las_que_leeria_pydantic(modelo: type[BaseModel]) -> None:
    suyas = {n: c.description for n, c in modelo.model_fields.items() if c.description}
    assert ayudas_de(modelo) == suyas
    assert suyas["uno"] == "Lo que dice\nen dos renglones."


def test_un_modelo_que_no_esta_en_ningun_archivo_no_tiene() -> None:
    assert ayudas_de(create_model("Suelto", __base__=Modelo, uno=(str, ...), __module__="ninguno")) == {}


def test_el_esquema_las_lleva() -> None:
    propiedades = Resultado.model_json_schema()["properties"]
    assert {n: p.get("description") for n, p in propiedades.items()} == ayudas_de(Resultado)


@pytest.mark.parametrize("archivo", sorted(ARCHIVOS))
def test_ningun_campo_de_un_archivo_se_queda_sin_ella(archivo: str) -> None:
    modelo = ARCHIVOS[archivo]
    assert set(ayudas_de(modelo)) == set(modelo.model_fields)


def test_dos_hilos_no_leen_codigo_a_la_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    """Los dos primeros teléfonos de la sala lo leían a la vez, y a uno le contestaba «defecto»."""
    ayudas._clases.cache_clear()
    dentro, juntos, leer = threading.Semaphore(1), list[str](), ast.parse

    def leida(escrito: str) -> ast.Module:
        if not dentro.acquire(blocking=False):
            juntos.append(escrito[:40])
            return leer(escrito)
        try:
            return leer(escrito)
        finally:
            dentro.release()

    suyo = SimpleNamespace(parse=leida, walk=ast.walk, ClassDef=ast.ClassDef)
    monkeypatch.setattr(ayudas, "ast", suyo)
    modulos = [n for n in sorted(sys.modules) if n.startswith("generador.modelo.datos.")]
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as hilos:
            list(hilos.map(ayudas._clases, modulos))
    finally:
        sys.setswitchinterval(0.005)
    assert juntos == []
