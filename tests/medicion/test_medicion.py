"""La orden `medir` corre la medición que se pide, y con «todo», cada una una vez."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from click import Choice

from generador import medicion
from generador.cli import principal

_SUYAS = {
    "frio": (medicion.construccion, "frio"),
    "kits": (medicion.construccion, "kits"),
    "piezas": (medicion.piezas, "medir"),
    "quieto": (medicion.construccion, "quieto"),
    "ficha": (medicion.construccion, "ficha"),
    "agenda": (medicion.agenda, "medir"),
    "mural": (medicion.mural, "medir"),
    "memoria": (medicion.construccion, "memoria"),
}


def test_cada_nombre_de_la_orden_corre_lo_suyo(monkeypatch: pytest.MonkeyPatch) -> None:
    corridas: list[str] = []
    for nombre, (modulo, funcion) in _SUYAS.items():
        monkeypatch.setattr(modulo, funcion, lambda *_, nombre=nombre: corridas.append(nombre))
    monkeypatch.setattr(medicion, "_copia", nullcontext)
    que = principal.commands["medir"].params[0].type
    assert isinstance(que, Choice)
    assert list(que.choices) == ["todo", *_SUYAS]
    for pedida in que.choices:
        corridas.clear()
        medicion.medir(Path(), pedida, 1, 20, print)
        assert corridas == (list(_SUYAS) if pedida == "todo" else [pedida])
