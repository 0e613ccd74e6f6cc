"""La gramática mínima: enumeraciones, plurales y direcciones."""

import pytest

from generador.modelo.texto import en_corto, enumerar, plural, sin_tildes, slug, tras


@pytest.mark.parametrize(
    ("partes", "esperado"),
    [
        ([], ""),
        (["agua"], "agua"),
        (["agua", "luz"], "agua y luz"),
        (["agua", "luz", "vía"], "agua, luz y vía"),
        (["agua", "iglesias"], "agua e iglesias"),
        (["agua", "higos"], "agua e higos"),
        (["Ana", "Inés"], "Ana e Inés"),
        (["agua", "«internet»"], "agua e «internet»"),
        (["agua", "Ídolos"], "agua e Ídolos"),
        (["agua", "Yvonne"], "agua e Yvonne"),
        (["agua", "hielo"], "agua y hielo"),
        (["agua", "iones"], "agua y iones"),
        (["agua", "yuca"], "agua y yuca"),
        (["agua", "huevos"], "agua y huevos"),
        (["agua", ""], "agua y "),
    ],
)
def test_enumerar(partes: list[str], esperado: str) -> None:
    assert enumerar(partes) == esperado
    assert enumerar(iter(partes)) == esperado


@pytest.mark.parametrize(
    ("preposicion", "nombre", "dice"),
    [
        ("de", "el SENA", "del SENA"),
        ("a", "el SENA", "al SENA"),
        ("de", "El Rosal", "de El Rosal"),
        ("de", "la Unidad", "de la Unidad"),
        ("a", "ella", "a ella"),
        ("con", "el SENA", "con el SENA"),
    ],
)
def test_tras_una_preposicion(preposicion: str, nombre: str, dice: str) -> None:
    assert tras(preposicion, nombre) == dice


def test_plural() -> None:
    assert [plural(n, "mesa", "mesas") for n in (0, 1, 2)] == ["0 mesas", "1 mesa", "2 mesas"]


def test_sin_tildes_y_slug() -> None:
    assert sin_tildes("ÑANDÚ Pingüino") == "nandu pinguino"
    assert slug("  Almuerzo y Receso: ¡a comer! ") == "almuerzo-y-receso-a-comer"
    assert slug("¿?") == "sin-nombre"


@pytest.mark.parametrize(
    ("texto", "corto"), [("...", "..."), (". Nada", ". Nada"), ("Sí. No", "Sí"), ("Sí.", "Sí")]
)
def test_en_corto_nunca_queda_vacio(texto: str, corto: str) -> None:
    assert en_corto(texto) == corto
