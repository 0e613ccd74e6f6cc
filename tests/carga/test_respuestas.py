"""De las respuestas de una columna a sus renglones: qué se nombra y qué no."""

from generador.carga.respuestas import cuadro


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
