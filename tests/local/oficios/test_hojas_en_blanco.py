"""Las hojas en blanco, pedidas desde el editor: las que faltan y ninguna más."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from apoyo import RAIZ
from local.cliente import Navegador

from generador.local.editor.rutas import Editor

CARPETA, HOJAS = "/carpeta/arauca-2023", "/hojas/arauca-2023"


def test_se_crean_las_que_faltan_y_las_demas_siguen_iguales(navegador: Navegador, copia: Path) -> None:
    resultados = copia / "datos" / "arauca-2023" / "resultados"
    assert HOJAS not in navegador.ver(CARPETA).texto
    for codigo in ("M1-S1", "M5-S5"):
        (resultados / f"{codigo}.yml").unlink()
    eran = {p.name: p.read_bytes() for p in resultados.iterdir()}
    assert "Crear 2 hojas en blanco" in navegador.ver(CARPETA).texto
    hecho = navegador.enviar(HOJAS, {"llave": navegador.guardia.llave})
    assert "Creadas: cada sub-mesa tiene su hoja." in hecho.texto
    assert "resultados/M5-S5.yml" in hecho.texto
    assert HOJAS not in hecho.texto
    assert {n: (resultados / n).read_bytes() for n in eran} == eran
    assert len([*resultados.iterdir()]) == len(eran) + 2
    assert (
        "Todas las sub-mesas tienen ya su hoja."
        in navegador.enviar(HOJAS, {"llave": navegador.guardia.llave}).texto
    )


@pytest.mark.parametrize(
    ("id_", "dice"), [("no-hay", "no existe la asamblea"), ("..", "no existe la asamblea")]
)
def test_de_una_que_no_hay_no_se_crea_nada(navegador: Navegador, copia: Path, id_: str, dice: str) -> None:
    antes = sorted(copia.rglob("*.yml"))
    hecho = navegador.enviar(f"/hojas/{id_}", {"llave": navegador.guardia.llave})
    assert (hecho.codigo, dice in hecho.texto) == (409, True)
    assert sorted(copia.rglob("*.yml")) == antes


def test_con_la_agenda_aprobada_no_se_ofrece_ni_se_hace(tmp_path: Path) -> None:
    shutil.copytree(RAIZ / "datos", tmp_path / "datos")
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    hoja = tmp_path / "datos" / "arauca-2023" / "resultados" / "M1-S1.yml"
    navegador = Navegador(Editor(tmp_path).con_puerta(8765))
    hecho = navegador.enviar(HOJAS, {"llave": navegador.guardia.llave})
    assert (hecho.codigo, "agenda ya se aprobó" in hecho.texto) == (409, True), hecho.texto
    hoja.unlink()
    assert HOJAS not in navegador.ver(CARPETA).texto
