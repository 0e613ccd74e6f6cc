"""Lo que comparten las pruebas del crédito: la frase, las exigencias y una pieza de cada tamaño."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generador.salida.credito.guardia import CreditoAusente, Exigencia, Motivo, exigir_en_pdf

Imprimir = Callable[..., bytes]

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
    """La página y el motivo por los que la guardia detiene ese PDF."""
    with pytest.raises(CreditoAusente) as parada:
        exigir_en_pdf(datos, FRASE, exigencia, "guia.pdf")
    return parada.value.pagina, parada.value.motivo


PIEZAS = {
    "publicación 1080 × 1080": ("1080px", "1080px", 28, (1080, 1080)),
    "historia 1080 × 1920": ("1080px", "1920px", 28, (1080, 1920)),
    "afiche 50 × 70": ("500mm", "700mm", 14, (1000, 1400)),
    "pendón con letra enorme": ("3000mm", "1000mm", 100, (1500, 500)),
    "pendón 300 × 100": ("3000mm", "1000mm", 28, (1500, 500)),
    "escarapela": ("90mm", "55mm", 1.6, (900, 550)),
}


def pieza(imprimir: Imprimir, caso: str, css: str = "", cuerpo: str = NEGRITA) -> bytes:
    """El PDF de una de PIEZAS: un mural y la franja del crédito abajo."""
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
