"""Lo que no cabe en una pantalla pasa a la siguiente, entero y sin encogerse."""

from __future__ import annotations

import pytest
from apoyo import RAIZ
from extremo.plena import cadenas

from generador.composicion.comun.medida import Medidor
from generador.composicion.paginas.proyeccion.reparto import (
    CUERPO,
    INTERLINEA,
    TALLAS,
    UTIL,
    Dictado,
    alto_util,
    en_pantallas,
    titular,
)

MEDIDOR = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
RENGLON = CUERPO * INTERLINEA
FRASE = "Las asociaciones reúnen el grano de varias veredas y lo venden en bloque. "


def partes(texto: str, renglones: int, primera: int | None = None) -> list[str]:
    alto = renglones * RENGLON
    dicho = [Dictado(texto, "¿Cómo?")]
    hojas = en_pantallas(MEDIDOR, dicho, alto if primera is None else primera * RENGLON, alto)
    return [b.texto for hoja in hojas for b in hoja]


@pytest.mark.parametrize("veces", [1, 3, 12])
def test_un_texto_largo_se_parte_donde_acaba_una_frase_y_no_pierde_nada(veces: int) -> None:
    salen = partes(FRASE * veces, 4)
    assert " ".join(salen).strip() == (FRASE * veces).strip()
    assert {s.strip()[-1] for s in salen} == {"."}
    assert (len(salen) == 1) is (veces == 1)


def test_de_ninguna_cadena_hostil_se_pierde_nada() -> None:
    """Es lo que `extremo/test_corpus.py` no puede contar en la página: ahí salen partidas."""
    alto = 2 * RENGLON
    partidas = 0
    for cadena in cadenas():
        hojas = en_pantallas(MEDIDOR, [Dictado(cadena)], alto, alto)
        dichos = [b.texto for hoja in hojas for b in hoja]
        assert "".join("".join(dichos).split()) == "".join(cadena.split())
        partidas += len(dichos) > 1
    assert partidas > 10


def test_lo_que_no_cabe_debajo_del_titulo_empieza_otra_pantalla() -> None:
    """Y la primera queda con su título nada más."""
    hojas = en_pantallas(MEDIDOR, [Dictado(FRASE)], RENGLON, 6 * RENGLON)
    assert [len(h) for h in hojas] == [0, 1]


def test_lo_que_cabe_entero_en_la_siguiente_no_se_parte() -> None:
    alto = 5 * RENGLON
    hojas = en_pantallas(MEDIDOR, [Dictado(FRASE * 2), Dictado(FRASE * 2)], alto, alto)
    assert [[b.sigue for b in h] for h in hojas] == [[False], [False]]


def test_cada_pedazo_dice_de_que_viene_y_si_sigue() -> None:
    hojas = en_pantallas(MEDIDOR, [Dictado(FRASE * 9, "¿Cómo?", clase="plan")], 5 * RENGLON, 5 * RENGLON)
    dichos = [b for h in hojas for b in h]
    assert {(b.rotulo, b.clase) for b in dichos} == {("¿Cómo?", "plan")}
    assert [b.sigue for b in dichos] == [False, *[True] * (len(dichos) - 1)]


def test_una_palabra_sin_fin_tambien_se_parte() -> None:
    palabra = "x" * 900
    salen = partes(palabra, 5)
    assert "".join(salen) == palabra
    assert len(salen) > 1


def test_un_titulo_va_en_el_mayor_tamano_que_cabe_y_al_menor_no_se_encoge_mas() -> None:
    tallas = [titular(MEDIDOR, FRASE * n, 30).clase for n in (0, 1, 2, 5)]
    assert tallas == ["grande", "media", "justa", "justa"]
    assert titular(MEDIDOR, "Necesidad", 30).clase == "grande"
    # Una palabra no se parte para ir más grande.
    assert titular(MEDIDOR, "Departamental y multipropositocomunitario", 60).clase == "justa"
    assert min(c for _, c in TALLAS) > CUERPO


def test_un_credito_mas_largo_le_quita_alto_a_lo_demas() -> None:
    corto, largo = (alto_util(MEDIDOR, "Esta actividad se realiza " * n) for n in (1, 20))
    assert 60 < largo < corto < 90
    assert UTIL > 0
