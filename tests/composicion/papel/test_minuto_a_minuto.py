"""El minuto a minuto se lleva a la mano y se llena: lo que pasó de verdad se anota al lado de cada hora."""

from __future__ import annotations

import re
from pathlib import Path

from fabrica import dos_dias

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.modelo.asamblea import Proyecto, Sitio

RAIZ = Path(__file__).parents[3]
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


def test_cada_momento_y_cada_paso_tiene_donde_anotar_a_que_hora_fue(tmp_path: Path) -> None:
    a = dos_dias(tmp_path).asamblea
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(a,)))
    suyo = next(x for x in inventario.artefactos if x.declaracion.id == "minuto-a-minuto")
    html = Compositor(RAIZ / "plantillas", inventario).impreso(suyo)
    filas = [f for t in re.findall("<tbody>(.*?)</tbody>", html, re.DOTALL) for f in t.split("<tr ")[1:]]
    turnos = [t for j in a.evento.jornadas for t in a.evento.turnos_de(j)]
    pasos = [p for t in turnos if t.momento.actividad == "mesas" for p in a.pasos_en(t)]
    assert len(filas) == len(turnos) + len(pasos)
    assert [re.findall('<p class="a-mano">(.*?)</p>', f) for f in filas] == [["Empezó", "Terminó"]] * len(
        filas
    )
