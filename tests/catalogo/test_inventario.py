import pytest

from generador.catalogo.inventario import alcanzado, relativa
from generador.modelo.datos.evento import Estado


@pytest.mark.parametrize(
    ("desde", "hacia", "enlace"),
    [
        ("", "a/", "a/"),
        ("a/", "", "../"),
        ("a/", "a/", "./"),
        ("a/mesas/2/", "a/agenda/", "../../agenda/"),
        ("a/b/", "a/descargas/x.pdf", "../descargas/x.pdf"),
        ("", "a/x.pdf", "a/x.pdf"),
        ("a/descargas/x.pdf", "a/y/", "../y/"),
    ],
)
def test_relativa(desde: str, hacia: str, enlace: str) -> None:
    assert relativa(desde, hacia) == enlace


def test_alcanzado_sigue_el_ciclo_de_vida() -> None:
    orden = list(Estado)
    for i, estado in enumerate(orden):
        assert [alcanzado(estado, d) for d in orden] == [j <= i for j in range(len(orden))]
