"""Lo que se abre aparte puede morir de cualquier forma: llega su respuesta, su error o un mensaje."""

import os
import resource
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from generador.aparte import Topes, aparte
from generador.errores import ErrorDeDatos, ErrorDeLectura, Hallazgo, Lugar

pytestmark = pytest.mark.lenta

MEGA = 1024 * 1024
POCO = Topes(memoria=64 * MEGA, cpu=1, reloj=3)
MEMORIA = "pide más memoria de la que usa un archivo de verdad, o está dañado"
TIEMPO = "tarda más de lo que tarda un archivo de verdad"


def _ocupar(megas: int) -> int:
    return len(bytes(megas * MEGA))


def _morir(cual: int) -> None:
    os.kill(os.getpid(), cual)


def _calcular() -> None:
    while True:
        pass


def _escribir(ruta: Path) -> None:
    ruta.write_bytes(b"x")


def _hablar() -> str:
    os.write(1, b"basura en la salida")
    print("y mas")
    return "entero"


def _salir() -> None:
    os._exit(0)


def _fallar(error: Exception) -> None:
    raise error


class _Torcido(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__(f"{a} y {b}")


def _fallar_torcido() -> None:
    raise _Torcido(1, 2)


def test_devuelve_lo_que_hizo() -> None:
    assert aparte("x", partial(_ocupar, 3)) == 3 * MEGA
    assert aparte("x", _hablar) == "entero"


@pytest.mark.parametrize(
    ("tarea", "topes", "mensaje"),
    [
        (partial(_ocupar, 200), POCO, MEMORIA),
        (partial(_morir, signal.SIGABRT), POCO, MEMORIA),
        (partial(_morir, signal.SIGSEGV), POCO, MEMORIA),
        (partial(_morir, signal.SIGKILL), POCO, MEMORIA),
        (_salir, POCO, MEMORIA),
        (_calcular, POCO, TIEMPO),
        (partial(time.sleep, 60), Topes(reloj=1), TIEMPO),
    ],
)
def test_toda_muerte_es_un_mensaje(tarea: partial[None], topes: Topes, mensaje: str) -> None:
    with pytest.raises(ErrorDeLectura) as error:
        aparte("registro \x1b[31m.xlsx", tarea, topes)
    assert str(error.value) == (
        f"«registro ·[31m.xlsx» no se puede leer: {mensaje}; "
        "ábralo en su programa, guárdelo con otro nombre y pruebe con ese"
    )


def test_la_memoria_de_quien_espera_no_crece() -> None:
    antes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ErrorDeLectura):
        aparte("x", partial(_ocupar, 2000))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - antes < 64 * 1024


def test_no_escribe_en_el_disco(tmp_path: Path) -> None:
    """Con el tamaño de archivo en cero, escribir mata o falla; nada queda."""
    with pytest.raises((OSError, ErrorDeLectura)):
        aparte("x", partial(_escribir, tmp_path / "a"))
    assert (tmp_path / "a").stat().st_size == 0


def test_un_error_llega_como_salio() -> None:
    datos = ErrorDeDatos([Hallazgo(Lugar("a.csv", 3), "mal", "arregle")])
    with pytest.raises(ErrorDeDatos) as error:
        aparte("x", partial(_fallar, datos))
    assert error.value.hallazgos == datos.hallazgos
    with pytest.raises(ErrorDeLectura, match="«a» b; c"):
        aparte("x", partial(_fallar, ErrorDeLectura("a", "b", "c")))
    with pytest.raises(RuntimeError, match="_Torcido: 1 y 2"):
        aparte("x", _fallar_torcido)


def test_quien_muere_esperando_no_deja_al_otro() -> None:
    """El reloj lo lleva también el proceso aparte."""
    # La espera de quien llama es la larga: la alarma del otro acaba antes.
    inicio = time.monotonic()
    with pytest.raises(ErrorDeLectura, match="tarda"):
        aparte("x", _dormir_sin_padre, Topes(reloj=2))
    assert time.monotonic() - inicio < 20


def _dormir_sin_padre() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    time.sleep(60)
