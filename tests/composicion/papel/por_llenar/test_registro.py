"""La planilla de registro pregunta lo que `asistencia` cuenta, y en una hoja caben los renglones que dice."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generador.carga.asistencia.registro import contar_registro
from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.por_llenar.registro import (
    ALTO_DE_FILA,
    CUERPO_DE_SOBRE,
    columnas_de_registro,
    renglones_de_registro,
)
from generador.modelo.datos.asistencia import GENEROS, NOMBRES

PLANTILLAS = Path(__file__).parents[4] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")


def test_pasada_a_una_hoja_de_calculo_se_cuenta_sin_indicarle_nada(tmp_path: Path) -> None:
    """Vista fallar con «Organización» por «Tipo de organización»: ese cuadro se perdía."""
    titulos = [c.titulo for c in columnas_de_registro()]
    de_una = {
        "Municipio": "Tame",
        "Grupo poblacional": "Jóvenes",
        "Género": GENEROS[0],
        "Tipo de organización": "Asociación",
        "Mesa": "2",
    }
    personas = [
        {**de_una, "Nombres y apellidos": f"Persona {'ABCDEFGH'[i]}", "Número de documento": 10_000_000 + i}
        for i in range(8)
    ]
    archivo = tmp_path / "planilla.csv"
    with archivo.open("w", encoding="utf-8", newline="") as salida:
        hoja = csv.DictWriter(salida, ["N.º", *titulos])
        hoja.writeheader()
        hoja.writerows({"N.º": i, **p} for i, p in enumerate(personas, start=1))
    registro = contar_registro(archivo, {"grupo_poblacional": ("Jóvenes",), "municipio": ("Tame",)})
    assert (registro.total, registro.faltan) == (8, ())
    assert {c.nombre for c in registro.cuadros} == set(NOMBRES.values())


def test_las_columnas_dejan_lugar_al_numero_de_la_fila() -> None:
    assert sum(c.parte for c in columnas_de_registro()) == pytest.approx(0.97)


@pytest.mark.parametrize(
    ("papel", "sobre", "crecida", "renglones"),
    [
        ((279.0, 216.0), "Asamblea regional · PIT Arauca · 18 de noviembre de 2023", 0.0, 14),
        ((330.0, 216.0), "Asamblea regional", 0.0, 14),
        ((297.0, 210.0), "Asamblea regional", 0.0, 13),
        ((279.0, 216.0), "Asamblea regional", 9.0, 13),
        ((279.0, 216.0), "Asamblea de organizaciones de la economía solidaria " * 6, 0.0, 13),
    ],
    ids=["carta", "oficio", "a4", "pie largo", "sobretítulo largo"],
)
def test_caben_los_que_deja_la_hoja(
    papel: tuple[float, float], sobre: str, crecida: float, renglones: int
) -> None:
    hoja: Any = SimpleNamespace(ancho_mm=papel[0], alto_mm=papel[1])
    assert renglones_de_registro(MEDIDOR, hoja, sobre, crecida) == renglones


def test_las_medidas_son_las_de_la_hoja() -> None:
    css = (PLANTILLAS / "estilos" / "dia.css").read_text("utf-8")
    assert f".planilla td {{ height: {ALTO_DE_FILA:g}mm" in css
    assert f".registro .sobre {{ font-size: {CUERPO_DE_SOBRE:g}pt }}" in css
