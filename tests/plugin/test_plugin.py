"""El complemento: lo que le dice a quien llama al terminar."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from generador.construccion.publicacion import MARCA_RESUMEN, VARIABLE_PROGRESO
from generador.errores import Hallazgo, Lugar
from generador.plugin.plugin import ComplementoAsambleas


def test_las_advertencias_se_dicen_y_no_solo_se_cuentan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE_PROGRESO, "1")
    complemento = ComplementoAsambleas()
    avisos = tuple(Hallazgo(Lugar("a.yml", n), "mire", gravedad="advertencia") for n in (3, 7))
    error = Hallazgo(Lugar("datos/rota/mesas.yml", 2), "no se entiende")
    publicacion = SimpleNamespace(
        vigilar=lambda raiz, sitio: 0,
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
    }
