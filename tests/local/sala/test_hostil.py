"""Las cargas de inyección, en todas las casillas: ninguna deja de ser texto en la hoja ni en el tablero."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from fabrica import ID
from local.sala.telefono import Telefono

CORPUS = Path(__file__).parents[2] / "corpus"


class Activos(HTMLParser):
    """Lo que en una página se ejecuta o sale de ella."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hallados: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {n: v or "" for n, v in attrs}
        if tag in ("script", "iframe", "object", "embed", "img", "base", "style", "template", "math"):
            self.hallados.append(f"{tag} {a.get('src', '')}")
        ajenas = [v for n, v in a.items() if n in ("href", "src", "action") and not v.startswith(("/", "#"))]
        self.hallados += [n for n in a if n.startswith("on")] + ajenas


def _cargas() -> Iterator[str]:
    for archivo in ("xss.json", "blns.json"):
        for carga in json.loads((CORPUS / archivo).read_text("utf-8")):
            # Un formulario no puede traer media letra.
            yield carga.encode("utf-8", "replace").decode()


def test_ninguna_carga_se_vuelve_codigo(raiz: Path, telefono: Telefono) -> None:
    hoja = f"/{ID}/hoja/M1-S1"
    casillas = [n for n in telefono.abrir(hoja).campos if n.startswith("c.")]
    cargas = list(_cargas())
    assert len(cargas) > 350
    for desde in range(0, len(cargas), len(casillas)):
        formulario = telefono.abrir(hoja)
        grupo = cargas[desde : desde + len(casillas)]
        hecho = telefono.enviar(
            f"{hoja}/guardar", {**formulario.campos, **dict(zip(casillas, grupo, strict=False))}
        )
        if hecho.codigo == 303:
            hecho = telefono.ver(hecho.cabeceras["location"])
        assert hecho.codigo in (200, 422)
        assert Activos(hecho.texto).hallados == []
        # Lo que choca con lo de la vez anterior se acumula, y aquí no hace falta.
        shutil.rmtree(raiz / "entrada")
    assert Activos(telefono.ver(f"/{ID}").texto).hallados == []
    assert Activos(telefono.ver(f"/{ID}/tablero").texto).hallados == ["script /estilos/tablero.js"]
