"""Lo que el cartel del rompecabezas escribe sobre su dibujo: el nombre de la mesa y el rótulo de la ficha."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generador.composicion.comun.lugar import estilo
from generador.composicion.comun.medida import Medidor
from generador.composicion.muro.lleno import FichaLlena, MesaLlena
from generador.rompecabezas.trazo import Rectangulo

LETRA_MINIMA = 3.2
"""Milímetros: 9 pt."""
_APRETADA = -0.015
"""De `mural.css`: lo apretado del eje, en cuerpos."""
_APRETADO_EL_NUMERO, _TRAS_EL_NUMERO, _SANGRIA = -0.04, 0.08, 0.76
"""En cuerpos del número: lo apretado, de `mural.css`; el aire que le sigue, y la sangría con una cifra."""


@dataclass(frozen=True, slots=True)
class MesaDelCartel:
    """Una mesa en la hoja: `caja` es su cuerpo y `nombre` lo que la encabeza, en milímetros."""

    mesa: MesaLlena
    caja: Rectangulo
    nombre: Rectangulo
    numero: float
    """Alto del número."""
    medidor: Medidor

    @property
    def sangria(self) -> float:
        """Lo que ocupa el número, a la izquierda del eje."""
        ancho = self.medidor.ancho(str(self.mesa.numero), "titular", _APRETADO_EL_NUMERO)
        return self.numero * max(_SANGRIA, ancho + _TRAS_EL_NUMERO)

    @property
    def cuerpo(self) -> float:
        """Alto de la letra del eje: la mayor en que cabe entero, sin bajar de `LETRA_MINIMA`."""
        cuerpo = self.numero * 0.29
        while cuerpo > LETRA_MINIMA and not self._cabe(cuerpo):
            cuerpo *= 0.95
        return max(cuerpo, LETRA_MINIMA)

    @property
    def eje(self) -> str:
        """El eje entero; vacío si ni a `LETRA_MINIMA` cabe, y la mesa se reconoce por su número."""
        return self.mesa.grupo.mesa.eje if self._cabe(self.cuerpo) else ""

    def _cabe(self, cuerpo: float) -> bool:
        """Si el eje cabe a ese cuerpo, sin partir palabras."""
        eje, ancho = self.mesa.grupo.mesa.eje, (self.nombre.ancho - self.sangria) / cuerpo
        if any(self.medidor.ancho(p, "titular", _APRETADA) > ancho for p in eje.split()):
            return False
        renglones = self.medidor.partir(eje, "titular", ancho, _APRETADA)
        return len(renglones) * 1.1 * cuerpo <= self.nombre.alto + 1e-6

    @property
    def estilo_de_eje(self) -> Markup:
        """Dónde empieza el eje."""
        return Markup(f"left: {self.sangria:.2f}mm")

    @property
    def estilo_de_nombre(self) -> Markup:
        """La letra del eje."""
        return Markup(f"font-size: {self.cuerpo:.2f}mm")

    @property
    def alto_de_numero(self) -> Markup:
        """La letra del número."""
        return Markup(f"font-size: {self.numero:.2f}mm")


@dataclass(frozen=True, slots=True)
class Letrero:
    """El rótulo de una ficha y, si cabe, lo que dice. `caja`, en milímetros de hoja."""

    ficha: FichaLlena
    caja: Rectangulo
    rotulo: str
    texto: str
    """Lo escrito, entero; vacío si no cabe."""
    cuerpo: float
    """Alto de la letra del texto, en milímetros."""

    @property
    def letra(self) -> Markup:
        """La letra del texto."""
        return Markup(f"font-size: {self.cuerpo:.2f}mm")

    @property
    def tonos(self) -> str:
        """Con qué clase de ficha y qué mesa se pinta, para la hoja de estilos."""
        return f"{self.ficha.tipo.value} {self.ficha.estado.value} m{self.ficha.ficha.mesa}"

    @property
    def estilo(self) -> Markup:
        """Su lugar y, si solo lleva rótulo, el renglón que lo centra."""
        lugar = estilo(self.caja)
        return lugar if self.texto else Markup(f"{lugar}; line-height: {self.caja.alto:.2f}mm")
