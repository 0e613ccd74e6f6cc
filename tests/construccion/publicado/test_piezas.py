"""Un texto que no cabe en una pieza se señala en su archivo, con lo que hay que quitarle."""

from __future__ import annotations

import shutil
from pathlib import Path

from fabrica import escribir_proyecto

from generador.construccion.preparacion import examinar_piezas

RAIZ = Path(__file__).parents[3]
FRASE = ("Las organizaciones se sientan a trabajar. " * 8)[:290].strip()


def proyecto(destino: Path, frases: list[str]) -> Path:
    escribir_proyecto(destino, metodologia={"que_es": frases})
    shutil.copytree(RAIZ / "plantillas", destino / "plantillas")
    return destino


def test_sobra_texto_y_se_dice_donde_y_cuanto(tmp_path: Path) -> None:
    raiz = proyecto(tmp_path, ["Uno."] * 5 + [FRASE] * 7)
    (hallazgo,) = examinar_piezas(raiz)
    assert hallazgo.lugar.archivo == "datos/metodologia.yml"
    assert hallazgo.lugar.ruta == "que_es[6]"
    assert "no cabe en la pieza que-es-" in hallazgo.mensaje
    assert f"tiene {len(FRASE)} caracteres" in hallazgo.mensaje
    assert hallazgo.ayuda.startswith("quítele al menos ")
    assert hallazgo.gravedad == "error"


def test_lo_que_cabe_no_da_hallazgos(tmp_path: Path) -> None:
    assert examinar_piezas(proyecto(tmp_path, ["Una.", "Dos.", "Tres."])) == ()
