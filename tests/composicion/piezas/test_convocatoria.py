"""La convocatoria cabe en todos sus formatos, sean cuantos sean los días y se digan como se digan."""

from __future__ import annotations

from datetime import date

import pytest
from apoyo import RAIZ
from fabrica import BORRAR, arboles, asamblea

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.idioma.fechas import dia_grande
from generador.composicion.piezas.ajuste import TextoNoCabe
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio

SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
DIAS = {
    "18": ["2024-11-18"],
    "18 y 19": ["2024-09-18", "2024-09-19"],
    "8 y 28": ["2024-11-08", "2024-11-28"],
    "28 al 30": ["2024-09-28", "2024-09-29", "2024-09-30"],
    "30": ["2024-11-30", "2024-12-01"],
    "31": ["2024-12-31", "2025-01-01"],
    "29": ["2024-09-29", "2024-09-30", "2024-10-01"],
    "12": ["2024-08-12", "2024-09-25", "2024-10-12", "2024-11-20", "2025-01-12"],
}
"""Por lo que va grande en la pieza."""


def en_dias(dias: list[str], fin_del_primero: str = "10:15", **cambios: object) -> Asamblea:
    """La asamblea mínima con una jornada en cada uno de esos días, todas en sedes distintas."""
    programa = arboles()["prueba-2023/evento.yml"]["programa"]
    jornadas = [
        {
            "id": f"dia-{i}",
            "fecha": dia,
            "horario": {"inicio": "8:00", "fin": "10:15" if i else fin_del_primero},
            "sede": {"nombre": f"Institución educativa de la vereda {i}"},
            "programa": programa,
        }
        for i, dia in enumerate(dias)
    ]
    corta = dict.fromkeys(("fecha", "horario", "sede", "programa"), BORRAR)
    return asamblea(evento={**corta, "jornadas": jornadas, **cambios})


@pytest.mark.parametrize("grande", DIAS)
@pytest.mark.parametrize("fin_del_primero", ["10:15", "10:45"])
def test_cabe_en_todos_los_formatos(grande: str, fin_del_primero: str) -> None:
    """Vista fallar con «18 y 19» en once formatos: solo «30 de noviembre y 1 de diciembre» cabía."""
    dias = DIAS[grande]
    assert dia_grande([date.fromisoformat(d) for d in dias])[0] == grande
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(en_dias(dias, fin_del_primero),)))
    compositor, no_caben = Compositor(RAIZ / "plantillas", inventario), []
    suyas = [a for a in inventario.artefactos if a.declaracion.id == "convocatoria" and a.origen is None]
    assert len(suyas) > 10
    for a in suyas:
        try:
            compositor.impreso(a)
        except TextoNoCabe as error:
            no_caben.append((a.ruta, error.texto))
    assert no_caben == []


@pytest.mark.parametrize(("palabra", "entera"), [("illi", True), ("MWMW", False)])
def test_el_lugar_se_acorta_por_lo_que_mide(palabra: str, entera: bool) -> None:
    """Vista fallar contando caracteres: los dos nombres, del mismo largo, se decían enteros."""
    sede = " ".join([palabra] * 20)
    a = asamblea(evento={"sede": {"nombre": sede, "direccion": "Km 1"}})
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(a,)))
    suya = next(x for x in inventario.artefactos if x.declaracion.id == "convocatoria" and not x.origen)
    html = Compositor(RAIZ / "plantillas", inventario).impreso(suya)
    assert ("Km" in html) == entera
    assert palabra in html
