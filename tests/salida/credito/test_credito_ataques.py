"""La guardia del crédito detiene cada manera de no mostrarlo en un PDF."""

from __future__ import annotations

import base64
import io
import random

import pytest
from PIL import Image
from salida.credito.creditos import CREDITO, DOCUMENTO, FRASE, MARGEN, PIE, PIEZA, Imprimir, motivo_de

from generador.salida.credito.guardia import Motivo, exigir_en_pdf

pytestmark = pytest.mark.lenta


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
    assert len(exigir_en_pdf(gris, FRASE, DOCUMENTO, "x")) == 1
    assert motivo_de(gris, PIEZA) == (1, Motivo.SIN_CONTRASTE)
    assert motivo_de(imprimir(CREDITO), PIEZA) == (1, Motivo.PEQUENO)
