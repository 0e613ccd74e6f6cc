"""Treinta propuestas ciudadanas reales: ni una palabra se pierde en la página ni en el papel."""

from __future__ import annotations

import pytest
from extremo import impresos, paginas
from extremo.llenado import SIETE, propuestas
from extremo.sitios import SitioDePrueba, siete_de

pytestmark = pytest.mark.construye


def test_cada_palabra_en_la_pagina_de_su_compromiso(real: SitioDePrueba) -> None:
    """Título, resumen y texto completo."""
    for i, fila in enumerate(propuestas(), start=1):
        html = real.html[f"{SIETE}/agenda/fic24-{i:03d}/index.html"]
        dicho = impresos.apretado(paginas.leer(html).texto)
        for clave in ("title", "summary", "text"):
            assert impresos.perdido(fila[clave], dicho, cortes=0) == "", (fila["code"], clave)


def test_cada_palabra_en_la_pagina_de_su_mesa(real: SitioDePrueba) -> None:
    """La necesidad y la solución, como las entregó la sub-mesa."""
    asamblea = siete_de(real)
    for aporte in asamblea.aportes:
        html = real.html[f"{SIETE}/mesas/{aporte.mesa}/index.html"]
        dicho = impresos.apretado(paginas.leer(html).texto)
        for texto in (aporte.necesidad, aporte.solucion or ""):
            assert impresos.perdido(texto, dicho, cortes=0) == "", aporte.codigo


def test_cada_palabra_en_el_pdf_y_dentro_de_la_hoja(real: SitioDePrueba) -> None:
    """Todas, en la agenda impresa, y ninguna letra fuera de la hoja ni debajo del pie."""
    impreso = impresos.leer(real.pdf[f"{SIETE}/descargas/agenda.pdf"])
    dicho = impresos.apretado(impreso.texto)
    for fila in propuestas():
        for clave in ("title", "summary", "text"):
            assert impresos.perdido(fila[clave], dicho) == "", (fila["code"], clave)
    assert [h.afuera for h in impreso.hojas if h.afuera] == []
    credito = impresos.apretado(siete_de(real).convenio.credito)
    for i, hoja in enumerate(impreso.hojas[1:], start=1):
        pie = next(r.y for r in hoja.renglones if impresos.apretado(r.texto).startswith(credito[:20]))
        debajo = [r.texto for r in impresos.renglones_de_cuerpo(impreso, i) if r.y <= pie]
        assert debajo == [], i
