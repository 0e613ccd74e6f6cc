"""Los colores de la web: cada mesa y cada ficha con lo que se lee encima y al lado, en claro y en oscuro."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from markupsafe import Markup

from generador.composicion.comun.color.paleta import PAPEL, colores_de
from generador.modelo.asamblea import Asamblea
from generador.modelo.color import CONTRASTE_MINIMO, contraste, luminancia, texto_sobre
from generador.modelo.datos.metodologia import ClaseDeFicha

NOCHE = "#131916"
"""Fondo de página en modo oscuro; el mismo valor de `--papel` en sitio.css."""
TARJETA_DE_NOCHE = "#1d2521"
"""El fondo más claro sobre el que se lee de noche: `--tarjeta` en sitio.css."""
_LUZ_DE_NOCHE = 0.13


@dataclass(frozen=True, slots=True)
class TonosMesa:
    """El color de una mesa: su fondo, la letra que lleva encima, y ese color como letra de día y de noche."""

    fondo: str
    texto: str
    de_dia: str
    de_noche: str

    @property
    def css(self) -> Markup:
        """Las propiedades para un atributo `style`."""
        return Markup(f"--m:{self.fondo};--mt:{self.texto};--md:{self.de_dia};--mn:{self.de_noche}")


@dataclass(frozen=True, slots=True)
class TonosFicha:
    """El color de una clase de ficha (rótulo, interior y letra corrida), de día y de noche."""

    tinta: str
    fondo: str
    texto: str
    tinta_noche: str
    fondo_noche: str
    texto_noche: str

    @property
    def css(self) -> Markup:
        """Las propiedades para un atributo `style`."""
        return Markup(
            f"--fd:{self.fondo};--fdt:{self.tinta};--fdx:{self.texto};"
            f"--fn:{self.fondo_noche};--fnt:{self.tinta_noche};--fnx:{self.texto_noche}"
        )


def legible(color: str, fondo: str, minimo: float = CONTRASTE_MINIMO) -> str:
    """El tono de `color` que da al menos `minimo` de contraste sobre `fondo`, lo más parecido posible."""
    tono, luz, saturacion = colorsys.rgb_to_hls(*_canales(color))
    paso = -0.01 if luminancia(fondo) > 0.18 else 0.01
    while contraste(color, fondo) < minimo and 0 <= luz + paso <= 1:
        luz += paso
        color = _hex(tono, luz, saturacion)
    return color


def tonos_de(asamblea: Asamblea) -> dict[int, TonosMesa]:
    """Los tonos por número de mesa."""
    return {
        numero: TonosMesa(c.fondo, c.texto, legible(c.fondo, PAPEL), legible(c.fondo, TARJETA_DE_NOCHE))
        for numero, c in colores_de(asamblea).items()
    }


def tonos_de_ficha(ficha: ClaseDeFicha) -> TonosFicha:
    """Los tonos de una clase de ficha; los de noche salen de su tinta."""
    tono, _, saturacion = colorsys.rgb_to_hls(*_canales(ficha.tinta))
    noche = _hex(tono, _LUZ_DE_NOCHE, min(saturacion, 0.5))
    return TonosFicha(
        tinta=ficha.tinta,
        fondo=ficha.fondo,
        texto=texto_sobre(ficha.fondo),
        tinta_noche=legible(ficha.fondo, noche),
        fondo_noche=noche,
        texto_noche=texto_sobre(noche),
    )


def _canales(color: str) -> tuple[float, float, float]:
    rojo, verde, azul = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return rojo, verde, azul


def _hex(tono: float, luz: float, saturacion: float) -> str:
    return "#" + "".join(f"{round(255 * c):02x}" for c in colorsys.hls_to_rgb(tono, luz, saturacion))
