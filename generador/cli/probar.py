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


@click.command(cls=Orden, context_settings={"ignore_unknown_options": True, "help_option_names": ["--ayuda"]})
@click.option("--aprobar", is_flag=True, help="Reescribe las muestras aprobadas; revise el diff.")
@click.option("--rapido", is_flag=True, help="Menos de un minuto: ni sitios, ni imprenta, ni navegador.")
@click.argument("resto", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def probar(raiz: Path, aprobar: bool, rapido: bool, resto: tuple[str, ...]) -> None:
    """Corre ruff, mypy, import-linter y pytest. Lo que siga se le pasa a pytest."""
    if find_spec("pytest") is None:
        raise ErrorDeUso("faltan los paquetes de prueba: llame a ./asamblea probar, que los instala")
    opciones = [f"--{o}" for o, pedida in (("aprobar", aprobar), ("rapido", rapido)) if pedida]
    if aprobar or resto:
        # Los argumentos van a pytest; los revisores de estilo se corren solo en las pasadas enteras.
        raise SystemExit(_correr(raiz, "pytest", *opciones, *resto))
    fallos = [
        nombre
        for nombre, orden in {**REVISORES, "pytest": (*PYTEST, *opciones)}.items()
        if _paso(raiz, nombre, orden)
    ]
    if fallos:
        click.echo("falló: " + ", ".join(fallos), err=True)
        raise SystemExit(1)


def _paso(raiz: Path, nombre: str, orden: tuple[str, ...]) -> int:
    click.echo(f"── {nombre}")
    return _correr(raiz, *orden)


def _correr(raiz: Path, modulo: str, *argumentos: str) -> int:
    if modulo == "importlinter.cli":
        codigo = "from importlinter.cli import lint_imports_command as c; c()"
        return subprocess.call([sys.executable, "-c", codigo], cwd=raiz)
    return subprocess.call([sys.executable, "-m", modulo, *argumentos], cwd=raiz)


ORDENES = (probar,)
