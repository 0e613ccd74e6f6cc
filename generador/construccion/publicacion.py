"""Construye el sitio al lado y lo pone en su lugar de un solo paso; si algo falla, lo publicado no cambia."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generador.errores import ErrorAsambleas
from generador.salida.emision import carpeta_nueva, cerrojo, publicar, recuperar

MARCA_PROGRESO = "@progreso "
MARCA_RESUMEN = "@resumen "
VARIABLE_PROCESOS = "ASAMBLEAS_PROCESOS"
VARIABLE_PROGRESO = "ASAMBLEAS_PROGRESO"
_RUIDO = re.compile(r"^INFO +- |^\s*$")

Aviso = Callable[[int, int, str], None]


class ConstruccionFallida(ErrorAsambleas):
    """El motor del sitio terminó con error; su salida ya lo explicó."""


@dataclass(frozen=True, slots=True)
class Resumen:
    """Qué quedó en el sitio y cuánto tardó, en segundos."""

    texto: str
    segundos: float
    octetos: int


def ambiente(procesos: int | None = None, *, progreso: bool = False) -> dict[str, str]:
    """Las variables con que se llama al motor del sitio."""
    variables = dict(os.environ)
    variables.setdefault("SOURCE_DATE_EPOCH", "0")
    variables |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}
    if procesos is not None:
        variables[VARIABLE_PROCESOS] = str(procesos)
    if progreso:
        variables[VARIABLE_PROGRESO] = "1"
    return variables


def construir_sitio(
    raiz: Path,
    destino: Path,
    procesos: int | None = None,
    aviso: Aviso | None = None,
    decir: Callable[[str], None] = print,
) -> Resumen:
    """Construye y publica. `decir` recibe lo que el motor informe; `aviso`, el avance de los impresos.

    Lanza ErrorDeUso si hay otra construcción en curso y ConstruccionFallida si el motor falla.
    """
    inicio = time.monotonic()
    with cerrojo(raiz):
        recuperar(destino)
        nuevo = carpeta_nueva(raiz)
        try:
            texto = _motor(raiz, nuevo, procesos, aviso, decir)
            octetos = sum(f.stat().st_size for f in nuevo.rglob("*") if f.is_file())
            publicar(nuevo, destino)
        finally:
            shutil.rmtree(nuevo, ignore_errors=True)
    return Resumen(texto, time.monotonic() - inicio, octetos)


def _motor(
    raiz: Path, nuevo: Path, procesos: int | None, aviso: Aviso | None, decir: Callable[[str], None]
) -> str:
    orden = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(nuevo)]
    resumen = ""
    with subprocess.Popen(
        orden,
        cwd=raiz,
        env=ambiente(procesos, progreso=True),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as proceso:
        assert proceso.stdout is not None
        try:
            for linea in proceso.stdout:
                linea = linea.rstrip("\n")
                if linea.startswith(MARCA_PROGRESO):
                    hechos, total, nombre = linea[len(MARCA_PROGRESO) :].split(" ", 2)
                    if aviso:
                        aviso(int(hechos), int(total), nombre)
                elif linea.startswith(MARCA_RESUMEN):
                    resumen = linea[len(MARCA_RESUMEN) :]
                elif not _RUIDO.match(linea):
                    decir(linea)
        except BaseException:
            proceso.terminate()
            raise
        codigo = proceso.wait()
    if codigo:
        raise ConstruccionFallida("no se publicó nada: el sitio anterior sigue igual")
    return resumen
