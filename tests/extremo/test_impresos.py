"""Cada PDF publicado: quién es, con qué letras, de qué tamaño, y que nada se sale, falta ni sobra."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from extremo import impresos, sitios
from extremo.impresos import Impreso
from extremo.sitios import SitioDePrueba

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto

LETRAS = ("Atkinson-Hyperlegible-Next", "Bricolage-Grotesque")
PAPELES = {"carta": (216, 279), "oficio": (216, 330), "a4": (210, 297)}
"""Milímetros, escritos aparte de los del catálogo a propósito."""
RENGLONES_MINIMOS = 3


@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_cada_pdf(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Todo lo malo de todos, junto."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    assert sorted(sitio.pdf) == sorted(r for r in sitio.artefactos if r.endswith(".pdf"))
    malos = []
    for ruta, archivo in sitio.pdf.items():
        impreso = impresos.leer(archivo)
        artefacto = sitio.artefactos[ruta]
        malos += [f"{ruta}: {x}" for x in _de_identidad(impreso, artefacto)]
        malos += [f"{ruta}: {x}" for x in _de_paginas(impreso, artefacto)]
        malos += [f"{ruta}: {x}" for x in _de_qr(sitio, artefacto)]
    assert malos == []


def _de_identidad(impreso: Impreso, artefacto: Artefacto) -> Iterator[str]:
    if artefacto.titulo not in impreso.titulo:
        yield f"el título es «{impreso.titulo}»"
    if impreso.idioma != "es-CO":
        yield f"el idioma es «{impreso.idioma}»"
    if artefacto.clase == "documento" and not impreso.marcadores:
        yield "no tiene marcadores"
    if ajenas := [n for n in impreso.letras if not n.startswith(LETRAS)]:
        yield f"usa otras letras: {ajenas}"
    if impreso.sin_incrustar:
        yield f"letras sin incrustar: {sorted(impreso.sin_incrustar)}"


def _de_paginas(impreso: Impreso, artefacto: Artefacto) -> Iterator[str]:
    total = len(impreso.hojas)
    if isinstance(artefacto.declaracion, Documento):
        medidas = PAPELES[artefacto.asamblea.evento.papel]
        ancho, alto = medidas[::-1] if artefacto.declaracion.apaisado else medidas
    else:
        assert artefacto.formato is not None
        ancho, alto = artefacto.formato.ancho_mm, artefacto.formato.alto_mm
        if total != 1:
            yield f"una pieza de {total} páginas"
    for i, hoja in enumerate(impreso.hojas, start=1):
        if abs(hoja.ancho - ancho) > 0.1 or abs(hoja.alto - alto) > 0.1:
            yield f"página {i}: mide {hoja.ancho:.1f} × {hoja.alto:.1f} mm y debía ser {ancho} × {alto}"
        if artefacto.asamblea.convenio.credito not in hoja.corrido:
            yield f"página {i}: no dice el crédito"
        if artefacto.clase == "documento" and f"{i} de {total}" not in hoja.corrido:
            yield f"página {i}: no dice «{i} de {total}»"
        if hoja.afuera:
            yield f"página {i}: fuera de la hoja: «{hoja.afuera[:60]}»"
    if total > 1 and not impreso.hojas[-1].dibujada:
        cuerpo = impresos.renglones_de_cuerpo(impreso, total - 1)
        if len(cuerpo) < RENGLONES_MINIMOS:
            yield f"la última página casi vacía: {[r.texto for r in cuerpo]}"


def _de_qr(sitio: SitioDePrueba, artefacto: Artefacto) -> Iterator[str]:
    direccion = sitio.proyecto.sitio.direccion
    inscripcion = artefacto.asamblea.evento.enlaces.inscripcion
    buenas = {direccion + artefacto.pagina} | (
        {inscripcion} if inscripcion and artefacto.clase == "pieza" else set()
    )
    if not impresos.codigos_qr(sitio.pdf[artefacto.ruta], buenas):
        yield f"ningún código QR lleva a {sorted(buenas)}"
    publicada = sitio.carpeta / artefacto.pagina / "index.html"
    if not publicada.is_file():
        yield f"la página de su QR no existe: {artefacto.pagina}"
