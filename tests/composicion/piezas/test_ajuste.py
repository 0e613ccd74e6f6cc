"""El ajustador: mide con la letra de verdad, baja por tamaños declarados y dice cuánto sobra."""

from __future__ import annotations

from pathlib import Path

import pytest

from generador.composicion.comun.medida import Medidor
from generador.composicion.piezas.ajuste import RANGOS, Ajustador, Bloque, Fila, TextoNoCabe, lista
from generador.rompecabezas.trazo import Rectangulo

FUENTES = Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes"
AJUSTE = Ajustador(FUENTES, 1.0, "prueba.pdf")
CAJA = Rectangulo(7, 10, 80, 30)


def pila(texto: str, caja: Rectangulo = CAJA, rango: str = "titulo", tope: float = 0.0):  # type: ignore[no-untyped-def]
    return AJUSTE.pila(caja, [Bloque("evento.titular", texto, rango, tope=tope)])


def test_un_texto_corto_va_al_mayor_tamano() -> None:
    (renglon,) = pila("Paz").compuestos
    assert (renglon.cuerpo, renglon.lineas) == (RANGOS["titulo"].tamanos[0], ("Paz",))


def test_el_tope_manda_sobre_el_rango() -> None:
    assert pila("Paz", tope=5.0).compuestos[0].cuerpo <= 5.0


@pytest.mark.parametrize("palabras", range(1, 28, 3))
def test_baja_por_los_tamanos_del_rango_sin_salirse_de_la_caja(palabras: int) -> None:
    resultado = pila(" ".join(["comunitaria"] * palabras))
    (renglon,) = resultado.compuestos
    rango = RANGOS["titulo"]
    assert renglon.cuerpo in rango.tamanos
    assert CAJA.contiene(resultado.caja, 1e-6)
    assert (
        max(AJUSTE.medidor.ancho(x, rango.letra, rango.apretada) for x in renglon.lineas) * renglon.cuerpo
        <= 80
    )


def test_ningun_renglon_parte_una_palabra_que_quepa() -> None:
    (renglon,) = pila("Bienvenidas y bienvenidos", Rectangulo(0, 0, 40, 60)).compuestos
    assert "".join(renglon.lineas).replace("\u00a0", " ").split() != []
    assert [p for linea in renglon.lineas for p in linea.replace("\u00a0", " ").split()] == [
        "Bienvenidas",
        "y",
        "bienvenidos",
    ]


def test_el_punto_que_separa_no_empieza_un_renglon() -> None:
    for ancho in (8, 10, 12, 14):
        renglones = Medidor(FUENTES).partir("Territorio de prueba · Salón de prueba", "negrita", ancho)
        assert len(renglones) > 1
        assert not [r for r in renglones if r.startswith("·")]
        assert " ".join(renglones).replace("\u00a0", " ") == "Territorio de prueba · Salón de prueba"


def test_los_renglones_quedan_parejos_y_la_y_no_cierra_ninguno() -> None:
    lineas = Medidor(FUENTES).partir("Economía solidaria, popular y comunitaria", "titular", 20)
    assert lineas == ("Economía solidaria,", "popular y\u00a0comunitaria")


def test_lo_que_sobra_es_lo_que_hay_que_quitar() -> None:
    texto = "palabra " * 60
    caja = Rectangulo(0, 0, 40, 20)
    with pytest.raises(TextoNoCabe) as fallo:
        pila(texto.strip(), caja)
    error = fallo.value
    assert (error.campo, error.largo) == ("evento.titular", len(texto.strip()))
    assert (
        pila(texto.strip()[: -error.sobran].rstrip(), caja).compuestos[0].cuerpo
        == RANGOS["titulo"].tamanos[-1]
    )
    with pytest.raises(TextoNoCabe):
        pila(texto.strip()[: 12 - error.sobran], caja)


def test_se_acusa_al_texto_que_mas_ocupa_y_no_al_de_mas_letras() -> None:
    """Vista fallar contando caracteres: se mandaba acortar el de letras angostas, y con eso no bastaba."""
    ancho, angosto = " ".join(["MWMW"] * 30), " ".join(["illi"] * 34)
    bloques = [Bloque("evento.titular", ancho, "texto"), Bloque("mesas.mesas.0.eje", angosto, "texto")]
    caja = Rectangulo(0, 0, 40, 5)
    with pytest.raises(TextoNoCabe) as fallo:
        AJUSTE.pila(caja, bloques)
    assert fallo.value.campo == "evento.titular"
    filas = [Fila(f"evento.programa.{i}.titulo", "8:00", t) for i, t in enumerate((angosto, ancho))]
    with pytest.raises(TextoNoCabe) as fallo:
        lista(AJUSTE, Rectangulo(0, 0, 86, 6), filas)
    assert fallo.value.campo == "evento.programa.1.titulo"


@pytest.mark.parametrize("palabra", ["illi", "MWMW", "comunitaria"])
def test_de_una_lista_basta_quitar_lo_que_se_dice_que_sobra(palabra: str) -> None:
    """Vista fallar con medio cuerpo por letra: a las anchas les pedía quitar más, y a las angostas menos."""
    largo, caja = " ".join([palabra] * 200), Rectangulo(0, 0, 86, 10)
    with pytest.raises(TextoNoCabe) as fallo:
        lista(AJUSTE, caja, [Fila("evento.programa.0.titulo", "8:00 a. m.", largo)])
    sobran = fallo.value.sobran

    def queda(letras: int) -> str:
        return str(lista(AJUSTE, caja, [Fila("c", "8:00 a. m.", largo[:-letras].rstrip())]))

    assert 'class="fila"' in queda(sobran)
    with pytest.raises(TextoNoCabe):
        queda(max(1, sobran - len(palabra) - 1))


def test_varias_pilas_van_al_mismo_cuerpo() -> None:
    cajas = [Rectangulo(0, 0, 20, 20), Rectangulo(25, 0, 20, 20)]
    grupos = [[Bloque("c", "1.473", "numero")], [Bloque("c", "5", "numero")]]
    una, otra = AJUSTE.pilas(cajas, grupos)
    assert una.compuestos[0].cuerpo == otra.compuestos[0].cuerpo


def test_la_lista_cabe_o_dice_cuanto_sobra() -> None:
    filas = [Fila(f"evento.programa.{i}.titulo", "8:00 a. m.", "Momento de prueba " * 3) for i in range(9)]
    assert lista(AJUSTE, Rectangulo(0, 0, 86, 60), filas).count('class="fila"') == 9
    with pytest.raises(TextoNoCabe, match=r"sobra 1$"):
        lista(AJUSTE, Rectangulo(0, 0, 86, 12), filas)


def test_todo_texto_sale_escapado() -> None:
    assert "<b>" not in str(pila("<b>{{ 7 }}</b>"))
    assert "{{" not in str(pila("<b>{{ 7 }}</b>"))


@pytest.mark.parametrize("rango", RANGOS)
def test_los_rangos_bajan_sin_repetir(rango: str) -> None:
    tamanos = RANGOS[rango].tamanos
    assert list(tamanos) == sorted(set(tamanos), reverse=True)
