"""La metodología propia de una asamblea: clave por clave encima de la común, y cada error en su archivo."""

import json
from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, arboles, como_yaml, escribir_proyecto
from hypothesis import given, settings
from hypothesis import strategies as st

from generador.carga.cargar import cargar, cargar_asamblea, cargar_comun
from generador.carga.esquemas import esquemas
from generador.modelo.datos.metodologia import Metodologia

COMUN = arboles()["metodologia.yml"]
PROPIA = f"datos/{ID}/metodologia.yml"
OTRA: dict[str, Any] = {
    "titulo": "Otra",
    "objetivo": "Otro objetivo.",
    "que_es": ["Una frase."],
    "lema": "Otro lema",
    "cooperacion": "Cada cual.",
    "personas_por_submesa": 7,
    "max_necesidades": 1,
    "max_acciones": 2,
    "fichas": [{**f, "nombre": f"Otra {f['tipo']}"} for f in COMUN["fichas"]],
    "pasos": [{"id": "unico", "titulo": "Único", "instruccion": "Todo.", "decir": "Vamos."}],
    "plan": [{**p, "orientacion": "Otra."} for p in COMUN["plan"]],
    "antes": ["Otra cosa"],
    "al_terminar": [],
}


def test_las_claves_de_la_prueba_son_todas() -> None:
    assert list(OTRA) == list(Metodologia.model_fields)


@settings(max_examples=40, deadline=None)
@given(claves=st.sets(st.sampled_from(list(OTRA))))
def test_cada_clave_sale_entera_de_un_archivo(
    claves: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    raiz = tmp_path_factory.mktemp("mezcla")
    propia = {c: v for c, v in OTRA.items() if c in claves} or None
    carga = cargar(escribir_proyecto(raiz, metodologia_propia=propia))
    assert carga.hallazgos == ()
    (expediente,) = carga.expedientes
    esperada = Metodologia.model_validate({**COMUN, **(propia or {})})
    assert expediente.asamblea.metodologia == esperada
    fuente = expediente.fuentes["metodologia"]
    for clave in OTRA:
        archivo = PROPIA if clave in claves else "datos/metodologia.yml"
        # La que ninguna dice se señala en la común, donde ha de agregarse.
        lugar = fuente.lugar((clave,))
        assert lugar.archivo == archivo
        if clave in {**COMUN, **(propia or {})}:
            renglon = (raiz / archivo).read_text("utf-8").splitlines()[lugar.linea - 1]
            assert renglon.startswith((f"{clave}:", "- "))


def test_el_error_va_donde_esta_el_valor_y_una_sola_vez(tmp_path: Path) -> None:
    propia = {"personas_por_submesa": "muchas", "pasos": [{"id": "a", "titulo": "A"}], "max_accion": 2}
    escribir_proyecto(tmp_path, metodologia={"max_acciones": 40}, metodologia_propia=propia)
    assert [(h.lugar.archivo, h.lugar.linea, h.lugar.ruta) for h in cargar(tmp_path).hallazgos] == [
        ("datos/metodologia.yml", 7, "max_acciones"),
        (PROPIA, 1, "personas_por_submesa"),
        (PROPIA, 3, "pasos[1].decir"),
        (PROPIA, 3, "pasos[1].instruccion"),
        (PROPIA, 5, "max_accion"),
    ]


def test_la_que_no_se_puede_leer_detiene_solo_a_la_suya(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path)
    (raiz / PROPIA).write_text("pasos: [\n", "utf-8")
    comun = cargar_comun(raiz)
    leida = cargar_asamblea(raiz / "datos" / ID, comun)
    assert comun.hallazgos == ()
    assert leida.expediente is None
    assert {h.lugar.archivo for h in leida.hallazgos} == {PROPIA}


def test_vacia_una_clave_es_no_tener_de_esas(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path, metodologia={"que_es": ["Una.", "Dos."]})
    (raiz / PROPIA).write_text("que_es:\n", "utf-8")
    assert cargar(raiz).expedientes[0].asamblea.metodologia.que_es == ()


def test_el_archivo_con_otro_nombre_se_dice(tmp_path: Path) -> None:
    raiz = escribir_proyecto(tmp_path)
    (raiz / "datos" / ID / "metodología.yml").write_text(como_yaml({"lema": "Otro"}), "utf-8")
    (hallazgo,) = cargar(raiz).hallazgos
    assert (hallazgo.lugar.archivo, hallazgo.mensaje) == (
        f"datos/{ID}/metodología.yml",
        "no se lee: ¿quiso decir «metodologia.yml»?",
    )


def test_su_esquema_no_obliga_a_nada_y_conoce_lo_mismo() -> None:
    hechos = {ruta.rpartition("/")[2]: json.loads(texto) for ruta, texto in esquemas().items()}
    comun, propia = hechos["metodologia.json"], hechos["metodologia-propia.json"]
    assert "required" not in propia
    assert propia["properties"] == comun["properties"]
    assert propia["additionalProperties"] is False
