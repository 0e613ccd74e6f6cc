"""El complemento: lo que le dice a quien llama al terminar."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from apoyo import RAIZ
from jinja2 import TemplateAssertionError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from generador.construccion.publicacion import MARCA_RESUMEN, VARIABLE_PROGRESO
from generador.errores import ErrorDeSalida, Fallidos, Hallazgo, Lugar
from generador.plugin.plugin import ComplementoAsambleas
from generador.salida.fallas import Fallas


def test_las_advertencias_se_dicen_y_no_solo_se_cuentan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE_PROGRESO, "1")
    complemento = ComplementoAsambleas()
    avisos = tuple(Hallazgo(Lugar("a.yml", n), "mire", gravedad="advertencia") for n in (3, 7))
    error = Hallazgo(Lugar("datos/rota/mesas.yml", 2), "no se entiende")
    publicacion = SimpleNamespace(
        exigir_en_sitio=lambda raiz, sitio: 0,
        nuevos=0,
        advertencias=avisos,
        proyecto=SimpleNamespace(asambleas=[SimpleNamespace(id="sana"), SimpleNamespace(id="rota")]),
        preparado=SimpleNamespace(detenidas={"rota": (error,)}, respaldadas=("rota",)),
    )
    complemento.publicacion = publicacion  # type: ignore[assignment]
    config = SimpleNamespace(config_file_path=str(Path("mkdocs.yml").resolve()), site_dir="site")
    complemento.on_post_build(config)  # type: ignore[arg-type]
    dicho, resumen = capsys.readouterr().out.split(MARCA_RESUMEN)
    assert [b.strip() for b in dicho.strip().split("\n\n")] == [
        "a.yml:3:1  (advertencia)\n    mire",
        "a.yml:7:1  (advertencia)\n    mire",
        "2 advertencias",
        "datos/rota/mesas.yml:2:1\n    no se entiende",
        "1 error",
    ]
    assert json.loads(resumen) == {
        "nuevos": 0,
        "advertencias": 2,
        "publicadas": ["sana", "rota"],
        "detenidas": ["rota"],
        "respaldadas": ["rota"],
        "errores": "datos/rota/mesas.yml:2:1\n    no se entiende\n\n1 error",
    }


def test_las_paginas_que_no_muestran_lo_suyo_se_dicen_todas_al_final(tmp_path: Path) -> None:
    """Antes la primera detenía el sitio entero, sin decir las demás ni de quién era."""

    def exigir(html: str, direccion: str) -> None:
        if html == "mala":
            raise ErrorDeSalida(f"{direccion}: no dice el crédito")

    def exigir_en_sitio(raiz: Path, sitio: Path) -> None:
        raise Fallidos({"b/x.csv": ErrorDeSalida("b/x.csv: dice de más")})

    complemento = ComplementoAsambleas()
    complemento.fallas = Fallas(tmp_path)
    complemento.publicacion = SimpleNamespace(  # type: ignore[assignment]
        exigir_en_pagina=exigir,
        exigir_en_sitio=exigir_en_sitio,
        preparado=SimpleNamespace(senalado=lambda error: error),
    )
    for direccion, html in (("a/", "buena"), ("b/", "mala"), ("c/", "mala")):
        complemento.on_post_page(html, page=SimpleNamespace(url=direccion), config=None)  # type: ignore[arg-type]
    config = SimpleNamespace(config_file_path=str(tmp_path / "mkdocs.yml"), site_dir="site")
    with pytest.raises(PluginError) as error:
        complemento.on_post_build(config)  # type: ignore[arg-type]
    causa = error.value.__cause__
    assert isinstance(causa, Fallidos)
    assert list(causa.fallos) == ["b/", "b/x.csv", "c/"]


def test_sin_el_complemento_no_se_arma_el_sitio(tmp_path: Path) -> None:
    """Un motor que lo pase por alto publicaría las páginas escritas a mano, sin crédito ni datos."""
    config = load_config(
        config_file=str(RAIZ / "mkdocs.yml"), strict=False, site_dir=str(tmp_path), plugins=[]
    )
    with pytest.raises(TemplateAssertionError, match="requiere_el_complemento_asambleas"):
        build(config)
    assert list(tmp_path.rglob("*.html")) == []
