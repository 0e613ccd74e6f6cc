"""Las seis palabras de una huella: las mismas siempre, distintas de las demás y fáciles de dictar."""

import hashlib
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generador.errores import ErrorDeUso
from generador.modelo.aprobado.palabras import CUANTAS, como_suena, en_palabras, entender, palabras_de
from generador.modelo.aprobado.vocabulario import VOCABULARIO

HUELLAS = st.binary(max_size=8).map(lambda b: hashlib.sha256(b).hexdigest())


def test_el_vocabulario_no_se_mueve() -> None:
    """Un cartel ya impreso ha de decir lo mismo dentro de años."""
    dicho = hashlib.sha256(" ".join(VOCABULARIO).encode()).hexdigest()
    assert dicho == "f68c68d27ad2513c2f59c1e061a9057140f93b7844722019ade73aa152fa2c36"
    assert len(VOCABULARIO) == 2048
    assert list(VOCABULARIO) == sorted(set(VOCABULARIO))


def test_cada_palabra_es_llana_de_decir_y_de_escribir() -> None:
    assert [p for p in VOCABULARIO if not re.fullmatch("[a-z]{4,8}", p)] == []


def test_entre_dos_cualesquiera_hay_dos_sonidos_distintos() -> None:
    sonidos = {como_suena(p): p for p in VOCABULARIO}
    assert len(sonidos) == len(VOCABULARIO)
    con_otro, sin_uno = defaultdict(set), {}
    for s, p in sonidos.items():
        for i in range(len(s)):
            con_otro[f"{s[:i]}?{s[i + 1 :]}"].add(p)
            sin_uno[f"{s[:i]}{s[i + 1 :]}", p] = sonidos.get(f"{s[:i]}{s[i + 1 :]}")
    assert [v for v in con_otro.values() if len(v) > 1] == []
    assert {k: v for k, v in sin_uno.items() if v is not None} == {}


@pytest.mark.parametrize(
    ("una", "otra"),
    [
        ("vaca", "baca"),
        ("cierra", "sierra"),
        ("zapato", "sapato"),
        ("valla", "vaya"),
        ("hola", "ola"),
        ("gente", "jente"),
        ("queso", "keso"),
        ("campo", "canpo"),
        ("Rápido", "rapido"),
    ],
)
def test_lo_que_se_oye_igual_suena_igual(una: str, otra: str) -> None:
    assert como_suena(una) == como_suena(otra)


@pytest.mark.parametrize(
    ("una", "otra"), [("pero", "perro"), ("guerra", "gerra"), ("caro", "carro"), ("chico", "quico")]
)
def test_lo_que_se_oye_distinto_suena_distinto(una: str, otra: str) -> None:
    assert como_suena(una) != como_suena(otra)


def test_los_extremos_son_los_del_vocabulario() -> None:
    assert palabras_de("0" * 64) == (VOCABULARIO[0],) * CUANTAS
    assert palabras_de("f" * 64) == (VOCABULARIO[-1],) * CUANTAS
    # Los 66 primeros bits, y ninguno más.
    assert palabras_de("0" * 16 + "4" + "0" * 47) == (*(VOCABULARIO[0],) * 5, VOCABULARIO[1])
    assert palabras_de("0" * 16 + "3" + "f" * 47) == (VOCABULARIO[0],) * CUANTAS


@given(HUELLAS)
def test_las_palabras_dicen_el_comienzo_de_la_huella(huella: str) -> None:
    bits = 0
    for p in palabras_de(huella):
        bits = bits << 11 | VOCABULARIO.index(p)
    assert bits == int(huella, 16) >> (256 - 66)


@given(HUELLAS)
def test_lo_dictado_se_entiende_como_quiera_que_se_escriba(huella: str) -> None:
    suyas = palabras_de(huella)
    assert entender(en_palabras(huella)) == suyas
    assert entender(f"1. {', '.join(suyas)}.".upper().replace("1. ", "")) == suyas
    assert entender(" ".join(p.replace("v", "b").replace("z", "s") for p in suyas)) == suyas


def test_lo_que_no_se_entiende_se_dice_todo_de_una_vez() -> None:
    with pytest.raises(ErrorDeUso) as error:
        entender("lagarto 123 amistat")
    assert str(error.value) == (
        "«123» no es una de las palabras; «amistat» no es una de las palabras; ¿quiso decir «amistad»?; "
        "son seis palabras y llegaron 3"
    )
