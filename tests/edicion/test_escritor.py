"""Empalmar una clave en un YAML de datos deja lo demás como estaba, byte por byte."""

import pytest

from generador.carga.lectura.lector import leer_bytes
from generador.carga.perdidas import perdidas
from generador.edicion.en_yaml import en_yaml
from generador.edicion.escritor import agregar, poner
from generador.errores import ErrorDeUso
from generador.modelo.datos.agenda import Acta


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


@pytest.mark.parametrize("marca", ["–", "—", "-", "•", "1.", "b)", "#", "hora:", "·"])
def test_un_texto_largo_no_se_parte_antes_de_lo_que_pareceria_una_lista(marca: str) -> None:
    """Visto fallar: «… – ACITAVA» quedaba al comienzo de un renglón, y no dejaba aprobar."""
    for n in range(60, 130):
        texto = f"{'a' * 20} {'b' * (n - 21)} {marca} Asociación de Autoridades Tradicionales del Territorio"
        for escrito in (poner(b"a: 1\n", "decision", texto), f"decision: {en_yaml(texto)}\n".encode()):
            leido = leer_bytes(escrito, "x.yml")
            assert leido.datos["decision"] == texto
            assert list(perdidas(leido, Acta)) == []
