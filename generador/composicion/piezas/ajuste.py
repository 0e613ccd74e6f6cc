"""El ajustador: cada texto de una pieza baja por los tamaños de su rango hasta caber, y ni uno más."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.medida import Medidor, TipoDeLetra
from generador.errores import ErrorDeComposicion
from generador.rompecabezas.trazo import Rectangulo

Ancla = Literal["arriba", "centro", "abajo"]
"""A qué borde de su caja se arrima una pila."""


@dataclass(frozen=True, slots=True)
class Rango:
    """Los tamaños de un texto, de mayor a menor, en centésimas del lado corto de la pieza."""

    letra: TipoDeLetra
    tamanos: tuple[float, ...]
    interlinea: float
    apretada: float = 0.0
    """Lo que se suma tras cada letra, en cuerpos."""
    etiqueta: Literal["p", "h1", "h2"] = "p"


def _de(desde: float, hasta: float, razon: float = 0.93) -> tuple[float, ...]:
    """De `desde` a `hasta`, cada uno `razon` del anterior."""
    tamanos = [desde]
    while tamanos[-1] * razon > hasta:
        tamanos.append(round(tamanos[-1] * razon, 2))
    return (*tamanos, hasta)


RANGOS: dict[str, Rango] = {
    "titular": Rango("titular", _de(13, 3), 0.97, -0.02, "h1"),
    "titulo": Rango("titular", _de(9.5, 2.6), 1.0, -0.02, "h1"),
    "pregunta": Rango("titular", _de(16, 3), 0.99, -0.02, "h1"),
    "rotulo": Rango("titular", _de(34, 5), 0.95, -0.03, "h1"),
    "cifra": Rango("titular", _de(92, 12), 0.78, -0.04, "h1"),
    "dia": Rango("titular", _de(31, 9), 0.74, -0.04),
    "numero": Rango("titular", _de(22, 6), 0.95, -0.03),
    "mes": Rango("titular", _de(6.4, 2.4), 1.02, -0.01),
    "nombre": Rango("titular", _de(30, 2.6), 0.98, -0.02, "h1"),
    "sobre": Rango("negrita", _de(4.2, 1.7), 1.2),
    "fuerte": Rango("negrita", _de(5, 1.6), 1.22),
    "texto": Rango("texto", _de(4.6, 1.6), 1.3),
    "menudo": Rango("texto", _de(3.4, 1.6), 1.28),
    "puerta": Rango("negrita", _de(3.4, 1.5), 1.12),
}
"""Los rangos con que se diseñaron las piezas; ninguno baja de 9 pt en carta, salvo en lo que se recorta."""


class TextoNoCabe(ErrorDeComposicion):
    """Ni al menor tamaño cabe un texto. `campo` es su camino en los datos: «mesas.mesas.2.eje»."""

    def __init__(self, donde: str, campo: str, texto: str, sobran: int) -> None:
        self.donde, self.campo, self.texto, self.sobran = donde, campo, texto, sobran
        sobra = "sobra" if sobran == 1 else "sobran"
        super().__init__(f"{donde}: «{campo}» tiene {len(texto)} caracteres y no cabe; {sobra} {sobran}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.donde, self.campo, self.texto, self.sobran)

    @property
    def largo(self) -> int:
        """Caracteres del texto."""
        return len(self.texto)


class Bloque(NamedTuple):
    """Un texto por componer: su camino en los datos, lo que dice, su rango y su aire antes, en centésimas."""

    campo: str
    texto: str
    rango: str
    aire: float = 0.0
    clase: str = ""
    tope: float = 0.0
    """El mayor cuerpo que se le permite aquí; 0, el de su rango."""


class Renglones(NamedTuple):
    """Un bloque ya partido: su cuerpo y su alto, en milímetros."""

    bloque: Bloque
    lineas: tuple[str, ...]
    cuerpo: float
    alto: float


@dataclass(frozen=True, slots=True)
class Pila:
    """Bloques uno bajo otro, ya ajustados; `caja` es lo que ocupan y `resto`, lo que queda debajo."""

    compuestos: tuple[Renglones, ...]
    caja: Rectangulo
    resto: Rectangulo
    rem: float

    def __html__(self) -> str:
        caja = self.caja
        partes = [
            f'<div class="pila" style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm">'
        ]
        for i, (bloque, lineas, cuerpo, _) in enumerate(self.compuestos):
            rango = RANGOS[bloque.rango]
            aire = bloque.aire * self.rem if i else 0.0
            texto = neutralizar(" \n".join(lineas))
            partes.append(
                f'<{rango.etiqueta} class="{escape(bloque.rango)} {escape(bloque.clase)}" '
                f'style="font-size:{cuerpo:.3f}mm;line-height:{rango.interlinea};'
                f'letter-spacing:{rango.apretada}em;margin-top:{aire:.2f}mm">{texto}</{rango.etiqueta}>'
            )
        return Markup("".join([*partes, "</div>"]))

    __str__ = __html__


class Ajustador:
    """Compone textos para una pieza: `rem` es la centésima de su lado corto, en milímetros.

    Ninguno baja de `piso` milímetros de cuerpo, aunque su rango lo deje.
    """

    def __init__(self, fuentes: Path, rem: float, donde: str, piso: float = 0.0) -> None:
        self.medidor = Medidor(fuentes)
        self.rem = rem
        self.donde = donde
        self.piso = piso

    def pila(
        self, caja: Rectangulo, bloques: Sequence[Bloque], ancla: Ancla = "arriba", hasta: float = 1.0
    ) -> Pila:
        """Los bloques en `caja` (o en la fracción `hasta` de su alto), al mayor tamaño en que caben todos.

        Lanza TextoNoCabe con el bloque que más sobra si al menor tampoco.
        """
        bloques = [b for b in bloques if b.texto]
        util = caja.alto * hasta
        puestos = self._elegido(bloques, caja.ancho, util)
        if puestos is None:
            raise self._no_cabe(bloques, caja.ancho, util)
        alto = self._alto(puestos)
        corre = {"arriba": 0.0, "centro": (util - alto) / 2, "abajo": util - alto}[ancla]
        ocupa = Rectangulo(caja.x, caja.y + corre, caja.ancho, alto)
        resto = Rectangulo(caja.x, ocupa.abajo, caja.ancho, caja.abajo - ocupa.abajo)
        return Pila(puestos, ocupa, resto, self.rem)

    def pilas(self, cajas: Sequence[Rectangulo], grupos: Sequence[Sequence[Bloque]]) -> list[Pila]:
        """Un grupo de bloques en cada caja, todos al mismo paso: lo igual se ve igual."""
        pasos = max(len(self._escala(b)) for g in grupos for b in g)
        for paso in range(pasos):
            topados = [
                [b._replace(tope=self._escala(b)[min(paso, len(self._escala(b)) - 1)]) for b in g]
                for g in grupos
            ]
            partidos = [next(self._intentos(g, c.ancho)) for g, c in zip(topados, cajas, strict=True)]
            if all(
                self._alto(p) <= c.alto + 1e-6 and not any(self._parte_palabras(r, c.ancho) for r in p)
                for p, c in zip(partidos, cajas, strict=True)
            ):
                break
        return [self.pila(c, g) for c, g in zip(cajas, topados, strict=True)]

    def cabe(self, caja: Rectangulo, bloques: Sequence[Bloque]) -> bool:
        """Si caben en esa caja."""
        if caja.alto <= 0 or caja.ancho <= 0:
            return False
        bloques = [b for b in bloques if b.texto]
        return self._elegido(bloques, caja.ancho, caja.alto) is not None

    def _elegido(self, bloques: Sequence[Bloque], ancho: float, alto: float) -> tuple[Renglones, ...] | None:
        """El mayor intento que cabe sin partir palabras; si ninguno, el mayor que cabe partiéndolas."""
        partida = None
        for puestos in self._intentos(bloques, ancho):
            if self._alto(puestos) <= alto + 1e-6:
                if not any(self._parte_palabras(p, ancho) for p in puestos):
                    return puestos
                partida = partida or puestos
        return partida

    def _parte_palabras(self, p: Renglones, ancho: float) -> bool:
        rango = RANGOS[p.bloque.rango]
        return any(
            self.medidor.ancho(palabra, rango.letra, rango.apretada) * p.cuerpo > ancho
            for palabra in p.bloque.texto.split(" ")
        )

    def _intentos(self, bloques: Sequence[Bloque], ancho: float) -> Iterator[tuple[Renglones, ...]]:
        escalas = [self._escala(b) for b in bloques]
        for paso in range(max((len(e) for e in escalas), default=1)):
            yield tuple(
                self._partido(b, e[min(paso, len(e) - 1)] * self.rem, ancho)
                for b, e in zip(bloques, escalas, strict=True)
            )

    def _partido(self, b: Bloque, cuerpo: float, ancho: float) -> Renglones:
        rango = RANGOS[b.rango]
        lineas = self.medidor.partir(b.texto, rango.letra, ancho / cuerpo, rango.apretada)
        return Renglones(b, lineas, cuerpo, len(lineas) * cuerpo * rango.interlinea)

    def _escala(self, b: Bloque) -> tuple[float, ...]:
        """Los tamaños de un bloque: los de su rango que no pasan de su tope ni bajan del piso."""
        return self.tamanos(RANGOS[b.rango].tamanos, b.tope)

    def tamanos(self, rango: tuple[float, ...], tope: float = 0.0) -> tuple[float, ...]:
        """Cuáles de `rango`, de mayor a menor: hasta `tope` (0, sin él) y desde el piso, que entra."""
        menor = self.piso / self.rem
        caben = tuple(t for t in rango if (not tope or t <= tope) and t >= menor)
        if not caben:
            return (max(menor, rango[-1]),)
        return (*caben, menor) if caben[-1] > menor > rango[-1] else caben

    def _alto(self, puestos: Sequence[Renglones]) -> float:
        return sum(p.alto + (p.bloque.aire * self.rem if i else 0.0) for i, p in enumerate(puestos))

    def _no_cabe(self, bloques: Sequence[Bloque], ancho: float, alto: float) -> TextoNoCabe:
        """Del que más renglones ocupa, cuántos caracteres hay que quitar para que quepa al menor tamaño."""
        otros = [self._partido(b, self._escala(b)[-1] * self.rem, ancho) for b in bloques]
        largo = max(otros, key=lambda p: (len(p.lineas), self._mide(p))).bloque
        cuerpo = self._escala(largo)[-1] * self.rem
        queda = alto - self._alto(otros) + self._partido(largo, cuerpo, ancho).alto
        sobran = _sobran(
            largo.texto, lambda t: self._partido(largo._replace(texto=t), cuerpo, ancho).alto <= queda
        )
        return TextoNoCabe(self.donde, largo.campo, largo.texto, sobran)

    def _mide(self, p: Renglones) -> float:
        rango = RANGOS[p.bloque.rango]
        return self.medidor.ancho(p.bloque.texto, rango.letra, rango.apretada) * p.cuerpo


def _sobran(texto: str, cabe: Callable[[str], bool]) -> int:
    """Cuántos caracteres del final de `texto` hay que quitar para que lo que quede `cabe`."""
    bajo, tope = 0, len(texto)
    while bajo < tope:
        medio = (bajo + tope + 1) // 2
        bajo, tope = (medio, tope) if cabe(texto[:medio].rstrip()) else (bajo, medio - 1)
    return len(texto) - bajo


class Fila(NamedTuple):
    """Un renglón de una lista: lo corto a la izquierda y lo largo a la derecha. `menor` la pinta suave."""

    campo: str
    rotulo: str
    texto: str
    menor: bool = False


_LISTA = _de(6, 1.6)
_INTERLINEA_LISTA = 1.2


def _fila_que_no_cabe(ajuste: Ajustador, filas: Sequence[Fila], ancho: float, de_mas: int) -> TextoNoCabe:
    """De la que más ocupa en `ancho` cuerpos, cuántos caracteres quitar para ahorrar `de_mas` renglones."""

    def renglones(texto: str) -> int:
        return len(ajuste.medidor.partir(texto, "texto", ancho))

    larga = max(filas, key=lambda f: (renglones(f.texto), ajuste.medidor.ancho(f.texto, "texto")))
    quedan = max(1, renglones(larga.texto) - max(1, de_mas))
    sobran = _sobran(larga.texto, lambda t: renglones(t) <= quedan)
    return TextoNoCabe(ajuste.donde, larga.campo, larga.texto, max(1, sobran))


class _ListaMedida(NamedTuple):
    """Una lista a un cuerpo en que cabe: dónde empieza lo largo, sus renglones y el aire entre filas."""

    cuerpo: float
    x: float
    partidas: tuple[tuple[str, ...], ...]
    aire: float


def _medida(ajuste: Ajustador, caja: Rectangulo, filas: Sequence[Fila], tope: float) -> _ListaMedida:
    """Al mayor tamaño, hasta `tope` centésimas, en que cabe. Lanza TextoNoCabe con la fila que más ocupa."""
    for tamano in ajuste.tamanos(_LISTA, tope):
        cuerpo = tamano * ajuste.rem
        izquierda = max(ajuste.medidor.ancho(f.rotulo, "negrita") for f in filas) * cuerpo
        x = izquierda + 0.8 * cuerpo
        ancho = max((caja.ancho - x) / cuerpo, 1.0)
        partidas = tuple(ajuste.medidor.partir(f.texto, "texto", ancho) for f in filas)
        renglon = cuerpo * _INTERLINEA_LISTA
        alto = sum(len(p) for p in partidas) * renglon
        aire = min((caja.alto - alto) / max(1, len(filas) - 1), 1.1 * cuerpo)
        if aire >= 0.42 * cuerpo and x < 0.6 * caja.ancho:
            return _ListaMedida(cuerpo, x, partidas, aire)
    sobra = max(1, len(filas) - 1) * 0.42 * cuerpo + alto - caja.alto
    raise _fila_que_no_cabe(ajuste, filas, ancho, int(-(-sobra // renglon)))


def lista(ajuste: Ajustador, caja: Rectangulo, filas: Sequence[Fila], tope: float = 0.0) -> Markup:
    """Las filas en `caja`, al mayor tamaño en que caben; lo que sobra de alto lo toman los aires.

    Lanza TextoNoCabe con la fila que más ocupa si al menor tamaño tampoco.
    """
    cuerpo, x, partidas, aire = _medida(ajuste, caja, filas, tope)
    salida, y = [], 0.0
    for fila, lineas in zip(filas, partidas, strict=True):
        clase = "fila menor" if fila.menor else "fila"
        texto = neutralizar(" \n".join(lineas))
        salida.append(
            f'<div class="{clase}" style="top:{y:.2f}mm"><p class="negrita">{neutralizar(fila.rotulo)}</p>'
            f'<p style="left:{x:.2f}mm">{texto}</p></div>'
        )
        y += len(lineas) * cuerpo * _INTERLINEA_LISTA + aire
    return Markup(
        f'<div class="lista" style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm;'
        f'font-size:{cuerpo:.3f}mm;line-height:{_INTERLINEA_LISTA}">{"".join(salida)}</div>'
    )


def en_columnas(
    ajuste: Ajustador, caja: Rectangulo, grupos: Sequence[Sequence[Fila]]
) -> tuple[float, tuple[Markup, ...]]:
    """Los grupos uno tras otro en una columna o, si así salen más grandes, cada uno en la suya.

    El cuerpo en centésimas y las listas. Lanza TextoNoCabe si de ninguna manera caben.
    """
    todas = [f for g in grupos for f in g]
    aire = 4 * ajuste.rem
    ancho = (caja.ancho - aire * (len(grupos) - 1)) / len(grupos)
    cajas = [Rectangulo(caja.x + i * (ancho + aire), caja.y, ancho, caja.alto) for i in range(len(grupos))]
    try:
        cuerpo = min(_medida(ajuste, c, g, 0.0).cuerpo for c, g in zip(cajas, grupos, strict=True))
    except TextoNoCabe:
        cuerpo = 0.0
    try:
        sola = _medida(ajuste, caja, todas, 0.0).cuerpo
    except TextoNoCabe:
        if not cuerpo:
            raise
        sola = 0.0
    if sola >= cuerpo:
        return sola / ajuste.rem, (lista(ajuste, caja, todas),)
    tope = cuerpo / ajuste.rem + 1e-6
    return cuerpo / ajuste.rem, tuple(lista(ajuste, c, g, tope) for c, g in zip(cajas, grupos, strict=True))
