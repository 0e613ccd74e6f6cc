"""De las respuestas de una columna a sus renglones: qué se nombra y qué no."""

import pytest

from generador.carga.asistencia.respuestas import cuadro
from generador.modelo.datos.asistencia import Variable


def test_los_municipios_se_nombran_y_una_frase_no() -> None:
    """Se conoce el territorio, no sus municipios; lo que cinco escribieron igual puede ser cualquier cosa."""
    frase = "El presidente de la junta no dejó entrar a nadie"
    dichas = ["Arauca"] * 6 + ["Tame"] * 7 + ["Villa de San Diego de Ubaté"] * 8 + [frase] * 9
    hecho, ajenas = cuadro("municipio", list(enumerate(dichas, start=2)), ("Arauca",), lambda _: False)
    assert [(c.categoria, c.personas) for c in hecho.conteos] == [
        ("Villa de San Diego de Ubaté", 8),
        ("Tame", 7),
        ("Arauca", 6),
        ("Otras respuestas", 9),
    ]
    assert [(a.filas[0], len(a.filas), a.de_alguien) for a in ajenas] == [(23, 9, False)]


@pytest.mark.parametrize("variable", ["genero", "grupo_poblacional", "tipo_de_organizacion"])
def test_lo_que_cinco_escribieron_a_mano_no_se_publica(variable: Variable) -> None:
    """Si la pregunta tiene opciones conocidas, lo demás es texto libre, lo den los que lo den."""
    suelta = "Vinimos porque nos prometieron un pago"
    dichas = ["Mujer"] * 9 + [suelta] * 7 + ["Nadie nos dijo a qué"] * 6
    hecho, ajenas = cuadro(variable, list(enumerate(dichas, start=2)), ("Mujer",), lambda _: False)
    assert [(c.categoria, c.personas) for c in hecho.conteos] == [("Mujer", 9), ("Otras respuestas", 13)]
    assert [(len(a.filas), a.de_alguien) for a in ajenas] == [(13, False)]
    libre, _ = cuadro(variable, list(enumerate([suelta] * 7, start=2)), (), lambda _: True)
    assert [c.categoria for c in libre.conteos] == ["Otras respuestas"]


@pytest.mark.parametrize(
    ("dichas", "publicada"),
    [
        (["INÍRIDA"] * 36 + ["Inírida"] * 32 + ["inirida"] * 32, "Inírida"),
        (["INIRIDA"] * 60 + ["Inirida"] * 20 + ["inírida"] * 20, "Inírida"),
        (["PUERTO CARREÑO"] * 40 + ["Puerto carreño"] * 2 + ["Puerto Carreño"] * 8, "Puerto Carreño"),
        (["SAN JOSÉ DEL GUAVIARE"] * 30, "San José del Guaviare"),
        (["el retorno"] * 9, "El Retorno"),
        (["LA PAZ"] * 9, "La Paz"),
        (["Arauquita"] * 30 + ["Arauquíta"] * 2, "Arauquita"),
        (["Cumaribo"] * 30, "Cumaribo"),
    ],
)
def test_de_las_formas_de_un_lugar_se_publica_la_mejor_escrita(dichas: list[str], publicada: str) -> None:
    hecho, ajenas = cuadro("municipio", list(enumerate(dichas, start=2)), (), lambda _: False)
    assert [(c.categoria, c.personas) for c in hecho.conteos] == [(publicada, len(dichas))]
    assert not ajenas
