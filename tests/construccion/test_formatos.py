"""Los formatos de pieza que una asamblea pide."""

from __future__ import annotations

from fabrica import asamblea, expediente

from generador.catalogo.inventario import inventariar
from generador.construccion.formatos import revisar_formatos
from generador.modelo.asamblea import Proyecto, Sitio

SITIO = Sitio(nombre="Prueba", descripcion="De prueba.", direccion="https://asambleas.example/")


def _formatos(**evento: object) -> set[tuple[str, str]]:
    artefactos = inventariar(Proyecto(sitio=SITIO, asambleas=(asamblea(evento=evento),))).artefactos
    return {(a.formato.id, a.variante) for a in artefactos if a.formato is not None}


def test_solo_se_publican_los_pedidos() -> None:
    assert _formatos(formatos=["cuadrado", "pendon"], para_taller="no") == {
        ("cuadrado", "color"),
        ("pendon", "color"),
    }
    assert _formatos(formatos=["pendon"]) == {("pendon", "color"), ("pendon", "imprenta")}
    assert len(_formatos()) > 20


def test_uno_que_no_existe_se_dice_con_su_parecido() -> None:
    uno = expediente(evento={"formatos": ["carta", "cuadrada"]})
    (hallazgo,) = revisar_formatos(uno)
    assert hallazgo.mensaje == "no hay un formato de pieza «cuadrada»"
    assert hallazgo.ayuda.startswith("¿quiso decir «cuadrado»? use uno de: carta, carta-apaisada, ")
    assert list(revisar_formatos(expediente(evento={"formatos": ["carta"]}))) == []
