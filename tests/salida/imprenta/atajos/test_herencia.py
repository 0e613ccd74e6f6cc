"""Lo abreviado da, propiedad por propiedad, lo que WeasyPrint habría calculado."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.css import ComputedStyle, InitialStyle
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.fonts import FontConfiguration

from generador.salida.imprenta.atajos import herencia
from generador.salida.imprenta.pdf import _propiedades

PROPIEDADES = sorted(INITIAL_VALUES)
_VALORES: dict[str, Any] = {
    "color": "currentcolor",
    "display": ("block", "flow"),
    "float": "left",
    "position": "absolute",
    "direction": "rtl",
    "margin_inline_start": weasyprint.css.properties.Dimension(3, "px"),
    "page": "ancha",
    "hyphens": "auto",
    "orphans": 4,
    "white_space": "pre",
    "border_inline_end_style": "solid",
    "text_decoration_line": {"underline"},
    "box_sizing": "border-box",
}


def _abreviada() -> type[Any]:
    clase = type("Abreviada", (ComputedStyle,), {"__missing__": _entero})
    herencia.abreviar(clase, _propiedades())
    return clase


# Otra prueba del mismo proceso pudo haber abreviado ya la clase de WeasyPrint: se parte de lo de adentro.
_entero = getattr(ComputedStyle.__missing__, "entero", ComputedStyle.__missing__)


def _calculadas(clase: type[Any], orden: list[str], declaradas: list[set[str]]) -> list[dict[str, Any]]:
    """Lo calculado en una rama: cada nivel declara lo suyo y se le piden las propiedades en `orden`."""
    letras = FontConfiguration()
    niveles: list[Any] = []
    for suyas in declaradas:
        declarado = {k: (_VALORES[k], (1, 0, (0, 0, 1))) for k in sorted(suyas)}
        padre = niveles[-1] if niveles else None
        raiz = niveles[0] if niveles else InitialStyle(letras)
        niveles.append(clase(padre, declarado, None, raiz, "", letras, {"box": None, "area": None}))
    return [{k: nivel[k] for k in orden} for nivel in niveles]


@pytest.mark.lenta
@given(
    st.permutations(PROPIEDADES).map(list),
    st.lists(st.sets(st.sampled_from(sorted(_VALORES))), min_size=1, max_size=4),
)
def test_da_lo_mismo_en_cualquier_orden(orden: list[str], declaradas: list[set[str]]) -> None:
    entera = type("Entera", (ComputedStyle,), {"__missing__": _entero})
    assert _calculadas(_abreviada(), orden, declaradas) == _calculadas(entera, orden, declaradas)


def test_una_logica_declarada_manda_sobre_su_fisica() -> None:
    (raiz, hija) = _calculadas(_abreviada(), ["margin_left"], [set(), {"margin_inline_start"}])
    assert (raiz["margin_left"].value, hija["margin_left"].value) == (0, 3)


def test_lo_que_no_se_declara_no_llega_a_weasyprint() -> None:
    pedidas: list[str] = []

    def contado(suyo: Any, propiedad: str) -> Any:
        pedidas.append(propiedad)
        return _entero(suyo, propiedad)

    clase = type("Contada", (ComputedStyle,), {"__missing__": contado})
    herencia.abreviar(clase, _propiedades())
    herencia.abreviar(clase, _propiedades())
    _calculadas(clase, ["orphans", "margin_left", "float", "hyphens"], [{"hyphens"}, {"hyphens"}])
    # La raíz no hereda de nadie: todo lo suyo, y de su hija lo declarado y lo que depende de otras.
    assert pedidas[:4] == ["orphans", "margin_left", "direction", "float"]
    assert {"orphans", "margin_left"}.isdisjoint(pedidas[pedidas.index("hyphens") + 1 :])


@pytest.mark.parametrize("propiedad", ["page", "position", "float", "display", "text_decoration_line"])
def test_lo_que_depende_de_otras_sigue_el_camino_de_siempre(propiedad: str) -> None:
    assert herencia._especial(propiedad)
