"""La página de un compromiso que al consolidar dejó de estar, en pantalla."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from actos import dos_actos
from apoyo import RAIZ, con_almacen
from fabrica import ID, escribir_proyecto
from navegador.visita import COMPUTADOR, TELEFONO, Servir, reparos, visitar
from playwright.sync_api import Browser

from generador.construccion.pedido.adelanto import VARIABLE_ADELANTO
from generador.construccion.publicacion import ambiente, armar

pytestmark = pytest.mark.construye


@pytest.fixture(scope="module")
def paginas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Las páginas de una asamblea que consolidó, sin sus impresos."""
    raiz = tmp_path_factory.mktemp("consolidada")
    escribir_proyecto(raiz, **dos_actos())
    for parte in ("plantillas", "contenido"):
        shutil.copytree(RAIZ / parte, raiz / parte)
    shutil.copy2(RAIZ / "mkdocs.yml", raiz)
    sitio = con_almacen(raiz) / "site"
    dichos = list[str]()
    armar(raiz, sitio, ambiente() | {VARIABLE_ADELANTO: "1"}, dichos.append)
    return sitio


@pytest.mark.parametrize("codigo", ["pru23-002", "pru23-003"])
def test_se_lee_y_lleva_a_donde_dice(chromium: Browser, servir: Servir, paginas: Path, codigo: str) -> None:
    """axe sin una violación en las dos medidas, y cada enlace suyo llega a algo que está."""
    with visitar(chromium, servir(paginas), viewport=TELEFONO, color_scheme="light") as visita:
        visita.ir(f"{ID}/agenda/{codigo}/")
        malos = []
        for medida in (TELEFONO, COMPUTADOR):
            visita.pagina.set_viewport_size(medida)  # type: ignore[arg-type]
            malos += [f"{medida['width']}: {x}" for x in reparos(visita.pagina)]
        assert malos == []
        assert visita.malo == []
        suyos = visita.pagina.eval_on_selector_all("main a[href]", "todos => todos.map(a => a.href)")
    assert len(suyos) > 3
    assert [h for h in suyos if not _llega(paginas, h)] == []


def _llega(sitio: Path, direccion: str) -> bool:
    """Si esa página está, y tiene a qué saltar."""
    partes = urlsplit(direccion)
    archivo = sitio / unquote(partes.path).strip("/") / "index.html"
    return archivo.is_file() and (
        not partes.fragment or f'id="{unquote(partes.fragment)}"' in archivo.read_text("utf-8")
    )
