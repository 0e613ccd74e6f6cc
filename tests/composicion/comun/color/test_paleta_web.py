"""Todo texto de la web se lee: contraste AA calculado, de día y de noche."""

import re
from pathlib import Path

import pytest
from fabrica import asamblea

from generador.composicion.comun.color.paleta import PAPEL, extendida
from generador.composicion.comun.color.paleta_web import (
    NOCHE,
    TARJETA_DE_NOCHE,
    legible,
    tonos_de,
    tonos_de_ficha,
)
from generador.modelo.color import CONTRASTE_MINIMO, contraste
from generador.modelo.datos.metodologia import ClaseDeFicha, TipoFicha

ESTILOS = Path(__file__).parents[4] / "plantillas" / "estilos"
_PAREJAS = [
    ("tinta", "papel"), ("tinta", "tarjeta"), ("suave", "papel"), ("suave", "tarjeta"), ("fuerte", "papel"),
    ("enlace", "papel"), ("enlace", "tarjeta"), ("boton-letra", "boton"), ("aviso-letra", "aviso"),
    ("senal-letra", "senal"),
]  # fmt: skip
"""Letra y fondo que se encuentran en alguna página."""


def _propiedades(bloque: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", bloque))


def _modos() -> dict[str, dict[str, str]]:
    """Las propiedades de color de cada modo, como las dejan variables.css y sitio.css."""
    hoja = (ESTILOS / "sitio.css").read_text("utf-8")
    dia = _propiedades((ESTILOS / "variables.css").read_text("utf-8"))
    dia |= _propiedades(
        hoja[hoja.index(":root {") : hoja.index("@media screen and (prefers-color-scheme: dark)")]
    )
    por_sistema = hoja[hoja.index("@media screen and (prefers-color-scheme: dark)") :]
    por_sistema = por_sistema[: por_sistema.index(".de-mesa")]
    escogido = hoja[hoja.index(':root[data-modo="oscuro"] {') :]
    escogido = escogido[: escogido.index("}")]
    return {
        "dia": dia,
        "noche-del-sistema": dia | _propiedades(por_sistema),
        "noche-escogida": dia | _propiedades(escogido),
    }


@pytest.mark.parametrize("modo", ["dia", "noche-del-sistema", "noche-escogida"])
def test_cada_letra_se_lee_sobre_su_fondo(modo: str) -> None:
    colores = _modos()[modo]
    flojas = {(a, b): round(contraste(colores[a], colores[b]), 2) for a, b in _PAREJAS}
    assert {p: c for p, c in flojas.items() if c < CONTRASTE_MINIMO} == {}


@pytest.mark.parametrize("modo", ["dia", "noche-del-sistema", "noche-escogida"])
def test_el_credito_se_lee_de_sobra(modo: str) -> None:
    colores = _modos()[modo]
    assert contraste(colores["franja-letra"], colores["franja"]) >= 7


def test_las_dos_noches_son_la_misma() -> None:
    modos = _modos()
    assert modos["noche-del-sistema"] == modos["noche-escogida"]
    assert modos["noche-escogida"] != modos["dia"]


def test_los_papeles_son_los_de_la_hoja() -> None:
    modos = _modos()
    assert (modos["dia"]["papel"], modos["noche-escogida"]["papel"]) == (PAPEL, NOCHE)
    assert modos["noche-escogida"]["tarjeta"] == TARJETA_DE_NOCHE


@pytest.mark.parametrize("color", extendida(40))
def test_el_color_de_toda_mesa_sirve_de_letra(color: str) -> None:
    for fondo in (PAPEL, TARJETA_DE_NOCHE):
        assert contraste(legible(color, fondo), fondo) >= CONTRASTE_MINIMO
    assert contraste(legible(color, TARJETA_DE_NOCHE), NOCHE) >= CONTRASTE_MINIMO


def test_legible_no_toca_lo_que_ya_se_lee() -> None:
    assert legible("#0b6e4f", PAPEL) == "#0b6e4f"
    assert legible("#d9980a", NOCHE) == "#d9980a"


@pytest.mark.parametrize(("color", "fondo"), [("#ffffff", "#ffffff"), ("#000000", "#000000")])
def test_legible_acaba_aunque_el_color_sea_el_fondo(color: str, fondo: str) -> None:
    assert contraste(legible(color, fondo), fondo) >= CONTRASTE_MINIMO


def test_tonos_de_una_mesa_con_color_propio() -> None:
    tonos = tonos_de(asamblea(mesas={"mesas.0.color": "#ffee00"}))[1]
    assert tonos.css == "--m:#ffee00;--mt:#1c2420;--md:" + tonos.de_dia + ";--mn:#ffee00"
    assert contraste(tonos.de_dia, PAPEL) >= CONTRASTE_MINIMO


@pytest.mark.parametrize(
    ("tinta", "fondo"),
    [("#14418b", "#d9e6fb"), ("#0a4a33", "#b6e8c6"), ("#a34a00", "#ffe9b8"), ("#ffffff", "#000000")],
)
def test_las_fichas_se_leen_de_dia_y_de_noche(tinta: str, fondo: str) -> None:
    ficha = ClaseDeFicha(
        tipo=TipoFicha.PLAN, nombre="Plan", tinta=tinta, fondo=fondo, trama="rayas", instruccion="Diga."
    )
    t = tonos_de_ficha(ficha)
    for letra in (t.tinta, t.texto):
        assert contraste(letra, t.fondo) >= CONTRASTE_MINIMO
    for letra in (t.tinta_noche, t.texto_noche):
        assert contraste(letra, t.fondo_noche) >= CONTRASTE_MINIMO
