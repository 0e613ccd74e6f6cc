"""La guardia del crédito detiene los PDF alterados después de impresos y las fuentes que no dibujan nada."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from salida.credito.creditos import CREDITO, DOCUMENTO, FRASE, Imprimir, motivo_de

from generador.salida.credito.guardia import Motivo, exigir_en_pdf

FUENTES = Path(__file__).parents[3] / "plantillas" / "tema" / "fuentes"


def alterar(datos: bytes, cambio: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(datos)) as pdf:
        cambio(pdf, pdf.pages[0])
        pdf.save(salida)
    return salida.getvalue()


def reescribir(pdf: pikepdf.Pdf, hoja: pikepdf.Page, cambio: Callable[[bytes], bytes]) -> None:
    hoja.Contents = pdf.make_stream(cambio(hoja.Contents.read_bytes()))


def modo(numero: int) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    def cambio(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
        reescribir(pdf, hoja, lambda d: d.replace(b"BT\n", b"BT %d Tr\n" % numero))

    return cambio


def capa(encendida: bool) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    def cambio(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
        grupo = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Capa"))
        estado = pikepdf.Dictionary({"/ON" if encendida else "/OFF": pikepdf.Array([grupo])})
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([grupo]), D=estado)
        hoja.Resources.Properties = pikepdf.Dictionary(Capa=grupo)
        reescribir(pdf, hoja, lambda d: b"/OC /Capa BDC\n" + d + b"\nEMC")

    return cambio


def forma_apagada(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    grupo = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Capa"))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([grupo]), D=pikepdf.Dictionary(OFF=pikepdf.Array([grupo]))
    )
    forma = pdf.make_stream(
        hoja.Contents.read_bytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=hoja.MediaBox,
        Resources=hoja.Resources,
        OC=grupo,
    )
    hoja.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=forma))
    hoja.Contents = pdf.make_stream(b"/F Do")


def mascara(luz: float) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    def cambio(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
        grupo = pdf.make_stream(
            b"%.1f g -2000 -2000 4000 4000 re f" % luz,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([-2000, -2000, 2000, 2000]),
            Group=pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray),
        )
        hoja.Resources.ExtGState["/Velo"] = pikepdf.Dictionary(
            SMask=pikepdf.Dictionary(Type=pikepdf.Name.Mask, S=pikepdf.Name.Luminosity, G=grupo)
        )
        reescribir(pdf, hoja, lambda d: d.replace(b"BT\n", b"/Velo gs\nBT\n"))

    return cambio


def caja(nombre: str, *lados: int) -> Callable[[pikepdf.Pdf, pikepdf.Page], None]:
    def cambio(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
        hoja.obj[nombre] = pikepdf.Array(lados)

    return cambio


def girar(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    hoja.Rotate = 90


def sello(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    dibujo = pdf.make_stream(
        b"1 g 0 0 600 200 re f",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 600, 200]),
    )
    nota = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=pikepdf.Array([0, 592, 600, 792]),
        F=4,
        AP=pikepdf.Dictionary(N=dibujo),
    )
    hoja.Annots = pikepdf.Array([pdf.make_indirect(nota)])


def texto_real(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    otro = pikepdf.String(FRASE).unparse(resolved=True)
    reescribir(pdf, hoja, lambda d: b"/Span <</ActualText " + otro + b">> BDC\n" + d + b"\nEMC")


def recorte_en_tiras(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    tiras = b"".join(b"0 %.1f 700 .9 re " % (y * 1.5) for y in range(540)) + b"W n\n"
    reescribir(pdf, hoja, lambda d: tiras + d)


def recorte_por_la_cintura(pdf: pikepdf.Pdf, hoja: pikepdf.Page) -> None:
    """Quita una franja de media x sin tocar los bordes de ninguna letra de la primera línea."""
    tiras = b"0 0 700 %.2f re 0 %.2f 700 90 re W n\n" % (BASE_PT + 1.2, BASE_PT + 2.8)
    reescribir(pdf, hoja, lambda d: tiras + d)


BASE_PT = 717.9
"""Línea de base de CREDITO cuando abre la página de prueba."""

ALTERADOS: dict[str, tuple[str, Callable[[pikepdf.Pdf, pikepdf.Page], None], Motivo]] = {
    "modo invisible": (CREDITO, modo(3), Motivo.OCULTO),
    "modo solo recorte": (CREDITO, modo(7), Motivo.OCULTO),
    "solo contorno": (CREDITO, modo(1), Motivo.SIN_CONTRASTE),
    "capa apagada": (CREDITO, capa(False), Motivo.OCULTO),
    "capa que se puede apagar": (CREDITO, capa(True), Motivo.OCULTO),
    "forma en capa apagada": (CREDITO, forma_apagada, Motivo.OCULTO),
    "máscara suave": (CREDITO, mascara(0.1), Motivo.OCULTO),
    "máscara a medias": (CREDITO, mascara(0.8), Motivo.OCULTO),
    "fuera de CropBox": (CREDITO, caja("/CropBox", 0, 0, 612, 700), Motivo.FUERA),
    "fuera de TrimBox": (CREDITO, caja("/TrimBox", 70, 20, 560, 770), Motivo.FUERA),
    "fuera de MediaBox": (CREDITO, caja("/MediaBox", 0, 0, 300, 792), Motivo.FUERA),
    "página girada": (CREDITO, girar, Motivo.DEFORME),
    "sello encima": (CREDITO, sello, Motivo.TAPADO),
    "recorte en tiras": (CREDITO, recorte_en_tiras, Motivo.RECORTADO),
    "recorte por la cintura": (CREDITO, recorte_por_la_cintura, Motivo.RECORTADO),
    "texto real de otra cosa": ("<p>Hola, mundo</p>", texto_real, Motivo.AUSENTE),
}


@pytest.mark.parametrize("caso", ALTERADOS)
def test_detiene_los_pdf_alterados(imprimir: Imprimir, caso: str) -> None:
    cuerpo, cambio, motivo = ALTERADOS[caso]
    assert motivo_de(alterar(imprimir(cuerpo), cambio)) == (1, motivo)


@pytest.mark.parametrize("lados", [(0, 0, 612, 790), (40, 30, 600, 780)])
def test_una_caja_de_recorte_que_lo_deja_ver_no_estorba(imprimir: Imprimir, lados: tuple[int, ...]) -> None:
    datos = alterar(imprimir(CREDITO), caja("/CropBox", *lados))
    assert len(exigir_en_pdf(datos, FRASE, DOCUMENTO, "x")) == 1


@pytest.mark.parametrize(("bloque", "motivo"), [(False, Motivo.OCULTO), (True, Motivo.DEFORME)])
def test_una_fuente_sin_letras_no_sirve(
    imprimir: Imprimir, tmp_path: Path, bloque: bool, motivo: Motivo
) -> None:
    fuente = TTFont(FUENTES / "AtkinsonHyperlegibleNext-Regular.ttf")
    for nombre in fuente.getGlyphOrder():
        pluma = TTGlyphPen(None)
        if bloque:
            derecha = fuente["hmtx"][nombre][0] - 40
            pluma.moveTo((40, 0))
            for punto in ((40, 500), (derecha, 500), (derecha, 0)):
                pluma.lineTo(punto)
            pluma.closePath()
        fuente["glyf"][nombre] = pluma.glyph()
    ruta = tmp_path / "vacia.ttf"
    fuente.save(ruta)
    css = f'@font-face {{ font-family: Falsa; src: url("{ruta.as_uri()}") }} .c {{ font: 9pt Falsa }}'
    assert motivo_de(imprimir(f'<p class="c">{FRASE}</p>', css)) == (1, motivo)
