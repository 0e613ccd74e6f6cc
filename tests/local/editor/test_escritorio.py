"""Lo que se hace con un archivo desde el editor cuando algo falla: lo escrito no se pierde."""

from __future__ import annotations

import errno
import html
from pathlib import Path

import pytest
from local.cliente import Formulario, Navegador

from generador.edicion import anteriores

MESAS = "/archivo/arauca-2023/mesas.yml"


def test_con_el_disco_lleno_lo_escrito_sigue_a_la_vista(
    navegador: Navegador, copia: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Visto fallar sin atajar el error: la página «No se pudo», y lo escrito perdido."""

    def lleno(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(copia / "datos"))

    archivo = copia / "datos" / MESAS.removeprefix("/archivo/")
    antes = archivo.read_bytes()
    formulario = navegador.formulario(MESAS)
    monkeypatch.setattr(anteriores, "cambiar", lleno)
    hecho = navegador.usar(formulario, "guardar", {"mesas.1.eje": "Otro eje"})
    dicho = html.unescape(hecho.texto)
    assert (hecho.codigo, "No se guardó. Lo que usted escribió sigue aquí." in dicho) == (422, True)
    assert ("disco" in dicho, "No space left" in dicho) == (True, False)
    assert Formulario(hecho.texto).campos["mesas.1.eje"] == "Otro eje"
    assert archivo.read_bytes() == antes
    monkeypatch.undo()
    navegador.usar(Formulario(hecho.texto), "guardar")
    assert "eje: Otro eje" in archivo.read_text("utf-8")
