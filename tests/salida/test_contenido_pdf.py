"""De un PDF llano se quita lo de adentro de sus flujos, y solo eso."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generador.salida.contenido_pdf import _sin_cuerpos

_CUERPO = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
"""Lo mismo dicho en un renglón, que en un perfil de dos megabytes tarda veinte veces más."""
_TROZOS = st.sampled_from(
    [
        b"stream\n",
        b"stream\r\n",
        b"endstream",
        b"xstream\n",
        b"endstreamx",
        b"xendstream",
        b"stream",
        b" ",
        b"(a)",
    ]
)


@given(st.lists(_TROZOS, max_size=12).map(b"".join))
def test_quita_de_stream_a_endstream(llano: bytes) -> None:
    assert _sin_cuerpos(llano) == _CUERPO.sub(b"", llano)


def test_un_flujo_que_no_acaba_se_deja() -> None:
    assert _sin_cuerpos(b"(uno) stream\nxx endstream (dos) stream\nyy") == b"(uno)  (dos) stream\nyy"
