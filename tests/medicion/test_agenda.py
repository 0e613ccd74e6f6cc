"""Quinientos compromisos caben en una página que un teléfono baja con mala señal."""

import gzip
from pathlib import Path

import markdown
import pytest
from fabrica import escribir_proyecto

from generador.carga.cargar import cargar
from generador.medicion.agenda import COMPROMISOS, TOPE_DE_PESO, agrandar
from generador.medicion.mkdocs_solo import reunir
from generador.modelo.asamblea import Asamblea, Proyecto

RAIZ = Path(__file__).parents[2]
PESO_DEL_TEMA = 4_000
"""Bytes comprimidos que el tema pone alrededor de una página; medidos, menos de tres mil."""


@pytest.fixture(scope="module")
def proyecto() -> Proyecto:
    """Arauca, de cuyas palabras se hace la grande."""
    leido = cargar(RAIZ).proyecto
    assert leido is not None
    return leido


@pytest.fixture(scope="module")
def grande(proyecto: Proyecto) -> Asamblea:
    return agrandar(proyecto.asambleas[0])


def test_la_grande_es_de_verdad_y_siempre_la_misma(proyecto: Proyecto, grande: Asamblea) -> None:
    assert len(grande.compromisos) == COMPROMISOS
    assert grande.demostracion
    assert grande.cobertura.completa
    assert len({c.texto for c in grande.compromisos}) == COMPROMISOS
    assert grande.contenido_aprobado.huella == grande.huella
    assert agrandar(proyecto.asambleas[0]) == grande


def test_de_una_asamblea_que_apenas_empieza_tambien_sale(tmp_path: Path) -> None:
    leido = cargar(escribir_proyecto(tmp_path)).proyecto
    assert leido is not None
    assert len(agrandar(leido.asambleas[0], 20).compromisos) == 20


def test_la_pagina_de_quinientos_pesa_poco(proyecto: Proyecto, grande: Asamblea) -> None:
    inventario, compositor = reunir(RAIZ, proyecto.model_copy(update={"asambleas": (grande,)}))
    (pagina,) = (p for p in inventario.paginas if p.declaracion.id == "agenda")
    cuerpo = compositor.pagina(pagina).split("---\n", 2)[2]
    html = markdown.markdown(cuerpo, extensions=["attr_list", "md_in_html", "toc"])
    assert html.count('<li class="tarjeta"') == COMPROMISOS
    assert len(gzip.compress(html.encode(), mtime=0)) + PESO_DEL_TEMA <= TOPE_DE_PESO
