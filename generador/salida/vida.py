"""Ningún proceso de los nuestros sobrevive a quien lo abrió: ni con Ctrl-C, ni si a este lo matan con -9.

Quien abre conserva un extremo de un tubo y el abierto espera en el otro: cuando el primero muere, de lo que
sea, el sistema cierra su extremo. Sirve igual en Linux y en macOS, y nadie tiene que alcanzar a despedirse.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

VARIABLE = "ASAMBLEAS_VIDA"
"""El descriptor del tubo que heredó el proceso abierto."""
CODIGO = 70
"""Con el que termina quien se quedó solo; nadie lo lee."""
ESPERA_S = 5.0
"""Segundos que se le dan a un proceso para que termine por las buenas."""


def _vigilar(tubo: Any) -> None:
    def esperar() -> None:
        wait([tubo])
        os._exit(CODIGO)

    threading.Thread(target=esperar, name="vida", daemon=True).start()


def morir_con_quien_llama() -> None:
    """Desde ya, este proceso termina cuando muera el que lo abrió con `abierto`; sin él, no hace nada.

    Ctrl-C lo atiende quien llama: en una terminal la señal llega a todos y cada uno la contaría.
    """
    tubo = os.environ.pop(VARIABLE, "")
    if tubo.isdigit():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _vigilar(int(tubo))


def morir_con_la_cuadrilla() -> None:
    """Lo mismo, para un proceso de `multiprocessing`, que ya trae su tubo."""
    padre = multiprocessing.parent_process()
    if padre is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _vigilar(padre.sentinel)


@contextmanager
def abierto(
    orden: Sequence[str], ambiente: Mapping[str, str], **opciones: Any
) -> Iterator[subprocess.Popen[str]]:
    """Un proceso que llama a `morir_con_quien_llama`: al salir del contexto ya no existe, ni sus hijos.

    `opciones` son las de Popen; habla en UTF-8.
    """
    lectura, escritura = os.pipe()
    try:
        proceso = subprocess.Popen(
            orden,
            env={**ambiente, VARIABLE: str(lectura)},
            pass_fds=(lectura,),
            text=True,
            encoding="utf-8",
            errors="replace",
            **opciones,
        )
    except BaseException:
        os.close(escritura)
        raise
    finally:
        os.close(lectura)
    try:
        with proceso:
            try:
                yield proceso
            except BaseException:
                terminar(proceso)
                raise
    finally:
        os.close(escritura)


def terminar(proceso: subprocess.Popen[str]) -> None:
    """Por las buenas y, si no obedece, por las malas."""
    proceso.terminate()
    try:
        proceso.wait(ESPERA_S)
    except subprocess.TimeoutExpired:
        proceso.kill()
