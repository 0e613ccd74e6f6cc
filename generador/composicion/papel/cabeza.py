"""Lo que ocupa la cabeza de una ficha: en qué cuerpo va cada texto, medido con su letra, y cuánto crece."""

from __future__ import annotations

from dataclasses import dataclass

from generador.composicion.comun.medida import Medidor
from generador.unidades import MM_POR_PUNTO

_MENOR = 9.0
"""El cuerpo, en puntos, del crédito y de lo que no cabe en el suyo."""
# Puntos y milímetros de `ficha.css`.
_TITULAR_ENTERA = (36.0, 32.0, 26.0, 22.0, 18.0, 15.0, 13.0, 11.0, 9.0)
_TITULAR_MEDIA = (18.0, 15.0, 12.0, 10.5, 9.0)
_CODIGO, _AIRE_DE_CODIGO, _APRETADA = 26.0, 4.0, -0.015
LADOS_DE_MEDIA, _ICONO_DE_MEDIA = (50.0, 60.0, 72.0, 86.0), 15.0
"""Lo que puede medir de ancho la cabeza de una media, del corriente al de los nombres largos; y su ícono."""
_MESA_DE_MEDIA = 28.6
"""Dónde empieza el nombre de la mesa en una media, si el de la clase no lo empuja."""
_ALTO_TITULAR_ENTERA, _ALTO_TITULAR_MEDIA = 14.0, 12.2
_MESA, _RENGLONES_DE_MESA = 10.5, 2
_INSTRUCCION_MEDIA = 10.0


@dataclass(frozen=True, slots=True)
class Titular:
    """El nombre de una clase en la cabeza de su ficha: cuerpo en puntos; lo demás, en milímetros."""

    cuerpo: float
    ancho: float
    baja: float
    """Lo que se corre desde lo alto de la cabeza, para que un nombre corto quede junto a su ícono."""
    crece: float
    """Lo que empuja hacia abajo a lo que le sigue, si ni al menor cuerpo cabe en su lugar."""


@dataclass(frozen=True, slots=True)
class Letras:
    """Con qué se mide lo que una hoja de fichas dice, y los textos que no son de su clase."""

    medidor: Medidor
    credito: str
    mesa: str
    """«Mesa 3. Agua», como se escribe en cada ficha."""

    def renglones_de_credito(self, ancho: float) -> int:
        """En cuántos renglones queda el crédito en `ancho` mm."""
        return len(self.medidor.partir(self.credito, "texto", ancho / (_MENOR * MM_POR_PUNTO)))

    def titular(self, nombre: str, codigo: str, ancho: float, *, media: bool) -> Titular:
        """El mayor cuerpo en que el nombre de una clase va entero en su cabeza de `ancho` mm.

        Al menor cuerpo, lo que no cabe en su lugar crece hacia abajo: no se corta.
        """
        cuerpos = _TITULAR_MEDIA if media else _TITULAR_ENTERA
        alto = _ALTO_TITULAR_MEDIA if media else _ALTO_TITULAR_ENTERA
        libre = ancho - _ICONO_DE_MEDIA
        if not media:
            libre = ancho - self.medidor.ancho(codigo, "titular") * _CODIGO * MM_POR_PUNTO - _AIRE_DE_CODIGO
        for i, cuerpo in enumerate(cuerpos):
            caben = int(alto / (cuerpo * MM_POR_PUNTO))
            if self.medidor.cabe(nombre, "titular", libre / (cuerpo * MM_POR_PUNTO), caben, _APRETADA):
                return Titular(cuerpo, libre, 2.0 if media and not i else 0.0, 0.0)
        menor = cuerpos[-1] * MM_POR_PUNTO
        renglones = self.medidor.partir(nombre, "titular", libre / menor, _APRETADA)
        return Titular(cuerpos[-1], libre, 0.0, max(0.0, len(renglones) * menor - alto))

    def lado_de_media(self, nombre: str, alto: float) -> float:
        """El ancho de la cabeza de una media de `alto` mm: el primero en que caben su clase y su mesa."""
        for lado in LADOS_DE_MEDIA:
            crece = self.titular(nombre, "", lado, media=True).crece
            renglones = len(self.medidor.partir(self.mesa, "texto", lado / (_MENOR * MM_POR_PUNTO)))
            if _MESA_DE_MEDIA + crece + renglones * _MENOR * 1.15 * MM_POR_PUNTO <= alto:
                break
        return lado

    def instruccion_larga(self, texto: str, ancho: float) -> bool:
        """Si la de una media ficha no cabe en un renglón de `ancho` mm."""
        return self.medidor.ancho(texto, "negrita") * _INSTRUCCION_MEDIA * MM_POR_PUNTO > ancho

    def mesa_larga(self, ancho: float) -> bool:
        """Si el nombre de la mesa no cabe en los renglones de una ficha entera."""
        return (
            len(self.medidor.partir(self.mesa, "texto", ancho / (_MESA * MM_POR_PUNTO))) > _RENGLONES_DE_MESA
        )
