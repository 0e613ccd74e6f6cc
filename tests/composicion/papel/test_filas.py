"""Una fila del minuto a minuto se deja partir solo si, medida con su letra, no cabe en la hoja."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.filas import COLUMNAS, CUERPO, INTERLINEA, alto_de_fila, fila_larga

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")
CARTA: Any = SimpleNamespace(ancho_mm=279.0, alto_mm=216.0)
ANGOSTO, ANCHO = ("illi " * 300)[:1499], ("MWMW " * 300)[:1499]


def test_letras_angostas_y_anchas_del_mismo_largo() -> None:
    """Vista fallar contando caracteres: se partían las dos, y la angosta ocupa la cuarta parte de la hoja."""
    assert [fila_larga(MEDIDOR, CARTA, [t], [None]) for t in (ANGOSTO, ANCHO)] == [False, True]


@pytest.mark.parametrize("texto", ["Palabras de la gente. " * 60, ANCHO[:700], "Sikuani ʉ ɨ ŋ ẽ ĩ. " * 40])
def test_se_parte_solo_si_no_cabe_debajo_del_encabezado(texto: str) -> None:
    alto = alto_de_fila(MEDIDOR, CARTA.ancho_mm, ([texto], ["Nota", texto]))
    assert fila_larga(MEDIDOR, CARTA, [texto], ["Nota", texto]) == (alto > 216 - 35 - 37)


def test_lo_de_una_columna_angosta_ocupa_mas_que_lo_de_una_ancha() -> None:
    texto = "Palabras de la gente. " * 40
    de_objetivo, de_metodologia = (([texto], []), ([], [texto]))
    assert alto_de_fila(MEDIDOR, 279, de_objetivo) > alto_de_fila(MEDIDOR, 279, de_metodologia)


def test_las_columnas_y_la_letra_son_las_de_la_hoja() -> None:
    css = (PLANTILLAS / "estilos" / "papel.css").read_text("utf-8")
    anchos = {
        int(n): float(p) / 100
        for n, p in re.findall(r"\.minutos th:nth-child\((\d)\) \{ width: ([\d.]+)%", css)
    }
    assert anchos.keys() == {1, 2, 3, 5}
    assert pytest.approx((anchos[3], 1 - sum(anchos.values()))) == COLUMNAS
    assert (
        f".minutos {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: {CUERPO}pt; "
        in css
    )
    assert f"font-size: {CUERPO}pt; line-height: {INTERLINEA} }}" in css
