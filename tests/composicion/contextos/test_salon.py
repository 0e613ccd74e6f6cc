"""Lo que se pega o se reparte en el salón: cuántas copias, y qué lleva código."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrica import ID, asamblea, en_estado

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto, Inventario, inventariar_asamblea
from generador.composicion.compositor import Compositor
from generador.composicion.contextos.acervo import Acervo
from generador.composicion.contextos.salon import DEL_SALON, DeLosAdhesivos, DeLosRotulos
from generador.modelo.asamblea import Asamblea, Sitio

PLANTILLAS = Path(__file__).parents[3] / "plantillas"
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


def _de(una: Asamblea, id_: str) -> tuple[Acervo, Artefacto]:
    inventario = inventariar_asamblea(SITIO, una)
    (suyo,) = (a for a in inventario.artefactos if a.ruta == f"{ID}/descargas/{id_}.pdf")
    return Acervo(PLANTILLAS, inventario), suyo


@pytest.mark.parametrize(("alcance", "copias"), [(40, {1: 1, 2: 1}), (42, {1: 2, 2: 2}), (81, {1: 3, 2: 2})])
def test_hay_adhesivos_para_todas_las_personas(alcance: int, copias: dict[int, int]) -> None:
    suyo = DEL_SALON["adhesivos"](*_de(asamblea(evento={"alcance": alcance}), "adhesivos"))
    assert isinstance(suyo, DeLosAdhesivos)
    assert suyo.copias == copias


@pytest.mark.parametrize(("necesidades", "medias"), [(1, 0), (2, 6)])
def test_las_medias_fichas_llevan_rotulo_si_las_hay(necesidades: int, medias: int) -> None:
    una = asamblea(metodologia={"max_necesidades": necesidades})
    suyo = DEL_SALON["rotulos-del-muro"](*_de(una, "rotulos-del-muro"))
    assert isinstance(suyo, DeLosRotulos)
    assert (suyo.medias, [n for n, _ in suyo.faltan]) == (medias, ["Necesidad", "Solución", "Plan"])


def _sueltos(inventario: Inventario) -> list[tuple[Artefacto, Documento]]:
    return [(a, a.declaracion) for a in inventario.artefactos if isinstance(a.declaracion, Documento)]


def test_todo_documento_lleva_su_codigo_o_dice_por_que_no() -> None:
    """Visto fallar sin la razón de las señales, y con la de un documento que sí lo lleva."""
    inventario = inventariar_asamblea(SITIO, asamblea(**en_estado("aprobada")))
    compositor = Compositor(PLANTILLAS, inventario)
    lleva = {d.id: 'class="qr"' in compositor.impreso(a) for a, d in _sueltos(inventario)}
    assert {i for i, si in lleva.items() if not si} == {d.id for _, d in _sueltos(inventario) if d.sin_codigo}
