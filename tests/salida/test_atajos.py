"""Los atajos de WeasyPrint: cada uno se apaga, y con ellos o sin ellos salen los mismos bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ
from fabrica import POCAS_PIEZAS, en_estado, escribir_proyecto

from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta import pdf
from generador.salida.imprenta.atajos import ATAJOS
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

PUERTAS = {"trazos": "recordar", "herencia": "abreviar"}


class _Usado(Exception):
    pass


@pytest.fixture
def raiz(tmp_path: Path) -> Path:
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    preparar_fuentes(escribir_conf_de_fuentes(tmp_path))
    return tmp_path


def test_cada_atajo_se_apaga_y_solo_el(raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PUERTAS.keys() == ATAJOS

    def usar(*_: Any, **__: Any) -> None:
        raise _Usado

    for modulo, funcion in PUERTAS.items():
        monkeypatch.setattr(getattr(pdf, modulo), funcion, usar)
    html = "<html lang=es><title>t</title><h1>Uno</h1>"
    assert Imprenta(raiz, ATAJOS).imprimir(html, (), "x.pdf").startswith(b"%PDF")
    for atajo in ATAJOS:
        with pytest.raises(_Usado):
            Imprenta(raiz, ATAJOS - {atajo}).imprimir(html, (), "x.pdf")


_IMPRIMIR = (
    "import pathlib, sys, generador.medicion.atajos as m; "
    "raiz, nota, *sin = sys.argv[1:]; "
    "m.imprimir_todo(pathlib.Path(raiz), frozenset(sin), pathlib.Path(nota), muestra=True)"
)


@pytest.mark.lenta
def test_una_muestra_de_cada_clase_sale_igual_con_ellos_y_sin_ellos(raiz: Path) -> None:
    cambios = en_estado("aprobada")
    escribir_proyecto(raiz, **{**cambios, "evento": {**cambios["evento"], **POCAS_PIEZAS}})
    huellas = []
    for sin in ((), sorted(ATAJOS)):
        nota = raiz / "nota.json"
        subprocess.run([sys.executable, "-c", _IMPRIMIR, str(raiz), str(nota), *sin], check=True)
        huellas.append(json.loads(nota.read_text("utf-8"))[1])
    assert huellas[0] == huellas[1]
    assert len(huellas[0]) == len(set(huellas[0])) > 20
