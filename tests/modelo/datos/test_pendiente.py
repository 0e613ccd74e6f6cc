"""Las dos marcas de lo que falta: dónde cuentan y qué frases de la gente no lo son."""

from __future__ import annotations

import pytest
from fabrica import asamblea, resultado
from hypothesis import given
from hypothesis import strategies as st

from generador.carga.lectura.lector import leer_bytes
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.mesas import Mesas
from generador.modelo.datos.pendiente import (
    POR_CONFIRMAR,
    POR_ESCRIBIR,
    Pendiente,
    en_blanco,
    pendientes,
    por_escribir,
)


@pytest.mark.parametrize(
    "texto",
    [
        "(por escribir)",
        "(Por  escribir) Qué busca",
        "¿Qué necesitamos? (por escribir)",
        "Por escribir",
        "Por escribir: qué busca la asamblea.",
        "Por escribir (entidad o papel)",
        "¿Por escribir?",
        "Eje 12 por escribir",
    ],
)
def test_es_una_marca(texto: str) -> None:
    assert por_escribir(texto) is not None


@pytest.mark.parametrize(
    "texto",
    [
        "Un futuro por escribir",
        "Por escribir nuestra historia",
        "Falta el reglamento, que está por escribir.",
        "Nos pagan por escribir cartas (a mano)",
        "(por escribirle a la alcaldía)",
    ],
)
def test_una_frase_de_la_gente_no_lo_es(texto: str) -> None:
    assert por_escribir(texto) is None


@given(st.text(), st.text())
def test_la_marca_se_ve_donde_este(antes: str, despues: str) -> None:
    assert por_escribir(f"{antes}{POR_ESCRIBIR}{despues}") is not None


MESAS = """\
# por confirmar el orden de las mesas
mesas:
  - numero: 1
    # Por confirmar: si hablar de agua
    eje: Agua
    definicion: >-
      Esto es texto.
      # por confirmar: y esto es parte de él
      # por confirmar
    pregunta: (por escribir)
    # por confirmar: cupo
    lidera: Equipo
    # por confirmar: sin nada debajo
"""


def test_los_renglones_por_confirmar_senalan_el_dato_que_sigue() -> None:
    fuente = leer_bytes(MESAS.encode(), "mesas.yml")
    assert list(pendientes(Mesas.model_validate(fuente.datos), fuente)) == [
        Pendiente(("mesas", 0, "pregunta"), "(por escribir)"),
        Pendiente(("mesas",), nota="el orden de las mesas", linea=1),
        Pendiente(("mesas", 0, "eje"), nota="si hablar de agua", linea=4),
        Pendiente(("mesas", 0, "lidera"), nota="cupo", linea=11),
    ]


def test_la_marca_de_comentario_es_la_que_se_busca() -> None:
    assert POR_CONFIRMAR == "# por confirmar"


def test_una_hoja_esta_en_blanco_hasta_que_alguna_necesidad_se_escribe() -> None:
    def hoja(*necesidades: str) -> Resultado:
        return Resultado.model_validate(resultado(aportes=[{"necesidad": n} for n in necesidades]))

    assert en_blanco(hoja(POR_ESCRIBIR))
    assert en_blanco(hoja(POR_ESCRIBIR, "Por escribir"))
    assert not en_blanco(hoja("Agua", POR_ESCRIBIR))
    assert asamblea(resultados=[resultado()]).aportes[0].codigo == "M1-S1-N1"
