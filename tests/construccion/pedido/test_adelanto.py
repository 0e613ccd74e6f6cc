"""Las páginas antes que los impresos: las mismas, con los impresos de la última vez."""

from __future__ import annotations

import json
from pathlib import Path

from generador.construccion.pedido.adelanto import anotar, anteriores
from generador.construccion.preparacion import Publicacion, construir

EXTRAS = {n: f"{n}/" for n in ("acerca", "como-imprimir", "accesibilidad", "privacidad")}


def test_sin_cambios_las_paginas_son_las_mismas(comun: Path, publicado: Publicacion) -> None:
    anotar(comun, {r: p for r, p in publicado.productos.items() if p.archivo.suffix != ".json"})
    adelanto = construir(comun, EXTRAS, adelanto=True)
    assert adelanto.paginas == publicado.paginas
    assert adelanto.archivos == publicado.archivos


def test_lo_que_nunca_se_ha_impreso_va_vacio(comun: Path, publicado: Publicacion) -> None:
    nota = comun / ".cache" / "impresos.json"
    antes = nota.read_bytes()
    nota.unlink()
    try:
        adelanto = construir(comun, EXTRAS, adelanto=True)
    finally:
        nota.write_bytes(antes)
    assert adelanto.paginas.keys() == publicado.paginas.keys()
    assert {adelanto.archivos[r].read_bytes() for r in adelanto.ya_pasaron} == {b""}


def test_una_nota_danada_o_que_apunta_afuera_no_vale(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / "ajeno.pdf").write_bytes(b"ajeno")
    nota = tmp_path / ".cache" / "impresos.json"
    ajena = {"archivo": "ajeno.pdf", "registro": {}}
    for texto in ("{", "[]", '{"a.pdf": 1}', json.dumps({"a.pdf": ajena}), json.dumps({"a.pdf": {}})):
        nota.write_text(texto, "utf-8")
        assert [p.archivo.read_bytes() for p in anteriores(tmp_path, ["a.pdf"]).values()] == [b""]
