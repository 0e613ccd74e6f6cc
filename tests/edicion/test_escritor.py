"""Empalmar una clave en un YAML de datos deja lo demás como estaba, byte por byte."""

import pytest

from generador.edicion.escritor import agregar, poner
from generador.errores import ErrorDeUso


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        (b"# c\na: 1\nestado: uno # x\nb: 2\n", b"# c\na: 1\nestado: dos # x\nb: 2\n"),
        (b"estado: uno\r\nb:   [1,  2]\r\n", b"estado: dos\r\nb:   [1,  2]\r\n"),
        (b"a:\n- x\n-   y\n", b"a:\n- x\n-   y\nestado: dos\n"),
        (b"a: 1", b"a: 1\nestado: dos\n"),
        (b'estado: "uno"\n# fin\n', b'estado: "dos"\n# fin\n'),
    ],
)
def test_poner_no_toca_lo_demas(antes: bytes, despues: bytes) -> None:
    assert poner(antes, "estado", "dos") == despues


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        (b"a: 1\n", b"a: 1\nl:\n  - k: '1'\n    m: x\n"),
        (b"l:\n  - k: 0\n", b"l:\n  - k: 0\n  - k: '1'\n    m: x\n"),
        (b"l:\n- k: 0\n\n# de b\nb: 1\n", b"l:\n- k: 0\n- k: '1'\n  m: x\n\n# de b\nb: 1\n"),
        (b"l: []\nb: 1\n", b"l:\n  - k: '1'\n    m: x\nb: 1\n"),
        (b"l: [{k: 0}]\n", b"l: [k: 0, {k: '1', m: x}]\n"),
    ],
)
def test_agregar_no_toca_lo_demas(antes: bytes, despues: bytes) -> None:
    assert agregar(antes, "l", {"k": "1", "m": "x"}) == despues


@pytest.mark.parametrize("malo", [b"a: [", b"a: \xe9\n"])
def test_lo_que_no_se_puede_leer_no_se_toca(malo: bytes) -> None:
    with pytest.raises(ErrorDeUso, match="sin dañarlo"):
        poner(malo, "b", "c")
