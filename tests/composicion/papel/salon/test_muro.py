"""El letrero del muro: cada palabra entera y en su hoja, por largo que sea el territorio."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import ID, asamblea

from generador.catalogo.inventario import Artefacto, inventariar_asamblea
from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.salon.muro import HojaDeLetrero, letrero
from generador.modelo.asamblea import Sitio
from generador.unidades import MM_POR_PUNTO

MEDIDOR = Medidor(Path(__file__).parents[4] / "plantillas" / "tema" / "fuentes")
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


def _artefacto(evento: dict[str, str]) -> Artefacto:
    inventario = inventariar_asamblea(SITIO, asamblea(evento=evento))
    return next(a for a in inventario.artefactos if a.ruta == f"{ID}/descargas/rotulos-del-muro.pdf")


@pytest.mark.parametrize("territorio", ["Tame", "San José del Guaviare y los resguardos del río Guayabero"])
@pytest.mark.parametrize("papel", ["carta", "oficio", "a4"])
def test_cada_hoja_cabe_en_la_suya(territorio: str, papel: str) -> None:
    suyo = _artefacto({"territorio": territorio, "papel": papel})
    hojas = letrero(MEDIDOR, suyo)
    assert [h.renglones for h in hojas[:3]] == [("El gran",), ("rompecabezas",), ("solidario",)]
    assert hojas[3].renglones[0] == territorio
    assert len({h.cuerpo for h in hojas[:3]}) == 1
    libre = suyo.ancho_mm - 30
    assert [h for h in hojas if _ancho(h) > libre] == []


def _ancho(hoja: HojaDeLetrero) -> float:
    """Los milímetros de su palabra más ancha."""
    palabras = [p for r in hoja.renglones for p in r.split()]
    return max(MEDIDOR.ancho(p, "titular", -0.02) for p in palabras) * hoja.cuerpo * MM_POR_PUNTO
