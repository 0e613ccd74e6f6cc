"""Una jornada mal escrita en mesas.yml trae en su remedio las que tiene evento.yml."""

import shutil
from pathlib import Path

import pytest
from fabrica import CASOS, ID, escribir_proyecto

from generador.carga.cargar import cargar


@pytest.mark.parametrize("dicho", ["día 2", "Dia-2", "jornada_2"])
def test_se_dicen_las_que_hay(dicho: str, tmp_path: Path) -> None:
    escribir_proyecto(tmp_path)
    mesas = tmp_path / "datos" / "dos" / "mesas.yml"
    shutil.copytree(CASOS / "dos-dias", mesas.parent)
    texto = mesas.read_text("utf-8")
    assert "jornada: sabana" in texto
    mesas.write_text(texto.replace("jornada: sabana", f"jornada: {dicho}", 1), "utf-8")
    (h,) = cargar(tmp_path).hallazgos
    assert (h.mensaje, h.ayuda) == (
        f"«{dicho}» no tiene forma de identificador",
        "las que hay: ribera, sabana",
    )


def test_si_es_una_sola_no_se_dice_ninguna(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, mesas={"mesas.1.jornada": "día 2"})
    (h,) = cargar(tmp_path).hallazgos
    assert h.lugar.archivo == f"datos/{ID}/mesas.yml"
    assert h.ayuda == "bórrela: la asamblea es de una sola jornada"


def test_si_el_evento_no_se_lee_se_propone_como_se_escribe(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, mesas={"mesas.1.jornada": "día 2"}, evento={"alcance": "muchas"})
    ayudas = [h.ayuda for h in cargar(tmp_path).hallazgos if "identificador" in h.mensaje]
    assert ayudas == ["por ejemplo: dia-2 (minúsculas sin tildes, cifras y guiones)"]
