"""Dos asambleas en un mismo sitio no se mezclan, y sus manifiestos dicen la verdad."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from extremo import impresos, paginas, sitios
from extremo.llenado import SIETE
from extremo.sitios import SitioDePrueba

from generador.modelo.asamblea import Asamblea
from generador.modelo.textos import recorrer
from generador.salida import busqueda, clases

pytestmark = pytest.mark.construye
LARGO_PROPIO = 18
"""Caracteres desde los que un texto delata a su asamblea; los más cortos se repiten con razón."""
DE_LAS_PAGINAS = ("manifiesto.json", busqueda.NOMBRE, clases.NOMBRE)
"""Lo que sale de las páginas, o de la lista misma: no se descarga."""


def _propios(asamblea: Asamblea) -> set[str]:
    partes = [asamblea.evento, asamblea.mesas, *asamblea.resultados]
    partes += [asamblea.agenda] if asamblea.agenda else []
    textos = {" ".join(t.texto.split()) for p in partes for t in recorrer(p)}
    return {t for t in textos if len(t) >= LARGO_PROPIO} | {asamblea.evento.codigo}


def _dicho(sitio: SitioDePrueba, carpeta: str) -> Iterator[tuple[str, str]]:
    for ruta, texto in sitio.html.items():
        if ruta.startswith(f"{carpeta}/"):
            yield ruta, f"{paginas.leer(texto).texto} {texto}"
    for ruta, archivo in sitios.por_revisar(sitio).items():
        if ruta.startswith(f"{carpeta}/"):
            impreso = impresos.leer(archivo)
            yield ruta, f"{impreso.texto} {impreso.metadatos} {impreso.marcadores}"


def test_ninguna_dice_nada_de_la_otra(real: SitioDePrueba) -> None:
    """Ni en páginas ni en PDF; la portada del sitio sí nombra a las dos."""
    propios = {a.id: _propios(a) for a in real.proyecto.asambleas}
    assert sorted(propios) == ["arauca-2023", SIETE]
    for id_, otra in (("arauca-2023", SIETE), (SIETE, "arauca-2023")):
        suyo = next(a.convenio.credito for a in real.proyecto.asambleas if a.id == id_)
        # Una entidad que también suscribe su convenio no es de la otra.
        ajenos = {t for t in propios[otra] - propios[id_] if t not in suyo}
        assert len(ajenos) > 20
        mezclas = [(r, t) for r, dicho in _dicho(real, id_) for t in ajenos if t in dicho]
        assert mezclas == []
        assert any(t in dicho for _, dicho in _dicho(real, otra) for t in ajenos)
    portada = paginas.leer(real.html["index.html"]).texto
    assert [a.id for a in real.proyecto.asambleas if a.evento.titular not in portada] == []


@pytest.mark.parametrize("nombre", sitios.LLENAR)
def test_el_manifiesto_lista_lo_publicado_y_nada_mas(
    tmp_path_factory: pytest.TempPathFactory, nombre: str
) -> None:
    """Huella, octetos, páginas y crédito, medidos otra vez sobre el archivo publicado."""
    sitio = sitios.sitio_llamado(tmp_path_factory, nombre)
    for asamblea in sitio.proyecto.asambleas:
        renglones = {r["ruta"]: r for r in sitios.manifiesto(sitio, asamblea.id)}
        publicados = {
            p.relative_to(sitio.carpeta).as_posix()
            for p in (sitio.carpeta / asamblea.id).rglob("*")
            if p.is_file() and p.suffix != ".html" and p.name not in DE_LAS_PAGINAS
        }
        assert set(renglones) == publicados
        for ruta, renglon in renglones.items():
            datos = (sitio.carpeta / ruta).read_bytes()
            credito = asamblea.convenio.credito
            assert renglon["sha256"] == hashlib.sha256(datos).hexdigest(), ruta
            assert renglon["octetos"] == len(datos), ruta
            if renglon["clase"] not in ("datos", "texto", "logo", "foto"):
                assert renglon["paginas"] == _paginas(ruta, datos), ruta
            assert renglon["credito"]["verificado"] is True
            assert renglon["credito"]["frase"] == credito
            assert renglon["demostracion"] is asamblea.demostracion
            assert renglon["borrador"] is (asamblea.estado.value == "borrador")
            if ruta in sitios.por_revisar(sitio):
                hojas = impresos.leer(sitio.carpeta / ruta).hojas
                assert [i for i, h in enumerate(hojas) if credito not in h.corrido] == [], ruta
            if "miembros" in renglon:
                with zipfile.ZipFile(sitio.carpeta / ruta) as paquete:
                    assert paquete.testzip() is None
                    dentro = {hashlib.sha256(paquete.read(n)).hexdigest() for n in paquete.namelist()}
                assert {renglones[m]["sha256"] for m in renglon["miembros"]} <= dentro, ruta


def _paginas(ruta: str, datos: bytes) -> int:
    """Las del PDF, las de todos los PDF de un paquete, o una si es imagen."""
    if ruta.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
            return sum(
                _paginas(n, paquete.read(n)) for n in paquete.namelist() if n.endswith((".pdf", ".png"))
            )
    if not ruta.endswith(".pdf"):
        return 1
    documento = pdfium.PdfDocument(datos)
    try:
        return len(documento)
    finally:
        documento.close()
