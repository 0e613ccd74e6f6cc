"""Lo que gasta una orden: segundos de reloj y de procesador, con los de todos los procesos que abra."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from generador.construccion.publicacion import ambiente
from generador.errores import ErrorInterno

Decir = Callable[[str], object]

_CORREDOR = """
import ctypes, json, os, resource, subprocess, sys, time
if sys.platform == "linux":
    # Quien sobrevive a la orden (el servidor de procesos) queda de hijo de este, y se cuenta.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
inicio = time.perf_counter()
codigo = subprocess.call(sys.argv[2:])
reloj = time.perf_counter() - inicio
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
suyos = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as nota:
    json.dump([reloj, suyos.ru_utime + suyos.ru_stime], nota)
sys.exit(codigo)
"""


class Gasto(NamedTuple):
    """Segundos de reloj, y de procesador (de usuario y de sistema) sumando núcleos."""

    reloj: float
    procesador: float

    def mas(self, otro: Gasto) -> Gasto:
        """Lo que se gasta en dos órdenes, una tras otra."""
        return Gasto(self.reloj + otro.reloj, self.procesador + otro.procesador)

    def entre(self, cuantos: int) -> Gasto:
        """Lo que toca a cada uno de `cuantos`."""
        return Gasto(self.reloj / cuantos, self.procesador / cuantos)


def correr(orden: Sequence[str], raiz: Path) -> Gasto:
    """Lo que gasta una orden en la carpeta `raiz`; ErrorInterno con su salida si falla."""
    with tempfile.TemporaryDirectory(prefix="asambleas-gasto-") as temporal:
        nota = Path(temporal) / "gasto.json"
        hecho = subprocess.run(
            [sys.executable, "-c", _CORREDOR, str(nota), *orden],
            cwd=raiz,
            env=ambiente(),
            capture_output=True,
            text=True,
            check=False,
        )
        if hecho.returncode:
            raise ErrorInterno(f"{' '.join(orden)}\n{hecho.stdout}{hecho.stderr}")
        return Gasto(*json.loads(nota.read_text("utf-8")))


def mediana(gastos: Sequence[Gasto]) -> Gasto:
    """La mediana de cada medida, por su lado."""
    relojes, procesadores = zip(*gastos, strict=True)
    return Gasto(statistics.median(relojes), statistics.median(procesadores))


def decir_razon(
    nombre: str,
    nuestros: Sequence[Gasto],
    ajenos: Sequence[Gasto],
    limite: float,
    decir: Decir,
    *,
    de_reloj: bool = False,
) -> None:
    """Las medianas y su razón, en procesador y en reloj, y si cumple.

    Juzga la de procesador, que casi no cambia con lo que más haga la máquina; `de_reloj`, la otra: para lo
    que gana por repartirse entre núcleos.
    """
    uno, otro = mediana(nuestros), mediana(ajenos)
    razones = Gasto(uno.reloj / otro.reloj, uno.procesador / otro.procesador)
    juicio = "cumple" if (razones.reloj if de_reloj else razones.procesador) <= limite else "NO CUMPLE"
    decir(
        f"{nombre}: procesador {uno.procesador:.3g} s / {otro.procesador:.3g} s = {razones.procesador:.2f}; "
        f"reloj {uno.reloj:.3g} s / {otro.reloj:.3g} s = {razones.reloj:.2f} "
        f"(límite {limite:.2f} de {'reloj' if de_reloj else 'procesador'}, {juicio})"
    )
