"""De un PDF llano se quita lo de adentro de sus flujos, y solo eso; y su XMP se lee tal como viene."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.modelo.personal.reserva import SIN_RESERVA
from generador.salida.privacidad.lectura_pdf import _sin_cuerpos
from generador.salida.privacidad.puerta import DatoPersonal, exigir_en_archivo

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


@pytest.mark.parametrize("xmp", [b"<x>llame al 300 123 4567", b"<x>llame al 300 123 4567</x>"])
def test_un_xmp_mal_hecho_tambien_se_lee(xmp: bytes) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    salida = BytesIO()
    pdf.save(salida, fix_metadata_version=False)
    with pytest.raises(DatoPersonal, match="XMP"):
        exigir_en_archivo("x.pdf", salida.getvalue(), SIN_RESERVA)
