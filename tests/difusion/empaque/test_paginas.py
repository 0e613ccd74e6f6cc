"""Cómo queda una página en la copia."""

from __future__ import annotations

import pytest
from difusion.maqueta import DIRECCION, HOJA, LETRA, PIE, pagina

from generador.difusion.empaque.paginas import Copia
from generador.difusion.empaque.paginas import pagina as copiada
from generador.errores import ErrorDeSalida

RUTAS = {
    "index.html",
    "a/index.html",
    "a/agenda/index.html",
    "a/d/agenda.pdf",
    "estilos/asambleas.css",
    "fuentes/a.woff2",
}
COPIA = Copia(RUTAS, DIRECCION, f"{DIRECCION}a/", "3 de mayo de 2024")
AVISO = (
    '<p class="copia">Copia para llevar, sacada el 3 de mayo de 2024. Lo que cambie después está en '
    f'<a href="{DIRECCION}a/">{DIRECCION}a/</a></p>\n</footer>'
)


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ('<a href="agenda/">A</a>', '<a href="agenda/index.html">A</a>'),
        ('<a id="b" href="agenda/?m=1&amp;n=2#x">', '<a id="b" href="agenda/index.html?m=1&amp;n=2#x">'),
        ('<a href="#x">A</a>', '<a href="#x">A</a>'),
        ('<a href="./">A</a>', '<a href="index.html">A</a>'),
        ('<a href="../">A</a>', '<a href="../index.html">A</a>'),
        ('<a href="d/agenda.pdf" download>A</a>', '<a href="d/agenda.pdf" download>A</a>'),
        ('<a href="piezas/x y.zip">A</a>', f'<a href="{DIRECCION}a/piezas/x%20y.zip" data-afuera>A</a>'),
        ('<a href="../otra/#x">A</a>', f'<a href="{DIRECCION}otra/#x" data-afuera>A</a>'),
        ('<a href="https://o.co/">A</a>', '<a href="https://o.co/">A</a>'),
        ('<button data-base="../" data-carpeta="a/">A</button>',) * 2,
    ],
)  # fmt: skip
def test_cada_enlace(antes: str, despues: str) -> None:
    dada = pagina(antes)
    assert copiada("a/index.html", dada, COPIA) == pagina(despues).replace("</footer>", AVISO)


def test_las_letras_no_se_piden_de_otro_origen_ni_lo_que_no_va_se_anuncia() -> None:
    """Con `crossorigin`, Chromium no las deja leer desde una carpeta."""
    canal = '<link rel="alternate" href="fechas.xml" type="application/atom+xml">'
    cruzada = HOJA.replace(">", " crossorigin>")
    dada = pagina(cabeza=LETRA.format("../") + cruzada.format("../") + canal)
    assert copiada("a/index.html", dada, COPIA) == pagina(cabeza=HOJA.format("../")).replace(
        "</footer>", AVISO
    )


def test_lo_que_una_pagina_necesita_y_no_va_detiene_la_copia() -> None:
    with pytest.raises(ErrorDeSalida, match=r"a/index\.html: necesita «a/foto\.webp», que no va"):
        copiada("a/index.html", pagina('<img src="foto.webp" alt="">'), COPIA)


def test_una_pagina_sin_pie_no_pasa_callada() -> None:
    with pytest.raises(ErrorDeSalida, match="no dice lo mismo que en el sitio"):
        copiada("a/index.html", pagina("<p>Hola</p>").replace(PIE, ""), COPIA)
