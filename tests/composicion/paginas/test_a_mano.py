"""Una página a mano toma de los datos lo que marca, y ningún texto de los datos le cambia la forma."""

from __future__ import annotations

from html import unescape

from fabrica import asamblea

from generador.composicion.paginas.a_mano import CONTACTO, CONVENIOS, con_lo_de_los_datos
from generador.modelo.asamblea import Proyecto, Sitio

SITIO = Sitio.model_validate({"nombre": "S", "descripcion": "D", "direccion": "https://asambleas.gov.co/"})


def test_dice_los_de_las_asambleas_del_sitio() -> None:
    suya = asamblea(
        convenio={"entidades.1": {"nombre": "SEP", "articulo": "el", "nombre_completo": "Servicio de Prueba"}}
    )
    assert unescape(
        con_lo_de_los_datos(f"Antes\n\n{CONVENIOS}\n", Proyecto(sitio=SITIO, asambleas=(suya,)))
    ) == (
        "Antes\n\n- Economía de prueba, Territorio de prueba, 2023: Convenio número 002 de 2023, suscrito "
        "entre la Unidad Solidaria y el SEP (Servicio de Prueba).\n"
    )


def test_un_texto_con_signos_no_le_cambia_la_forma() -> None:
    suya = asamblea(evento={"titular": "<b>`x`</b> {{ y }}"})
    texto = con_lo_de_los_datos(CONVENIOS, Proyecto(sitio=SITIO, asambleas=(suya,)))
    assert not set("<>`{}") & set(texto)


def test_un_enlace_escrito_como_markdown_no_se_vuelve_enlace() -> None:
    from markdown import markdown

    suya = asamblea(evento={"titular": "[a](javascript:alert(3)) **b** https://x.co/"})
    html = markdown(con_lo_de_los_datos(CONVENIOS, Proyecto(sitio=SITIO, asambleas=(suya,))))
    assert "<a" not in html
    assert "<strong>" not in html
    assert "[a](javascript:alert(3)) **b**" in unescape(html)


def test_una_pagina_sin_la_marca_queda_igual() -> None:
    assert con_lo_de_los_datos("# Hola", Proyecto(sitio=SITIO, asambleas=())) == "# Hola"


def test_el_contacto_del_sitio_se_dice_y_se_enlaza() -> None:
    con = SITIO.model_copy(update={"contacto": "mailto:asambleas@entidad.gov.co"})
    dicho = unescape(con_lo_de_los_datos(CONTACTO, Proyecto(sitio=con, asambleas=())))
    assert dicho == ('Dígalo aquí: <a href="mailto:asambleas@entidad.gov.co">asambleas@entidad.gov.co</a>.')
    sin = con_lo_de_los_datos(CONTACTO, Proyecto(sitio=SITIO, asambleas=()))
    assert sin == "Este sitio no publica un contacto propio: dígaselo a la entidad que convoca la asamblea."
