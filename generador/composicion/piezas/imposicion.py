"""La hoja de una pieza: una copia a sangre, o varias con sus marcas de corte o de doblez."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generador.catalogo.formatos import ORLA, SANGRADO, Formato, Pliego, Variante
from generador.rompecabezas.trazo import Rectangulo

_MARCA, _AIRE = 5.0, 1.2
"""Largo de una marca y lo que se aparta del corte, en milímetros; en una hoja angosta, lo que quepa."""
_EN_TODAS = "device-cmyk(1 1 1 1)"
"""Las marcas de un taller van en las cuatro planchas: con ellas se casan."""


@dataclass(frozen=True, slots=True)
class CopiaEnHoja:
    """Un ejemplar en la hoja; `girada`, de cabeza."""

    caja: Rectangulo
    girada: bool = False
    sangrado: float = 0.0
    """Milímetros que su fondo sigue después del corte."""

    @property
    def con_sangrado(self) -> Rectangulo:
        """La caja con lo que sigue después del corte."""
        c, s = self.caja, self.sangrado
        return Rectangulo(c.x - s, c.y - s, c.ancho + 2 * s, c.alto + 2 * s)

    @property
    def en_su_marco(self) -> Rectangulo:
        """La caja medida desde la del sangrado si lo hay, o desde la hoja."""
        s = self.sangrado
        return self.caja._replace(x=s, y=s) if s else self.caja


@dataclass(frozen=True, slots=True)
class HojaDePieza:
    """Las copias y sus marcas."""

    copias: tuple[CopiaEnHoja, ...]
    marcas: Markup


def hoja_de(formato: Formato, variante: Variante = "color") -> HojaDePieza:
    """Cómo se imponen las copias de un formato; a un taller va una sola, con su sangrado: él la impone."""
    if variante == "imprenta":
        return _de_taller(*formato.pieza_mm)
    pliego, ancho, alto = formato.pliego, formato.ancho_mm, formato.alto_mm
    if pliego is None:
        return HojaDePieza((CopiaEnHoja(Rectangulo(0.0, 0.0, ancho, alto)),), Markup())
    # Lo que sobra se reparte por igual; las que no dejan para un corte doble van juntas.
    libre_x, libre_y = ancho - pliego.columnas * pliego.ancho, alto - pliego.filas * pliego.alto
    junta_x = libre_x / (pliego.columnas + 1) if pliego.columnas == 2 and pliego.filas == 1 else 0.0
    x0, y0 = (libre_x - junta_x * (pliego.columnas - 1)) / 2, libre_y / 2
    doblez = pliego.marcas == "doblez"
    copias = tuple(
        CopiaEnHoja(
            Rectangulo(x0 + c * (pliego.ancho + junta_x), y0 + f * pliego.alto, pliego.ancho, pliego.alto),
            doblez and f % 2 == 0,
        )
        for f in range(pliego.filas)
        for c in range(pliego.columnas)
    )
    if doblez:
        return HojaDePieza(copias, _dibujo(ancho, alto, _de_doblez(ancho, y0, pliego), "doblez"))
    xs = sorted({x for c in copias for x in (c.caja.x, c.caja.derecha)})
    ys = sorted({y for c in copias for y in (c.caja.y, c.caja.abajo)})
    largo_y, largo_x = min(_MARCA, y0 - 2 * _AIRE), min(_MARCA, x0 - 2 * _AIRE)
    trazos = _de_corte(ancho, alto, xs, ys, (x0, y0), (largo_x, largo_y), _AIRE)
    return HojaDePieza(copias, _dibujo(ancho, alto, trazos, "corte"))


def _de_doblez(ancho: float, y0: float, pliego: Pliego) -> list[str]:
    """Por dónde se dobla cada par de filas, en la orilla; entre un par y otro se corta, de lado a lado."""
    trazos = []
    for f in range(1, pliego.filas):
        y = y0 + f * pliego.alto
        trazos.append(f"M0 {y:g}h8M{ancho - 8:g} {y:g}h8" if f % 2 else f"M0 {y:g}h{ancho:g}")
    return trazos


def _de_taller(ancho: float, alto: float) -> HojaDePieza:
    hoja = ancho + 2 * ORLA, alto + 2 * ORLA
    xs, ys = (ORLA, ORLA + ancho), (ORLA, ORLA + alto)
    # Las marcas empiezan después del sangrado: dentro de él saldrían en la pieza si el corte se corre.
    trazos = _de_corte(*hoja, xs, ys, (ORLA, ORLA), (_MARCA, _MARCA), SANGRADO + 1)
    caja = Rectangulo(ORLA, ORLA, ancho, alto)
    copia = CopiaEnHoja(caja, sangrado=SANGRADO)
    return HojaDePieza((copia,), _dibujo(*hoja, trazos, "corte", _EN_TODAS))


def _de_corte(
    ancho: float,
    alto: float,
    xs: Iterable[float],
    ys: Iterable[float],
    orla: tuple[float, float],
    largo: tuple[float, float],
    aire: float,
) -> list[str]:
    """Una marca en cada extremo de cada línea de corte."""
    x0, y0 = orla
    trazos = [
        f"M{x:.2f} {y0 - aire:.2f}v{-largo[1]:.2f}M{x:.2f} {alto - y0 + aire:.2f}v{largo[1]:.2f}" for x in xs
    ]
    return trazos + [
        f"M{x0 - aire:.2f} {y:.2f}h{-largo[0]:.2f}M{ancho - x0 + aire:.2f} {y:.2f}h{largo[0]:.2f}" for y in ys
    ]


def _dibujo(ancho: float, alto: float, trazos: Iterable[str], de: str, tinta: str = "#000") -> Markup:
    return Markup(
        f'<svg class="marcas" role="img" viewBox="0 0 {ancho:g} {alto:g}" width="{ancho:g}mm" '
        f'height="{alto:g}mm"><title>Marcas de {de}</title>'
        f'<path d="{"".join(trazos)}" fill="none" stroke="{tinta}" stroke-width="0.2"/></svg>'
    )
