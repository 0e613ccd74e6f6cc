"""Lo que se dice de una pieza fuera de ella alcanza para quien no la ve."""

from __future__ import annotations

import pytest
from fabrica import asamblea

from generador.catalogo.inventario import inventariar
from generador.composicion.piezas.difusion import alternativo, para_redes
from generador.modelo.asamblea import Proyecto, Sitio

DIRECCION = "https://uno.gov.co/"
PROPIAS = ("acerca", "accesibilidad", "privacidad", "como-imprimir")


@pytest.mark.parametrize(
    ("indicaciones", "dichas"),
    [
        (None, ""),
        (
            "del puerto, por la calle de las Flores; hay rampa",
            " Del puerto, por la calle de las Flores; hay rampa.",
        ),
        ("Frente a la escuela.", " Frente a la escuela."),
    ],
)
def test_quien_no_ve_como_llegar_tambien_sabe_como_se_llega(indicaciones: str | None, dichas: str) -> None:
    una = asamblea(evento={"sede.indicaciones": indicaciones} if indicaciones else {})
    sitio = Sitio(nombre="Sitio", descripcion="De prueba.", direccion=DIRECCION)
    manos = {p: f"{p}/" for p in (f"{una.id}/manifiesto", *PROPIAS)}
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(una,)), manos)
    pieza = next(a for a in inventario.artefactos if a.declaracion.id == "como-llegar")
    assert f"Salón de prueba.{dichas} Sábado" in alternativo(pieza, DIRECCION).replace("\u00a0", " ")
    redes = para_redes(pieza, DIRECCION)
    assert redes.startswith(f"Así se llega a la asamblea.{dichas}\n\n")
