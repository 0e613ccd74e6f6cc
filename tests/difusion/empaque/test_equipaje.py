"""Qué va en una copia y qué se queda en internet."""

from __future__ import annotations

from pathlib import Path

import pytest
from difusion.maqueta import DOCUMENTO_DE, PESOS, sitio_de_maqueta
from fabrica import ID

from generador.difusion.empaque import equipaje as modulo
from generador.difusion.empaque.equipaje import equipaje
from generador.errores import ErrorDeUso

COMUNES = {"buscar.js", "estilos/asambleas.css", "fuentes/a.woff2"}
SUYOS = {f"{ID}/buscar.js", f"{ID}/descargas/manifiesto.json", f"{ID}/piezas/afiche.png"}
PAGINAS = ("acerca/index.html", "index.html", f"{ID}/agenda/index.html", f"{ID}/index.html")


def _nombres(rutas: object) -> list[str]:
    return [str(getattr(r, "ruta", r)).rpartition("/")[2] for r in rutas]  # type: ignore[attr-defined]


def test_lectura_lleva_las_paginas_lo_que_muestran_y_lo_que_se_lee(tmp_path: Path) -> None:
    """La imagen que una página muestra va aunque sea de una pieza; la otra asamblea y lo del servidor, no."""
    hecho = equipaje(sitio_de_maqueta(tmp_path), ID, "lectura", DOCUMENTO_DE)
    assert hecho.paginas == PAGINAS
    assert _nombres(hecho.descargas) == [
        "agenda.pdf",
        "agenda.json",
        "guia-mesa-1.pdf",
        "kit-mesa-mesa-1.pdf",
        "fichas-M1-S1.pdf",
    ]
    assert set(hecho.archivos) == COMUNES | SUYOS | {r.ruta for r in hecho.descargas}
    assert sorted(_nombres(hecho.afuera)) == ["afiche.pdf", "kit.zip"]
    assert hecho.octetos == sum((tmp_path / "site" / r).stat().st_size for r in hecho.rutas)


def test_completa_lo_lleva_todo(tmp_path: Path) -> None:
    hecho = equipaje(sitio_de_maqueta(tmp_path), ID, "completa", DOCUMENTO_DE)
    assert hecho.afuera == ()
    assert sorted(_nombres(hecho.descargas)) == sorted([*PESOS, "afiche.pdf"])


def test_si_no_cabe_se_queda_primero_lo_de_cada_submesa(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitio = sitio_de_maqueta(tmp_path)
    todo = equipaje(sitio, ID, "lectura", DOCUMENTO_DE)
    monkeypatch.setattr(modulo, "TOPE_DE_LECTURA", todo.octetos - 1)
    assert _nombres(equipaje(sitio, ID, "lectura", DOCUMENTO_DE).descargas) == _nombres(todo.descargas)[:-1]
    monkeypatch.setattr(modulo, "TOPE_DE_LECTURA", todo.octetos - 9_000)
    menos = equipaje(sitio, ID, "lectura", DOCUMENTO_DE)
    assert _nombres(menos.descargas) == ["agenda.pdf", "agenda.json"]
    assert menos.octetos <= todo.octetos - 9_000
    monkeypatch.setattr(modulo, "TOPE_DE_LECTURA", 1_000)
    with pytest.raises(ErrorDeUso, match=r"las páginas .* pesan \d+.kB, .* use --perfil completa"):
        equipaje(sitio, ID, "lectura", DOCUMENTO_DE)


def test_un_archivo_que_no_cabe_en_una_parte_no_va(tmp_path: Path) -> None:
    sitio = sitio_de_maqueta(tmp_path, {**PESOS, "kit.zip": 9_000})
    assert _nombres(equipaje(sitio, ID, "completa", DOCUMENTO_DE, 8_999).afuera) == ["kit.zip"]
    assert equipaje(sitio, ID, "completa", DOCUMENTO_DE, 9_000).afuera == ()
