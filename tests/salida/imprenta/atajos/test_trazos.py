"""Lo recordado de un trazo es, byte por byte, lo que WeasyPrint habría escrito."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import Any

import pydyf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.svg import path as original
from weasyprint.svg.utils import PointError, size

from generador.salida.imprenta.atajos.trazos import recordar

_NUMERO = st.integers(-9999, 9999).map(lambda n: f"{n / 100:g}")
_CUANTOS = {"M": 2, "L": 2, "l": 2, "H": 1, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 0, "z": 0, "m": 2}


@st.composite
def _trazos(draw: st.DrawFn) -> str:
    partes = [f"M{draw(_NUMERO)} {draw(_NUMERO)}"]
    for letra in draw(st.lists(st.sampled_from(list(_CUANTOS)), max_size=8)):
        numeros = [draw(_NUMERO) for _ in range(_CUANTOS[letra])]
        partes.append(letra + ("3 4 0 0 1 5 6" if letra == "a" else " ".join(numeros)))
    return "".join(partes).replace(" -", "-")


class Nodo(SimpleNamespace):
    def get(self, nombre: str, defecto: Any = None) -> Any:
        return self.attrib.get(nombre, defecto)


def _pintar(dibujar: Any, d: str, **attrib: str) -> tuple[list[bytes], int]:
    """Los renglones escritos y los vértices anotados."""
    svg = SimpleNamespace(
        stream=pydyf.Stream(), point=lambda x, y, cuerpo: (size(x, cuerpo, 50), size(y, cuerpo, 50))
    )
    nodo = Nodo(attrib={"d": d, **attrib}, vertices=deque())
    dibujar(svg, nodo, 16)
    return b"\n".join(svg.stream.stream).split(b"\n"), len(nodo.vertices)


def _etiquetas() -> tuple[dict[str, Any], list[str]]:
    vistos: list[str] = []

    def contado(svg: Any, nodo: Any, cuerpo: float) -> None:
        vistos.append(nodo.get("d"))
        original(svg, nodo, cuerpo)

    etiquetas: dict[str, Any] = {"path": contado}
    recordar(etiquetas, pydyf.Stream)
    return etiquetas, vistos


@pytest.mark.lenta
@given(_trazos())
def test_escribe_lo_mismo_la_primera_vez_y_las_demas(d: str) -> None:
    etiquetas, vistos = _etiquetas()
    esperado = _pintar(original, d)[0]
    assert [_pintar(etiquetas["path"], d)[0] for _ in range(3)] == [esperado] * 3
    assert vistos == [d]


@pytest.mark.parametrize("d", ["M0 0L50% 20%", "M1e1 2L3 4", "M1in 2L3 4"])
def test_lo_que_depende_del_lugar_no_se_recuerda(d: str) -> None:
    etiquetas, vistos = _etiquetas()
    esperado = _pintar(original, d)
    assert [_pintar(etiquetas["path"], d) for _ in range(2)] == [esperado] * 2
    assert vistos == [d, d]


@pytest.mark.parametrize("marca", ["marker", "marker-start", "marker-mid", "marker-end"])
def test_con_marcas_se_anotan_los_vertices(marca: str) -> None:
    etiquetas, vistos = _etiquetas()
    esperado = _pintar(original, "M0 0L3 4", **{marca: "url(#x)"})
    assert _pintar(etiquetas["path"], "M0 0L3 4", **{marca: "url(#x)"}) == esperado
    assert esperado[1] > 0
    assert vistos == ["M0 0L3 4"]


def test_un_trazo_mal_escrito_falla_como_siempre() -> None:
    etiquetas, _ = _etiquetas()
    with pytest.raises(PointError):
        _pintar(original, "M0 0L3")
    for _ in range(2):
        with pytest.raises(PointError):
            _pintar(etiquetas["path"], "M0 0L3")


def test_recordar_dos_veces_es_lo_mismo_que_una() -> None:
    etiquetas, _ = _etiquetas()
    puesto = etiquetas["path"]
    recordar(etiquetas, pydyf.Stream)
    assert etiquetas["path"] is puesto
