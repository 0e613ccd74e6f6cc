"""Colocación de fichas en hojas, en milímetros: a tamaño real, en su orden y sin girarlas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generador.rompecabezas.ficha import Ficha
from generador.rompecabezas.trazo import ErrorGeometria, Rectangulo

# Absorbe el redondeo del punto flotante de una ficha que cabe justa.
_HOLGURA = 1e-6


@dataclass(frozen=True, slots=True)
class Hoja:
    """Una hoja de `ancho` × `alto` mm que después se corta en `filas` × `columnas` partes iguales."""

    nombre: str
    ancho: float
    alto: float
    filas: int = 1
    columnas: int = 1

    def apaisada(self) -> Hoja:
        """La misma hoja acostada, con sus cortes."""
        return Hoja(f"{self.nombre} apaisada", self.alto, self.ancho, self.columnas, self.filas)

    def partes(self) -> tuple[Rectangulo, ...]:
        """Los rectángulos en que se corta, por filas."""
        w, h = self.ancho / self.columnas, self.alto / self.filas
        return tuple(Rectangulo(w * c, h * f, w, h) for f in range(self.filas) for c in range(self.columnas))


CARTA = Hoja("carta", 216.0, 279.0)
CARTA_APAISADA = CARTA.apaisada()
MEDIA_CARTA = Hoja("media carta", 216.0, 279.0, filas=2)
"""Una carta vertical que se corta en dos medias cartas de 216 × 139,5 mm."""
OFICIO = Hoja("oficio", 216.0, 330.0)
A4 = Hoja("A4", 210.0, 297.0)

HOJAS = {
    hoja.nombre: hoja
    for hoja in (CARTA, CARTA_APAISADA, MEDIA_CARTA, OFICIO, OFICIO.apaisada(), A4, A4.apaisada())
}


@dataclass(frozen=True, slots=True)
class Posicion:
    """Dónde va una ficha: `ficha` es su índice, `hoja` y `parte` cuentan desde 0.

    El contorno se dibuja en `contorno.trasladado(dx, dy)` y ocupa `caja`, en milímetros desde la esquina
    superior izquierda de la hoja entera.
    """

    ficha: int
    hoja: int
    parte: int
    dx: float
    dy: float
    caja: Rectangulo


def colocar(
    fichas: Sequence[Ficha],
    hoja: Hoja,
    *,
    margen: float = 10.0,
    separacion: float = 4.0,
    por_parte: int | None = None,
) -> tuple[Posicion, ...]:
    """Las posiciones de las fichas, por renglones y en su orden, centradas en cada parte de la hoja.

    Deja `margen` mm a los bordes de la hoja y de sus cortes y `separacion` mm entre cajas; `por_parte` limita
    cuántas van en cada parte (3 para que una tira no comparta papel con otra). Lanza `ErrorGeometria` si
    alguna no cabe o si una medida no tiene sentido.
    """
    if margen < 0 or separacion < 0 or (por_parte is not None and por_parte < 1):
        raise ErrorGeometria(
            f"el margen ({margen:g}) y la separación ({separacion:g}) no pueden ser negativos, "
            f"ni ir menos de una ficha por parte ({por_parte})"
        )
    partes = hoja.partes()
    util = partes[0].ampliado(-margen)
    admite = util.ampliado(_HOLGURA)
    for i, ficha in enumerate(fichas):
        if ficha.caja.ancho > admite.ancho or ficha.caja.alto > admite.alto:
            raise ErrorGeometria(
                f"la ficha {i + 1} ocupa {ficha.caja.ancho:.1f} × {ficha.caja.alto:.1f} mm con sus lengüetas "
                f"y en {hoja.nombre}, con {margen:g} mm de margen, caben {max(0.0, util.ancho):.1f} × "
                f"{max(0.0, util.alto):.1f} mm"
            )
    posiciones: list[Posicion] = []
    for numero, grupo in enumerate(_grupos(fichas, admite, separacion, por_parte)):
        en_hoja, parte = divmod(numero, len(partes))
        posiciones += _centradas(fichas, grupo, partes[parte], separacion, en_hoja, parte)
    return tuple(posiciones)


def _grupos(
    fichas: Sequence[Ficha], util: Rectangulo, separacion: float, por_parte: int | None
) -> list[list[list[int]]]:
    """Los índices de cada parte, repartidos en renglones."""
    grupos: list[list[list[int]]] = []
    ancho = alto = alto_renglon = 0.0
    puestas = 0
    for i, ficha in enumerate(fichas):
        w, h = ficha.caja.ancho, ficha.caja.alto
        lleno = not grupos or puestas == por_parte
        if not lleno and ancho + separacion + w <= util.ancho and alto + max(alto_renglon, h) <= util.alto:
            grupos[-1][-1].append(i)
            ancho, alto_renglon = ancho + separacion + w, max(alto_renglon, h)
        elif not lleno and alto + alto_renglon + separacion + h <= util.alto:
            grupos[-1].append([i])
            alto += alto_renglon + separacion
            ancho, alto_renglon = w, h
        else:
            grupos.append([[i]])
            ancho, alto, alto_renglon, puestas = w, 0.0, h, 0
        puestas += 1
    return grupos


def _centradas(
    fichas: Sequence[Ficha],
    renglones: list[list[int]],
    parte: Rectangulo,
    separacion: float,
    hoja: int,
    numero: int,
) -> list[Posicion]:
    altos = [max(fichas[i].caja.alto for i in renglon) for renglon in renglones]
    y = parte.centro.y - (sum(altos) + separacion * (len(altos) - 1)) / 2
    posiciones = []
    for renglon, alto in zip(renglones, altos, strict=True):
        anchos = sum(fichas[i].caja.ancho for i in renglon) + separacion * (len(renglon) - 1)
        x = parte.centro.x - anchos / 2
        for i in renglon:
            caja = fichas[i].caja
            dx, dy = x - caja.x, y + (alto - caja.alto) / 2 - caja.y
            posiciones.append(Posicion(i, hoja, numero, dx, dy, caja.trasladado(dx, dy)))
            x += caja.ancho + separacion
        y += alto + separacion
    return posiciones
