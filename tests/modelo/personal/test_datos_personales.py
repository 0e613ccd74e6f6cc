"""La tabla de textos con lo que se espera de cada uno: la mitad lleva un dato de alguien y la otra no."""

import re
from pathlib import Path

import pytest
from escala import TOPE, cuanto_mas
from hypothesis import given
from hypothesis import strategies as st

from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.datos_personales import detectar, enmascarar, normalizado, sospechas

TABLA = Path(__file__).parents[2] / "casos/privacidad/textos.tsv"


def _claro(texto: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), texto).replace("\\n", "\n")


def _tabla() -> list[tuple[str, str]]:
    renglones = [r for r in TABLA.read_text("utf-8").splitlines() if not r.startswith("#")]
    return [(r.partition("\t")[0], _claro(r.partition("\t")[2])) for r in renglones]


def _veredicto(texto: str) -> str:
    clases = {c.clase for c in detectar(texto)}
    assert len(clases) < 2
    return next(iter(clases), "nombre" if sospechas(texto) else "nada")


@pytest.mark.parametrize(("esperado", "texto"), _tabla())
def test_veredicto(esperado: str, texto: str) -> None:
    assert _veredicto(texto) == esperado
    assert _veredicto(f"Se acordó: {texto}, entre todas") == esperado


@pytest.mark.parametrize("texto", [t for esperado, t in _tabla() if esperado != "nada"])
def test_tapado_no_queda_nada_y_nada_se_mueve(texto: str) -> None:
    tapado = enmascarar(texto)
    assert len(tapado) == len(texto)
    assert detectar(tapado) == ()
    assert sospechas(tapado) == ()


def test_la_tabla_es_grande_y_pareja() -> None:
    esperados = [e for e, _ in _tabla()]
    assert len(esperados) >= 240
    assert 0.35 < esperados.count("nada") / len(esperados) < 0.65
    assert len({t for _, t in _tabla()}) == len(esperados)


@pytest.mark.parametrize(
    ("texto", "tramo"),
    [
        ("cel 3\u200b00 12\u00ad3 4567 ya", "3\u200b00 12\u00ad3 4567"),
        ("ce\u0301dula 12345678", "12345678"),
        ("ﬁn, teléfono: 885 1234.", "885 1234"),
        ("Ñame de ３００ １２３ ４５６７ hoy", "３００ １２３ ４５６７"),
    ],
)
def test_el_tramo_es_el_del_original(texto: str, tramo: str) -> None:
    (hallado,) = detectar(texto)
    assert texto[hallado.inicio : hallado.fin] == tramo


@pytest.mark.lenta
@given(st.text(max_size=60))
def test_el_canonico_siempre_sabe_volver(texto: str) -> None:
    canon = canonico(texto)
    if canon.indices is None:
        assert len(canon.texto) == len(texto)
    else:
        assert len(canon.indices) == len(canon.texto)
        assert list(canon.indices) == sorted(canon.indices)
        assert all(0 <= i < len(texto) for i in canon.indices)
    assert len(plegado(canon)) == len(canon.texto)
    assert len(enmascarar(texto)) == len(texto)


@pytest.mark.parametrize(
    ("clase", "formas"),
    [
        (
            "cedula",
            ("1.098.765.432", "1'098 765-432", "1O98765432", "１０９８７６５４３２", "1098\n765\n432"),
        ),
        (
            "telefono",
            (
                "300 123 4567",
                "+57 (300) 123-4567",
                "3OO-12-34-567",
                "tres cero cero uno dos tres cuatro cinco seis siete",
            ),
        ),
        (
            "correo",
            (
                "juan@correo.com",
                "juan (arroba) correo punto com",
                "juan at correo dot com",
                "JUAN＠correo．com",
                "juan@correo,com",
            ),
        ),
        ("cedula", ("40.123.456", "cuarenta millones ciento veintitrés mil cuatrocientos cincuenta y seis")),
        ("placa", ("ABC 12D", "abc-12d", "A B C 1 2 D")),
        (
            "direccion",
            (
                "Calle 15 # 12-45",
                "calle 15 #12 - 45",
                "Calle 15 No. 12-45",
                "calle quince número doce cuarenta y cinco",
            ),
        ),
    ],
)
def test_el_mismo_dato_escrito_de_otro_modo(clase, formas) -> None:  # type: ignore[no-untyped-def]
    assert len({normalizado(clase, f) for f in formas}) == 1


@pytest.mark.lenta
@pytest.mark.parametrize(
    "trozo",
    [
        "1 ",
        "12.345 ",
        "cédula expedida en ",
        "cuenta de ahorros nequi ",
        "Ana de la ",
        "calle 1 # 1 ",
        "placa a ",
        "María ",
    ],
)
def test_un_texto_diez_veces_mas_largo_no_demora_cien(trozo: str) -> None:
    assert cuanto_mas(enmascarar, trozo) < TOPE


@pytest.mark.parametrize("dicho", ["Rincón, Carmen", "Flórez, Luz", "Rincón Pérez, Carmen"])
def test_donde_va_un_nombre_se_tapa_tambien_el_apellido_que_es_otra_cosa(dicho: str) -> None:
    """De «Rincón, Carmen» se tapaba «Carmen», y de «Flórez, Luz», nada."""
    assert sospechas(dicho, de_alguien=True) == ((0, len(dicho)),)
