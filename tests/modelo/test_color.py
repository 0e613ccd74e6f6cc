"""Contraste WCAG y la letra que se lee sobre cada fondo."""

import pytest

from generador.modelo.color import contraste, luminancia, texto_sobre


def test_los_extremos_y_un_valor_publicado() -> None:
    assert contraste("#000000", "#ffffff") == pytest.approx(21)
    assert contraste("#123456", "#123456") == 1
    # WebAIM: #777777 sobre blanco da 4,48:1; #767676 es el gris más claro que pasa.
    assert round(contraste("#777777", "#ffffff"), 2) == 4.48
    assert contraste("#767676", "#ffffff") >= 4.5 > contraste("#777777", "#ffffff")
    assert contraste("#0b6e4f", "#fbf6ea") == contraste("#fbf6ea", "#0b6e4f")
    assert (luminancia("#000000"), luminancia("#ffffff")) == (0, pytest.approx(1))


@pytest.mark.parametrize(
    ("fondo", "letra"),
    [
        ("#0b6e4f", "#ffffff"),
        ("#b4472f", "#ffffff"),
        ("#2f4f93", "#ffffff"),
        ("#d9980a", "#1c2420"),
        ("#6f3560", "#ffffff"),
    ],
)
def test_los_colores_de_mesa_de_la_identidad(fondo: str, letra: str) -> None:
    assert texto_sobre(fondo) == letra
    assert contraste(fondo, letra) >= 4.5
