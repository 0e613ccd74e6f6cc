"""El gran rompecabezas para el salón: las fichas van una vez, y cada pantalla usa las que ya pasaron."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

from generador.composicion.comun.color.paleta_web import TonosMesa
from generador.composicion.muro.lleno import EstadoFicha, Rompecabezas
from generador.rompecabezas.trazo import Rectangulo

_CLASES = {EstadoFicha.LLENA: "llena", EstadoFicha.PENDIENTE: "pendiente", EstadoFicha.VACIA: "vacia"}
LARGO, PROPORCION, ENTRE_HILERAS = 4.5, 2.0, 90.0
"""Cuántas veces más ancho que alto es un muro muy largo, cuántas ha de serlo, y el aire entre hileras."""


@dataclass(frozen=True, slots=True)
class MuroProyectado:
    """El muro de una asamblea con el color de cada mesa."""

    lleno: Rompecabezas
    tonos: Mapping[int, TonosMesa]

    @property
    def fichas(self) -> Markup:
        """Las fichas de cada mesa, para poner una vez en la página y usar en cada pantalla."""
        mesas = "".join(
            f'<g id="fichas-{m.numero}">'
            + "".join(f'<path class="{_CLASES[f.estado]}" d="{f.ficha.contorno.svg(0)}"/>' for f in m.fichas)
            + "</g>"
            for m in self.lleno.mesas
        )
        return Markup(f'<svg width="0" height="0" aria-hidden="true"><defs>{mesas}</defs></svg>')

    @property
    def _hileras(self) -> Mapping[int, tuple[float, float]]:
        """Cuánto se corre cada mesa: un muro muy largo va en varias hileras, para que se vea de lejos."""
        muro, mesas = self.lleno.rompecabezas, self.lleno.mesas
        cuantas = round(sqrt(muro.ancho / muro.alto / PROPORCION)) if muro.ancho > LARGO * muro.alto else 1
        por_hilera = -(-len(mesas) // cuantas)
        return {
            m.numero: (-mesas[i - i % por_hilera].caja.x, i // por_hilera * (muro.alto + ENTRE_HILERAS))
            for i, m in enumerate(mesas)
        }

    def con(self, encajadas: Collection[int], recien: int | None) -> Markup:
        """El muro con esas mesas encajadas; `recien`, la que acaba de pasar."""
        muro, hileras = self.lleno.rompecabezas, self._hileras
        cuerpo = min(min(m.caja.ancho for m in self.lleno.mesas) * 0.6, muro.alto * 0.4)
        partes = []
        # La que acaba de pasar va de última: su orilla queda por encima de las vecinas.
        for m in sorted(self.lleno.mesas, key=lambda m: m.numero == recien):
            x, y = m.caja.centro
            clase = "encajada" if m.numero in encajadas else "por-encajar"
            clase += " recien" if m.numero == recien else ""
            corre_x, corre_y = hileras[m.numero]
            partes.append(
                f'<g class="{clase}" style="{self.tonos[m.numero].css}" '
                f'transform="translate({corre_x:.0f} {corre_y:.0f})"><use href="#fichas-{m.numero}"/>'
                f'<text x="{x:.0f}" y="{y + cuerpo * 0.35:.0f}" font-size="{cuerpo:.0f}">'
                f"{m.numero}</text></g>"
            )
        cajas = (
            Rectangulo(m.caja.x + dx, m.caja.y + dy, m.caja.ancho, m.caja.alto)
            for m in self.lleno.mesas
            for dx, dy in (hileras[m.numero],)
        )
        caja = Rectangulo.que_abarca(cajas).ampliado(20)
        dice = ", ".join(str(n) for n in encajadas) if encajadas else "ninguna"
        return Markup(
            f'<svg class="muro" viewBox="{caja.viewbox()}" role="img" '
            f'aria-label="Mesas encajadas: {dice}">{"".join(partes)}</svg>'
        )
