"""La orden para la imprenta: qué dice de cada pieza, y que lo que pide existe."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Any

import pytest
from fabrica import asamblea, en_estado

from generador.catalogo.inventario import inventariar_asamblea
from generador.catalogo.piezas import Pieza
from generador.composicion.papel.encargo import RenglonDeEncargo, final_de_archivo, renglones_de_encargo
from generador.modelo.asamblea import Sitio

SITIO = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")


@pytest.mark.parametrize(
    ("personas", "cuantos"),
    [(15, (2, 30, 1, 1)), (500, (50, 1000, 1, 2)), (1230, (130, 2500, 3, 5))],
)
def test_se_sugiere_segun_la_gente(personas: int, cuantos: tuple[int, ...]) -> None:
    una = asamblea(evento={"alcance": personas})
    suyos = {r.formato: r.cuantos for r in renglones_de_encargo(una) if r.pieza == "Afiche de convocatoria"}
    assert tuple(suyos[f] for f in ("Carta", "Volante", "Pendón", "Pasacalle")) == cuantos


def test_los_que_son_uno_por_mesa_y_los_formatos_escogidos() -> None:
    una = asamblea(evento={"formatos": ["tabloide-apaisado", "pasacalle"], "para_taller": False})
    assert renglones_de_encargo(una) == (
        RenglonDeEncargo(
            *("Afiche de convocatoria", "Pasacalle", "3 × 1 m", "Banner de 13 onzas"),
            *("Dobladillo y ojales cada 50 cm y 5 cm más por lado", 1, 1, "convocatoria-pasacalle"),
        ),
        RenglonDeEncargo(
            *("Señal de mesa", "Tabloide apaisado", "43,2 × 27,9 cm", "Propalcote de 150 g", "Refilado"),
            *(2, 1, "senal-mesa-…-tabloide-apaisado"),
        ),
    )


def test_antes_y_despues_se_pide_lo_mismo() -> None:
    estados = [renglones_de_encargo(asamblea(**en_estado(e))) for e in ("convocada", "aprobada")]
    assert estados[0] == estados[1]


_UNA_MESA = [{"numero": 1, "eje": "Eje", "definicion": "D.", "pregunta": "¿Qué?", "lidera": "Equipo"}]


@pytest.mark.parametrize(
    "cambios",
    [{}, {"evento": {"para_taller": False}}, {"mesas": {"mesas": _UNA_MESA}}],
    ids=["para taller", "sin taller", "una mesa"],
)
def test_cada_archivo_que_pide_se_publica_y_ninguno_de_los_del_taller_falta(cambios: dict[str, Any]) -> None:
    una = asamblea(**cambios)
    piezas = [
        a
        for a in inventariar_asamblea(SITIO, una).artefactos
        if isinstance(a.declaracion, Pieza) and a.formato
    ]
    buena = "imprenta" if una.evento.para_taller else "color"
    hechos = {
        PurePosixPath(a.ruta).name
        for a in piezas
        if a.variante == buena and a.formato and a.formato.taller and a.ruta.endswith(".pdf")
    }
    pedidos = [f"{r.archivo}{final_de_archivo(una)}".replace("…", "*") for r in renglones_de_encargo(una)]
    assert [p for p in pedidos if not any(fnmatch(h, p) for h in hechos)] == []
    assert [h for h in sorted(hechos) if not any(fnmatch(h, p) for p in pedidos)] == []
