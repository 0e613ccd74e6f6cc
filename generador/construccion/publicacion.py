"""Construye el sitio al lado y lo pone en su lugar de un solo paso; si algo falla, lo publicado no cambia."""

from __future__ import annotations

import json
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
from generador.salida.claves import huella_de_codigo
from generador.salida.emision import (
    CACHE,
    carpeta_nueva,
    cerrojo,
    como_json,
    escribir,
    huella_de_arbol,
    publicar,
    recuperar,
    sha256,
)

MARCA_PROGRESO = "@progreso "
MARCA_RESUMEN = "@resumen "
VARIABLE_PROCESOS = "ASAMBLEAS_PROCESOS"
VARIABLE_PROGRESO = "ASAMBLEAS_PROGRESO"
ENTRADAS = ("datos", "plantillas", "contenido", "mkdocs.yml")
_MOTOR = "generador.plugin.plugin"
"""Lo que MkDocs carga: de él cuelga todo el código que decide el sitio."""
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
    *,
    forzar: bool = False,
) -> Resumen:
    """Construye y publica. `decir` recibe lo que el motor informe; `aviso`, el avance de los impresos.

    Si nada de lo que decide el sitio cambió desde la última vez y el sitio sigue intacto, no hace nada; con
    `forzar`, construye igual. Lanza ErrorDeUso si hay otra construcción en curso, ErrorDeDatos
    si cambia sin razón escrita algo aprobado y ya publicado, y ConstruccionFallida si el
    motor falla.
    """
    # Trae los modelos: no hace falta para decir que ya hay otra construcción.
    from generador.construccion.testigo import exigir_razones

    inicio = time.monotonic()
    with cerrojo(raiz):
        recuperar(destino)
        entradas = _huella_de_entradas(raiz)
        nota = raiz / CACHE / f"ultima-{sha256(str(destino).encode())[:16]}.json"
        texto = None if forzar else _sin_cambios(nota, entradas, destino)
        if texto is None:
            nuevo = carpeta_nueva(raiz)
            try:
                texto = _motor(raiz, nuevo, procesos, aviso, decir)
                exigir_razones(raiz, nuevo, destino, decir)
                publicar(nuevo, destino)
            finally:
                shutil.rmtree(nuevo, ignore_errors=True)
            escribir(
                nota, como_json({"entradas": entradas, "sitio": huella_de_arbol(destino), "texto": texto})
            )
        octetos = sum(f.stat().st_size for f in destino.rglob("*") if f.is_file())
    return Resumen(texto, time.monotonic() - inicio, octetos)


def _huella_de_entradas(raiz: Path) -> str:
    """Todo lo que decide los bytes del sitio: datos, plantillas, contenido, código y versiones."""
    arbol = huella_de_arbol(*(raiz / p for p in ENTRADAS))
    codigo = huella_de_codigo(_MOTOR, __name__)
    return sha256(f"{arbol}/{codigo}/{os.environ.get('SOURCE_DATE_EPOCH', '')}".encode())


def _sin_cambios(nota: Path, entradas: str, destino: Path) -> str | None:
    """Lo que se dijo la última vez, si las entradas y el sitio son los mismos; si no, None."""
    try:
        ultima = json.loads(nota.read_bytes())
        igual = ultima["entradas"] == entradas and ultima["sitio"] == huella_de_arbol(destino)
        return f"nada cambió ({ultima['texto']})" if igual else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


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
