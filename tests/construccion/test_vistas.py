"""Una página que ya mostró lo suyo no se lee otra vez; una que cambió, o de la que se pide otra cosa, sí."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generador.construccion import entrega, vistas
from generador.construccion.vistas import Vistas
from generador.salida.credito.guardia import CreditoAusente
from generador.salida.credito.sello import SelloAusente

GUARDIA = "generador.construccion.entrega"
PAGINA = ("a/", "Crédito", ("BORRADOR",), "<p>Crédito BORRADOR</p>")


def _vistas(raiz: Path) -> Vistas:
    return Vistas(raiz, GUARDIA)


def test_se_recuerdan_las_de_la_ultima_construccion(tmp_path: Path) -> None:
    primera = _vistas(tmp_path)
    assert not primera.vista(*PAGINA)
    primera.anotar(*PAGINA)
    assert not _vistas(tmp_path).vista(*PAGINA)
    primera.guardar()
    segunda = _vistas(tmp_path)
    assert segunda.vista(*PAGINA)
    _vistas(tmp_path).guardar()
    assert not _vistas(tmp_path).vista(*PAGINA)


@pytest.mark.parametrize(
    "otra",
    [
        ("b/", *PAGINA[1:]),
        ("a/", "Otro crédito", *PAGINA[2:]),
        ("a/", None, *PAGINA[2:]),
        (*PAGINA[:2], (), PAGINA[3]),
        (*PAGINA[:2], ("BORRADOR", "DATOS DE DEMOSTRACIÓN"), PAGINA[3]),
        (*PAGINA[:3], "<p>Crédito  BORRADOR</p>"),
    ],
)
def test_lo_que_cambia_se_lee(tmp_path: Path, otra: Any) -> None:
    hechas = _vistas(tmp_path)
    hechas.anotar(*PAGINA)
    hechas.guardar()
    assert _vistas(tmp_path).vista(*PAGINA)
    assert not _vistas(tmp_path).vista(*otra)


def test_otra_guardia_las_lee_todas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hechas = _vistas(tmp_path)
    hechas.anotar(*PAGINA)
    hechas.guardar()
    monkeypatch.setattr(vistas, "huella_de_codigo", lambda *m: f"otra de {m}")
    assert not _vistas(tmp_path).vista(*PAGINA)


def _publicacion(raiz: Path) -> entrega.Publicacion:
    vacio: Any = SimpleNamespace()
    return entrega.Publicacion(
        proyecto=vacio,
        paginas={},
        textos={},
        archivos={},
        creditos={"a/": "Crédito"},
        sellos={"a/": ("BORRADOR",)},
        productos={},
        preparado=vacio,
        ya_pasaron={},
        vistas=_vistas(raiz),
    )


def test_solo_se_recuerda_la_que_paso(tmp_path: Path) -> None:
    """Visto fallar anotando antes de mirar: la segunda vez, una página sin crédito pasaba."""
    publicacion = _publicacion(tmp_path)
    for html, falla in (("<p>BORRADOR</p>", CreditoAusente), ("<p>Crédito</p>", SelloAusente)):
        for _ in range(2):
            with pytest.raises(falla):
                publicacion.exigir_en_pagina(html, "a/")


def test_la_que_ya_paso_no_se_vuelve_a_leer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publicacion = _publicacion(tmp_path)
    publicacion.exigir_en_pagina(PAGINA[3], "a/")
    monkeypatch.setattr(entrega.guardia, "exigir_en_html", None)
    publicacion.exigir_en_pagina(PAGINA[3], "a/")
    with pytest.raises(TypeError):
        replace(publicacion, creditos={"a/": "Crédito BORRADOR"}).exigir_en_pagina(PAGINA[3], "a/")
