"""Lo que se lee en el vecindario de un aporte y en los emblemas cabe en su ficha."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fabrica import agenda, asamblea, compromiso, resultado

from generador.composicion.comun.color.paleta_web import tonos_de
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.dibujo import ficha
from generador.composicion.muro.dibujo_web import emblema_mesa
from generador.composicion.muro.letrero import MesaDelCartel
from generador.composicion.muro.lleno import rompecabezas
from generador.composicion.muro.vecindario import _CUERPO_PROPIA, _CUERPO_VECINA, Vecindarios
from generador.rompecabezas.trazo import Rectangulo

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
MEDIDOR = Medidor(PLANTILLAS / "tema" / "fuentes")


@pytest.mark.parametrize(
    ("nombre", "rotulo"),
    [
        ("Solución", "Solución"),
        ("illi illi illi", "illi illi illi"),
        ("Comercialización conjunta", "C"),
        ("MWMWMWMWMW", "M"),
        ("Plan de trabajo", "Plan de trabajo"),
    ],
)
def test_el_nombre_de_una_ficha_propia_cabe(nombre: str, rotulo: str) -> None:
    """Vista fallar con un ancho fijo: «Comercialización conjunta» se salía de su ficha."""
    a = asamblea(
        evento={"estado": "borrador"},
        metodologia={"fichas.1.nombre": nombre},
        resultados=[resultado()],
        agenda=agenda(compromiso()),
    )
    (suyo,) = Vecindarios(rompecabezas(a), MEDIDOR).de(a.compromisos[0])
    dibujo = str(suyo.dibujo(tonos_de(a), {1: 0, 2: 1}))
    letra, dice = re.findall(r"<text([^>]*)>([^<]*)<", dibujo)[1]
    assert dice == rotulo
    achicado = re.search(r"font-size:([\d.]+)px", letra)
    cuerpo = float(achicado[1]) if achicado else _CUERPO_PROPIA
    assert cuerpo >= _CUERPO_VECINA
    assert MEDIDOR.ancho(rotulo, "titular") * cuerpo <= suyo.propias[1].ficha.segura.ancho


def test_los_cuerpos_son_los_de_la_hoja() -> None:
    css = (PLANTILLAS / "estilos" / "sitio.css").read_text("utf-8")
    assert f".vecindario text {{ font: 800 {_CUERPO_PROPIA:g}px/1" in css
    assert f".vecindario .vecina text {{ font-size: {_CUERPO_VECINA:g}px" in css


@pytest.mark.parametrize("dibuja", [lambda n: emblema_mesa(n, 0, "s"), lambda n: ficha(str(n), "s")])
def test_el_numero_de_toda_mesa_cabe_en_su_emblema(dibuja: Any) -> None:
    """Un cuerpo por cuántas cifras tiene, para que las de una asamblea sean iguales: el más ancho cabe."""
    for numero in range(1, 1000):
        svg = str(dibuja(numero))
        (x,), (cuerpo,) = (re.findall(p, svg) for p in (r'<text x="([\d.]+)"', r'font-size="([\d.]+)"'))
        # Lo que queda a cada lado del centro es medio emblema; las lengüetas toman una cuarta parte.
        assert MEDIDOR.ancho(str(numero), "titular") * float(cuerpo) <= 1.5 * float(x), numero


def test_el_numero_del_cartel_no_toca_el_eje() -> None:
    """Vista fallar con 0,56 cuerpos por cifra: «608» tocaba su eje."""
    a = asamblea(evento={"estado": "borrador"})
    mesa = rompecabezas(a).mesas[0]
    caja = Rectangulo(0, 0, 100, 20)
    for numero in (1, 9, 11, 40, 60, 111, 608, 999):
        suya = mesa.grupo.mesa.model_copy(update={"numero": numero})
        otra = MesaDelCartel(_con(mesa, suya), caja, caja, 20.0, MEDIDOR)
        assert otra.sangria >= 20.0 * (MEDIDOR.ancho(str(numero), "titular", -0.04) + 0.05), numero


def _con(mesa: Any, suya: Any) -> Any:
    from dataclasses import replace

    return replace(mesa, grupo=mesa.grupo.model_copy(update={"mesa": suya}))
