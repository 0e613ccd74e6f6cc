"""Los archivos de una asamblea, agrupados como los ofrece una página."""

from pathlib import Path

import pytest
from fabrica import escribir_proyecto

from generador.carga.cargar import cargar
from generador.catalogo.inventario import inventariar
from generador.composicion.paginas.descargas import Estante, armar_estante


@pytest.fixture
def estante(tmp_path: Path) -> Estante:
    proyecto = cargar(escribir_proyecto(tmp_path)).proyecto
    assert proyecto is not None
    inventario = inventariar(proyecto)
    suyos = inventario.de(proyecto.asambleas[0])
    return armar_estante(
        f"{proyecto.asambleas[0].id}/guias/", [(a, 1000 + i, 2) for i, a in enumerate(suyos)]
    )


def test_las_direcciones_son_relativas_a_la_pagina(estante: Estante) -> None:
    guia = estante.de_mesa(1)[0]
    assert (guia.url, guia.extension, guia.octetos, guia.paginas) == (
        "../descargas/guia-mesa-1.pdf",
        "PDF",
        1000,
        2,
    )
    assert guia.corto == "Guía de la mesa 1"
    assert guia.mesa is not None
    assert guia.mesa.numero == 1


def test_cada_mesa_tiene_lo_suyo(estante: Estante) -> None:
    for n in (1, 2):
        assert {a.mesa.numero for a in estante.de_mesa(n) if a.mesa} == {n}
        assert {a.mesa.numero for a in estante.de_submesas(n) if a.mesa} <= {n}


def test_una_serie_se_nombra_por_lo_comun_de_sus_titulos(estante: Estante) -> None:
    nombres = {s.declaracion.id: s.nombre for s in estante.documentos}
    assert (nombres["guia"], nombres["programa"]) == ("Guía de la mesa", "Programa de la asamblea")


def test_lo_general_no_es_de_ninguna_mesa(estante: Estante) -> None:
    assert all(a.mesa is None for a in estante.generales)
    programa = estante.documento("programa")
    assert programa is not None
    assert programa.url == "../descargas/programa.pdf"
    assert estante.documento("no-existe") is None


def test_cada_muestra_une_el_pdf_y_su_imagen(estante: Estante) -> None:
    convocatoria = estante.muestra("convocatoria")
    assert convocatoria is not None
    assert convocatoria.pdf.url.removesuffix(".pdf") == convocatoria.png.url.removesuffix(".png")
    assert (convocatoria.formato.id, convocatoria.medida) == ("carta", "216 × 279 mm")
    assert [p.id for p, _ in estante.piezas] == list(dict.fromkeys(m.pieza.id for m in estante.muestras))
    assert estante.muestra("no-existe") is None


def test_la_imagen_trae_su_miniatura_y_su_texto(estante: Estante) -> None:
    convocatoria = estante.muestra("convocatoria")
    assert convocatoria is not None
    assert convocatoria.png.miniatura == "../piezas/miniaturas/convocatoria-carta.webp"
    assert (convocatoria.png.texto, convocatoria.pdf.miniatura) == ("../piezas/convocatoria.txt", "")
    assert convocatoria.png.artefacto.miniatura_px == (279, 360)
    assert estante.de_mesa(1)[0].texto == ""
