"""La carta y la nota de prensa no dan por hecho lo que se esperaba."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from fabrica import agenda, aporte, asamblea, en_estado, firmada, resultado

from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.modelo.asamblea import Proyecto, Sitio

RAIZ = Path(__file__).parents[3]
SITIO = Sitio(nombre="Sitio", descripcion="De prueba.", direccion="https://asambleas.gov.co/")


def _dicho(cual: str, **cambios: Any) -> str:
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(asamblea(**cambios),)), {})
    suyo = next(a for a in inventario.artefactos if a.declaracion.id == cual)
    escrito = Compositor(RAIZ / "plantillas", inventario).impreso(suyo)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", escrito)).split())


@pytest.mark.parametrize("estado", ["borrador", "aprobada"])
@pytest.mark.parametrize("cual", ["carta", "nota-de-prensa"])
def test_sin_cuenta_de_quienes_fueron_no_se_dice_cuantas(cual: str, estado: str) -> None:
    """Vista fallar: «80 personas previstas se reunieron en 2 mesas de trabajo»."""
    dicho = _dicho(cual, **en_estado(estado))
    assert "personas previstas" not in dicho
    reunida = {
        "carta": "se reunió en Territorio de prueba la asamblea, en 2 mesas de trabajo.",
        "nota-de-prensa": "la asamblea se reunió en 2 mesas de trabajo y "
        + ("dejó en borrador 1 compromiso" if estado == "borrador" else "aprobó 1 compromiso"),
    }
    assert reunida[cual] in dicho


@pytest.mark.parametrize(
    ("cual", "dice"),
    [
        ("carta", "se reunieron en Territorio de prueba 80 personas, en 2 mesas de trabajo."),
        ("nota-de-prensa", "80 personas se reunieron en 2 mesas de trabajo y dejaron en borrador"),
    ],
)
def test_con_la_cuenta_completa_se_dice_cuantas_fueron(cual: str, dice: str) -> None:
    todas = [resultado(s, asistentes=20) for s in ("M1-S1", "M1-S2", "M2-S1", "M2-S2")]
    assert dice in _dicho(cual, **{**en_estado("borrador"), "resultados": todas})


def test_el_anexo_de_la_agenda_dice_en_palabras_las_fechas_de_las_hojas() -> None:
    """Vista fallar: «¿Cuándo? 2024-S1»."""
    suyo = {**aporte(), "plan": [{"quien": "Juntas", "como": "Con mingas", "cuando": "2024-S1"}]}
    cambios = {**en_estado("aprobada"), "resultados": [resultado(aportes=[suyo])], "agenda": agenda()}
    cambios["agenda"] = firmada(**cambios)
    dicho = _dicho("agenda", **cambios)
    assert (dicho.count("¿Cuándo? primer semestre de 2024"), "2024-S1" in dicho) == (1, False)
