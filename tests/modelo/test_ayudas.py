"""La ayuda de cada campo, leída del código, es la que leería pydantic."""

from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import BaseModel, ConfigDict, create_model

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
