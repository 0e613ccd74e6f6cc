"""Lo que lleva el nombre de alguien: el nombre, igual diga lo que diga lo demás, y con su lugar medido."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fabrica import asamblea

from generador.catalogo.asuntos import Asunto, Papel
from generador.catalogo.inventario import inventariar_asamblea
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.personales import PERSONALES, Personal, artefacto_personal
from generador.composicion.piezas.ajuste import Pila
from generador.composicion.piezas.montaje import Montaje
from generador.composicion.piezas.personales import NOMBRE_LIBRE
from generador.composicion.piezas.pieza import con_color, montaje_de
from generador.modelo.asamblea import Sitio
from generador.modelo.datos.comun.medios import SIN_MEDIOS
from generador.modelo.privado import PersonaDeLista

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
OFICIALES: dict[str, Any] = {
    "convenio": {
        "entidades": [
            {"nombre": "Unidad Administrativa Especial de Organizaciones Solidarias", "articulo": "la"},
            {"nombre": "Universidad Nacional Abierta y a Distancia", "articulo": "la"},
            {"nombre": "Gobernación del departamento del Guaviare", "articulo": "la"},
        ]
    }
}
MUNDOS: dict[str, dict[str, Any]] = {"corto": {}, "oficial": OFICIALES}
LARGO = "María de los Ángeles Fernández de Castro y Santamaría de la Concepción del Rosario"
ORGANIZACIONES = ("", "X", "Federación departamental")
RENGLON = 180.0
"""Milímetros de aquel en que se escribe el nombre en la constancia."""


def _partes(personal: Personal, mundo: str, persona: PersonaDeLista) -> tuple[Montaje, list[Any]]:
    una = asamblea(**MUNDOS[mundo])
    artefacto = artefacto_personal(personal, una, "una-tinta")
    acervo = Acervo(PLANTILLAS, inventariar_asamblea(SITIO, una))
    montaje = con_color(
        montaje_de(artefacto, PLANTILLAS, SIN_MEDIOS, acervo.direccion_de(una, personal.pagina)),
        Asunto("", {"papel": Papel("", persona.papel)}),
    )
    return montaje, list(personal.componer(montaje, persona))


def _cuerpos(partes: list[Any]) -> Iterator[tuple[str, float]]:
    for pila in (p for p in partes if isinstance(p, Pila)):
        for r in pila.compuestos:
            yield r.bloque.campo, r.cuerpo


@pytest.mark.parametrize("nombre", ["Ana", LARGO])
@pytest.mark.parametrize("mundo", MUNDOS)
@pytest.mark.parametrize("personal", PERSONALES, ids=lambda p: p.id)
def test_el_nombre_no_depende_de_las_demas_columnas(personal: Personal, mundo: str, nombre: str) -> None:
    """Visto fallar: con mesa y organización el nombre iba en 17,9 puntos, y solo, en 32."""
    vistos = set()
    for papel, mesa, organizacion in product(
        ("Participante", "Representante de sub-mesa"), (None, 2), ORGANIZACIONES
    ):
        _, partes = _partes(personal, mundo, PersonaDeLista(nombre, papel, mesa, organizacion))
        cuerpos = list(_cuerpos(partes))
        suyo = dict(cuerpos)["nombre"]
        vistos.add(round(suyo, 3))
        # Lo mayor de su renglón: ni de dónde viene ni el párrafo que sigue lo alcanzan.
        assert [c for c, n in cuerpos if c in ("organizacion", "evento.nombre") and n >= suyo] == []
    assert len(vistos) == 1


@pytest.mark.parametrize(("mundo", "alto"), [("corto", NOMBRE_LIBRE), ("oficial", 20.0)])
def test_en_blanco_hay_donde_escribirlo(mundo: str, alto: float) -> None:
    """En milímetros: el alto libre de la escarapela, que un crédito largo acorta, y el renglón."""
    escarapela, constancia, _ = PERSONALES
    m, partes = _partes(escarapela, mundo, PersonaDeLista("", "Participante"))
    ficha = m.escena.ficha(m.color.fondo, hasta=0.33)
    pilas = [p for p in partes if isinstance(p, Pila) and p.compuestos[0].bloque.campo == "evento.titular"]
    assert min((p.caja.y for p in pilas), default=ficha.texto.abajo) - ficha.pie.y >= alto
    _, partes = _partes(constancia, mundo, PersonaDeLista(""))
    dicho = "".join(map(str, partes))
    (ancho,) = re.findall(r'width:([\d.]+)mm;height:1mm"><title>Renglón para el nombre', dicho)
    assert float(ancho) >= RENGLON
