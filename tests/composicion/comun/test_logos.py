"""Los logos entran por regla en todas las proporciones, y el crédito no se encoge ni se tapa."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from apoyo import RAIZ
from fabrica import ID, en_estado, escribir_proyecto
from imagenes import guardada, pintada, poner, svg, un_logo, una_foto
from PIL import Image

from generador.catalogo.formatos import FORMATOS
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.logos import ALTO_EN_DOCUMENTO, LogosNoCaben, medidas, pie_de_documento
from generador.composicion.comun.medida import Medidor
from generador.composicion.piezas.ajuste import Ajustador
from generador.composicion.piezas.escena import Escena
from generador.construccion.pedido.encargos import encargos_de
from generador.construccion.preparacion import examinar_piezas, preparar
from generador.errores import ErrorDeSalida
from generador.modelo.datos.comun.medios import Logo, LogoListo
from generador.rompecabezas.trazo import Rectangulo
from generador.salida.almacen.produccion import Encargo
from generador.salida.credito.guardia import CreditoAusente, Motivo, exigir_en_pdf
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imagen.raster import rasterizar
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes

pytestmark = pytest.mark.lenta

CREDITO = (
    "Esta actividad se realiza en el marco del Convenio número 002 de 2023, suscrito entre la Unidad "
    "Solidaria y la UNAD"
)
LARGO = CREDITO + ", el Ministerio del Trabajo, la Gobernación y la Alcaldía de San José del Guaviare"
FUENTES = RAIZ / "plantillas" / "tema" / "fuentes"
JUEGOS = ((1.0,), (4.0, 1.0, 0.6), (2.5,) * 5, (0.4,), (6.0, 6.0))
FAMILIAS = ("carta", "cuadrado", "enlace", "historia", "pendon", "pasacalle", "escarapela", "hablador")


def logos(*proporciones: float) -> tuple[LogoListo, ...]:
    suyo = Logo.model_validate(un_logo())
    return tuple(LogoListo(suyo, p * 100, 100, "<svg></svg>", "<svg></svg>", "", "") for p in proporciones)


def escena(ancho: float, alto: float, credito: str, *proporciones: float) -> Escena:
    ajuste = Ajustador(FUENTES, min(ancho, alto) / 100, "prueba")
    return Escena(ancho, alto, ajuste, credito, "prueba", ("#0b6e4f",), logos=logos(*proporciones))


def _dentro(una: Rectangulo, otra: Rectangulo) -> bool:
    e = 1e-6
    return (
        una.x >= otra.x - e
        and una.y >= otra.y - e
        and una.derecha <= otra.derecha + e
        and una.abajo <= otra.abajo + e
    )


@pytest.mark.parametrize("formato", FORMATOS, ids=lambda f: f.id)
@pytest.mark.parametrize("juego", JUEGOS, ids=str)
@pytest.mark.parametrize("credito", [CREDITO, LARGO], ids=["corto", "largo"])
def test_cada_logo_con_su_aire_y_el_credito_igual_en_todo_formato(
    formato: Any, juego: tuple[float, ...], credito: str
) -> None:
    ancho, alto = formato.pieza_mm
    con, sin = escena(ancho, alto, credito, *juego), escena(ancho, alto, credito)
    pie = con.pie
    assert pie.placa is not None
    assert con.cuerpo_credito == sin.cuerpo_credito
    assert _dentro(pie.placa, pie.caja)
    assert pie.caja.abajo == pytest.approx(alto)
    assert con.franja.alto <= 0.32 * min(ancho, alto) or ancho < 100
    cajas = [Rectangulo(x, y, a, b) for x, y, a, b in pie.logos]
    mayor = max(c.alto for c in cajas)
    assert mayor <= 0.5 * pie.placa.alto + 1e-6
    for caja in cajas:
        assert _dentro(caja.ampliado(mayor / 2), pie.placa.ampliado(1e-6)) or caja.x == pytest.approx(
            con.margen
        )
    for una, otra in pairwise(cajas):
        assert otra.x - una.derecha >= mayor / 2 - 1e-6
    if pie.derecha:
        # Lo que el crédito ocupa, con sus renglones, no llega a la placa ni se sale de la franja.
        libre = ancho - con.margen - pie.derecha
        renglones = con.ajuste.medidor.partir(credito, "texto", libre / con.cuerpo_credito)
        assert con.margen + libre <= pie.placa.x
        assert len(renglones) * con.cuerpo_credito * 1.3 + pie.arriba <= pie.caja.alto
    else:
        assert pie.credito == sin.pie.credito
        assert pie.placa.abajo == pytest.approx(pie.credito.y)


def test_uno_ancho_uno_cuadrado_y_uno_alto_pesan_lo_mismo() -> None:
    areas = [sqrt(ancho * alto) for ancho, alto in medidas(logos(4.0, 1.0, 0.8), 10)]
    assert areas == pytest.approx([8.6, 8.6, 8.6])
    ((ancho, alto),) = medidas(logos(0.25), 10)
    assert (ancho, alto) == (2.5, 10)


def test_sin_logos_la_franja_es_la_de_siempre() -> None:
    suya = escena(216, 279, CREDITO)
    assert (suya.placa, suya.crecida, suya.pie.caja, suya.pie.placa) == ("", 0.0, suya.pie.credito, None)


def test_los_que_no_caben_se_dicen_y_no_se_encogen() -> None:
    with pytest.raises(LogosNoCaben) as error:
        _ = escena(216, 279, CREDITO, *(12.0,) * 5).pie
    assert (error.value.donde, error.value.cuantos) == ("prueba", 5)


def test_al_pie_de_un_documento_dejan_al_credito_en_tres_renglones() -> None:
    medidor = Medidor(FUENTES)
    assert pie_de_documento(126, CREDITO, medidor, (), "x", gris=True) == ("", 0)
    for juego in JUEGOS:
        pie, _ = pie_de_documento(126, CREDITO, medidor, logos(*juego), "x", gris=True)
        assert pie.count('class="logo"') == len(juego)
        assert CREDITO in pie
    assert ALTO_EN_DOCUMENTO == 9
    with pytest.raises(LogosNoCaben):
        pie_de_documento(126, CREDITO, medidor, logos(*(12.0,) * 5), "x", gris=True)


def test_un_credito_que_llena_el_pie_de_un_documento_va_sin_logos() -> None:
    """No hay logo que quepa, y nadie puede remediarlo: los llevan las piezas."""
    medidor = Medidor(FUENTES)
    assert pie_de_documento(126, " ".join([LARGO] * 2), medidor, logos(1.0), "x", gris=True) == ("", 0)


@pytest.mark.parametrize(("cuantos", "dicho"), [(1, "el logo no cabe"), (3, "los 3 logos no caben")])
def test_el_error_concuerda(cuantos: int, dicho: str) -> None:
    assert str(LogosNoCaben("guia.pdf", cuantos)) == f"guia.pdf: {dicho} junto al crédito"


# — Sobre lo impreso


@pytest.fixture(scope="module")
def proyecto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    raiz = tmp_path_factory.mktemp("logos")
    cambios = en_estado("borrador")
    cambios["evento"] |= {
        "logos": [un_logo("uno.svg", alt="Logo de la primera"), un_logo("dos.png", alt="Logo de la segunda")]
    }
    escribir_proyecto(raiz, **cambios)
    poner(raiz, "logos", "uno.svg", svg(200, 60))
    poner(raiz, "logos", "dos.png", guardada(pintada(500, 500)))
    shutil.copytree(RAIZ / "plantillas", raiz / "plantillas")
    return raiz


@cache
def encargos(raiz: Path) -> Mapping[str, Encargo]:
    preparado = preparar(raiz)
    inventario = replace(inventariar(preparado.proyecto), medios=preparado.medios)
    compositor = Compositor(raiz / "plantillas", inventario)
    suyos = [a for a in inventario.artefactos if a.clase == "pieza" or a.declaracion.id in ("guia", "agenda")]
    preparar_fuentes(escribir_conf_de_fuentes(raiz))
    hechos = encargos_de(compositor, replace(inventario, artefactos=tuple(suyos)))
    return {e.ruta.rpartition("/")[2]: e for e in hechos}


def _impreso(raiz: Path, nombre: str, html: str | None = None) -> bytes:
    e = encargos(raiz)[nombre]
    imprenta = Imprenta(raiz)
    if e.prensa is not None:
        return imprenta.imprimir_para_taller(html or e.html, e.hojas, e.ruta, e.prensa)
    return imprenta.imprimir(html or e.html, e.hojas, e.ruta, e.anexos, archivable=e.archivable)


def _imagenes(pdf: bytes) -> list[tuple[str, bool]]:
    """De cada imagen, su espacio de color y si trae metadatos."""
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        return [
            (str(o.ColorSpace), b"Exif" in o.read_raw_bytes())
            for o in abierto.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]


def _colores(pdf: bytes) -> set[tuple[int, ...]]:
    imagen = Image.open(io.BytesIO(rasterizar(pdf, 0, 1600, 2067))).convert("RGB")
    return {c for n, c in imagen.crop((800, 1700, 1600, 2067)).getcolors(1 << 20) or [] if n > 300}


@pytest.mark.parametrize("familia", FAMILIAS)
def test_en_cada_familia_pasa_la_puerta_del_credito(proyecto: Path, familia: str) -> None:
    nombre = next(n for n in encargos(proyecto) if n.endswith(f"-{familia}.pdf"))
    e = encargos(proyecto)[nombre]
    html = e.html
    assert (
        html.count("Logo de la primera")
        == html.count("Logo de la segunda")
        == html.count('class="placa"')
        > 0
    )
    (medida, *_) = exigir_en_pdf(_impreso(proyecto, nombre), e.credito, e.exigencia, nombre)
    assert medida.contraste >= 7


def test_un_logo_que_tapa_el_credito_detiene_la_construccion(proyecto: Path) -> None:
    """Vista fallar: el mismo logo, corrido encima del crédito."""
    nombre = "convocatoria-carta.pdf"
    e = encargos(proyecto)[nombre]
    antes, _, resto = e.html.partition('<div class="logo" style="left:')
    _, _, cola = resto.partition("mm;")
    corrido = f'{antes}<div class="logo" style="left:20mm;{cola}'
    with pytest.raises(CreditoAusente) as error:
        exigir_en_pdf(_impreso(proyecto, nombre, corrido), e.credito, e.exigencia, nombre)
    assert error.value.motivo in (Motivo.TAPADO, Motivo.SIN_CONTRASTE)


def test_un_logo_no_pinta_fuera_de_su_caja(tmp_path: Path) -> None:
    """La mancha que el SVG pinta fuera de su ventana cubriría la hoja entera."""
    mancha = '<path d="M-5000-5000h9000v9000h-9000z" fill="#ffee00"/>'
    escribir_proyecto(tmp_path, evento={"logos": [un_logo()]})
    poner(tmp_path, "logos", "prueba.svg", svg(60, 60, mancha))
    shutil.copytree(RAIZ / "plantillas", tmp_path / "plantillas")
    nombre = "convocatoria-carta.pdf"
    e = encargos(tmp_path)[nombre]
    exigir_en_pdf(_impreso(tmp_path, nombre), e.credito, e.exigencia, nombre)


def test_a_una_tinta_los_logos_van_en_gris(proyecto: Path) -> None:
    color, gris = (_impreso(proyecto, f"convocatoria-carta{v}.pdf") for v in ("", "-una-tinta"))
    assert any(max(c) - min(c) > 8 for c in _colores(color))
    assert all(max(c) - min(c) <= 8 for c in _colores(gris))
    assert (_imagenes(color), _imagenes(gris)) == ([("/DeviceRGB", False)], [("/DeviceGray", False)])


def test_para_el_taller_todo_va_en_cmyk(proyecto: Path) -> None:
    nombre = "convocatoria-carta-imprenta.pdf"
    assert _imagenes(_impreso(proyecto, nombre)) == [("/DeviceCMYK", False)]
    e = encargos(proyecto)[nombre]
    assert e.prensa is not None
    sin_pasar = Imprenta(proyecto)
    sin_pasar._recursos_de_taller = sin_pasar._recursos
    with pytest.raises(ErrorDeSalida, match="quedó un color en RGB"):
        sin_pasar.imprimir_para_taller(e.html, e.hojas, e.ruta, e.prensa)


def test_en_los_documentos_van_en_la_primera_hoja(proyecto: Path) -> None:
    pdf = _impreso(proyecto, "guia-mesa-1.pdf")
    e = encargos(proyecto)["guia-mesa-1.pdf"]
    exigir_en_pdf(pdf, e.credito, e.exigencia, e.ruta)
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        # Las hojas comparten recursos: cuenta lo que cada una pinta.
        llevan = [
            any(
                str(que) == "Do" and p.Resources.XObject[datos[0]].get("/Subtype") == "/Image"
                for datos, que in pikepdf.parse_content_stream(p)
            )
            for p in abierto.pages
        ]
    assert len(llevan) > 1
    assert llevan[0]
    assert not any(llevan[1:])
    assert "Logo de la primera" in encargos(proyecto)["agenda.pdf"].html


def test_los_que_no_caben_son_un_error_de_datos(tmp_path: Path) -> None:
    lista = [un_logo(f"{i}.svg") for i in range(5)]
    escribir_proyecto(tmp_path, evento={"logos": lista, "formatos": ["carta"]})
    for i in range(5):
        poner(tmp_path, "logos", f"{i}.svg", svg(1200, 100))
    shutil.copytree(RAIZ / "plantillas", tmp_path / "plantillas")
    (hallazgo,) = examinar_piezas(tmp_path)
    assert (hallazgo.lugar.archivo, hallazgo.lugar.ruta) == (f"datos/{ID}/evento.yml", "logos")
    assert hallazgo.mensaje.startswith("los 5 logos no caben junto al crédito en ")
    assert hallazgo.ayuda.endswith("el crédito no se encoge")


def test_sin_logos_nada_cambia(tmp_path: Path) -> None:
    escribir_proyecto(tmp_path, evento={"formatos": ["carta"]})
    shutil.copytree(RAIZ / "plantillas", tmp_path / "plantillas")
    for e in encargos(tmp_path).values():
        assert "placa" not in e.html
        assert "con-logos" not in e.html
        assert "padding-" not in e.html.partition("<body")[2]
    assert not (tmp_path / ".cache" / "medios").exists()


def test_la_foto_de_una_pieza_se_recorta_por_donde_se_pide(tmp_path: Path) -> None:
    """De una foto roja arriba y azul abajo, según el encuadre se ve lo uno o lo otro."""
    dos = Image.new("RGB", (1600, 1600), "#12b5cb")
    dos.paste("#e100ff", (0, 800, 1600, 1600))
    hallados = {}
    for encuadre in ("arriba", "centro", "abajo"):
        raiz = tmp_path / encuadre
        cambios = en_estado("borrador")
        una = una_foto(piezas=["gracias"], encuadre=encuadre)
        cambios["evento"] |= {"formatos": ["cuadrado"], "medios": [una]}
        escribir_proyecto(raiz, **cambios)
        poner(raiz, "medios", "grupo.jpg", guardada(dos, "JPEG", quality=95))
        shutil.copytree(RAIZ / "plantillas", raiz / "plantillas")
        imagen = Image.open(io.BytesIO(rasterizar(_impreso(raiz, "gracias-cuadrado.pdf"), 0, 540, 540)))
        columna = [imagen.convert("RGB").getpixel((70, y)) for y in range(120)]
        hallados[encuadre] = (
            sum(abs(r - 18) < 20 for r, *_ in columna) > 10,  # type: ignore[misc]
            sum(abs(r - 225) < 8 and v < 30 for r, v, _ in columna) > 10,  # type: ignore[misc]
        )
    assert hallados == {"arriba": (True, False), "centro": (True, True), "abajo": (False, True)}
