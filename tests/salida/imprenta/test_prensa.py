"""El PDF/X-4 de taller: cajas, perfil, CMYK en todo, fondo hasta el sangrado y bytes fijos."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fabrica import asamblea, en_estado, resultado

from generador.catalogo.formatos import ORLA, SANGRADO
from generador.catalogo.inventario import inventariar
from generador.composicion.compositor import Compositor
from generador.composicion.comun.color.paleta import BASE, PAPEL, TINTA, TINTAS
from generador.construccion.pedido.encargos import encargos_de
from generador.errores import ErrorDeSalida
from generador.modelo.asamblea import Proyecto, Sitio
from generador.modelo.color import contraste, texto_sobre
from generador.salida.almacen.produccion import Encargo
from generador.salida.credito.guardia import CreditoAusente, exigir_en_pdf
from generador.salida.disco import escribir_conf_de_fuentes
from generador.salida.imagen import raster
from generador.salida.imprenta.pdf import Imprenta, preparar_fuentes
from generador.salida.imprenta.taller import PERFIL, Conversor, html_en_cmyk

pytestmark = pytest.mark.lenta

RAIZ = Path(__file__).parents[3]
MM = 25.4 / 72
CASOS = {
    "convocatoria-carta": (216, 279),
    "convocatoria-volante": (130, 200),
    "convocatoria-pendon": (800, 2000),
    "convocatoria-pasacalle": (3000, 1000),
    "senal-mesa-1-tabloide-apaisado": (432, 279),
    "mural-medio-pliego": (500, 700),
}


@cache
def encargos() -> dict[str, Encargo]:
    sitio = Sitio(nombre="Sitio", descripcion="Descripción.", direccion="https://asambleas.gov.co/")
    # Un color de mesa que no es de identidad: lo convierte el perfil.
    cambios: dict[str, Any] = en_estado("borrador")
    cambios["evento"] |= {"demostracion": "sí"}
    cambios["mesas"] = {"mesas.1.color": "#336699"}
    cambios["resultados"] = [resultado(asistentes=20)]
    suya = asamblea(**cambios)
    inventario = inventariar(Proyecto(sitio=sitio, asambleas=(suya,)))
    compositor = Compositor(RAIZ / "plantillas", inventario)
    return {
        e.ruta.rpartition("/")[2].removesuffix("-imprenta.pdf"): e
        for e in encargos_de(compositor, inventario)
        if e.prensa is not None
    }


def imprimir(caso: str, html: str | None = None) -> bytes:
    e = encargos()[caso]
    assert e.prensa is not None
    preparar_fuentes(escribir_conf_de_fuentes(RAIZ))
    return Imprenta(RAIZ).imprimir_para_taller(html or e.html, e.hojas, e.ruta, e.prensa)


@cache
def impreso(caso: str) -> bytes:
    return imprimir(caso)


@pytest.mark.parametrize("caso", CASOS)
def test_las_cajas_son_las_del_corte_y_el_sangrado(caso: str) -> None:
    ancho, alto = CASOS[caso]
    with pikepdf.open(io.BytesIO(impreso(caso))) as pdf:
        (pagina,) = pdf.pages
        for caja, fuera in (("MediaBox", ORLA), ("BleedBox", SANGRADO), ("TrimBox", 0.0)):
            x0, y0, x1, y1 = (float(v) * MM for v in pagina[f"/{caja}"])
            assert (x1 - x0, y1 - y0) == pytest.approx((ancho + 2 * fuera, alto + 2 * fuera), abs=0.01)
            assert (x0, y0) == pytest.approx((ORLA - fuera, ORLA - fuera), abs=0.01)


@pytest.mark.parametrize("caso", CASOS)
def test_declara_pdfx4_y_lleva_su_perfil(caso: str) -> None:
    with pikepdf.open(io.BytesIO(impreso(caso))) as pdf:
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in pdf.Root.Metadata.read_bytes()
        (condicion,) = pdf.Root.OutputIntents
        assert condicion.S == "/GTS_PDFX"
        assert str(condicion.OutputConditionIdentifier) == "CGATS TR 006"
        assert condicion.DestOutputProfile.N == 4
        perfil = condicion.DestOutputProfile.read_bytes()
        assert perfil == (RAIZ / PERFIL).read_bytes()
        assert (perfil[12:16], perfil[16:20]) == (b"prtr", b"CMYK")
        assert pdf.docinfo.Trapped == "/False"
        assert pdf.docinfo.CreationDate == "D:20231118000000-05'00"
        assert "/ID" in pdf.trailer


@pytest.mark.parametrize("caso", CASOS)
def test_todo_el_color_es_cmyk_y_las_letras_van_incrustadas(caso: str) -> None:
    with pikepdf.open(io.BytesIO(impreso(caso))) as pdf:
        operadores = {str(op) for trozo in _contenidos(pdf) for _, op in pikepdf.parse_content_stream(trozo)}
        assert operadores & {"rg", "RG", "g", "G", "sh"} == set()
        espacios = {
            str(datos[0])
            for trozo in _contenidos(pdf)
            for datos, op in pikepdf.parse_content_stream(trozo)
            if str(op) in ("cs", "CS")
        }
        assert espacios == {"/DeviceCMYK"}
        fuentes = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fuentes
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(f.keys()) for f in fuentes)
        crudo = b"".join(bytes(o.unparse()) for o in pdf.objects if not isinstance(o, pikepdf.Stream))
        assert b"/DeviceRGB" not in crudo


def _contenidos(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from pdf.pages
    for objeto in pdf.objects:
        if isinstance(objeto, pikepdf.Stream) and objeto.get("/Subtype") == "/Form":
            yield objeto


@pytest.mark.parametrize("caso", CASOS)
def test_el_fondo_llega_al_sangrado_y_no_lo_pasa(caso: str) -> None:
    ancho, alto = CASOS[caso]
    escala = 2000 / max(ancho, alto)
    with raster.abierto(impreso(caso)) as documento:
        hoja = raster.pintar(
            documento[0], round((ancho + 2 * ORLA) * escala), round((alto + 2 * ORLA) * escala)
        )

    def tono(x: float, y: float) -> Any:
        return hoja.getpixel((int(x * escala), int(y * escala)))

    dentro, fuera = ORLA - SANGRADO / 2, ORLA - SANGRADO - 2.6
    for y in (ORLA + 0.15 * alto, ORLA + 0.45 * alto, ORLA + 0.99 * alto):
        for x in (dentro, 2 * ORLA + ancho - dentro):
            assert tono(x, y) != (255, 255, 255), (x, y)
        for x in (fuera, 2 * ORLA + ancho - fuera):
            assert tono(x, y) == (255, 255, 255), (x, y)
    for x in (ORLA + 0.2 * ancho, ORLA + 0.7 * ancho):
        for y in (dentro, 2 * ORLA + alto - dentro):
            assert tono(x, y) != (255, 255, 255), (x, y)


@pytest.mark.parametrize("caso", CASOS)
def test_el_credito_se_mide_sobre_lo_cortado(caso: str) -> None:
    e = encargos()[caso]
    (medida,) = exigir_en_pdf(impreso(caso), e.credito, e.exigencia, e.ruta)
    assert medida.altura_x_relativa >= 0.012
    assert medida.contraste >= 7


def test_un_credito_fuera_del_corte_no_pasa() -> None:
    """Vista fallar: la franja corrida hasta las marcas."""
    e = encargos()["convocatoria-carta"]
    html = e.html.replace('class="franja" style="', 'class="franja" style="margin-left: -20mm; ')
    with pytest.raises(CreditoAusente):
        exigir_en_pdf(imprimir("convocatoria-carta", html), e.credito, e.exigencia, e.ruta)


def test_los_bytes_no_cambian() -> None:
    assert imprimir("convocatoria-carta") == impreso("convocatoria-carta")


def test_un_color_que_nadie_convirtio_detiene_el_archivo() -> None:
    """Vista fallar: un color por su nombre, que el convertidor no lee."""
    html = encargos()["convocatoria-carta"].html
    with pytest.raises(ErrorDeSalida, match="quedó un color en RGB"):
        imprimir("convocatoria-carta", html.replace("<footer", '<div style="color: teal">x</div><footer'))


def test_los_textos_que_parecen_colores_no_cambian() -> None:
    html = '<p title="#abc">#fff</p><svg><path fill="#fff"/></svg><style>a { color: #000 }</style>'
    assert html_en_cmyk(html, TINTAS, Conversor(RAIZ / PERFIL)) == (
        '<p title="#abc">#fff</p><svg><path fill="device-cmyk(0 0 0 0)"/></svg>'
        "<style>a { color: device-cmyk(0 0 0 1) }</style>"
    )


def test_impresos_los_pares_de_identidad_siguen_contrastando() -> None:
    conversor = Conversor(RAIZ / PERFIL)

    def visto(color: str) -> str:
        c, m, y, k = TINTAS[color]
        return conversor.en_pantalla((c / 100, m / 100, y / 100, k / 100))

    for fondo in BASE:
        assert contraste(visto(fondo), visto(texto_sobre(fondo))) >= 4.5
    for letra, fondo in product((TINTA, "#535c56", BASE[0], BASE[1]), (PAPEL, "#ffffff")):
        assert contraste(visto(letra), visto(fondo)) >= 4.5
    assert contraste(visto("#ffffff"), visto(TINTA)) >= 7
    assert max(sum(t) for t in TINTAS.values()) <= 300


def test_la_letra_va_en_una_sola_plancha() -> None:
    conversor = Conversor(RAIZ / PERFIL)
    for gris in ("#000000", "#333333", "#777777"):
        assert conversor.tintas(gris)[:3] == (0, 0, 0)
    assert TINTAS[TINTA][:3] == TINTAS["#535c56"][:3] == (0, 0, 0)
