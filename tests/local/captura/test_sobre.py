"""La hoja de una sub-mesa en un archivo: lo que sale es lo que se lee, y lo hostil no entra."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from extremo.plena import cadenas
from fabrica import asamblea
from hypothesis import given
from hypothesis import strategies as st

from generador.errores import ErrorDeLectura
from generador.local.captura.entrega import Entrega, limpios
from generador.local.captura.formulario import formulario_de
from generador.local.captura.sobre import TOPE, en_json, en_texto, leer_sobre, suma

FORMULARIO = formulario_de(asamblea())
ENTREGA = Entrega(
    "prueba-2023",
    "M1-S1",
    FORMULARIO.version,
    "a1b2c3",
    3,
    {
        "asistentes": "18",
        "aportes.0.necesidad": "Agua potable\n\n#1: \\la vereda\n# suma 00000000",
        "aportes.0.organizaciones": "JAC El Triunfo\nAcueducto veredal",
    },
)
CARGAS = cadenas()
TEXTOS = st.dictionaries(
    st.sampled_from([c.nombre for c in FORMULARIO.casillas]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
    | st.lists(st.sampled_from(["#", "\\", " ", "#suma 1", "#casilla asistentes", "é", "=2+2", ""])).map(
        "\n".join
    ),
)


@pytest.mark.parametrize("escribir", [lambda e: en_texto(e, FORMULARIO, "Prueba"), en_json])
def test_lo_que_sale_es_lo_que_se_lee(escribir) -> None:
    assert leer_sobre("hoja", escribir(ENTREGA).encode()) == (ENTREGA, True)


@given(TEXTOS)
def test_ida_y_vuelta(dichos: dict[str, str]) -> None:
    entrega = replace(ENTREGA, campos=limpios(FORMULARIO, dichos))
    assert json.loads(en_json(entrega))["suma"] == suma(entrega.campos)
    for escrito in (en_texto(entrega, FORMULARIO, "Prueba"), en_json(entrega)):
        assert leer_sobre("hoja", escrito.encode()) == (entrega, True)


@pytest.mark.parametrize("campo", [c.nombre for c in FORMULARIO.casillas])
def test_las_cargas_del_corpus_van_y_vuelven_en_cada_campo(campo: str) -> None:
    for carga in CARGAS:
        campos = {campo: carga} if carga.strip("\n") else {}
        esperado = {campo: dicho} if (dicho := re.sub("\r\n?", "\n", carga).strip("\n")) else {}
        entrega = replace(ENTREGA, campos=campos)
        leida, _ = leer_sobre("hoja", en_texto(entrega, FORMULARIO, "Prueba").encode())
        assert leida.campos == esperado
        assert leer_sobre("hoja", en_json(entrega).encode()) == (entrega, True)


def test_el_texto_dice_de_que_es_cada_cosa() -> None:
    escrito = en_texto(ENTREGA, FORMULARIO, "Asamblea de prueba")
    assert escrito.startswith("# Asamblea de prueba: hoja de la sub-mesa M1-S1\n")
    assert "#casilla aportes.0.organizaciones Necesidad 1: Organizaciones que cooperarían\n" in escrito


def test_windows_cambia_los_saltos_y_agrega_la_marca() -> None:
    crudo = en_texto(ENTREGA, FORMULARIO, "Prueba").replace("\n", "\r\n").encode("utf-8-sig")
    assert leer_sobre("hoja", crudo) == (ENTREGA, True)


def test_lo_cambiado_a_mano_se_recibe_y_se_dice() -> None:
    crudo = en_texto(ENTREGA, FORMULARIO, "Prueba").replace("18", "19").encode()
    leida, entera = leer_sobre("hoja", crudo)
    assert (leida.campos["asistentes"], entera) == ("19", False)


@pytest.mark.parametrize(
    "crudo",
    [
        b"",
        b"hola",
        b"{",
        b"[1]",
        b"{}",
        b"\xff\xfe#\x00",
        b'{"asamblea": "a", "asamblea": "b"}',
        b"[" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"revision": NaN}',
        b'{"revision": 1e999}',
        b'{"revision": ' + b"9" * 5000 + b"}",
        en_json(ENTREGA).replace('"revision": 3', '"revision": 0').encode(),
        en_json(ENTREGA).replace('"revision": 3', '"revision": true').encode(),
        en_json(replace(ENTREGA, asamblea="../otra")).encode(),
        en_json(replace(ENTREGA, asamblea="a\nb")).encode(),
        en_json(replace(ENTREGA, submesa="M0-S1")).encode(),
        en_json(replace(ENTREGA, submesa="M1-S1\n")).encode(),
        en_json(replace(ENTREGA, dispositivo="../x")).encode(),
        en_json(replace(ENTREGA, campos={"../x": "y"})).encode(),
        en_json(ENTREGA).replace('"18"', "18").encode(),
        en_json(ENTREGA).replace("18", "\\ud800").encode(),
        en_json(ENTREGA).replace("asistentes", "\\udfff").encode(),
        en_texto(ENTREGA, FORMULARIO, "P").replace("#submesa", "#otra").encode(),
        (en_texto(ENTREGA, FORMULARIO, "P") + "#submesa M2-S1\n").encode(),
        (en_texto(ENTREGA, FORMULARIO, "P") + "#casilla asistentes\n20\n").encode(),
        b"# " + b"x" * TOPE,
    ],
    ids=range(27),
)
def test_lo_que_no_es_de_un_formulario_no_entra(crudo: bytes) -> None:
    with pytest.raises(ErrorDeLectura, match=r"hoja\.txt"):
        leer_sobre("hoja.txt", crudo)
