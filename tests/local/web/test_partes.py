"""Un formulario con archivos llega entero, byte por byte, o no llega."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local.cliente import cuerpo_con_archivo

from generador.errores import ErrorDeUso
from generador.local.web.partes import PARTES_MAXIMAS, ArchivoSubido, leido_con_archivos

SEPARA = "----limite"
TIPO = f"multipart/form-data; boundary={SEPARA}"
_TEXTO = st.text(st.characters(codec="utf-8"), max_size=40)


@given(octetos=st.binary(max_size=200), campo=_TEXTO)
def test_ida_y_vuelta(octetos: bytes, campo: str) -> None:
    cuerpo = cuerpo_con_archivo(SEPARA, {"alt": campo}, "archivo", "Ñandú (1).png", octetos)
    campos, archivos = leido_con_archivos(cuerpo, TIPO)
    assert campos == {"alt": campo}
    assert archivos == {"archivo": ArchivoSubido("Ñandú (1).png", octetos)}


def test_un_nombre_hostil_es_solo_un_texto() -> None:
    cuerpo = cuerpo_con_archivo(SEPARA, {}, "archivo", "../../etc/passwd", b"x")
    assert leido_con_archivos(cuerpo, TIPO)[1]["archivo"].nombre == "../../etc/passwd"


_BUENO = cuerpo_con_archivo(SEPARA, {"a": "1"}, "archivo", "x.png", b"x")


@pytest.mark.parametrize(
    ("cuerpo", "tipo"),
    [
        (b"", TIPO),
        (_BUENO[:-6], TIPO),
        (b"basura\r\n" + _BUENO, TIPO),
        (_BUENO, "multipart/form-data"),
        (_BUENO, "multipart/form-data; boundary=otra"),
        (_BUENO, f"multipart/form-data; boundary={'x' * 300}"),
        (_BUENO.replace(b'name="a"', b""), TIPO),
        (_BUENO.replace(b'name="a"', b'name="archivo"'), TIPO),
        (_BUENO.replace(b'name="a"', b'name="a"; x="' + b"y" * 5000 + b'"'), TIPO),
        (_BUENO.replace(b"\r\n\r\n1", b"\r\n\r\n\xff"), TIPO),
        (cuerpo_con_archivo(SEPARA, {f"c{i}": "" for i in range(PARTES_MAXIMAS)}, "f", "x", b""), TIPO),
        (b"--" + SEPARA.encode() + b"\r\n\r\n" * 100_000, TIPO),
    ],
)
def test_lo_que_no_esta_bien_formado_no_entra(cuerpo: bytes, tipo: str) -> None:
    with pytest.raises(ErrorDeUso, match="no se entiende"):
        leido_con_archivos(cuerpo, tipo)
