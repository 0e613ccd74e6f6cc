"""Los rótulos del muro: el letrero de arriba y la silueta que va donde falta una ficha."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.idioma.fechas import dias
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.dibujo import ENCAJES
from generador.modelo.datos.metodologia import ClaseDeFicha
from generador.rompecabezas.mesa import ficha_suelta
from generador.unidades import MM_POR_PUNTO

# Milímetros de `salon.css`: los márgenes de los lados, y lo que la hoja tiene de alto para una palabra.
_LADOS, _ALTO = 30.0, 150.0
_APRETADA = -0.02
_MAYOR = 190.0
"""Puntos de la palabra más grande del letrero."""


@dataclass(frozen=True, slots=True)
class HojaDeLetrero:
    """Lo que dice una hoja del letrero y el cuerpo, en puntos, en que la llena."""

    renglones: tuple[str, ...]
    cuerpo: float


def letrero(medidor: Medidor, a: Artefacto) -> tuple[HojaDeLetrero, ...]:
    """Las hojas del letrero, de izquierda a derecha: todas con la misma letra, menos el territorio."""
    libre = a.ancho_mm - _LADOS
    palabras = ("El gran", "rompecabezas", "solidario")
    comun = min(_cuerpo(medidor, p, libre) for p in palabras)
    evento = a.asamblea.evento
    return (
        *(HojaDeLetrero((p,), round(comun, 1)) for p in palabras),
        _en_renglones(medidor, (evento.territorio, dias(evento.dias)), libre),
    )


def _cuerpo(medidor: Medidor, texto: str, ancho: float) -> float:
    """El mayor cuerpo en puntos en que `texto` va en un renglón de `ancho` milímetros."""
    return min(_MAYOR, ancho / medidor.ancho(texto, "titular", _APRETADA) / MM_POR_PUNTO)


def _en_renglones(medidor: Medidor, dichos: Sequence[str], ancho: float) -> HojaDeLetrero:
    """El territorio y los días en el mayor cuerpo en que caben juntos, sin partir palabras."""
    cuerpo = 110.0
    while cuerpo > 24:
        cuantos = ancho / (cuerpo * MM_POR_PUNTO)
        renglones = sum(len(medidor.partir(t, "titular", cuantos, _APRETADA)) for t in dichos)
        enteras = all(medidor.cabe(t, "titular", cuantos, 9, _APRETADA) for t in dichos)
        if enteras and renglones * cuerpo * 1.05 * MM_POR_PUNTO <= _ALTO:
            break
        cuerpo *= 0.94
    return HojaDeLetrero(tuple(dichos), round(cuerpo, 1))


def ficha_vacia(ficha: ClaseDeFicha, ancho: float = 100.0, alto: float = 62.0) -> Markup:
    """La silueta de una clase de ficha, punteada, de `ancho` × `alto` mm: para pegarla donde falta."""
    pieza = ficha_suelta(ancho, alto, ficha.tipo.value, lenguetas=ENCAJES[ficha.tipo])
    caja = pieza.caja.ampliado(1)
    return Markup(
        f'<svg role="img" viewBox="{caja.x:.2f} {caja.y:.2f} {caja.ancho:.2f} {caja.alto:.2f}" '
        f'width="{caja.ancho:.2f}mm" height="{caja.alto:.2f}mm"><title>Silueta de una ficha de '
        f'{escape(ficha.nombre.lower())}</title><path d="{pieza.contorno.svg()}" fill="none" stroke="#000" '
        'stroke-width="1" stroke-dasharray="4 2.5"/></svg>'
    )
