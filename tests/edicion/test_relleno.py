"""Las hojas, la agenda propuesta y el seguimiento: nacen bien, se leen igual y no pisan nada."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fabrica import ID, aporte, en_estado, escribir_proyecto, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.cargar import releer
from generador.carga.lectura.lector import leer_bytes
from generador.construccion.datos.examen import examinar
from generador.edicion.en_yaml import en_yaml, propuestos
from generador.edicion.relleno import crear_hojas, empezar_seguimiento, proponer_agenda
from generador.errores import ErrorDeUso
from generador.modelo.aprobado.contenido import AporteDeAgenda
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.agenda import Agenda
from generador.modelo.datos.aporte import Accion, Aporte
from generador.modelo.datos.comun.plazo import fecha_dicha
from generador.modelo.tipos import Modelo, Texto

RAIZ = Path(__file__).parents[2]


def _proyecto(carpeta: Path, **cambios: Any) -> Path:
    escribir_proyecto(carpeta, **cambios)
    (carpeta / "plantillas").symlink_to(RAIZ / "plantillas")
    return carpeta


def _asamblea(raiz: Path) -> Asamblea:
    return examinar(raiz).expediente(ID).asamblea


def _errores(raiz: Path) -> list[str]:
    return [h.mensaje for h in examinar(raiz).hallazgos if h.gravedad == "error"]


def test_aprobada_la_agenda_ni_hojas_ni_propuesta_y_el_remedio_es_la_errata(tmp_path: Path) -> None:
    """Completar a mano lo que ya se aprobó detiene la construcción."""
    raiz = _proyecto(tmp_path, **en_estado("aprobada"))
    for hacer in (
        lambda: crear_hojas(raiz, ID, ()),
        lambda: crear_hojas(raiz, ID, ("M1-S1",)),
        lambda: proponer_agenda(raiz, ID),
    ):
        with pytest.raises(
            ErrorDeUso, match=r"ya se aprobó y no cambia; para corregir\w* .*\./asamblea errata$"
        ):
            hacer()


def test_las_hojas_se_crean_en_blanco_y_no_cuentan_hasta_llenarlas(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path, evento={"estado": "en_curso"}, resultados=[resultado("M1-S2")])
    llena = (raiz / f"datos/{ID}/resultados/M1-S2.yml").read_bytes()
    rutas = [f"datos/{ID}/resultados/{c}.yml" for c in ("M1-S1", "M2-S1", "M2-S2")]
    assert crear_hojas(raiz, ID, ()) == tuple(rutas)
    assert (raiz / f"datos/{ID}/resultados/M1-S2.yml").read_bytes() == llena
    assert _errores(raiz) == []
    assert [r.submesa for r in _asamblea(raiz).resultados] == ["M1-S2"]
    hoja = raiz / rutas[0]
    hoja.write_text(
        hoja.read_text("utf-8").replace("      (por escribir)", "      Falta: agua # y luz", 1), "utf-8"
    )
    assert [r.submesa for r in _asamblea(raiz).resultados] == ["M1-S1", "M1-S2"]
    assert _asamblea(raiz).aportes[0] == AporteDeAgenda(
        codigo="M1-S1-N1", necesidad="Falta: agua # y luz", plan=(Accion(),)
    )
    assert _errores(raiz) == []
    assert crear_hojas(raiz, ID, ()) == ()


def test_no_se_crea_una_hoja_que_existe_o_no_cabe(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path, resultados=[resultado("M1-S2")])
    for codigo, dice in (
        ("M1-S2", f"datos/{ID}/resultados/M1-S2.yml ya existe: ábralo y complételo"),
        ("M1-S9", "no existe la sub-mesa M1-S9; ¿quiso decir «M1-S2»? Hay de M1-S1 a M2-S2"),
    ):
        with pytest.raises(ErrorDeUso) as fallo:
            crear_hojas(raiz, ID, ("M1-S1", codigo))
        assert str(fallo.value) == dice
        assert not (raiz / f"datos/{ID}/resultados/M1-S1.yml").exists()


def test_de_las_hojas_que_no_se_pueden_crear_se_dicen_todas_y_el_codigo_se_entiende(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path, resultados=[resultado("M1-S2")])
    with pytest.raises(ErrorDeUso) as fallo:
        crear_hojas(raiz, ID, ("M9-S1", "m1-s1", "M3-S9", "Mesa 1 Sub-mesa 2", "otra"))
    assert str(fallo.value).splitlines() == [
        "no existen las sub-mesas M9-S1, M3-S9 y otra; hay de M1-S1 a M2-S2",
        f"       datos/{ID}/resultados/M1-S2.yml ya existe: ábralo y complételo",
    ]
    assert not (raiz / f"datos/{ID}/resultados/M1-S1.yml").exists()
    assert crear_hojas(raiz, ID, ("m1-s1", "M1–S1")) == (f"datos/{ID}/resultados/M1-S1.yml",)


@pytest.mark.parametrize("id_", ["otra", "../datos", "..", "convenios"])
@pytest.mark.lenta
def test_solo_en_una_asamblea_que_existe(tmp_path: Path, id_: str) -> None:
    raiz = _proyecto(tmp_path)
    for hacer in (lambda: crear_hojas(raiz, id_, ()), lambda: proponer_agenda(raiz, id_)):
        with pytest.raises(ErrorDeUso, match=f"no existe la asamblea «{id_}»; las que hay: {ID}"):
            hacer()


APORTES = [
    {
        "necesidad": "Falta riego: el «agua» no llega.",
        "solucion": "Hacer una mesa técnica, con el 'acueducto' # y las juntas. " * 3,
        "plan": [
            {"quien": "Junta: la de agua", "como": "Con mingas", "cuando": "Marzo de 2024"},
            {"quien": "Alcaldía", "como": "Dos.\n\nPárrafos - uno: # no.", "cuando": "antes de la cosecha"},
            {"quien": "Junta: la de agua", "como": "Al final", "cuando": "primer semestre de 2025"},
        ],
    },
    {"necesidad": "Falta luz."},
]


def test_la_agenda_propuesta_recoge_cada_aporte_una_vez_con_su_plan(tmp_path: Path) -> None:
    cambios = {"resultados": [resultado("M1-S1", aportes=APORTES), resultado("M2-S1")]}
    raiz = _proyecto(tmp_path, evento={"estado": "borrador"}, **cambios)
    assert proponer_agenda(raiz, ID) == (f"datos/{ID}/agenda.yml", 3)
    a = _asamblea(raiz)
    assert _errores(raiz) == []
    uno, dos, tres = a.compromisos
    assert [(c.codigo, c.mesa, c.aportes) for c in (uno, dos, tres)] == [
        ("PRU23-001", 1, ("M1-S1-N1",)),
        ("PRU23-002", 1, ("M1-S1-N2",)),
        ("PRU23-003", 2, ("M2-S1-N1",)),
    ]
    assert uno.texto == ("Hacer una mesa técnica, con el 'acueducto' # y las juntas. " * 3).strip()
    assert uno.como == "Con mingas\n\nDos.\n\nPárrafos - uno: # no.\n\nAl final"
    assert uno.responsables == ("Junta: la de agua", "Alcaldía")
    assert uno.cuando == "Marzo de 2024; antes de la cosecha; primer semestre de 2025"
    assert [(p.fecha, p.que) for p in uno.plazos] == [("2024-03", "Con mingas"), ("2025-S1", "Al final")]
    assert (dos.texto, dos.responsables, dos.plazos) == (
        "(por escribir) Qué se hará ante lo que dice M1-S1-N2",
        (),
        (),
    )
    assert [(p.fecha, p.que) for p in tres.plazos] == [("2024-03", None)]
    assert a.cobertura.completa
    avisos = [h for h in examinar(raiz).hallazgos if "sigue «por" in h.mensaje]
    assert {h.gravedad for h in avisos} == {"advertencia"}
    assert len([h for h in avisos if "por confirmar" in h.mensaje]) == 4
    texto = (raiz / f"datos/{ID}/agenda.yml").read_text("utf-8")
    assert texto.startswith("# yaml-language-server: $schema=../esquemas/agenda.json\n")
    assert [r.strip() for r in texto.splitlines() if r.startswith("  # Mesa")] == ["# Mesa 1", "# Mesa 2"]


def test_no_pisa_una_agenda_ni_propone_sin_aportes(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path / "a", **en_estado("borrador"))
    antes = (raiz / f"datos/{ID}/agenda.yml").read_bytes()
    with pytest.raises(ErrorDeUso, match=r"agenda\.yml ya existe: complételo; esta orden no lo cambia"):
        proponer_agenda(raiz, ID)
    assert (raiz / f"datos/{ID}/agenda.yml").read_bytes() == antes
    otra = _proyecto(tmp_path / "b")
    with pytest.raises(ErrorDeUso, match="todavía no hay aportes"):
        proponer_agenda(otra, ID)
    assert not (otra / f"datos/{ID}/agenda.yml").exists()


def test_de_aportes_inventados_nace_una_agenda_de_demostracion(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path, evento={"estado": "borrador"}, resultados=[resultado(demostracion="sí")])
    proponer_agenda(raiz, ID)
    agenda_ = _asamblea(raiz).agenda
    assert agenda_ is not None
    assert agenda_.demostracion
    assert _errores(raiz) == []


def test_un_plan_que_no_cabe_se_remite_a_su_aporte_y_no_tumba_nada(tmp_path: Path) -> None:
    largas = [{"quien": f"Q{i}", "como": f"{i}" * 5900, "cuando": f"{i} " * 700} for i in range(3)]
    raiz = _proyecto(
        tmp_path,
        evento={"estado": "borrador"},
        resultados=[resultado(aportes=[{**aporte(), "plan": largas}])],
    )
    dice = "Como dice el plan del aporte M1-S1-N1, que no cabe aquí"
    derivado, propuesto = _asamblea(raiz).compromisos[0], propuestos(_asamblea(raiz))[0]
    for c in (derivado, propuesto):
        assert (c.como, c.cuando) == (dice, dice)


def test_el_seguimiento_empieza_con_la_agenda_aprobada(tmp_path: Path) -> None:
    raiz = _proyecto(tmp_path / "a", **en_estado("aprobada"))
    assert empezar_seguimiento(raiz, ID) == f"datos/{ID}/seguimiento.yml"
    assert _errores(raiz) == []
    archivo = raiz / f"datos/{ID}/seguimiento.yml"
    seguimiento = _asamblea(raiz).seguimiento
    assert seguimiento is not None
    assert (str(seguimiento.fecha_de_referencia), seguimiento.avances) == ("2023-11-18", ())
    with pytest.raises(ErrorDeUso, match="ya existe"):
        empezar_seguimiento(raiz, ID)
    # El ejemplo, sin su «# », también se lee; la foto no está en «medios».
    lineas = archivo.read_text("utf-8").splitlines()
    desde = lineas.index("# avances:")
    archivo.write_text("\n".join([*lineas[:desde], *(r[2:] for r in lineas[desde:])]), "utf-8")
    assert _errores(raiz) == ["«una-de-medios.jpg» no es una de las fotos de «medios», en evento.yml"]
    otra = _proyecto(tmp_path / "b", **en_estado("borrador"))
    with pytest.raises(ErrorDeUso, match="la agenda no está aprobada"):
        empezar_seguimiento(otra, ID)


@pytest.mark.parametrize(
    ("dicho", "fecha"),
    [
        ("Marzo de 2024", "2024-03"),
        ("15 de marzo de 2024.", "2024-03-15"),
        ("1º de marzo de 2024", "2024-03-01"),
        ("Primer semestre de 2024", "2024-S1"),
        ("cuarto  trimestre de 2025", "2025-T4"),
        ("2026", "2026"),
        ("2027-s1", "2027-S1"),
        ("2027-T3.", "2027-T3"),
        ("2027-03-15", "2027-03-15"),
        ("2027-02-31", None),
        ("2027-13", None),
        ("2027-S3", None),
        ("31 de febrero de 2024", None),
        ("tercer semestre de 2024", None),
        ("Antes de marzo de 2024", None),
        ("Marzo", None),
        ("Entre febrero y abril de 2024", None),
        ("", None),
    ],
)
def test_un_plazo_pasa_a_fecha_solo_si_dice_una_y_nada_mas(dicho: str, fecha: str | None) -> None:
    assert fecha_dicha(dicho) == fecha


class _Uno(Modelo):
    valor: Texto


_PALABRAS = st.lists(
    st.text("abcñ áé:#-'\"{}[]&*!|>%@`,?«»0123456789", min_size=1, max_size=14), min_size=1, max_size=40
)


@given(st.lists(_PALABRAS, min_size=1, max_size=3), st.sampled_from([2, 6, 10]))
def test_todo_texto_se_escribe_y_se_lee_igual(parrafos: list[list[str]], sangria: int) -> None:
    try:
        suyo = _Uno(valor="\n\n".join(" ".join(p) for p in parrafos)).valor
    except ValueError:
        return
    crudo = f"valor: {en_yaml(suyo, sangria)}\n".encode()
    assert _Uno.model_validate(leer_bytes(crudo, "x").datos).valor == suyo


def test_lo_que_se_propone_para_los_datos_de_demostracion_se_lee_igual() -> None:
    from generador.edicion.en_yaml import agenda_en_yaml

    a = examinar(RAIZ).expediente("arauca-2023").asamblea
    leida, _ = releer(agenda_en_yaml(RAIZ / "plantillas", a).encode(), "x", Agenda)
    assert leida.compromisos == propuestos(a)
    assert len(leida.compromisos) == len(a.aportes)
    assert Aporte(necesidad="N").como_de("M1-S1-N1") is None
