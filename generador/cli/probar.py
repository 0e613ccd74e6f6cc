"""La orden que revisa el código y corre las pruebas: todas, las rápidas o las que se nombren."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from generador.cli.base import Orden
from generador.errores import ErrorDeUso

PROCESOS = (os.cpu_count() or 1) + 1
"""Uno más que núcleos: mientras uno espera a otro programa, los demás siguen."""
PYTEST = ("pytest", "-n", str(PROCESOS), "--dist", "loadgroup", "--no-loadscope-reorder")
REVISORES = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import-linter": ("importlinter.cli", "lint-imports"),
}


@click.command(cls=Orden, context_settings={"ignore_unknown_options": True})
@click.option("--aprobar", is_flag=True, help="Reescribe las muestras aprobadas; revise el diff.")
@click.option("--rapido", is_flag=True, help="Menos de un minuto: ni sitios, ni imprenta, ni navegador.")
@click.argument("resto", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def probar(raiz: Path, aprobar: bool, rapido: bool, resto: tuple[str, ...]) -> None:
    """Corre ruff, mypy, import-linter y pytest. Lo que siga se le pasa a pytest.

    La ayuda de pytest, en inglés, es ./asamblea probar -- --help
    """
    if find_spec("pytest") is None:
        raise ErrorDeUso("faltan los paquetes de prueba: llame a ./asamblea probar, que los instala")
    opciones = [f"--{o}" for o, pedida in (("aprobar", aprobar), ("rapido", rapido)) if pedida]
    if aprobar or resto:
        # Los argumentos van a pytest; los revisores de estilo se corren solo en las pasadas enteras.
        raise SystemExit(_correr(raiz, "pytest", *opciones, *resto))
    # A la vez que las pruebas: mypy ocupa un núcleo solo mientras pytest recoge lo suyo.
    revisiones = {nombre: _abrir(raiz, orden) for nombre, orden in REVISORES.items()}
    click.echo("── pytest")
    fallos = ["pytest"] if _correr(raiz, *PYTEST, *opciones) else []
    for nombre, revision in revisiones.items():
        dicho, _ = revision.communicate()
        click.echo(f"── {nombre}\n{dicho}", nl=False)
        if revision.returncode:
            fallos.append(nombre)
    if fallos:
        click.echo("falló: " + ", ".join(fallos), err=True)
        raise SystemExit(1)


def _abrir(raiz: Path, orden: tuple[str, ...]) -> subprocess.Popen[str]:
    """Ese revisor, andando; lo que diga se lee cuando termine."""
    return subprocess.Popen(
        _modulo(*orden),
        cwd=raiz,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _correr(raiz: Path, modulo: str, *argumentos: str) -> int:
    return subprocess.call(_modulo(modulo, *argumentos), cwd=raiz)


def _modulo(modulo: str, *argumentos: str) -> list[str]:
    if modulo == "importlinter.cli":
        return [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return [sys.executable, "-m", modulo, *argumentos]


ORDENES = (probar,)
