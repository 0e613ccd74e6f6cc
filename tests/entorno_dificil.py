"""Lo que corre en el otro proceso: cada orden de una lista, y lo que dijo, como JSON."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from generador import cli


def hacer(raiz: str, argumentos: list[str]) -> dict[str, Any]:
    """El código, la salida y el error de una orden dada en esa carpeta."""
    cli.RAIZ = Path(raiz)
    os.chdir(raiz)
    dicho, error = io.StringIO(), io.StringIO()
    codigo: Any = 0
    with redirect_stdout(dicho), redirect_stderr(error):
        try:
            cli.principal.main(argumentos, prog_name="./asamblea")
        except SystemExit as fin:
            codigo = fin.code
    return {"codigo": codigo, "salida": dicho.getvalue(), "error": error.getvalue()}


if __name__ == "__main__":
    pedidas = json.load(sys.stdin)
    json.dump({orden: hacer(*pedida) for orden, pedida in pedidas.items()}, sys.stdout)
