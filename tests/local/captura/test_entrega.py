"""Lo que llega, casilla por casilla, y la hoja que resulta."""

from __future__ import annotations

import pytest
from fabrica import asamblea, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.local.captura.entrega import arbol, campos_de, limpios, personales, reparos
from generador.local.captura.formulario import formulario_de
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.pendiente import POR_ESCRIBIR

FORMULARIO = formulario_de(asamblea())
LETRAS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
DICHOS = st.fixed_dictionaries(
    {"aportes.0.necesidad": st.text(LETRAS, min_size=1).filter(str.strip)},
    optional={
        c.nombre: st.integers(0, c.maximo or 0).map(str)
        if c.clase == "numero"
        else st.text(LETRAS, max_size=40)
        for c in FORMULARIO.casillas
        if not c.nombre.startswith("aportes.1") and c.nombre != "aportes.0.necesidad"
    },
)


def test_se_pregunta_lo_de_la_hoja_en_su_orden_y_nunca_un_nombre() -> None:
    nombres = [c.nombre for c in FORMULARIO.casillas]
    assert nombres[:7] == [
        "asistentes",
        "representante.papel",
        "voceria.papel",
        "aportes.0.necesidad",
        "aportes.0.solucion",
        "aportes.0.organizaciones",
        "aportes.0.plan.0.quien",
    ]
    assert len(nombres) == 3 + 2 * (3 + 3 * 3)
    assert not [n for n in nombres if n.endswith(("nombre", "consentimiento"))]


def test_el_metodo_dice_cuantas() -> None:
    corta = formulario_de(asamblea(metodologia={"max_necesidades": 1, "max_acciones": 1}))
    assert len(corta.casillas) == 3 + 3 + 3
    assert corta.por_nombre["aportes.0.necesidad"].titulo == "Necesidad"
    assert corta.por_nombre["aportes.0.solucion"].titulo == "Necesidad: Solución"
    assert corta.version != FORMULARIO.version


def test_quien_deja_en_blanco_la_primera_llena_la_segunda() -> None:
    dichos = {
        "aportes.0.necesidad": "  ",
        "aportes.1.necesidad": "Vías",
        "aportes.1.plan.2.quien": "La JAC",
        "aportes.1.plan.0.como": "Con convite",
    }
    assert limpios(FORMULARIO, dichos) == {
        "aportes.0.necesidad": "Vías",
        "aportes.0.plan.0.como": "Con convite",
        "aportes.0.plan.1.quien": "La JAC",
    }


def test_lo_pegado_llega_limpio() -> None:
    dichos = {
        "asistentes": " 18 ",
        "aportes.0.necesidad": "Agua\u200b  potable\r\n\r\n\r\n\r\nya",
        "aportes.0.organizaciones": "- JAC\n\n• Acueducto  veredal\r\nJAC",
        "aportes.0.plan.0.quien": "La\nJAC",
        "otra": "cosa",
    }
    assert limpios(FORMULARIO, dichos) == {
        "asistentes": "18",
        "aportes.0.necesidad": "Agua potable\n\nya",
        "aportes.0.organizaciones": "JAC\nAcueducto veredal",
        "aportes.0.plan.0.quien": "La JAC",
    }


@given(DICHOS)
def test_de_las_casillas_a_la_hoja_y_de_vuelta(dichos: dict[str, str]) -> None:
    campos = limpios(FORMULARIO, dichos)
    assert limpios(FORMULARIO, campos) == campos
    hoja = Resultado.model_validate(arbol(FORMULARIO, "M1-S1", campos))
    assert campos_de(FORMULARIO, hoja) == campos


def test_una_hoja_en_blanco_no_dice_nada() -> None:
    hoja = resultado(asistentes=None)
    hoja["aportes"] = [{"necesidad": POR_ESCRIBIR}]
    assert campos_de(FORMULARIO, Resultado.model_validate(hoja)) == {}


@pytest.mark.parametrize(
    ("campos", "casilla", "mensaje"),
    [
        ({}, "aportes.0.necesidad", "falta «Necesidad 1»"),
        ({"aportes.0.solucion": "Pozo"}, "aportes.0.necesidad", "falta «Necesidad 1»"),
        (
            {"aportes.0.necesidad": "Agua", "aportes.1.plan.0.quien": "JAC"},
            "aportes.1.necesidad",
            "falta «Necesidad 2»",
        ),
        ({"aportes.0.necesidad": "Agua", "asistentes": "veinte"}, "asistentes", "«veinte»"),
        ({"aportes.0.necesidad": "Agua", "asistentes": "10001"}, "asistentes", "10000"),
        ({"aportes.0.necesidad": "A" * 6001}, "aportes.0.necesidad", "6001"),
        (
            {"aportes.0.necesidad": "Agua", "aportes.0.organizaciones": "JAC\n" + "B" * 301},
            "aportes.0.organizaciones",
            "301",
        ),
        ({"aportes.0.necesidad": "Agua \u202eal revés"}, "aportes.0.necesidad", "U+202E"),
    ],
)
def test_lo_que_impide_guardar_dice_donde(campos: dict[str, str], casilla: str, mensaje: str) -> None:
    hallados = reparos(FORMULARIO, "M1-S1", campos)
    assert [(r.casilla, r.impide) for r in hallados] == [(casilla, True)]
    assert mensaje in hallados[0].mensaje
    assert hallados[0].ayuda


def test_los_datos_de_una_persona_se_avisan_sin_repetirlos() -> None:
    nombrada = {"aportes.0.necesidad": "Agua", "aportes.0.plan.0.quien": "Luz Marina Gómez"}
    (aviso,) = reparos(FORMULARIO, "M1-S1", nombrada)
    assert (aviso.casilla, aviso.impide) == ("aportes.0.plan.0.quien", False)
    assert aviso.mensaje == "esto parece el nombre de una persona"
    assert list(personales(FORMULARIO, nombrada, ("Luz Marina Gómez",))) == []
    (aviso,) = reparos(FORMULARIO, "M1-S1", {"aportes.0.necesidad": "Llamar al 310 555 12 34"})
    assert (aviso.casilla, aviso.impide) == ("aportes.0.necesidad", False)
    assert aviso.mensaje == "hay un teléfono"
