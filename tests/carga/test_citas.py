"""Lo que un archivo nombra de otro, mal escrito, trae en su remedio lo que el otro tiene."""

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


def test_un_convenio_mal_escrito_dice_los_que_hay(tmp_path: Path) -> None:
    """Visto fallar: «por ejemplo: 077-de-2026», que no existe."""
    escribir_proyecto(tmp_path, evento={"convenio": "077 de 2026"})
    (h,) = cargar(tmp_path).hallazgos
    (hay,) = (p.stem for p in (tmp_path / "datos" / "convenios").glob("*.yml"))
    assert (h.mensaje, h.ayuda) == ("«077 de 2026» no tiene forma de identificador", f"los que hay: {hay}")
