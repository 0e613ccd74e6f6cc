"""Lo que las plantillas de papel reciben resuelto: lienzos, murales con hueco y repartos."""

from __future__ import annotations

import pytest

from generador.composicion.muro import dibujo_papel
from generador.composicion.muro.dibujo_papel import Reticula, fichas_de, mural_suelto
from generador.composicion.piezas.proporcion import CESIONES, familia_de, lienzo_de
from generador.modelo.datos.mesas import Mesa, conformar

COLORES = ("#0b6e4f", "#b4472f", "#2f4f93", "#d9980a", "#6f3560")
MEDIDAS = {
    "vertical": (216.0, 279.0),
    "cuadrada": (285.75, 285.75),
    "historia": (285.75, 508.0),
    "horizontal": (317.5, 166.6875),
    "pendon": (800.0, 2000.0),
    "pasacalle": (3000.0, 1000.0),
}


def mesa(numero: int) -> Mesa:
    return Mesa(numero=numero, eje="Eje", definicion="Definición", pregunta="¿Qué?", lidera="Convenio")


@pytest.mark.parametrize(("familia", "medidas"), MEDIDAS.items())
def test_cada_proporcion_tiene_su_familia(familia: str, medidas: tuple[float, float]) -> None:
    assert familia_de(*medidas) == familia


@pytest.mark.parametrize("medidas", MEDIDAS.values(), ids=MEDIDAS)
@pytest.mark.parametrize("cesion", CESIONES)
def test_la_ficha_que_falta_cae_dentro_de_la_pieza_y_fuera_del_mural(
    medidas: tuple[float, float], cesion: float
) -> None:
    ancho, alto = medidas
    lienzo = lienzo_de(ancho, alto, cesion)
    ficha = lienzo.ficha("arauca-2023", COLORES)
    assert (ficha.celda.ancho, ficha.celda.alto) == pytest.approx((lienzo.reticula.celda,) * 2)
    assert ficha.caja.derecha <= ancho
    assert ficha.caja.abajo <= lienzo.piso
    if lienzo.reticula.orilla == "abajo":
        assert ficha.celda.y > lienzo.reticula.y + lienzo.reticula.filas * lienzo.reticula.celda
    else:
        assert ficha.celda.derecha < lienzo.reticula.x


def test_el_hueco_deja_salir_sus_cuatro_lenguetas() -> None:
    reticula = Reticula(40, 3, 6, 0, 0, "abajo", (2, 4))
    falta = next(f for f in fichas_de(reticula, "arauca-2023") if (f.fila, f.columna) == (2, 4))
    assert [a.sentido for a in falta.aristas] == [1, 1, 1, 1]


def test_el_mural_no_dibuja_la_ficha_que_falta() -> None:
    completo = Reticula(40, 3, 6, 0, 0, "abajo")
    con_hueco = Reticula(40, 3, 6, 0, 0, "abajo", (2, 4))
    assert mural_suelto(completo, "a", COLORES, 216, 130, "Mural").count("M") - 1 == 18 + 27
    assert mural_suelto(con_hueco, "a", COLORES, 216, 130, "Mural").count("M") - 1 == 17 + 27


def test_sin_hueco_no_hay_ficha_que_dibujar() -> None:
    with pytest.raises(KeyError, match="hueco"):
        dibujo_papel.ficha_que_falta(Reticula(40, 3, 6, 0, 0, "abajo"), "a", COLORES, 0, 0, "Ficha")


def test_los_tamanos_de_sub_mesa_se_cuentan_de_mayor_a_menor() -> None:
    grupos = conformar([mesa(1), mesa(2)], 145, 20)
    assert [g.tamanos for g in grupos] == [((1, 19), (3, 18)), ((4, 18),)]
