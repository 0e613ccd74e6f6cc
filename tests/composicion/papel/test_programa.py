"""El programa va en letra menor solo si no cabe, y lo que se calcula es lo que ocupa ya impreso."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from fabrica import asamblea, dos_dias

from generador.catalogo.inventario import Artefacto, inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.medida import Medidor
from generador.composicion.papel.programa import ProgramaImpreso
from generador.construccion.pedido.hojas import hojas_de
from generador.modelo.asamblea import Asamblea, Proyecto, Sitio
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

RAIZ = Path(__file__).parents[3]
MEDIDOR = Medidor(RAIZ / "plantillas" / "tema" / "fuentes")
SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
EJE = "Economía solidaria, popular, comunitaria y campesina para la construcción de los territorios de paz"
ANGOSTO, ANCHO = " ".join(["illi"] * 22), " ".join(["MWMW"] * 22)


def programa(a: Asamblea) -> tuple[Compositor, Artefacto, ProgramaImpreso]:
    inventario = inventariar(Proyecto(sitio=SITIO, asambleas=(a,)))
    suyo = next(x for x in inventario.artefactos if x.declaracion.id == "programa")
    return Compositor(RAIZ / "plantillas", inventario), suyo, ProgramaImpreso(suyo, MEDIDOR)


def con(eje: str, mesas: int, **evento: Any) -> Asamblea:
    suya = {"definicion": "Definición.", "pregunta": "¿Qué?", "lidera": "Equipo"}
    return asamblea(
        evento={"alcance": 40 * mesas, **evento},
        mesas={"mesas": [{"numero": n, "eje": eje, **suya} for n in range(1, mesas + 1)]},
    )


def test_lo_deciden_sus_letras_y_no_cuantas_son() -> None:
    """Vista fallar contando caracteres: los dos iban en letra menor, y al angosto le sobraba media hoja."""
    assert len(ANGOSTO) == len(ANCHO)
    assert [programa(con(eje, 14))[2].apretado(0.0) for eje in (ANGOSTO, ANCHO)] == [False, True]


def test_un_pie_crecido_le_quita_lugar() -> None:
    suyo = programa(con(EJE, 7))[2]
    assert [suyo.apretado(crecida) for crecida in (0.0, 90.0)] == [False, True]


@cache
def _imprenta() -> Imprenta:
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    return Imprenta(RAIZ)


CASOS: dict[str, dict[str, Any]] = {
    "largo": {
        "titular": f"{EJE} de la región",
        "sobretitulo": f"Asamblea regional · {EJE} y vida",
        "sede.nombre": "Coliseo cubierto del Instituto Departamental de Deportes y Recreación",
        "sede.direccion": "Carrera 24 con calle 20, barrio Centro, frente al parque principal",
        "programa.1.titulo": f"{EJE} de toda la región",
        "programa.4.titulo": "Unidad Administrativa Especial de Organizaciones Solidarias",
    },
    "a4": {"papel": "a4", "titular": "Agua"},
    "oficio": {
        "papel": "oficio",
        "programa.4.titulo": "Plenaria ʉ ɨ ŋ ẽ ĩ y guardia cimarrona del piedemonte",
    },
}


@pytest.mark.lenta
@pytest.mark.parametrize("caso", [*CASOS, "dos días"])
def test_lo_calculado_es_lo_que_ocupa_impreso(caso: str, tmp_path: Path) -> None:
    """Una medida que cambie en `papel.css` y no aquí se ve: a lo sumo, un milímetro de diferencia."""
    a = dos_dias(tmp_path).asamblea if caso == "dos días" else con(EJE, 4, **CASOS[caso])
    compositor, artefacto, suyo = programa(a)
    html = compositor.impreso(artefacto).replace("horario apretado", "horario")
    pdf = pdfium.PdfDocument(_imprenta().imprimir(html, hojas_de(artefacto), artefacto.ruta))
    jornadas = a.evento.jornadas
    assert len(pdf) == len(jornadas)
    for i, jornada in enumerate(jornadas):
        calculado = 13.0 + sum(suyo._altos(jornada)) + (0.0 if i else suyo._cabeza)
        assert _fondo_de_la_tabla(pdf[i]) == pytest.approx(calculado, abs=1.0)
    pdf.close()


def _fondo_de_la_tabla(pagina: Any) -> float:
    """Milímetros desde lo alto hasta la última raya de la tabla, que va sobre la del pie."""
    alto = pagina.get_height()
    rayas = sorted(
        {
            round((alto - o.get_bounds()[1]) * 25.4 / 72, 1)
            for o in pagina.get_objects()
            if (p := o.get_bounds())[2] - p[0] > 200 and p[3] - p[1] < 3
        }
    )
    return float(max(r for r in rayas if r < alto * 25.4 / 72 - 21))
