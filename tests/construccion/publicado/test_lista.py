"""La cabecera del manifiesto, la huella de lo que decide cada asamblea y la forma anterior."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fabrica import asamblea, en_estado, escribir_proyecto, resultado

from generador.carga.cargar import cargar
from generador.construccion.publicado.lista import FORMATO, archivos_de, archivos_en, con_cabecera
from generador.construccion.publicado.manifiesto import huella_de_entradas
from generador.modelo.asamblea import Sitio

SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://a.gov.co/")


def test_la_cabecera_y_los_archivos() -> None:
    hecho = con_cabecera("a", "0" * 64, [{"ruta": "a/", "titulo": "A"}], [{"ruta": "a/x.pdf"}])
    assert list(hecho) == ["formato", "asamblea", "entradas", "paginas", "archivos"]
    assert archivos_en(json.dumps(hecho).encode()) == [{"ruta": "a/x.pdf"}]
    # La forma anterior, sin cabecera, es la de un sitio publicado antes.
    assert archivos_de([{"ruta": "a/x.pdf"}]) == [{"ruta": "a/x.pdf"}]


@pytest.mark.parametrize(
    "arbol", [{}, {"formato": "asambleas/manifiesto/9", "archivos": []}, 1, None, {"formato": FORMATO}]
)
def test_otra_forma_no_se_adivina(arbol: Any) -> None:
    with pytest.raises(ValueError, match="no es un manifiesto que se conozca"):
        archivos_de(arbol)


def _con(nombre: str, consentimiento: str = "no", **cambios: Any) -> str:
    persona = {"papel": "Vocera", "nombre": nombre, "consentimiento": consentimiento}
    suya = asamblea(**en_estado("borrador") | {"resultados": [resultado(voceria=persona)], **cambios})
    return huella_de_entradas(SITIO, suya.publicable())


def test_la_huella_de_las_entradas_no_sabe_de_lo_que_no_se_publica() -> None:
    """Con la huella de los archivos tal cual se podría probar nombre por nombre."""
    antes = _con("Perpetua Innombrada")
    assert _con("Otra Persona") == antes
    assert _con("Otra Persona", "sí") != antes
    evento = {**en_estado("borrador")["evento"], "no_son_personas": ["Rosa Blanca"]}
    assert _con("Perpetua Innombrada", evento=evento) == antes


def test_la_huella_de_las_entradas_es_de_su_asamblea_y_de_lo_comun(tmp_path: Path) -> None:
    antes = _con("X Y")
    assert _con("X Y", mesas={"mesas.0.eje": "Otro eje"}) != antes
    assert _con("X Y", metodologia={"lema": "Otro"}) != antes
    otro = SITIO.model_copy(update={"nombre": "Otro"})
    (suya,) = (e.asamblea for e in cargar(escribir_proyecto(tmp_path)).expedientes)
    assert huella_de_entradas(otro, suya) != huella_de_entradas(SITIO, suya)
