"""Los procesos que imprimen: nacen ya calientes y reciben el trabajo a medida que se compone."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, Self, TypeVar

from generador.errores import ErrorDeMaquina
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.fallas import Fallas
from generador.salida.imprenta.pdf import preparar_fuentes
from generador.salida.vida import morir_con_la_cuadrilla

EN_CASA = 1
"""Hasta cuántas tandas no vale la pena abrir otros procesos."""
ADELANTE = 2
"""Cuántas tandas por proceso se adelantan mientras se compone: las demás esperan, para repartirlas bien."""
DESNIVEL = 1.1
"""Cuánto más que su parte puede cargar un proceso antes de que valga la pena partirle un grupo."""

# En Linux los procesos nacen de un servidor que ya importó WeasyPrint; en macOS Pango no sobrevive a un fork.
METODO = "forkserver" if sys.platform == "linux" else "spawn"
_PRECARGA = ["generador.salida.almacen.precarga"]

T = TypeVar("T")


def _contexto() -> BaseContext:
    contexto = multiprocessing.get_context(METODO)
    if METODO == "forkserver":
        contexto.set_forkserver_preload(_PRECARGA)
    return contexto


def calentar(raiz: Path) -> None:
    """Arranca el servidor de procesos, si hay otro núcleo: importa mientras se lee y se compone."""
    if METODO == "forkserver" and (os.cpu_count() or 1) > 1:
        preparar_fuentes(escribir_conf_de_fuentes(raiz))
        _contexto()
        forkserver.ensure_running()


def _empezar(nacer: Callable[[Path], None], raiz: Path) -> None:
    morir_con_la_cuadrilla()
    nacer(raiz)


@dataclass(frozen=True, slots=True)
class Tanda(Generic[T]):
    """Lo que un mismo proceso hace en orden. El peso es lo que se cree que cuesta cada uno."""

    trabajos: tuple[T, ...]
    pesos: tuple[int, ...]

    @property
    def peso(self) -> int:
        """La suma de lo que se cree que cuestan sus encargos."""
        return sum(self.pesos)

    def partida(self) -> list[Tanda[T]]:
        """Sus dos mitades."""
        n = len(self.trabajos) // 2
        return [Tanda(self.trabajos[:n], self.pesos[:n]), Tanda(self.trabajos[n:], self.pesos[n:])]


def emparejadas(tandas: Sequence[Tanda[T]], cuantos: int) -> list[Tanda[T]]:
    """Las tandas, de la más pesada a la más ligera, partidas lo justo para que los procesos acaben juntos.

    Partir un grupo cuesta trazar dos veces lo que comparte: solo se hace si uno de los procesos se quedaría
    trabajando solo.
    """
    piezas = list(tandas)
    for _ in range(2 * cuantos):
        piezas.sort(key=lambda t: t.peso, reverse=True)
        cargas, ultima = [0] * cuantos, piezas[:1] * cuantos
        for pieza in piezas:
            i = cargas.index(min(cargas))
            cargas[i] += pieza.peso
            ultima[i] = pieza
        peor = cargas.index(max(cargas))
        parte = ultima[peor] if piezas else None
        if parte is None or len(parte.trabajos) < 2 or cargas[peor] <= DESNIVEL * sum(cargas) / cuantos:
            break
        piezas.remove(parte)
        piezas += parte.partida()
    return piezas


class Cuadrilla(Generic[T]):
    """Hasta `cuantos` procesos; con uno, o con un solo trabajo, lo hace este mismo.

    `nacer` prepara cada proceso y `hacer` hace una tanda; los dos, funciones de un módulo. Lo que `hacer`
    lance como Fallidos es de esa tanda, y las demás siguen. Es un contexto: al salir con un fallo se cancela
    lo pendiente.
    """

    def __init__(
        self,
        raiz: Path,
        cuantos: int,
        nacer: Callable[[Path], None],
        hacer: Callable[[Path, Sequence[T]], None],
    ) -> None:
        self._raiz, self._cuantos, self._nacer, self._hacer = raiz, cuantos, nacer, hacer
        self._sueltas: deque[Tanda[T]] = deque()
        self._grupos: dict[str, list[tuple[T, int]]] = {}
        self._tareas: dict[Future[None], Tanda[T]] = {}
        self._procesos: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, clase: type[BaseException] | None, *_: object) -> None:
        if self._procesos is None:
            return
        if clase is not None:
            # Lo que estén imprimiendo ya no sirve: se escribe de una vez o no se escribe.
            for proceso in list((self._procesos._processes or {}).values()):
                proceso.kill()
        self._procesos.shutdown(wait=clase is None, cancel_futures=clase is not None)
        if clase is not None and issubclass(clase, BrokenProcessPool):
            raise ErrorDeMaquina(
                "un proceso de impresión murió; suele ser falta de memoria: pruebe con --procesos 1"
            ) from None

    def recibir(self, trabajo: T, grupo: str, peso: int) -> None:
        """Recibe un trabajo, para cuanto antes; los de un `grupo`, en una sola tanda cuando no falten."""
        if grupo:
            self._grupos.setdefault(grupo, []).append((trabajo, peso))
            return
        self._sueltas.append(Tanda((trabajo,), (peso,)))
        if self._cuantos > 1 and (self._tareas or len(self._sueltas) > EN_CASA):
            en_curso = sum(not t.done() for t in self._tareas)
            for _ in range(min(len(self._sueltas), ADELANTE * self._cuantos - en_curso)):
                self._enviar(self._sueltas.popleft())

    def acabar(self) -> Iterator[Sequence[T]]:
        """Hace lo que falta y da los trabajos de cada tanda según terminan.

        Lanza al final, juntos, los Fallidos de todas las tandas; otro fallo, de una vez.
        """
        fallas = Fallas(self._raiz)
        grupos = [Tanda(*map(tuple, zip(*pares, strict=True))) for pares in self._grupos.values()]
        resto = [*self._sueltas, *grupos]
        if not self._tareas and (len(resto) <= EN_CASA or self._cuantos == 1):
            for tanda in resto:
                with fallas.reunidas():
                    self._hacer(self._raiz, tanda.trabajos)
                yield tanda.trabajos
            fallas.exigir()
            return
        for tanda in emparejadas(resto, self._cuantos):
            self._enviar(tanda)
        for tarea in as_completed(self._tareas):
            with fallas.reunidas():
                tarea.result()
            yield self._tareas[tarea].trabajos
        fallas.exigir()

    def _enviar(self, tanda: Tanda[T]) -> None:
        if self._procesos is None:
            preparar_fuentes(escribir_conf_de_fuentes(self._raiz))
            self._procesos = ProcessPoolExecutor(
                self._cuantos,
                mp_context=_contexto(),
                initializer=_empezar,
                initargs=(self._nacer, self._raiz),
            )
        self._tareas[self._procesos.submit(self._hacer, self._raiz, tanda.trabajos)] = tanda
