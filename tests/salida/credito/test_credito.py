"""La guardia del crédito deja pasar todo crédito legible, lo mide y dice qué falla en los demás."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from salida.credito.creditos import (
    CREDITO,
    DOCUMENTO,
    FRASE,
    MARGEN,
    NEGRITA,
    PIE,
    PIEZA,
    PIEZAS,
    Imprimir,
    motivo_de,
    pieza,
)

from generador.errores import ErrorDeSalida
from generador.salida.credito.guardia import CreditoAusente, Exigencia, Motivo, exigir_en_pdf, exigir_en_png
from generador.salida.imagen import raster

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
    (medida,) = exigir_en_pdf(imprimir(cuerpo, css), FRASE, DOCUMENTO, "guia.pdf")
    assert medida.pagina == 1
    assert medida.contraste >= 4.5


@pytest.mark.parametrize("cuerpo", [8, 9, 12, 14.3, 17.7, 40])
@pytest.mark.parametrize("signo", ["–", "—", "'", "|", "‐", "‑", "―", "´"])
def test_un_signo_de_trazo_fino_no_oculta_el_credito(imprimir: Imprimir, signo: str, cuerpo: float) -> None:
    """«Servicio Nacional de Aprendizaje – SENA» detenía la construcción según el cuerpo de la letra."""
    frase = f"{FRASE} {signo} SENA"
    pdf = imprimir(f'<p style="font-size: {cuerpo}pt">{frase}</p>')
    (medida,) = exigir_en_pdf(pdf, frase, DOCUMENTO, "guia.pdf")
    assert medida.contraste >= 4.5


def test_mide_altura_y_contraste(imprimir: Imprimir) -> None:
    (medida,) = exigir_en_pdf(imprimir(CREDITO, ".c { color: #000; font-size: 10pt }"), FRASE, DOCUMENTO, "x")
    assert medida.altura_x_mm == pytest.approx(10 * 0.496 * 25.4 / 72, rel=0.02)
    assert medida.altura_x_relativa == pytest.approx(medida.altura_x_mm / 216, rel=0.001)
    assert medida.contraste == 21.0


def test_una_medida_por_pagina(imprimir: Imprimir) -> None:
    datos = imprimir(MARGEN + '<p>Uno</p><p style="break-before: page">Dos</p>' * 2, "", PIE)
    assert [m.pagina for m in exigir_en_pdf(datos, FRASE, DOCUMENTO, "guia.pdf")] == [1, 2, 3]


@pytest.mark.parametrize("caso", PIEZAS)
def test_pasan_las_piezas_en_pdf_y_en_png(imprimir: Imprimir, caso: str) -> None:
    datos = pieza(imprimir, caso)
    (medida,) = exigir_en_pdf(datos, FRASE, PIEZA, "pieza.pdf")
    assert medida.contraste == pytest.approx(14.64, abs=0.1)
    imagen = raster.rasterizar(datos, 0, *PIEZAS[caso][3])
    en_pixeles = exigir_en_png(imagen, datos, FRASE, PIEZA, "pieza.png")
    assert en_pixeles.contraste == pytest.approx(14.64, abs=0.6)
    assert (en_pixeles.pagina, en_pixeles.altura_x_mm) == (1, medida.altura_x_mm)


def pliego(imprimir: Imprimir, copias: int, chico: int = -1) -> bytes:
    """Una carta con esas copias, cada una con su crédito; en la `chico`, demasiado menudo."""
    cuerpo = "".join(
        f'<div style="height: 50mm; width: 90mm; font-size: {1 if i == chico else 2.6}mm">{FRASE}</div>'
        for i in range(copias)
    )
    return imprimir(cuerpo, "body { margin: 0; color: #1c2420 }", "size: 216mm 279mm; margin: 0")


def test_en_un_pliego_cada_copia_lleva_su_credito(imprimir: Imprimir) -> None:
    exigencia = Exigencia.para_pliego(50, 216, 5)
    (medida,) = exigir_en_pdf(pliego(imprimir, 5), FRASE, exigencia, "p.pdf")
    assert medida.altura_x_mm >= 1.2
    for datos in (pliego(imprimir, 4), pliego(imprimir, 5, chico=3)):
        with pytest.raises(CreditoAusente):
            exigir_en_pdf(datos, FRASE, exigencia, "p.pdf")


def test_el_error_nombra_archivo_pagina_motivo_y_remedio(imprimir: Imprimir) -> None:
    with pytest.raises(CreditoAusente) as parada:
        exigir_en_pdf(imprimir(CREDITO, ".c { font-size: 5pt }"), FRASE, DOCUMENTO, "arauca-2023/guia.pdf")
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
        exigir_en_pdf(b"%PDF-1.7 nada", FRASE, DOCUMENTO, "guia.pdf")


@pytest.mark.parametrize("nombre", ["Asociación Nʉ̃ka Ɨmʉ", "Cabildo ẽnãpen g̃uarani ɨ̃", "Pueblo U’wa, ʼŋꞌ"])
def test_una_entidad_de_nombre_indigena(imprimir: Imprimir, nombre: str) -> None:
    """Con letras de dos familias y marcas sueltas, sigue siendo una frase corrida."""
    frase = f"{FRASE.removesuffix('.')} y el {nombre}"
    pdf = imprimir(f'<p class="c">{frase}</p>', ".c { width: 75mm }")
    (medida,) = exigir_en_pdf(pdf, frase, DOCUMENTO, "x.pdf")
    assert medida.contraste >= 7


@pytest.mark.parametrize("lado", ["left", "top", "right", "bottom"])
def test_en_la_orilla_no_vale_aunque_se_vea(imprimir: Imprimir, lado: str) -> None:
    """Una impresora de oficina no llega al borde; en un archivo de taller, que se corta, sí vale."""
    alineado = "right" if lado == "right" else "left"
    css = f".c {{ position: absolute; margin: 0; width: 110mm; text-align: {alineado}; %s }}"
    fuera = "; ".join(
        f"{x}: 20mm" for x in ("left", "top") if x != {"right": "left", "bottom": "top"}.get(lado)
    )
    datos = imprimir(CREDITO, css % f"{fuera}; {lado}: 5mm", "size: 216mm 279mm; margin: 0")
    con_orilla = replace(DOCUMENTO, orilla_mm=6.5)
    assert motivo_de(datos, con_orilla) == (1, Motivo.EN_LA_ORILLA)
    exigir_en_pdf(datos, FRASE, DOCUMENTO, "taller.pdf")
    lejos = imprimir(CREDITO, css % f"{fuera}; {lado}: 8mm", "size: 216mm 279mm; margin: 0")
    exigir_en_pdf(lejos, FRASE, con_orilla, "oficina.pdf")
