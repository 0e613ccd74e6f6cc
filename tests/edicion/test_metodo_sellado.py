"""Aprobar sella también la metodología de la que depende lo aprobado."""

from pathlib import Path

import pytest
from edicion.conftest import ACTO, correr, la_asamblea
from fabrica import ID

from generador.carga.cargar import cargar
from generador.construccion.datos.examen import examinar
from generador.modelo.aprobado.metodo import metodo_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.metodologia import Metodologia

COMUN = "datos/metodologia.yml"


def _aprobada(raiz: Path) -> Asamblea:
    assert correr("aprobar", ID, *ACTO, "--si").exit_code == 0
    return la_asamblea(raiz)


@pytest.mark.parametrize("cambio", [("por_submesa: 20", "por_submesa: 60"), ("Probemos", "Otro lema")])
def test_lo_aprobado_no_depende_de_la_metodologia_que_cambie_despues(
    raiz: Path, cambio: tuple[str, str]
) -> None:
    antes = _aprobada(raiz)
    avisos = examinar(raiz).hallazgos
    comun = raiz / COMUN
    assert cambio[0] in comun.read_text("utf-8")
    comun.write_text(comun.read_text("utf-8").replace(*cambio), "utf-8")
    despues = la_asamblea(raiz)
    assert despues.huella == antes.huella
    assert despues.submesas == antes.submesas
    assert despues.metodologia == antes.metodologia
    assert examinar(raiz).hallazgos == avisos


def test_lo_que_la_comun_diga_manana_tampoco(raiz: Path) -> None:
    antes = _aprobada(raiz)
    comun = raiz / COMUN
    comun.write_text(comun.read_text("utf-8") + "que_es: [Una frase.]\n", "utf-8")
    assert la_asamblea(raiz).metodologia == antes.metodologia


def test_aprobar_guarda_la_metodologia_que_ya_era_propia_y_sus_comentarios(raiz: Path) -> None:
    propia = raiz / "datos" / ID / "metodologia.yml"
    propia.write_text("# Lo nuestro\nlema: Lo nuestro\n# Así.\nmax_acciones: 2\n", "utf-8")
    antes = _aprobada(raiz)
    texto = propia.read_text("utf-8")
    assert texto.startswith("# Lo nuestro\nlema: Lo nuestro\n# Así.\nmax_acciones: 2\n")
    comun = raiz / COMUN
    comun.write_text(comun.read_text("utf-8").replace("Probar.", "Otra cosa."), "utf-8")
    assert la_asamblea(raiz).metodologia == antes.metodologia
    assert (antes.metodologia.lema, antes.metodologia.objetivo) == ("Lo nuestro", "Probar.")


def _dichos(raiz: Path) -> list[tuple[str, str, str, str]]:
    return [(h.gravedad, h.lugar.archivo, h.lugar.ruta, h.mensaje) for h in examinar(raiz).hallazgos]


def test_las_submesas_selladas_mandan_y_lo_contrario_se_dice(raiz: Path) -> None:
    antes = _aprobada(raiz)
    base = _dichos(raiz)
    evento, mesas = raiz / "datos" / ID / "evento.yml", raiz / "datos" / ID / "mesas.yml"
    evento.write_text(evento.read_text("utf-8").replace("alcance: 80", "alcance: 160"), "utf-8")
    assert [s.codigo for s in la_asamblea(raiz).submesas] == [s.codigo for s in antes.submesas]
    texto = mesas.read_text("utf-8")
    mesas.write_text(texto.replace("- numero: 1\n", "- numero: 1\n  submesas: 3\n"), "utf-8")
    nuevo = [d for d in _dichos(raiz) if d not in base]
    dice = "la agenda se aprobó con 2 sub-mesas en la mesa 1 y aquí dice 3"
    assert nuevo == [("error", f"datos/{ID}/mesas.yml", "mesas[1].submesas", dice)]
    mesas.write_text(texto[: texto.index("- numero: 2")], "utf-8")
    nuevo = [d for d in _dichos(raiz) if d not in base and d[0] == "error"]
    dice = "se aprobó con una mesa 2, que ya no está en mesas.yml"
    assert ("error", f"datos/{ID}/agenda.yml", "aprobacion.metodo.submesas[2]", dice) in nuevo


def test_cambiar_la_metodologia_sellada_es_un_aviso_que_se_puede_aceptar(raiz: Path) -> None:
    antes = _aprobada(raiz)
    base = _dichos(raiz)
    propia = raiz / "datos" / ID / "metodologia.yml"
    propia.write_text(propia.read_text("utf-8").replace("Divida.", "Divídanse."), "utf-8")
    dice = "ya no es la metodología con que se aprobó la agenda"
    assert [d for d in _dichos(raiz) if d not in base] == [
        ("advertencia", f"datos/{ID}/metodologia.yml", "", dice)
    ]
    assert la_asamblea(raiz).huella == antes.huella
    evento = raiz / "datos" / ID / "evento.yml"
    evento.write_text(
        evento.read_text("utf-8") + f"aceptado:\n  - aviso: {dice}\n    razon: Era una tilde.\n", "utf-8"
    )
    assert _dichos(raiz) == base


def test_arauca_conserva_su_huella_y_no_depende_de_la_comun() -> None:
    proyecto = Path(__file__).parents[2]
    (arauca,) = (e for e in cargar(proyecto).expedientes if e.asamblea.id == "arauca-2023")
    acto = arauca.asamblea.aprobacion
    assert acto is not None
    assert acto.huella == "8a11e91332fc48202827e868a08105ffbec7f436532da8d4896517fa600fea88"
    assert acto.huella == arauca.asamblea.contenido_aprobado.huella
    assert acto.metodo == metodo_de(arauca.asamblea.grupos, arauca.asamblea.metodologia)
    assert set(arauca.fuentes["metodologia"].datos) == set(Metodologia.model_fields)
