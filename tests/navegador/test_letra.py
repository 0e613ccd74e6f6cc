"""Las letras del sitio en Chromium: las de las lenguas de la región, y solo si hacen falta."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generador.construccion.preparacion import HOJAS_DEL_SITIO

RAIZ = Path(__file__).parents[2]
PLANTILLAS = RAIZ / "plantillas"
LENGUAS = "Ɨʉ̃ẽ ĩũỹ ɨ̃ g̃ ʼuwa ꞌŋ"


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Un sitio de dos páginas con las letras y los estilos de verdad."""
    raiz = tmp_path_factory.mktemp("letras")
    (raiz / "fuentes").mkdir()
    for letra in (PLANTILLAS / "tema" / "fuentes").glob("*.woff2"):
        shutil.copy(letra, raiz / "fuentes")
    (raiz / "estilos").mkdir()
    hojas = [(RAIZ / h).read_text("utf-8") for h in HOJAS_DEL_SITIO]
    (raiz / "estilos" / "asambleas.css").write_text("\n".join(hojas), "utf-8")
    for nombre, texto in (("castellano", "El ñandú y el pingüino → «bien»"), ("lenguas", LENGUAS)):
        cuerpo = f"<h1>{texto}</h1><p>{texto} <strong>{texto}</strong></p>"
        (raiz / f"{nombre}.html").write_text(
            '<!doctype html><html lang="es-CO"><head><meta charset="utf-8"><title>x</title>'
            f'<link rel="stylesheet" href="estilos/asambleas.css"></head><body>{cuerpo}</body></html>',
            "utf-8",
        )
    return raiz


@pytest.mark.navegador
@pytest.mark.parametrize(("nombre", "bajadas"), [("castellano", 0), ("lenguas", 3)])
def test_la_letra_de_respaldo_se_baja_solo_si_hace_falta(
    chromium: Browser, servir: Callable[[Path], str], carpeta: Path, nombre: str, bajadas: int
) -> None:
    pagina = chromium.new_page()
    pedidas: list[str] = []
    pagina.on("request", lambda r: pedidas.append(r.url.rpartition("/")[2]))
    pagina.goto(f"{servir(carpeta)}{nombre}.html")
    pagina.evaluate("document.fonts.ready")
    pagina.wait_for_load_state("networkidle")
    assert len([p for p in pedidas if p.startswith("noto-")]) == bajadas
    pagina.close()


@pytest.mark.navegador
def test_las_lenguas_de_la_region_salen_con_letras_del_sitio(
    chromium: Browser, servir: Callable[[Path], str], carpeta: Path
) -> None:
    pagina = chromium.new_page()
    pagina.goto(f"{servir(carpeta)}lenguas.html")
    pagina.evaluate("document.fonts.ready")
    pagina.wait_for_load_state("networkidle")
    cdp = pagina.context.new_cdp_session(pagina)
    cdp.send("DOM.enable")
    cdp.send("CSS.enable")
    raiz = cdp.send("DOM.getDocument")["root"]["nodeId"]
    usadas = {}
    for cual in ("h1", "p", "strong"):
        nodo = cdp.send("DOM.querySelector", {"nodeId": raiz, "selector": cual})["nodeId"]
        letras = cdp.send("CSS.getPlatformFontsForNode", {"nodeId": nodo})["fonts"]
        assert [f["familyName"] for f in letras if not f["isCustomFont"]] == []
        usadas[cual] = {f["familyName"].partition(" ")[0] for f in letras}
    pagina.close()
    assert usadas == {
        "h1": {"Bricolage", "Noto"},
        "p": {"Atkinson", "Noto"},
        "strong": {"Atkinson", "Noto"},
    }
