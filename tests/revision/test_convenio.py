"""El convenio alcanza para armar el crédito, y lo que parece un descuido se avisa."""

from typing import Any

import pytest
from fabrica import BORRAR, expediente

from generador.revision import revisar


def dichos(convenio: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """(gravedad, ruta, mensaje, ayuda)."""
    hallados = revisar(expediente(convenio=convenio))
    return [(h.gravedad, h.lugar.ruta, h.mensaje, h.ayuda) for h in hallados]


def test_convenio() -> None:
    assert [d[:3] for d in dichos({"entidades.1": BORRAR, "anio": 23})] == [
        ("error", "anio", "23 no parece el año de un convenio"),
        ("error", "entidades", "el crédito dice «suscrito entre…» y hay 1 de al menos 2 entidades"),
    ]


@pytest.mark.parametrize(
    ("articulo", "nombre", "otro"),
    [
        ("el", "Gobernación de Arauca", "la"),
        ("el", "Universidad Nacional", "la"),
        ("los", "Alcaldías del Sarare", "las"),
        ("la", "Instituto de Cultura", "el"),
        ("la", "Gobernación de Arauca", None),
        ("el", "Servicio Nacional", None),
        ("la", "DANO", None),
        ("el", "SENA", None),
        ("el", "Sistema de Cultura", None),
        ("ninguno", "Gobernación", None),
    ],
)
def test_el_articulo_de_una_entidad(articulo: str, nombre: str, otro: str | None) -> None:
    """Visto fallar: «y el Gobernación» salía en el crédito de todas las piezas, sin aviso."""
    cambios = {"entidades.0.articulo": articulo, "entidades.0.nombre": nombre}
    hallados = [d for d in dichos(cambios) if d[1] == "entidades[1].articulo"]
    assert [d[3] for d in hallados] == (
        [f"revise el artículo: parece que es «{otro} {nombre}»"] if otro else []
    )


@pytest.mark.parametrize(
    ("titulo", "calla"),
    [
        ("Convenio interadministrativo No. 02 de 2023", True),
        ("Convenio N.º 002", True),
        ("Convenio marco de 2023", True),
        ("Convenio No. 118 de 2023", False),
        ("Convenio número 20 de 2023", False),
        ("Convenio nro 7-2023", False),
        ("Otrosí No. 1 al convenio No. 002", True),
    ],
)
def test_el_titulo_de_un_convenio_contra_su_numero(titulo: str, calla: bool) -> None:
    """Vista fallar: el crédito decía «número 0117» y el título «No. 118», y nadie lo notaba."""
    hallados = [d for d in dichos({"titulo": titulo}) if "el título dice" in d[2]]
    assert [d[:2] for d in hallados] == ([] if calla else [("advertencia", "titulo")])
