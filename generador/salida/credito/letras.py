"""Una frase dentro de una página de PDF: dónde está cada letra y cómo dejarla sola para mirarla.

Solo lee y desarma la página en memoria; qué es aceptable lo dice `credito`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import addressof, c_double, c_float, c_ulong, c_ushort
from typing import Any, NamedTuple

import pypdfium2.raw as crudo

AMPLIACION_RECORTE = 1000
"""Veces que se agranda un recorte alrededor de la letra para que deje de cortarla."""


TECHO_PDFIUM = 65 / 64
"""Cuánto agranda pdfium la altura de cada letra sobre la línea de base, para que el antialias quepa."""


class Caja(NamedTuple):
    """Rectángulo de la página, en puntos y con el eje vertical hacia arriba."""

    izquierda: float
    abajo: float
    derecha: float
    arriba: float

    def contiene(self, otra: Caja, holgura: float) -> bool:
        return (
            self.izquierda - holgura <= otra.izquierda
            and self.abajo - holgura <= otra.abajo
            and otra.derecha <= self.derecha + holgura
            and otra.arriba <= self.arriba + holgura
        )

    def hasta_el_borde(self, otras: Iterable[Caja]) -> float:
        """Los puntos que separan a la más cercana de `otras` de un borde; negativos si se sale."""
        return min(
            borde
            for o in otras
            for borde in (
                *(o.izquierda - self.izquierda, o.abajo - self.abajo),
                *(self.derecha - o.derecha, self.arriba - o.arriba),
            )
        )

    def comun(self, otra: Caja) -> Caja:
        return Caja(
            max(self.izquierda, otra.izquierda),
            max(self.abajo, otra.abajo),
            min(self.derecha, otra.derecha),
            min(self.arriba, otra.arriba),
        )


class Letra(NamedTuple):
    """Un signo de la frase tal como lo coloca la página."""

    signo: str
    inicial: bool
    """Si empieza palabra."""
    caja: Caja
    """La caja del dibujo de la letra según su fuente, sin contar recortes."""
    base: float
    """Altura de la línea de base, en puntos."""
    matriz: tuple[float, float, float, float]
    """De la letra de 1 pt a la página: a, b, c y d."""
    objeto: Any
    """El objeto de texto de pdfium que la dibuja."""


Aparicion = tuple[Letra, ...]


class Frase(NamedTuple):
    """Lo que se busca: cómo reconocerlo en el texto de una página y cuáles de sus letras empiezan palabra."""

    patron: re.Pattern[str]
    iniciales: tuple[bool, ...]


def frase(texto: str) -> Frase:
    """`texto` con cualquier blanco entre palabras y, como pdfium a veces los pone, también entre letras."""
    palabras = unicodedata.normalize("NFC", texto).split()
    patron = r"\s+".join(r"\s*".join(map(re.escape, palabra)) for palabra in palabras)
    return Frase(re.compile(patron), tuple(i == 0 for palabra in palabras for i in range(len(palabra))))


@contextmanager
def hoja(
    documento: Any, indice: int, buscada: Frase, cual: int
) -> Iterator[tuple[Any, Aparicion | None, str]]:
    """La página `indice`, recién leída, la aparición `cual` de la frase en su texto, y ese texto.

    Todo se cuenta desde 0; None si la frase no aparece tantas veces.
    """
    pagina = documento[indice]
    try:
        lector = pagina.get_textpage()
        try:
            aparicion, texto = _aparicion(lector.raw, buscada, cual)
        finally:
            lector.close()
        yield pagina, aparicion, texto
    finally:
        pagina.close()


def _aparicion(lector: Any, buscada: Frase, cual: int) -> tuple[Aparicion | None, str]:
    cuantos = crudo.FPDFText_CountChars(lector)
    memoria = (c_ushort * (2 * cuantos + 2))()
    unidades = crudo.FPDFText_GetText(lector, 0, cuantos, memoria)
    texto = bytes(memoria)[: 2 * max(0, unidades - 1)].decode("utf-16-le", "replace")
    tramos = [hallado.span() for hallado in buscada.patron.finditer(texto)]
    # El texto de una vez es rápido, pero pdfium a veces omite o añade signos y los índices se corren.
    if not tramos or any(_signo(lector, i) != texto[i] for tramo in tramos for i in range(*tramo)):
        texto = "".join(_signo(lector, i) for i in range(cuantos))
        tramos = [hallado.span() for hallado in buscada.patron.finditer(texto)]
    if cual >= len(tramos):
        return None, texto
    lugares = [i for i in range(*tramos[cual]) if not texto[i].isspace()]
    letras = zip(lugares, buscada.iniciales, strict=True)
    return tuple(_letra(lector, i, texto[i], inicial) for i, inicial in letras), texto


def _signo(lector: Any, indice: int) -> str:
    return chr(crudo.FPDFText_GetUnicode(lector, indice))


def _letra(lector: Any, indice: int, signo: str, inicial: bool) -> Letra:
    izquierda, derecha, abajo, arriba, x, y = (c_double() for _ in range(6))
    crudo.FPDFText_GetCharBox(lector, indice, izquierda, derecha, abajo, arriba)
    crudo.FPDFText_GetCharOrigin(lector, indice, x, y)
    matriz = crudo.FS_MATRIX()
    crudo.FPDFText_GetMatrix(lector, indice, matriz)
    cuerpo = crudo.FPDFText_GetFontSize(lector, indice)
    return Letra(
        signo,
        inicial,
        Caja(izquierda.value, abajo.value, derecha.value, y.value + (arriba.value - y.value) / TECHO_PDFIUM),
        y.value,
        (matriz.a * cuerpo, matriz.b * cuerpo, matriz.c * cuerpo, matriz.d * cuerpo),
        crudo.FPDFText_GetTextObject(lector, indice),
    )


def caja_pagina(pagina: Any) -> Caja:
    """Lo que se ve y se pinta de la página: la intersección de MediaBox y CropBox."""
    return Caja(*pagina.get_bbox())


def caja_visible(pagina: Any) -> Caja:
    """Lo que queda en la mano después de cortar: además, dentro de TrimBox si la hay."""
    visible = caja_pagina(pagina)
    lados = [c_float() for _ in range(4)]
    if crudo.FPDFPage_GetTrimBox(pagina.raw, *lados):
        visible = visible.comun(Caja(*(lado.value for lado in lados)))
    return visible


def es_invisible(objeto: Any) -> bool:
    """Si no hay objeto de texto que dibuje la letra, su modo es invisible o está en una capa opcional."""
    if not objeto:
        return True
    modo = crudo.FPDFTextObj_GetTextRenderMode(objeto)
    if modo in (crudo.FPDF_TEXTRENDERMODE_INVISIBLE, crudo.FPDF_TEXTRENDERMODE_CLIP):
        return True
    return "OC" in (_marca(objeto, i) for i in range(crudo.FPDFPageObj_CountMarks(objeto)))


def _marca(objeto: Any, indice: int) -> str:
    marca = crudo.FPDFPageObj_GetMark(objeto, indice)
    memoria = (c_ushort * 16)()
    largo = c_ulong()
    crudo.FPDFPageObjMark_GetName(marca, memoria, 32, largo)
    return bytes(memoria)[: max(0, largo.value - 2)].decode("utf-16-le", "replace")


def objetos(letras: Aparicion) -> list[Any]:
    """Los objetos de texto que dibujan `letras`, sin repetir."""
    return list({_direccion(letra.objeto): letra.objeto for letra in letras}.values())


def tiene_recorte(pagina: Any, letra: Letra) -> bool:
    """Si la letra, o una forma que la contiene, se dibuja a través de un recorte."""
    return _tiene_recorte(pagina.raw, False, _direccion(letra.objeto)) is True


def _tiene_recorte(contenedor: Any, es_forma: bool, buscado: int) -> bool | None:
    for objeto in _hijos(contenedor, es_forma):
        es_este = _direccion(objeto) == buscado
        dentro = _tiene_recorte(objeto, True, buscado) if _es_forma(objeto) else None
        if es_este or dentro is not None:
            recorte = crudo.FPDFPageObj_GetClipPath(objeto)
            return bool(dentro) or (bool(recorte) and crudo.FPDFClipPath_CountPaths(recorte) > 0)
    return None


def aislar(pagina: Any, letras: Aparicion, *, soltar: bool) -> None:
    """Deja en la página solo los textos que dibujan `letras`, en negro pleno; con `soltar`, sin recortes."""
    _aislar(pagina.raw, False, frozenset(map(_direccion, objetos(letras))), soltar)


def quitar_encima(pagina: Any, letras: Aparicion) -> None:
    """Quita de la página todo lo que se dibuja después de la última de `letras`."""
    _quitar_encima(pagina.raw, False, frozenset(map(_direccion, objetos(letras))))


def _direccion(objeto: Any) -> int:
    return addressof(objeto.contents) if objeto else 0


def _hijos(contenedor: Any, es_forma: bool) -> list[Any]:
    if es_forma:
        cuantos = crudo.FPDFFormObj_CountObjects(contenedor)
        return [crudo.FPDFFormObj_GetObject(contenedor, i) for i in range(cuantos)]
    cuantos = crudo.FPDFPage_CountObjects(contenedor)
    return [crudo.FPDFPage_GetObject(contenedor, i) for i in range(cuantos)]


def _es_forma(objeto: Any) -> bool:
    return bool(crudo.FPDFPageObj_GetType(objeto) == crudo.FPDF_PAGEOBJ_FORM)


def _aislar(contenedor: Any, es_forma: bool, suyos: frozenset[int], soltar: bool) -> bool:
    queda = False
    for objeto in _hijos(contenedor, es_forma):
        es_letra = _direccion(objeto) in suyos
        if es_letra or (_es_forma(objeto) and _aislar(objeto, True, suyos, soltar)):
            queda = True
            if soltar:
                _soltar(objeto)
            # En una forma, esto quita la opacidad del grupo entero.
            crudo.FPDFPageObj_SetFillColor(objeto, 0, 0, 0, 255)
            if es_letra:
                _rellenar(objeto)
        else:
            crudo.FPDFPageObj_SetIsActive(objeto, False)
    return queda


def _rellenar(objeto: Any) -> None:
    # El modo 2, relleno con contorno, es la negrita sintética: el contorno es parte de la letra.
    contorno = crudo.FPDF_TEXTRENDERMODE_FILL_STROKE
    if crudo.FPDFTextObj_GetTextRenderMode(objeto) == contorno:
        crudo.FPDFPageObj_SetStrokeColor(objeto, 0, 0, 0, 255)
    else:
        crudo.FPDFTextObj_SetTextRenderMode(objeto, crudo.FPDF_TEXTRENDERMODE_FILL)


def _soltar(objeto: Any) -> None:
    # La interfaz de pdfium no borra un recorte, pero deja transformarlo: agrandado mil veces desde el
    # centro del texto ya no lo corta, salvo que ese centro tampoco se viera.
    lados = [c_float() for _ in range(4)]
    crudo.FPDFPageObj_GetBounds(objeto, *lados)
    izquierda, abajo, derecha, arriba = (lado.value for lado in lados)
    x, y, veces = (izquierda + derecha) / 2, (abajo + arriba) / 2, AMPLIACION_RECORTE
    crudo.FPDFPageObj_TransformClipPath(objeto, veces, 0, 0, veces, x * (1 - veces), y * (1 - veces))


def _quitar_encima(contenedor: Any, es_forma: bool, suyos: frozenset[int]) -> bool:
    for objeto in reversed(_hijos(contenedor, es_forma)):
        if _direccion(objeto) in suyos or (_es_forma(objeto) and _quitar_encima(objeto, True, suyos)):
            return True
        crudo.FPDFPageObj_SetIsActive(objeto, False)
    return False
