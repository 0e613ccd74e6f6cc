"""Con qué se prueba lo que un adversario le da a `verificar`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from generador import cli
from generador.construccion.verificacion import orden

OFICIAL = "f0" * 32
"""La huella que el adversario quiere que se lea como calculada."""


@pytest.fixture(autouse=True)
def en_este_proceso(monkeypatch: pytest.MonkeyPatch) -> None:
    """Abrirlo aparte se prueba en otro lado; aquí una traza ha de verse."""
    monkeypatch.setattr(orden, "aparte", lambda _archivo, tarea, _topes: tarea())


def dicho(archivo: Path, *opciones: str) -> tuple[int, list[str]]:
    """El código y los renglones, después de exigir lo que vale para toda respuesta."""
    hecho = CliRunner().invoke(cli.principal, ["verificar", str(archivo), *opciones], prog_name="./asamblea")
    renglones = hecho.output.removesuffix("\n").split("\n")
    raros = {unicodedata.name(c, hex(ord(c))) for c in "".join(renglones) if not c.isprintable()}
    assert raros == set()
    # La huella ajena solo se lee como palabra del archivo, nunca como la que se calculó.
    calculadas = [r for r in renglones if r.lstrip().startswith(("huella calculada: ", OFICIAL))]
    assert [r for r in calculadas if OFICIAL in r] == []
    if hecho.exit_code == 1 and len(renglones) > 1:
        assert renglones[-1].startswith("NO COINCIDE: ")
    else:
        assert (hecho.exit_code, len(renglones), renglones[0][:7]) in {(1, 1, "Error: "), (2, 1, "Error: ")}
    assert [r for r in renglones if r.startswith("coincide")] == []
    return hecho.exit_code, renglones
