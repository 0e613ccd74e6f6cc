"""La orden `medir` corre la medición que se pide, y con «todo», cada una una vez."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from apoyo import cambiar, copiar_proyecto
from click import Choice

from generador import medicion
from generador.cli import principal
from generador.construccion.preparacion import preparar

_SUYAS = {
    "frio": (medicion.construccion, "frio"),
    "kits": (medicion.construccion, "kits"),
    "piezas": (medicion.piezas, "medir"),
    "quieto": (medicion.construccion, "quieto"),
    "camino": (medicion.camino, "medir"),
    "atajos": (medicion.atajos, "medir"),
    "ficha": (medicion.construccion, "ficha"),
    "agenda": (medicion.agenda, "medir"),
    "mural": (medicion.mural, "medir"),
    "captura": (medicion.captura, "medir"),
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


def test_para_medir_un_cambio_se_quita_el_acta(tmp_path: Path) -> None:
    """Lo aprobado no se deja cambiar: en la copia queda un borrador en regla, que sí."""
    raiz = copiar_proyecto(tmp_path / "copia")
    medicion.construccion.volver_a_borrador(raiz)
    resultado = raiz / "datos" / "arauca-2023" / "resultados" / "M1-S1.yml"
    cambiar(resultado, "necesidad: >-\n", "necesidad: >-\n      Medición:\n")
    (asamblea,) = preparar(raiz).proyecto.asambleas
    assert asamblea.estado.value == "borrador"
    assert asamblea.agenda is not None
    assert asamblea.agenda.aprobacion is None


def test_la_ficha_que_se_mide_cambia_en_su_primera_necesidad(tmp_path: Path) -> None:
    raiz = copiar_proyecto(tmp_path / "copia")
    texto = (raiz / "datos" / "arauca-2023" / "resultados" / "M1-S1.yml").read_text("utf-8")
    uno, dos = (medicion.camino._con(texto, marca) for marca in ("Medida 0-1", "Medida 0-2"))
    assert [uno.count("Medida 0-1."), dos.count("Medida 0-2."), len(uno) - len(texto)] == [1, 1, 12]
