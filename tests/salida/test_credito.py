"""La guardia del crédito: deja pasar todo crédito legible y detiene cada manera de no mostrarlo."""

from __future__ import annotations

import base64
import io
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from generador.errores import ErrorDeSalida
from generador.salida import png
from generador.salida.credito import (
    CreditoAusente,
    Exigencia,
    Motivo,
    comprobar_html,
    comprobar_pdf,
    comprobar_png,
)

Imprimir = Callable[..., bytes]

FUENTES = Path(__file__).parents[2] / "plantillas" / "tema" / "fuentes"
FRASE = (
    "Esta actividad se realiza en el marco del Convenio número 002 de 2023, "
    "suscrito entre la Unidad Solidaria y la UNAD"
)
DOCUMENTO = Exigencia.para_documento()
PIEZA = Exigencia.para_pieza()
NEGRITA = FRASE.replace("Convenio número 002 de 2023", "<b>Convenio número 002 de 2023</b>")
CREDITO = f'<p class="c">{NEGRITA}.</p>'
MARGEN = '<p class="c" style="position: running(pie); margin: 0">' + FRASE + "</p>"
PIE = (
    "size: letter; margin: 2cm; @bottom-left { content: element(pie); width: 90% }"
    " @bottom-right { content: counter(page) }"
)


def motivo_de(datos: bytes, exigencia: Exigencia = DOCUMENTO) -> tuple[int | None, Motivo]:
    with pytest.raises(CreditoAusente) as parada:
        comprobar_pdf(datos, FRASE, exigencia, "guia.pdf")
    return parada.value.pagina, parada.value.motivo


# --- lo legítimo ---------------------------------------------------------------------------------

LEGITIMOS = {
    "8 pt": ("", CREDITO),
    "7 pt": (".c { font-size: 7pt }", CREDITO),
    "9 pt": (".c { font-size: 9pt; color: #000 }", CREDITO),
    "titular": (".c { font: 800 14pt/1 'Bricolage Grotesque' }", f'<p class="c">{FRASE}</p>'),
    "cursiva": (".c { font-style: italic }", CREDITO),
    "dos líneas": (".c { width: 75mm }", CREDITO),
    "una palabra por línea": (".c { width: 14mm }", CREDITO),
    "centrado": (".c { width: 60mm; text-align: center }", CREDITO),
    "justificado": (".c { width: 60mm; text-align: justify }", CREDITO),
    "interlínea apretada": (".c { width: 60mm; line-height: 1 }", CREDITO),
    "espaciado": (".c { letter-spacing: .08em }", CREDITO),
    "apretado": (".c { letter-spacing: -.02em }", CREDITO),
    "sin ligaduras ni kerning": (".c { font-variant-ligatures: none; font-kerning: none }", CREDITO),
    "cifras tabulares en otra parte": (
        "i { font-variant-numeric: tabular-nums }",
        "<p><i>2002</i> 2023 002</p>" + CREDITO,
    ),
    "papel sobre tinta": (".c { background: #1c2420; color: #fbf6ea; padding: 4mm }", CREDITO),
    "negrita de otro color": (".c b { color: #0b6e4f }", CREDITO),
    "gris al límite": (".c { color: #757575 }", CREDITO),
    "grupo casi opaco": (".c { opacity: .99 }", CREDITO),
    "dentro de un recorte amplio": (
        "div { overflow: hidden; border-radius: 5mm; padding: 5mm }",
        f"<div>{FRASE}</div>",
    ),
    "al pie, en posición absoluta": (
        ".c { position: absolute; bottom: 0; left: 0 }",
        "<p>Hola</p>" + CREDITO,
    ),
    "en dos columnas con el folio": (
        ".f { display: flex; justify-content: space-between }",
        f'<div class="f"><span class="c">{FRASE}</span><span class="c">Guía M2 · 1 de 1</span></div>',
    ),
    "en dos líneas con el folio al lado": (
        ".f { display: flex; gap: 5mm } .f .c { width: 70mm }",
        f'<div class="f"><span class="c">{FRASE}</span><span class="c">Guía M2<br>1 de 1</span></div>',
    ),
    "el folio a la izquierda": (
        ".f { display: flex; gap: 5mm } .f .c { width: 70mm }",
        f'<div class="f"><span class="c">Guía M2<br>1 de 1</span><span class="c">{NEGRITA}</span></div>',
    ),
    "junto a una cifra enorme": (
        ".f { display: flex; gap: 5mm; align-items: center } .f .c { width: 60mm } .n { font-size: 50pt }",
        f'<div class="f"><b class="n">18</b><span class="c">{NEGRITA}</span><b class="n">4</b></div>',
    ),
    "con astros y signos raros antes": ("", "<p>𝔸 ½ ☐ ﬁn de 2023\u00ad</p>" + CREDITO),
    "sobre un mural": (
        ".m { position: absolute; inset: 0; z-index: -1; background: #d9980a } .c { color: #000 }",
        '<div class="m"></div>' + CREDITO,
    ),
    "el segundo se lee": (".x { color: #fff }", f'<p class="x">{FRASE}</p>' + CREDITO),
}


@pytest.mark.parametrize("caso", LEGITIMOS)
def test_pasa_lo_legible(imprimir: Imprimir, caso: str) -> None:
    css, cuerpo = LEGITIMOS[caso]
    (medida,) = comprobar_pdf(imprimir(cuerpo, css), FRASE, DOCUMENTO, "guia.pdf")
    assert medida.pagina == 1
    assert medida.contraste >= 4.5


def test_mide_altura_y_contraste(imprimir: Imprimir) -> None:
    (medida,) = comprobar_pdf(imprimir(CREDITO, ".c { color: #000; font-size: 10pt }"), FRASE, DOCUMENTO, "x")
    assert medida.altura_x_mm == pytest.approx(10 * 0.496 * 25.4 / 72, rel=0.02)
    assert medida.altura_x_relativa == pytest.approx(medida.altura_x_mm / 216, rel=0.001)
    assert medida.contraste == 21.0


def test_una_medida_por_pagina(imprimir: Imprimir) -> None:
    datos = imprimir(MARGEN + '<p>Uno</p><p style="break-before: page">Dos</p>' * 2, "", PIE)
    assert [m.pagina for m in comprobar_pdf(datos, FRASE, DOCUMENTO, "guia.pdf")] == [1, 2, 3]


PIEZAS = {
    "publicación 1080 × 1080": ("1080px", "1080px", 28, (1080, 1080)),
    "historia 1080 × 1920": ("1080px", "1920px", 28, (1080, 1920)),
    "afiche 50 × 70": ("500mm", "700mm", 14, (1000, 1400)),
    "pendón con letra enorme": ("3000mm", "1000mm", 100, (1500, 500)),
    "pendón 300 × 100": ("3000mm", "1000mm", 28, (1500, 500)),
    "escarapela": ("90mm", "55mm", 1.6, (900, 550)),
}


def pieza(imprimir: Imprimir, caso: str, css: str = "", cuerpo: str = NEGRITA) -> bytes:
    ancho, alto, letra, _ = PIEZAS[caso]
    fichas = "".join(
        f'<path d="M{x * 100} {y * 100} q50 30 100 0 v100 h-100 z" fill="{color}" stroke="#fbf6ea"/>'
        for x in range(6)
        for y, color in enumerate(("#0b6e4f", "#b4472f", "#2f4f93"))
    )
    return imprimir(
        f'<svg viewBox="0 0 600 300" style="width: 100%">{fichas}</svg><div class="c">{cuerpo}</div>',
        "body { background: #fbf6ea } .c { position: absolute; left: 0; right: 0; bottom: 0;"
        f" background: #1c2420; color: #fbf6ea; font-size: {letra * (0.75 if 'px' in alto else 2.8346)}pt;"
        f" padding: 1em 2em }} {css}",
        f"size: {ancho} {alto}; margin: 0",
    )


@pytest.mark.parametrize("caso", PIEZAS)
def test_pasan_las_piezas_en_pdf_y_en_png(imprimir: Imprimir, caso: str) -> None:
    datos = pieza(imprimir, caso)
    (medida,) = comprobar_pdf(datos, FRASE, PIEZA, "pieza.pdf")
    assert medida.contraste == pytest.approx(14.64, abs=0.1)
    imagen = png.rasterizar(datos, 0, *PIEZAS[caso][3])
    en_pixeles = comprobar_png(imagen, datos, FRASE, PIEZA, "pieza.png")
    assert en_pixeles.contraste == pytest.approx(14.64, abs=0.6)
    assert (en_pixeles.pagina, en_pixeles.altura_x_mm) == (1, medida.altura_x_mm)


# --- los siete ataques y sus parientes -----------------------------------------------------------


def ruido() -> str:
    azar = random.Random(2023)
    figura = Image.frombytes("RGB", (300, 12), azar.randbytes(300 * 12 * 3))
    salida = io.BytesIO()
    figura.save(salida, "PNG")
    return "data:image/png;base64," + base64.b64encode(salida.getvalue()).decode()


def con_tapa(estilo: str, contenido: str = "") -> str:
    return f'<div style="position: relative">{CREDITO}<div class="t" style="{estilo}">{contenido}</div></div>'


TODO = "position: absolute; left: 0; top: 0; width: 100%; height: 100%; "
ATAQUES: dict[str, tuple[str, str, Motivo]] = {
    # blanco sobre blanco
    "blanco sobre blanco": (".c { color: #fff }", CREDITO, Motivo.SIN_CONTRASTE),
    "gris clarísimo": (".c { color: #fefefe }", CREDITO, Motivo.SIN_CONTRASTE),
    "contraste bajo": (".c { color: #777777; background: #fff9e0 }", CREDITO, Motivo.SIN_CONTRASTE),
    "tinta sobre tinta": (".c { background: #1c2420 }", CREDITO, Motivo.SIN_CONTRASTE),
    "una palabra en blanco": (".c b { color: #fff }", CREDITO, Motivo.SIN_CONTRASTE),
    "una letra en blanco": (
        "",
        f'<p class="c">{FRASE.replace("marco", "ma<i style=color:#fff>r</i>co")}</p>',
        Motivo.SIN_CONTRASTE,
    ),
    "sobre ruido": (f".c {{ background: url({ruido()}) }}", CREDITO, Motivo.SIN_CONTRASTE),
    # transparente
    "opacity 0.05": (".c { opacity: .05 }", CREDITO, Motivo.SIN_CONTRASTE),
    "opacity 0.4": (".c { opacity: .4 }", CREDITO, Motivo.SIN_CONTRASTE),
    "color transparente": (".c { color: transparent }", CREDITO, Motivo.SIN_CONTRASTE),
    "color casi transparente": (".c { color: rgb(0 0 0 / 5%) }", CREDITO, Motivo.SIN_CONTRASTE),
    # tapado
    "tapado de blanco": ("", con_tapa(TODO + "background: #fff"), Motivo.TAPADO),
    "tapado del color de la tinta": ("", con_tapa(TODO + "background: #1c2420"), Motivo.TAPADO),
    "tapado con un velo": ("", con_tapa(TODO + "background: rgb(255 255 255 / 90%)"), Motivo.TAPADO),
    "tapado por una imagen": (
        "",
        con_tapa(TODO, f'<img alt="" src="{ruido()}" style="width: 100%; height: 20pt; display: block">'),
        Motivo.TAPADO,
    ),
    "tapada una palabra": (
        "",
        con_tapa("position: absolute; left: 30mm; top: 0; width: 8mm; height: 9mm; background: #fff"),
        Motivo.TAPADO,
    ),
    "tapada la mitad de abajo": (
        "",
        con_tapa("position: absolute; left: 0; top: 2.4mm; width: 100%; height: 9mm; background: #fff"),
        Motivo.TAPADO,
    ),
    "una raya lo cruza": (
        "",
        con_tapa("position: absolute; left: 0; top: 2.1mm; width: 100%; height: .25mm; background: #fff"),
        Motivo.TAPADO,
    ),
    "tapado por una letra enorme": (
        ".t { font: 800 90pt/0 'Bricolage Grotesque'; color: #1c2420 }",
        con_tapa("position: absolute; left: 0; top: 6mm", "mmm"),
        Motivo.AUSENTE,  # pdfium la lee en medio de la frase
    ),
    # recortado
    "recortado a lo ancho": (
        ".c { overflow: hidden; width: 60mm; white-space: nowrap }",
        CREDITO,
        Motivo.RECORTADO,
    ),
    "recortado del todo": (".c { overflow: hidden; height: 0 }", CREDITO, Motivo.RECORTADO),
    "recortado a media letra": (".c { overflow: hidden; height: .7em }", CREDITO, Motivo.RECORTADO),
    "recortada la última letra": (
        ".c { overflow: hidden; white-space: nowrap; width: 144mm; font-weight: 400 }",
        f'<p class="c">{FRASE}</p>',
        Motivo.RECORTADO,
    ),
    "recortado con clip": (
        ".c { position: absolute; clip: rect(0, 100pt, 20pt, 0) }",
        CREDITO,
        Motivo.RECORTADO,
    ),
    "recortado por la caja de afuera": (
        "div { overflow: hidden; height: 3mm; border-radius: 1mm } .c { opacity: .99; margin-top: 1mm }",
        f"<div>{FRASE}</div>",
        Motivo.RECORTADO,
    ),
    # pequeño
    "un píxel": (".c { font-size: 1px }", CREDITO, Motivo.PEQUENO),
    "cinco puntos": (".c { font-size: 5pt }", CREDITO, Motivo.PEQUENO),
    "encogido": (".c { transform: scale(.1) }", CREDITO, Motivo.PEQUENO),
    "una palabra encogida": (".c b { font-size: 2pt }", CREDITO, Motivo.PEQUENO),
    # fuera
    "muy a la izquierda": (".c { margin-left: -900pt }", CREDITO, Motivo.FUERA),
    "asoma por la izquierda": (".c { margin-left: -24mm }", CREDITO, Motivo.FUERA),
    "asoma por la derecha": (".c { margin-left: 60mm; white-space: nowrap }", CREDITO, Motivo.FUERA),
    "bajo el pie": (".c { position: absolute; bottom: -26mm }", CREDITO, Motivo.FUERA),
    "lejos abajo": (".c { position: absolute; top: 900mm }", CREDITO, Motivo.FUERA),
    # oculto: no llega al texto de la página
    "display none": (".c { display: none }", CREDITO, Motivo.AUSENTE),
    "visibility hidden": (".c { visibility: hidden }", CREDITO, Motivo.AUSENTE),
    "opacity 0": (".c { opacity: 0 }", CREDITO, Motivo.SIN_CONTRASTE),
    "font-size 0": (".c { font-size: 0 }", CREDITO, Motivo.AUSENTE),
    "solo en el título": ("", f"<title>{FRASE}</title><p>Hola</p>", Motivo.AUSENTE),
    "solo en el texto alterno": ("", f'<img alt="{FRASE}" src="{ruido()}">', Motivo.AUSENTE),
    "solo en un enlace": ("", f'<a href="https://x.co/" title="{FRASE}">Hola</a>', Motivo.AUSENTE),
    # otra frase
    "otro número": ("", CREDITO.replace("002", "02"), Motivo.AUSENTE),
    "sin tilde": ("", CREDITO.replace("número", "numero"), Motivo.AUSENTE),
    "en mayúsculas": (".c { text-transform: uppercase }", CREDITO, Motivo.AUSENTE),
    "incompleta": ("", CREDITO.replace(" y la UNAD", ""), Motivo.AUSENTE),
    "palabras pegadas": ("", CREDITO.replace("se realiza", "serealiza"), Motivo.AUSENTE),
    # deforme
    "vertical": (".c { transform: rotate(90deg); width: 150mm; margin-top: 80mm }", CREDITO, Motivo.DEFORME),
    "ladeado": (".c { transform: rotate(3deg) }", CREDITO, Motivo.DEFORME),
    "de cabeza": (".c { transform: rotate(180deg) }", CREDITO, Motivo.AUSENTE),
    "en espejo": (".c { transform: scaleX(-1) }", CREDITO, Motivo.AUSENTE),
    "aplastado": (".c { transform: scaleX(.3); font-size: 12pt }", CREDITO, Motivo.DEFORME),
    "inclinado": (".c { transform: skewX(40deg); width: 100mm; margin-left: 10mm }", CREDITO, Motivo.DEFORME),
    "letras sueltas": (".c { letter-spacing: 2em; word-spacing: 1em }", CREDITO, Motivo.DEFORME),
    "letras amontonadas": (".c { letter-spacing: -.25em }", CREDITO, Motivo.DEFORME),
    "una letra por línea": (
        ".c { font-size: 7pt; line-height: .9; margin: 0 }",
        '<p class="c">' + "<br>".join(FRASE.replace(" ", "")) + "</p>",
        Motivo.AUSENTE,
    ),
    "palabras partidas": (
        ".c { width: 40mm }",
        f'<p class="c">{FRASE.replace("Convenio", "Conve<br>nio")}</p>',
        Motivo.DEFORME,
    ),
    "líneas una sobre otra": (".c { width: 60mm; line-height: .5 }", CREDITO, Motivo.DEFORME),
    "una letra alta": (
        "",
        f'<p class="c">{FRASE.replace("marco", "ma<i style=font-size:40pt>r</i>co")}</p>',
        Motivo.DEFORME,
    ),
    "letras saltarinas": (
        ".c i { position: relative; font-style: normal }",
        '<p class="c">'
        + "".join(
            s if s == " " else f'<i style="top: {(k * 37) % 60}pt">{s}</i>' for k, s in enumerate(FRASE)
        )
        + "</p>",
        Motivo.DEFORME,
    ),
}


@pytest.mark.parametrize("caso", ATAQUES)
def test_detiene_cada_ataque(imprimir: Imprimir, caso: str) -> None:
    css, cuerpo, motivo = ATAQUES[caso]
    assert motivo_de(imprimir(cuerpo, css)) == (1, motivo)


def test_no_basta_con_la_primera_pagina(imprimir: Imprimir) -> None:
    hoja = '<p style="break-before: page">Otra hoja</p>'
    assert motivo_de(imprimir(CREDITO + hoja * 2)) == (2, Motivo.AUSENTE)


def test_la_ultima_pagina_tambien_cuenta(imprimir: Imprimir) -> None:
    datos = imprimir(
        MARGEN
        + '<p>Uno</p><p style="break-before: page">Dos</p><p style="break-before: page; page: sola">Tres</p>',
        "@page sola { @bottom-left { content: none } }",
        PIE,
    )
    assert motivo_de(datos) == (3, Motivo.AUSENTE)


def test_una_pieza_exige_mas_que_un_documento(imprimir: Imprimir) -> None:
    gris = imprimir(CREDITO, ".c { color: #707070; font-size: 22pt }")
    assert len(comprobar_pdf(gris, FRASE, DOCUMENTO, "x")) == 1
    assert motivo_de(gris, PIEZA) == (1, Motivo.SIN_CONTRASTE)
    assert motivo_de(imprimir(CREDITO), PIEZA) == (1, Motivo.PEQUENO)


# --- PDF alterados después de impresos -----------------------------------------------------------


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
    assert len(comprobar_pdf(datos, FRASE, DOCUMENTO, "x")) == 1


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


# --- el error --------------------------------------------------------------------------------


def test_el_error_nombra_archivo_pagina_motivo_y_remedio(imprimir: Imprimir) -> None:
    with pytest.raises(CreditoAusente) as parada:
        comprobar_pdf(imprimir(CREDITO, ".c { font-size: 5pt }"), FRASE, DOCUMENTO, "arauca-2023/guia.pdf")
    assert isinstance(parada.value, ErrorDeSalida)
    assert str(parada.value) == (
        "arauca-2023/guia.pdf, página 1: el crédito del convenio es demasiado pequeño"
        " (la x mide 0,87 mm; el mínimo es 1,20)\n"
        "    ayuda: aumente el cuerpo de letra del crédito"
    )


def test_el_error_viaja_entre_procesos() -> None:
    error = CreditoAusente("guia.pdf", 2, Motivo.TAPADO, "la letra «a» no se reconoce")
    copia = pickle.loads(pickle.dumps(error))
    assert (str(copia), copia.motivo, copia.pagina) == (str(error), Motivo.TAPADO, 2)


def test_un_pdf_roto_es_un_error_de_salida() -> None:
    with pytest.raises(ErrorDeSalida, match="El PDF no se puede leer"):
        comprobar_pdf(b"%PDF-1.7 nada", FRASE, DOCUMENTO, "guia.pdf")


# --- píxeles de las piezas -----------------------------------------------------------------------

CUADRADA = "publicación 1080 × 1080"


def motivo_png(imagen: Image.Image, datos: bytes) -> Motivo:
    salida = io.BytesIO()
    imagen.save(salida, "PNG")
    with pytest.raises(CreditoAusente) as parada:
        comprobar_png(salida.getvalue(), datos, FRASE, PIEZA, "publicacion.png")
    assert str(parada.value).startswith("publicacion.png, página 1: ")
    return parada.value.motivo


def figura(datos: bytes, lado: int = 1080) -> Image.Image:
    with Image.open(io.BytesIO(png.rasterizar(datos, 0, lado, lado))) as abierta:
        return abierta.convert("RGB")


@pytest.mark.parametrize(
    ("rectangulo", "color", "motivo"),
    [
        ((0, 900, 1080, 1080), "#1c2420", Motivo.SIN_CONTRASTE),
        ((0, 900, 1080, 1080), "#fbf6ea", Motivo.SIN_CONTRASTE),
        ((0, 900, 400, 1080), "#b4472f", Motivo.SIN_CONTRASTE),
        ((300, 900, 318, 1080), "#fbf6ea", Motivo.SIN_CONTRASTE),
    ],
)
def test_detiene_lo_pintado_sobre_el_png(
    imprimir: Imprimir, rectangulo: tuple[int, int, int, int], color: str, motivo: Motivo
) -> None:
    datos = pieza(imprimir, CUADRADA)
    imagen = figura(datos)
    ImageDraw.Draw(imagen).rectangle(rectangulo, fill=color)
    assert motivo_png(imagen, datos) is motivo


def test_detiene_un_png_de_otra_cosa(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    corrida = Image.new("RGB", (1080, 1080), "#1c2420")
    corrida.paste(figura(datos), (4, 3))
    assert motivo_png(corrida, datos) is not None
    assert motivo_png(Image.new("RGB", (1080, 1080), "white"), datos) is Motivo.SIN_CONTRASTE
    assert motivo_png(Image.new("RGBA", (1080, 1080), (0, 0, 0, 0)), datos) is Motivo.SIN_CONTRASTE
    azar = Image.frombytes("RGB", (1080, 1080), random.Random(2).randbytes(1080 * 1080 * 3))
    assert motivo_png(azar, datos) is Motivo.SIN_CONTRASTE


def test_detiene_un_png_borroso_o_velado(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    imagen = figura(datos)
    assert motivo_png(imagen.resize((180, 180)).resize((1080, 1080)), datos) is not None
    velada = Image.blend(imagen, Image.new("RGB", imagen.size, "#888"), 0.7)
    assert motivo_png(velada, datos) is Motivo.SIN_CONTRASTE


def test_detiene_un_png_diminuto_o_de_otra_proporcion(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    assert motivo_png(figura(datos, 300), datos) is Motivo.PEQUENO
    assert motivo_png(figura(datos).resize((1080, 1000)), datos) is Motivo.DEFORME


def test_un_png_reducido_y_legible_pasa(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA)
    assert comprobar_png(png.rasterizar(datos, 0, 540, 540), datos, FRASE, PIEZA, "x").contraste >= 7


def test_el_png_no_salva_a_un_pdf_malo(imprimir: Imprimir) -> None:
    datos = pieza(imprimir, CUADRADA, ".c { color: #2c3430 }")
    assert motivo_png(figura(pieza(imprimir, CUADRADA)), datos) is Motivo.SIN_CONTRASTE


def test_una_imagen_rota_es_un_error_de_salida(imprimir: Imprimir) -> None:
    with pytest.raises(ErrorDeSalida, match=r"x\.png: la imagen no se puede leer"):
        comprobar_png(b"nada", pieza(imprimir, CUADRADA), FRASE, PIEZA, "x.png")


# --- páginas web ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        f"<footer>{NEGRITA}.</footer>",
        "<p>" + FRASE.replace(" ", "\n  ") + "</p>",
        "<p>" + FRASE.replace("ú", "&uacute;").replace(" de ", "&nbsp;de ") + "</p>",
        "<p>" + FRASE.replace("Conve", "<em>Conve</em>") + "</p>",
        "<p>" + FRASE.replace(" de 2023", "<br>de 2023") + "</p>",
        f"<p hidden>Otra cosa<p>{FRASE}",
        f"<ul><li hidden>No<li>{FRASE}</ul>",
        f"<details><summary>{FRASE}</summary>No</details>",
        f"<details open><summary>Ver</summary><p>{FRASE}</p></details>",
        f'<img alt="x" hidden><p style="opacity: 0.9; font-size: 0.8rem">{FRASE}</p>',
        f"<svg><path d='M0'/></svg><p>{FRASE}</p>",
        f"<div/><p>{FRASE}</p>",
        f"<script>if (a < b) x = '<div hidden>'</script><p>{FRASE}</p>",
    ],
)
def test_la_pagina_web_muestra_el_credito(html: str) -> None:
    comprobar_html(html, FRASE, "index.html")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hola</p>",
        f"<!-- {FRASE} -->",
        f"<title>{FRASE}</title>",
        f'<meta name="description" content="{FRASE}">',
        f'<img alt="{FRASE}">',
        f"<script>var a = '{FRASE}'</script>",
        f"<style>/* {FRASE} */</style>",
        f"<template><p>{FRASE}</p></template>",
        f"<noscript>{FRASE}</noscript>",
        f"<textarea>{FRASE}</textarea>",
        f"<p hidden>{FRASE}</p>",
        f'<div hidden="until-found"><p>a</p><p>{FRASE}</p></div>',
        f'<div aria-hidden="true"><b>{FRASE}</b></div>',
        f'<p style="display : none">{FRASE}</p>',
        f'<p style="visibility:hidden">{FRASE}</p>',
        f'<p style="opacity: 0.0">{FRASE}</p>',
        f'<p style="font-size:0px">{FRASE}</p>',
        f'<p style="color: transparent">{FRASE}</p>',
        f"<details><p>{FRASE}</p></details>",
        f"<dialog>{FRASE}</dialog>",
        f"<div hidden><details><summary>{FRASE}</summary></details></div>",
        f"<svg><title>{FRASE}</title></svg>",
        "<p>" + FRASE.replace("actividad se", "actividad</p><p hidden>x</p><p>serial"),
        "<p>" + FRASE.replace("Convenio", "Con<br>venio") + "</p>",
        "<p>" + FRASE.replace("Convenio", "Con<i hidden>o</i>veni") + "</p>",
    ],
)
def test_la_pagina_web_sin_credito_visible_se_detiene(html: str) -> None:
    with pytest.raises(CreditoAusente) as parada:
        comprobar_html(html, FRASE, "arauca-2023/index.html")
    assert str(parada.value) == (
        "arauca-2023/index.html: el crédito del convenio no está: la frase exacta no aparece\n"
        "    ayuda: use la base común: ella lo pone en cada página"
    )


def pliego(imprimir: Imprimir, copias: int, chico: int = -1) -> bytes:
    """Una carta con esas copias, cada una con su crédito; en la `chico`, demasiado menudo."""
    cuerpo = "".join(
        f'<div style="height: 50mm; width: 90mm; font-size: {1 if i == chico else 2.6}mm">{FRASE}</div>'
        for i in range(copias)
    )
    return imprimir(cuerpo, "body { margin: 0; color: #1c2420 }", "size: 216mm 279mm; margin: 0")


def test_en_un_pliego_cada_copia_lleva_su_credito(imprimir: Imprimir) -> None:
    exigencia = Exigencia.para_pliego(50, 216, 5)
    (medida,) = comprobar_pdf(pliego(imprimir, 5), FRASE, exigencia, "p.pdf")
    assert medida.altura_x_mm >= 1.2
    for datos in (pliego(imprimir, 4), pliego(imprimir, 5, chico=3)):
        with pytest.raises(CreditoAusente):
            comprobar_pdf(datos, FRASE, exigencia, "p.pdf")
