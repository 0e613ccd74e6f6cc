"""La imposición: cuántas copias van, dónde, y que las marcas quedan fuera de ellas."""

from __future__ import annotations

import re

import pytest

from generador.catalogo.formatos import FORMATOS
from generador.composicion.piezas.imposicion import hoja_de
from generador.rompecabezas.trazo import Rectangulo

PLIEGOS = [f for f in FORMATOS if f.pliego is not None]


@pytest.mark.parametrize("formato", PLIEGOS, ids=lambda f: f.id)
def test_las_copias_caben_y_no_se_montan(formato) -> None:  # type: ignore[no-untyped-def]
    hoja = hoja_de(formato)
    pagina = Rectangulo(0, 0, formato.ancho_mm, formato.alto_mm)
    cajas = [c.caja for c in hoja.copias]
    assert len(cajas) == formato.pliego.columnas * formato.pliego.filas
    assert all(pagina.contiene(c, 1e-6) for c in cajas)
    for i, a in enumerate(cajas):
        for b in cajas[:i]:
            assert (
                a.derecha <= b.x + 1e-6
                or b.derecha <= a.x + 1e-6
                or a.abajo <= b.y + 1e-6
                or b.abajo <= a.y + 1e-6
            )


@pytest.mark.parametrize("formato", [f for f in PLIEGOS if f.pliego.marcas == "corte"], ids=lambda f: f.id)  # type: ignore[union-attr]
def test_las_marcas_de_corte_no_tocan_ninguna_copia(formato) -> None:  # type: ignore[no-untyped-def]
    hoja = hoja_de(formato)
    marcas = re.findall(r"M([\d.]+) ([\d.]+)([hv])(-?[\d.]+)", hoja.marcas)
    assert len(marcas) >= 8
    for x, y, sentido, largo in marcas:
        px, py, d = float(x), float(y), float(largo)
        caja = (
            Rectangulo(min(px, px + d), py, abs(d), 0)
            if sentido == "h"
            else Rectangulo(px, min(py, py + d), 0, abs(d))
        )
        assert abs(d) >= 2
        for c in hoja.copias:
            fuera = (
                caja.derecha < c.caja.x - 0.5
                or caja.x > c.caja.derecha + 0.5
                or caja.abajo < c.caja.y - 0.5
                or caja.y > c.caja.abajo + 0.5
            )
            assert fuera


def test_el_hablador_se_lee_por_ambas_caras() -> None:
    (formato,) = (f for f in PLIEGOS if f.pliego is not None and f.pliego.marcas == "doblez")
    assert [c.girada for c in hoja_de(formato).copias] == [True, False]
    assert "doblez" in hoja_de(formato).marcas
