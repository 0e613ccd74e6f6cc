"""El programa plegado: cada cara en la mayor letra en que cabe, y nunca más de una hoja por las dos caras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from fabrica import ID, asamblea

from generador.catalogo.inventario import Artefacto, inventariar_asamblea
from generador.composicion.compositor import Compositor
from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.salon.programa_plegado import CUERPOS, cuerpo_de_mesas, cuerpo_de_programa
from generador.construccion.pedido.hojas import hojas_de
from generador.modelo.asamblea import Asamblea, Sitio
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[4]
MEDIDOR = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
LARGO = "Presentación de las experiencias solidarias de las veredas y sus acueductos comunitarios"


def _con(momentos: int, mesas: int, eje: str = LARGO) -> Asamblea:
    programa: list[dict[str, Any]] = [
        {
            "id": f"m{i}",
            "tipo": "momento",
            "numero": i,
            "titulo": LARGO,
            "inicio": f"{7 + i // 3}:{i % 3 * 20:02d}",
            "fin": f"{7 + (i + 1) // 3}:{(i + 1) % 3 * 20:02d}",
        }
        for i in range(1, momentos + 1)
    ]
    todas = [
        {"numero": n, "eje": eje, "definicion": "D.", "pregunta": "¿Qué?", "lidera": "Equipo"}
        for n in range(1, mesas + 1)
    ]
    return asamblea(
        evento={"programa": programa, "horario": {"inicio": "7:00", "fin": "22:00"}}, mesas={"mesas": todas}
    )


def _artefacto(una: Asamblea) -> Artefacto:
    inventario = inventariar_asamblea(SITIO, una)
    return next(a for a in inventario.artefactos if a.ruta == f"{ID}/descargas/programa-plegado.pdf")


@pytest.mark.parametrize(
    ("momentos", "mesas", "cuerpos"), [(3, 2, (22.0, 14.0)), (14, 9, (14.0, 14.0)), (25, 40, (11.0, None))]
)
def test_la_letra_es_la_mayor_en_que_cabe(
    momentos: int, mesas: int, cuerpos: tuple[float, float | None]
) -> None:
    suyo = _artefacto(_con(momentos, mesas))
    assert (cuerpo_de_programa(MEDIDOR, suyo, 0.0), cuerpo_de_mesas(MEDIDOR, suyo, 0.0)) == cuerpos
    # Un pie más alto deja menos lugar: nunca una letra mayor.
    assert CUERPOS.index(cuerpo_de_programa(MEDIDOR, suyo, 15.0)) >= CUERPOS.index(cuerpos[0])


@pytest.mark.parametrize(("momentos", "mesas"), [(25, 12), (14, 40)])
def test_impreso_es_una_hoja(momentos: int, mesas: int) -> None:
    una = _con(momentos, mesas)
    suyo = _artefacto(una)
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    html = Compositor(RAIZ / "plantillas", inventariar_asamblea(SITIO, una)).impreso(suyo)
    with pdfium.PdfDocument(Imprenta(RAIZ).imprimir(html, hojas_de(suyo), suyo.ruta)) as pdf:
        assert len(pdf) == 2
