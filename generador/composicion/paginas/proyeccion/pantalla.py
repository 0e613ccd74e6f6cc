"""Una pantalla del salón y lo que lleva; y cómo se reparte lo que no cabe en una."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal

from generador.composicion.comun.idioma.filtros import hora
from generador.composicion.comun.medida import Medidor
from generador.composicion.paginas.proyeccion.reparto import (
    CUERPO,
    SOBRE,
    UTIL,
    Dictado,
    TitularDePantalla,
    alto_util,
    en_pantallas,
    titular,
)

ClaseDePantalla = Literal[
    "espera",
    "imagen",
    "momento",
    "receso",
    "paso",
    "rompecabezas",
    "voz",
    "aporte",
    "acto",
    "palabras",
    "gracias",
]


def a_las(valor: time) -> str:
    """«a las 3:45 p. m.», «a la 1:15 p. m.»."""
    return f"{'a la' if valor.hour % 12 == 1 else 'a las'} {hora(valor)}"


TIEMPO = 13.0
"""Lo que ocupa el renglón de la hora y lo que falta, en `proyeccion.css`."""


@dataclass(frozen=True, slots=True)
class TiempoDePantalla:
    """De cuándo a cuándo va algo, con su zona horaria; `jornada`, en cuál.

    `primera` y `ultima` son las partes del día con que empieza y termina: la misma, si no va por pasos.
    """

    desde: datetime
    hasta: datetime
    jornada: str
    primera: str
    ultima: str

    @property
    def inicio(self) -> str:
        """«2:45 p. m.»."""
        return hora(self.desde.time())

    @property
    def fin(self) -> str:
        """«3:45 p. m.»."""
        return hora(self.hasta.time())

    @property
    def a_las(self) -> str:
        """«a las 3:45 p. m.», «a la 1:15 p. m.»."""
        return a_las(self.hasta.time())


@dataclass(frozen=True, slots=True)
class ImagenDeEspera:
    """Una imagen de la sala de espera; `src`, relativa a la página."""

    src: str
    alt: str
    ancho: int
    alto: int
    pie: str = ""


@dataclass(frozen=True, slots=True)
class PantallaDelSalon:
    """Lo que se ve de una vez."""

    id: str
    clase: ClaseDePantalla
    nombre: str
    """Con qué se encuentra en una lista."""
    parte: str
    """De qué momento, paso o vocería hace parte: su reloj es el de la primera que lo dice."""
    sobre: str = ""
    titulo: TitularDePantalla | None = None
    bloques: tuple[Dictado, ...] = ()
    plazo: TiempoDePantalla | None = None
    minutos: int = 0
    """Cuántos tiene la vocería; 0 si no es de una."""
    mesa: int | None = None
    paso: tuple[int, int] | None = None
    """Cuál es y de cuántos."""
    encajadas: tuple[int, ...] = ()
    """Las mesas que ya pasaron al frente, en el orden en que pasan."""
    imagen: ImagenDeEspera | None = None
    palabras: tuple[str, ...] = ()
    enlace: str = ""
    """Lo que dice su código QR."""

    @property
    def manda(self) -> bool:
        """Si su plazo es el de su parte: el de un momento que va por pasos lo llevan ellos."""
        return self.plazo is not None and self.plazo.primera == self.parte


@dataclass(frozen=True, slots=True)
class Encuadre:
    """Lo que cabe en una pantalla con ese crédito al pie."""

    medidor: Medidor
    credito: str

    @property
    def _alto(self) -> float:
        return alto_util(self.medidor, self.credito)

    def en_hojas(
        self, primera: PantallaDelSalon, bloques: Sequence[Dictado], ocupado: float = 0.0, ancho: float = UTIL
    ) -> Iterator[PantallaDelSalon]:
        """La pantalla con los bloques que caben debajo de su título, y las que sigan con los demás."""
        sobre = SOBRE if primera.sobre else 0.0
        libre = self._alto - sobre - (primera.titulo.alto if primera.titulo else 0.0) - ocupado
        hojas = en_pantallas(self.medidor, bloques, libre, self._alto - sobre - ocupado, ancho)
        for i, suyos in enumerate(hojas, start=1):
            if i == 1:
                yield replace(primera, bloques=suyos)
                continue
            cual = f" ({i} de {len(hojas)})"
            yield replace(
                primera, id=f"{primera.id}.{i}", nombre=primera.nombre + cual, titulo=None, bloques=suyos
            )

    def titular(self, texto: str, alto: float, ancho: float = UTIL) -> TitularDePantalla:
        """El título en el mayor tamaño que quepa en ese lugar."""
        return titular(self.medidor, texto, alto, ancho)

    def en_un_renglon(self, texto: str) -> bool:
        """Si cabe encima de un título."""
        return self.medidor.cabe(texto, "negrita", UTIL / CUERPO)
