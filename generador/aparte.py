"""Lo que viene de afuera se abre en otro proceso, con topes: si lo tumba, aquí solo llega un mensaje."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from generador.errores import ErrorDeLectura

T = TypeVar("T")
_MEGA = 1024 * 1024
_ORDEN = "from generador.aparte import _servir; _servir()"
_UN_HILO = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Cada hilo de más aparta memoria que no usa, y cuenta contra el tope."""
_POR_TIEMPO = frozenset({signal.SIGXCPU, signal.SIGALRM})


@dataclass(frozen=True, slots=True)
class Topes:
    """Cuánto puede gastar quien lee, sin contar lo que ocupa Python al nacer."""

    memoria: int = 512 * _MEGA
    """Bytes. En macOS el sistema no lo hace cumplir."""
    cpu: int = 30
    """Segundos de procesador."""
    reloj: int = 60
    """Segundos de reloj."""


def aparte(archivo: str, tarea: Callable[[], T], topes: Topes = Topes()) -> T:
    """Lo que devuelve `tarea`, hecha en otro proceso que no escribe en el disco y tiene `topes`.

    `tarea` y lo que devuelve se pasan con pickle: una función de un módulo, o un `functools.partial` de una
    con sus bytes o su ruta. Lo que `tarea` lance se lanza aquí igual. Si el proceso no llega al final (una
    señal, la memoria, el tiempo), lanza ErrorDeLectura, que nombra `archivo` y dice qué hacer.
    """
    encargo = pickle.dumps(sys.path) + pickle.dumps((topes, tarea))
    raiz = Path(__file__).resolve().parent.parent
    camino = os.pathsep.join(filter(None, (str(raiz), os.environ.get("PYTHONPATH"))))
    try:
        hecho = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", _ORDEN],
            input=encargo,
            stdout=subprocess.PIPE,
            # Lo que escriba una biblioteca al caerse está en inglés y no le dice nada a nadie.
            stderr=subprocess.DEVNULL,
            timeout=topes.reloj,
            env={**os.environ, **_UN_HILO, "PYTHONPATH": camino},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _por_tiempo(archivo) from None
    if hecho.returncode < 0:
        raise _por_tiempo(archivo) if -hecho.returncode in _POR_TIEMPO else _por_memoria(archivo)
    try:
        clase, valor = pickle.loads(hecho.stdout)
    except (EOFError, pickle.UnpicklingError):
        raise _por_memoria(archivo) from None
    if clase == "memoria":
        raise _por_memoria(archivo)
    if clase == "error":
        raise valor
    respuesta: T = valor
    return respuesta


def _por_memoria(archivo: str) -> ErrorDeLectura:
    return ErrorDeLectura(
        archivo,
        "no se puede leer: pide más memoria de la que usa un archivo de verdad, o está dañado",
        "ábralo en su programa, guárdelo con otro nombre y pruebe con ese",
    )


def _por_tiempo(archivo: str) -> ErrorDeLectura:
    return ErrorDeLectura(
        archivo,
        "no se puede leer: tarda más de lo que tarda un archivo de verdad",
        "ábralo en su programa, guárdelo con otro nombre y pruebe con ese",
    )


def _servir() -> None:
    """Lo que corre el otro proceso: recibe el encargo por la entrada y responde por la salida."""
    entrada, salida = sys.stdin.buffer, os.dup(1)
    nada = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nada, 1)
    sys.path[:] = pickle.load(entrada)
    topes, tarea = pickle.load(entrada)
    try:
        _limitar(topes)
        respuesta = _empacado("hecho", tarea())
    except MemoryError:
        respuesta = _empacado("memoria", None)
    except Exception as error:
        respuesta = _del_error(error)
    with os.fdopen(salida, "wb") as tubo:
        tubo.write(respuesta)


def _limitar(topes: Topes) -> None:
    import resource

    tope = _ocupada() + topes.memoria
    for cual, blando, duro in (
        (resource.RLIMIT_AS, tope, tope),
        # Al primero llega SIGXCPU, que se distingue de quien mata por falta de memoria.
        (resource.RLIMIT_CPU, topes.cpu, topes.cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, hay = resource.getrlimit(cual)
        if hay == resource.RLIM_INFINITY or duro < hay:
            try:
                resource.setrlimit(cual, (blando, duro))
            except (OSError, ValueError):
                # macOS no admite el de memoria; los demás topes quedan.
                continue
    # Si quien espera muere, el reloj sigue contando aquí.
    signal.setitimer(signal.ITIMER_REAL, topes.reloj)


def _ocupada() -> int:
    """Bytes de direcciones que ya ocupa este proceso; 0 donde no se puede saber."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _empacado(clase: str, valor: Any) -> bytes:
    return pickle.dumps((clase, valor))


def _del_error(error: Exception) -> bytes:
    """El error tal cual o, si no se deja pasar de un proceso a otro, uno que lo cuenta."""
    rastro = "".join(traceback.format_exception(error))
    error.add_note(f"en el proceso aparte:\n{rastro}")
    try:
        respuesta = _empacado("error", error)
        pickle.loads(respuesta)
    except Exception:
        return _empacado("error", RuntimeError(rastro))
    return respuesta
