"""Lo que se descarga de una asamblea: una vez por archivo, y en los grupos en que se ofrece."""

from dataclasses import replace
from pathlib import Path

import pytest
from fabrica import en_estado, escribir_proyecto, medidos

from generador.carga.cargar import cargar
from generador.catalogo.inventario import Inventario, inventariar
from generador.composicion.paginas.descargas import Descargas, descargas_de, mesa_de


def _inventario(raiz: Path, estado: str) -> Inventario:
    proyecto = cargar(escribir_proyecto(raiz, **en_estado(estado))).proyecto
    assert proyecto is not None
    return inventariar(proyecto)


@pytest.fixture
def descargas(tmp_path: Path) -> Descargas:
    inventario = _inventario(tmp_path, "aprobada")
    return descargas_de(inventario, inventario.proyecto.asambleas[0], medidos(1000, 2))


def test_cada_archivo_del_inventario_es_una_descarga_y_ninguno_mas(tmp_path: Path) -> None:
    inventario = _inventario(tmp_path, "aprobada")
    una = inventario.proyecto.asambleas[0]
    todas = descargas_de(inventario, una, medidos())
    assert [a.publicado for a in todas.archivos] == list(inventario.artefactos)
    assert [z.publicado for z in todas.paquetes] == list(inventario.paquetes)
    assert [d.publicado for d in todas.abiertos] == list(inventario.abiertos)
    assert all((todas.archivos, todas.paquetes, todas.abiertos))
    otra = una.model_copy(update={"id": "otra-2024"})
    dos = replace(inventario, artefactos=tuple(replace(a, asamblea=otra) for a in inventario.artefactos))
    assert descargas_de(dos, una, medidos()).archivos == ()


def test_de_lo_que_no_se_produjo_no_hay_descarga_en_silencio(tmp_path: Path) -> None:
    inventario = _inventario(tmp_path, "convocada")
    with pytest.raises(KeyError, match=r"prueba-2023/"):
        descargas_de(inventario, inventario.proyecto.asambleas[0], {})


def test_cada_una_dice_su_direccion_su_peso_y_sus_paginas(descargas: Descargas) -> None:
    guia = descargas.de_mesa(1)[0]
    assert (guia.ruta, guia.extension, guia.octetos, guia.paginas) == (
        "prueba-2023/descargas/guia-mesa-1.pdf",
        "PDF",
        1000,
        2,
    )
    assert guia.corto == "Guía de la mesa 1"
    mesa = mesa_de(guia)
    assert mesa is not None
    assert mesa.numero == 1
    zips, datos = descargas.paquetes, descargas.abiertos
    assert (zips[0].extension, zips[0].titulo) == ("ZIP", "Kit de impresión de toda la asamblea")
    assert (datos[0].extension, datos[0].titulo) == ("XLSX", datos[0].publicado.declaracion.titulo)


def test_cada_mesa_tiene_lo_suyo(descargas: Descargas) -> None:
    for n in (1, 2):
        assert {m.numero for a in descargas.de_mesa(n) if (m := mesa_de(a))} == {n}
        assert {m.numero for a in descargas.de_submesas(n) if (m := mesa_de(a))} <= {n}


def test_una_serie_se_nombra_por_lo_comun_de_sus_titulos(descargas: Descargas) -> None:
    nombres = {s.declaracion.id: s.nombre for s in descargas.documentos}
    assert (nombres["guia"], nombres["programa"]) == ("Guía de la mesa", "Programa de la asamblea")


def test_lo_general_no_es_de_ninguna_mesa(descargas: Descargas) -> None:
    assert all(mesa_de(a) is None for a in descargas.generales)
    programa = descargas.documento("programa")
    assert programa is not None
    assert programa.ruta == "prueba-2023/descargas/programa.pdf"
    assert descargas.documento("no-existe") is None


def test_cada_muestra_une_el_pdf_y_su_imagen(descargas: Descargas) -> None:
    convocatoria = descargas.muestra("convocatoria")
    assert convocatoria is not None
    assert convocatoria.pdf.ruta.removesuffix(".pdf") == convocatoria.png.ruta.removesuffix(".png")
    assert (convocatoria.formato.id, convocatoria.medida) == ("carta", "216 × 279 mm")
    assert [p.id for p, _ in descargas.piezas] == list(dict.fromkeys(m.pieza.id for m in descargas.muestras))
    assert descargas.muestra("no-existe") is None
