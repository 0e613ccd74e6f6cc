"""Lo que la imprenta rechazaría se dice al revisar, y lo que sobre papel no se ve tampoco pasa."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo import RAIZ
from fabrica import CASOS, escribir_proyecto
from imagenes import foto, guardada, pintada, poner, svg, un_logo, una_foto

from generador.carga.cargar import cargar
from generador.composicion.comun.logos import dibujo_de
from generador.construccion.datos import prueba
from generador.construccion.datos.medios import medios_de, revisar_medios
from generador.errores import ErrorDeSalida
from generador.modelo.asamblea import Asamblea
from generador.salida.almacen.produccion import imprenta_de

INKSCAPE = (CASOS / "logos" / "logo-inkscape-id.svg").read_bytes()
RECORTADO = svg(
    cuerpo='<clipPath id="r"><path id="p" d="M0 0h90v60H0z"/></clipPath><g clip-path="url(#r)">'
    '<rect width="120" height="60" fill="#7a1f5c"/></g>'
)
REFERIDO = svg(cuerpo='<path id="p" d="M0 0h9v9z"/><use href="#p" x="40"/>')


def _revisado(raiz: Path, datos: bytes) -> tuple[list[str], Asamblea]:
    poner(raiz, "logos", "prueba.svg", datos)
    (expediente,) = cargar(escribir_proyecto(raiz, evento={"logos": [un_logo()]})).expedientes
    return [h.mensaje for h in revisar_medios(raiz, expediente)], expediente.asamblea


@pytest.mark.parametrize("datos", [INKSCAPE, RECORTADO, REFERIDO], ids=["inkscape", "recorte", "copia"])
def test_un_logo_con_identificadores_se_repite_en_una_hoja(tmp_path: Path, datos: bytes) -> None:
    """Vista fallar: «Anchor defined twice», al construir y no al revisar."""
    hallazgos, asamblea = _revisado(tmp_path, datos)
    assert hallazgos == []
    assert "layer1" not in medios_de(tmp_path, asamblea).logos[0].color


def test_la_prueba_es_la_que_dice_que_no_se_puede_repetir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prueba, "distinguir", str)
    assert _revisado(tmp_path, REFERIDO)[0] == [
        "«prueba.svg» no lo acepta la imprenta, aunque su contenido esté en regla"
    ]


def test_un_trazo_bien_escrito_que_la_imprenta_no_sabe_dibujar_se_dice(tmp_path: Path) -> None:
    """Visto fallar: pasaba la revisión y detenía la construcción, en inglés."""
    malo = svg(cuerpo='<path d="L5 5 z A 1 2 3"/><circle r="9"/>')
    assert _revisado(tmp_path, malo)[0] == [
        "«prueba.svg» no lo acepta la imprenta, aunque su contenido esté en regla"
    ]


@pytest.mark.parametrize(
    "cuerpo",
    [
        '<rect width="120" height="60" fill="#fff"/>',
        '<rect width="120" height="60" fill="#fbfbfb"/>',
        '<rect x="500" width="120" height="60"/>',
        '<rect width="120" height="60" fill="none"/>',
        "<g/>",
    ],
    ids=["blanco", "casi blanco", "fuera", "sin tinta", "vacío"],
)
def test_un_logo_que_no_se_ve_sobre_papel_no_pasa(tmp_path: Path, cuerpo: str) -> None:
    assert _revisado(tmp_path, svg(cuerpo=cuerpo))[0] == [
        "«prueba.svg» no se ve nada sobre papel: todo es blanco o queda fuera de su ventana"
    ]


def test_lo_probado_es_lo_que_imprimen_las_piezas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fotos e imágenes también, a color y en grises, y en CMYK si está el perfil del taller."""
    (tmp_path / "plantillas").symlink_to(RAIZ / "plantillas")
    poner(tmp_path, "logos", "uno.png", guardada(pintada(900, 300)))
    poner(tmp_path, "medios", "grupo.jpg", foto(1600, 1100))
    evento = {"logos": [un_logo("uno.png")], "medios": [una_foto(piezas=["gracias"])]}
    imprenta, hojas = imprenta_de(tmp_path), []

    def anotar(nombre: str) -> None:
        de_verdad = getattr(imprenta, nombre)
        monkeypatch.setattr(imprenta, nombre, lambda html, *r: (hojas.append(html), de_verdad(html, *r))[1])

    anotar("imprimir")
    anotar("imprimir_para_taller")
    (expediente,) = cargar(escribir_proyecto(tmp_path, evento=evento)).expedientes
    assert list(revisar_medios(tmp_path, expediente)) == []
    medios = medios_de(tmp_path, expediente.asamblea)
    (logo,), (una,) = medios.logos, medios.fotos
    assert len(hojas) == 4
    for de_logo, de_foto in ((hojas[0], hojas[2]), (hojas[1], hojas[3])):
        assert [de_logo.count(dibujo_de(logo, gris=g)) for g in (False, True)] == [2, 2]
        assert [de_foto.count(f"recurso:{r}") for r in (una.impresa, una.gris)] == [2, 2]


def test_una_foto_que_la_imprenta_rechaza_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    poner(tmp_path, "medios", "grupo.jpg", foto(1600, 1100))

    def falla(*_: object) -> bytes:
        raise ErrorDeSalida("Failed to load image")

    monkeypatch.setattr(imprenta_de(tmp_path), "imprimir", falla)
    (expediente,) = cargar(escribir_proyecto(tmp_path, evento={"medios": [una_foto()]})).expedientes
    (hallazgo,) = revisar_medios(tmp_path, expediente)
    assert (hallazgo.gravedad, hallazgo.lugar.ruta) == ("error", "medios[1].archivo")
    assert hallazgo.mensaje == "«grupo.jpg» no lo acepta la imprenta, aunque su contenido esté en regla"
