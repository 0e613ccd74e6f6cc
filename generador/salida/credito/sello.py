"""La puerta de los sellos: lo que se compuso con datos de demostración o con un borrador lo dice, y se lee.

Lee el resultado, como la del crédito: los píxeles de cada página y de cada imagen, y el texto de lo demás.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from generador.errores import ErrorDeSalida
from generador.salida.credito.guardia import CreditoAusente, Exigencia, Motivo, exigir_en_pdf, exigir_en_png
from generador.salida.visible import texto_visible

CONTRASTE_MIN = 4.5
"""De WCAG 2, nivel AA."""


class SelloAusente(ErrorDeSalida):
    """`nombre` usa datos que piden ese sello y no lo muestra; `pagina` desde 1, None si no las tiene."""

    def __init__(self, nombre: str, sello: str, pagina: int | None = None, que: str = "no está") -> None:
        self.nombre, self.sello, self.pagina, self.que = nombre, sello, pagina, que
        lugar = nombre if pagina is None else f"{nombre}, página {pagina}"
        super().__init__(
            f"{lugar}: se compuso con datos que piden el sello «{sello}», y {que}\n"
            "    ayuda: póngalo donde se lea en cada página, como en las demás que muestran resultados"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.nombre, self.sello, self.pagina, self.que)


def exigir_en_texto(texto: str, sellos: Iterable[str], nombre: str) -> None:
    """SelloAusente si `texto` no dice alguno, en mayúsculas o no."""
    corrido = " ".join(texto.split()).casefold()
    for sello in sellos:
        if sello.casefold() not in corrido:
            raise SelloAusente(nombre, sello)


def exigir_en_html(html: str, sellos: Iterable[str], nombre: str, *, tal_cual: bool = True) -> None:
    """SelloAusente si el texto visible de una página web no trae alguno; `tal_cual`, con sus mayúsculas."""
    visible = texto_visible(html)
    if not tal_cual:
        exigir_en_texto(visible, sellos, nombre)
        return
    for sello in sellos:
        if sello not in visible:
            raise SelloAusente(nombre, sello)


def exigir_en_impreso(
    pdf: bytes,
    imagenes: Sequence[tuple[str, bytes]],
    sellos: Iterable[str],
    exigencia: Exigencia,
    nombre: str,
) -> None:
    """SelloAusente si alguna página de `pdf`, o alguna imagen de la primera, no lo muestra bien.

    `imagenes` son su nombre y sus bytes; `exigencia`, la del crédito: de ella valen las veces por página.
    """
    # La orilla se le pide al crédito, que es obligatorio: un sello puede ir en una banda de borde a borde.
    propia = replace(
        exigencia,
        altura_x_min_mm=None,
        altura_x_min_relativa=None,
        contraste_min=CONTRASTE_MIN,
        orilla_mm=0.0,
    )
    for sello in sellos:
        try:
            exigir_en_pdf(pdf, sello, propia, nombre)
            for ruta, datos in imagenes:
                exigir_en_png(datos, pdf, sello, propia, ruta)
        except CreditoAusente as error:
            que = "no está" if error.motivo is Motivo.AUSENTE else error.motivo.value[0]
            detalle = f" ({error.detalle})" if error.detalle else ""
            raise SelloAusente(error.nombre, sello, error.pagina, que + detalle) from None
