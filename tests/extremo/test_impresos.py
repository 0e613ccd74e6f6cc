"""Cada PDF publicado: quién es, con qué letras, de qué tamaño, y que nada se sale, falta ni sobra."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from extremo import impresos, sitios
from extremo.impresos import Impreso
from extremo.sitios import SitioDePrueba

from generador.catalogo.documentos import Documento
from generador.catalogo.inventario import Artefacto

LETRAS = ("Atkinson-Hyperlegible-Next", "Bricolage-Grotesque", "Noto-Sans")
PAPELES = {"carta": (216, 279), "oficio": (216, 330), "a4": (210, 297)}
"""Milímetros, escritos aparte de los del catálogo a propósito."""
RENGLONES_MINIMOS = 3
_NUMERADA = re.compile(r"\b(\d+) de (\d+)\b")


@pytest.mark.suelta
@pytest.mark.construye
@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_cada_pdf(tmp_path_factory: pytest.TempPathFactory, nombre: str) -> None:
    """Todo lo malo de todos, junto."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    assert sorted(sitio.pdf) == sorted(r for r in sitio.artefactos if r.endswith(".pdf"))
    malos = []
    for ruta, archivo in sitios.por_revisar(sitio).items():
        impreso = impresos.leer(archivo)
        artefacto = sitio.artefactos[ruta]
        malos += [f"{ruta}: {x}" for x in _de_identidad(impreso, artefacto)]
        malos += [f"{ruta}: {x}" for x in _de_paginas(impreso, artefacto)]
        malos += [f"{ruta}: {x}" for x in _de_qr(sitio, artefacto)]
        # Los textos hostiles llenan todos los campos a la vez: dónde cae el último renglón no dice nada.
        if nombre != "hostil":
            malos += [f"{ruta}: {x}" for x in _casi_vacias(impreso)]
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
    d, total = artefacto.declaracion, len(impreso.hojas)
    if isinstance(d, Documento):
        medidas = {_papel(artefacto, d.apaisado)}
        if d.partes:
            medidas.add(_papel(artefacto, not d.apaisado))
    else:
        assert artefacto.formato is not None
        medidas = {(artefacto.formato.ancho_mm, artefacto.formato.alto_mm)}
        if artefacto.variante == "imprenta":
            ancho, alto = artefacto.formato.pieza_mm
            medidas = {(ancho + 20, alto + 20)}
        if total != 1 + len(artefacto.partes):
            yield f"una pieza de {total} páginas"
    for i, hoja in enumerate(impreso.hojas, start=1):
        if not any(abs(hoja.ancho - a) < 0.1 and abs(hoja.alto - b) < 0.1 for a, b in medidas):
            yield f"página {i}: mide {hoja.ancho:.1f} × {hoja.alto:.1f} mm y debía ser {sorted(medidas)}"
        if artefacto.asamblea.convenio.credito not in hoja.corrido:
            yield f"página {i}: no dice el crédito"
        if hoja.afuera:
            yield f"página {i}: fuera de la hoja: «{hoja.afuera[:60]}»"
        if hoja.encimadas:
            yield f"página {i}: letras encimadas: «{hoja.encimadas[:60]}»"
        if isinstance(d, Documento) and not _bien_numerada(d, hoja.corrido, i, total):
            yield f"página {i}: no dice cuál es de cuántas"


def _casi_vacias(impreso: Impreso) -> Iterator[str]:
    """Las últimas páginas, del archivo o de una parte, con menos de tres renglones y ningún dibujo."""
    total = len(impreso.hojas)
    for i, hoja in enumerate(impreso.hojas[1:], start=2):
        if (i == total or _cierra(hoja.corrido)) and not hoja.dibujada:
            cuerpo = impresos.renglones_de_cuerpo(impreso, i - 1)
            if len(cuerpo) < RENGLONES_MINIMOS:
                yield f"página {i}, última de su documento, casi vacía: {[r.texto for r in cuerpo]}"


def _papel(artefacto: Artefacto, apaisado: bool) -> tuple[int, int]:
    ancho, alto = PAPELES[artefacto.asamblea.evento.papel]
    return (alto, ancho) if apaisado else (ancho, alto)


def _bien_numerada(d: Documento, texto: str, numero: int, total: int) -> bool:
    """«3 de 8»; en un documento de varias partes, la de su parte; un plegable no se numera."""
    if d.dos_caras:
        return True
    if d.partes:
        return any(1 <= int(a) <= int(b) <= total for a, b in _NUMERADA.findall(texto))
    return f"{numero} de {total}" in texto


def _cierra(texto: str) -> bool:
    """Si la página dice ser la última de una parte de más de una."""
    return any(a == b and int(b) > 1 for a, b in _NUMERADA.findall(texto)[-1:])


def _de_qr(sitio: SitioDePrueba, artefacto: Artefacto) -> Iterator[str]:
    direccion = sitio.proyecto.sitio.direccion
    inscripcion = artefacto.asamblea.evento.enlaces.inscripcion
    pagina = direccion + artefacto.pagina
    # Las fichas llevan al lugar de su sub-mesa, o al que tendrá su aporte, dentro de la página de la mesa.
    mesa = artefacto.asunto.modelos.get("mesa")
    codigos = [s.codigo for s in artefacto.asamblea.submesas if mesa is not None and s.mesa == mesa.numero]
    buenas = {pagina, *(f"{pagina}#{c}{n}" for c in codigos for n in ("", "-N1", "-N2"))}
    if inscripcion and artefacto.clase == "pieza":
        buenas.add(inscripcion)
    vistos, leidos = impresos.codigos_qr(sitio.pdf[artefacto.ruta], buenas)
    if vistos != leidos:
        yield f"{vistos - leidos} de {vistos} códigos QR no llevan a {sorted(buenas)}"
    excepcion = getattr(artefacto.declaracion, "sin_codigo", "")
    if bool(vistos) == bool(excepcion):
        yield f"tiene {vistos} códigos QR, y su catálogo dice: {excepcion or 'que lo lleva'}"
    if not (sitio.carpeta / artefacto.pagina / "index.html").is_file():
        yield f"la página de su QR no existe: {artefacto.pagina}"


def test_lo_leido_se_comparte_por_sus_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otro proceso recibe lo mismo sin leer el PDF otra vez; con otros bytes, se lee."""
    (tmp_path / impresos.COMUN).mkdir()
    archivo = tmp_path / "hoja.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.save(archivo)
        primero = impresos.leer(archivo)
        impresos.leer.cache_clear()
        with monkeypatch.context() as sin_leer:
            sin_leer.setattr(impresos, "_leido", lambda _: pytest.fail("lo leyó otra vez"))
            assert impresos.leer(archivo) == primero
        impresos.leer.cache_clear()
        pdf.add_blank_page(page_size=(612, 792))
        pdf.save(archivo)
    assert (len(primero.hojas), len(impresos.leer(archivo).hojas)) == (1, 2)
