"""Puntos, rectángulos y trazos inmutables, en milímetros y con la y hacia abajo, como en SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, cos, hypot, radians, sin, sqrt, tan
from typing import NamedTuple, TypeAlias

Recta: TypeAlias = tuple[float, float]
"""Punto final de un segmento; el inicial es el final del tramo anterior."""

Cubica: TypeAlias = tuple[float, float, float, float, float, float]
"""Dos puntos de control y el punto final de una Bézier cúbica, en coordenadas absolutas."""

Tramo: TypeAlias = Recta | Cubica


class ErrorGeometria(ValueError):
    """Las medidas pedidas no dan un rompecabezas cortable o no caben en la hoja."""


class Punto(NamedTuple):
    """Posición en milímetros."""

    x: float
    y: float


class Rectangulo(NamedTuple):
    """Rectángulo de lados horizontales y verticales; `x`, `y` es la esquina superior izquierda."""

    x: float
    y: float
    ancho: float
    alto: float

    @property
    def derecha(self) -> float:
        return self.x + self.ancho

    @property
    def abajo(self) -> float:
        return self.y + self.alto

    @property
    def centro(self) -> Punto:
        return Punto(self.x + self.ancho / 2, self.y + self.alto / 2)

    @classmethod
    def que_abarca(cls, otros: Iterable[Rectangulo]) -> Rectangulo:
        """El menor rectángulo que contiene a todos; ValueError si no hay ninguno."""
        todos = list(otros)
        x, y = min(r.x for r in todos), min(r.y for r in todos)
        return cls(x, y, max(r.derecha for r in todos) - x, max(r.abajo for r in todos) - y)

    def comun(self, otro: Rectangulo) -> Rectangulo:
        """Lo que comparten los dos; con lados negativos si no se tocan."""
        x, y = max(self.x, otro.x), max(self.y, otro.y)
        return Rectangulo(x, y, min(self.derecha, otro.derecha) - x, min(self.abajo, otro.abajo) - y)

    def ampliado(self, margen: float) -> Rectangulo:
        """El mismo rectángulo con `margen` milímetros más por cada lado (menos, si es negativo)."""
        return Rectangulo(self.x - margen, self.y - margen, self.ancho + 2 * margen, self.alto + 2 * margen)

    def trasladado(self, dx: float, dy: float) -> Rectangulo:
        return Rectangulo(self.x + dx, self.y + dy, self.ancho, self.alto)

    def contiene(self, otro: Rectangulo, holgura: float = 1e-9) -> bool:
        """Si `otro` queda entero adentro; `holgura` absorbe el redondeo del punto flotante."""
        return (
            otro.x >= self.x - holgura
            and otro.y >= self.y - holgura
            and otro.derecha <= self.derecha + holgura
            and otro.abajo <= self.abajo + holgura
        )

    def viewbox(self) -> str:
        """El valor del atributo `viewBox` de un SVG que muestre justo este rectángulo."""
        return " ".join(_texto(round(v * 100), 2) for v in (self.x, self.y, self.ancho, self.alto))


@dataclass(frozen=True, slots=True)
class Trazo:
    """Curva continua: un punto de inicio y los tramos que lo siguen. Dos trazos iguales lo son bit a bit."""

    inicio: Punto
    tramos: tuple[Tramo, ...]

    @property
    def fin(self) -> Punto:
        if not self.tramos:
            return self.inicio
        ultimo = self.tramos[-1]
        return Punto(ultimo[-2], ultimo[-1])

    @property
    def cerrado(self) -> bool:
        return len(self.tramos) > 1 and self.fin == self.inicio

    def unido(self, *otros: Trazo) -> Trazo:
        """La unión de este trazo y los que se le dan, a continuación; `ErrorGeometria` si alguno no sigue al
        anterior."""
        tramos = list(self.tramos)
        fin = self.fin
        for otro in otros:
            if otro.inicio != fin:
                raise ErrorGeometria(f"el trazo que empieza en {otro.inicio} no sigue al que acaba en {fin}")
            tramos += otro.tramos
            fin = otro.fin
        return Trazo(self.inicio, tuple(tramos))

    def inverso(self) -> Trazo:
        """La misma curva recorrida al revés, con los mismos puntos exactos."""
        tramos: list[Tramo] = []
        x, y = self.inicio
        for t in self.tramos:
            if len(t) == 6:
                tramos.append((t[2], t[3], t[0], t[1], x, y))
                x, y = t[4], t[5]
            else:
                tramos.append((x, y))
                x, y = t
        tramos.reverse()
        return Trazo(Punto(x, y), tuple(tramos))

    def trasladado(self, dx: float, dy: float) -> Trazo:
        tramos: list[Tramo] = []
        for t in self.tramos:
            if len(t) == 2:
                tramos.append((t[0] + dx, t[1] + dy))
            else:
                tramos.append((t[0] + dx, t[1] + dy, t[2] + dx, t[3] + dy, t[4] + dx, t[5] + dy))
        return Trazo(Punto(self.inicio.x + dx, self.inicio.y + dy), tuple(tramos))

    def aplanado(self, tolerancia: float = 0.05) -> tuple[Punto, ...]:
        """Polígono a no más de `tolerancia` milímetros de la curva; incluye los dos extremos.

        El de `inverso()` es este mismo, al revés y con los mismos flotantes.
        """
        if tolerancia <= 0:
            raise ErrorGeometria(f"la tolerancia debe ser mayor que cero; llegó {tolerancia}")
        x0, y0 = self.inicio
        puntos = [self.inicio]
        for t in self.tramos:
            if len(t) == 6:
                x1, y1, x2, y2, x3, y3 = t
                # Las sumas van agrupadas para que invertir la curva no cambie ni el último bit.
                antes = hypot((x0 + x2) - 2 * x1, (y0 + y2) - 2 * y1)
                flecha = max(antes, hypot((x1 + x3) - 2 * x2, (y1 + y3) - 2 * y2))
                n = max(1, ceil(sqrt(0.75 * flecha / tolerancia)))
                for i in range(1, n):
                    b, a = i / n, (n - i) / n
                    c = 3 * (a * b)
                    puntos.append(
                        Punto(
                            (a * a * a * x0 + b * b * b * x3) + c * (a * x1 + b * x2),
                            (a * a * a * y0 + b * b * b * y3) + c * (a * y1 + b * y2),
                        )
                    )
            x0, y0 = t[-2], t[-1]
            puntos.append(Punto(x0, y0))
        return tuple(puntos)

    def area(self) -> float:
        """Área exacta de la curva cerrada (mm²), por Green; positiva si gira como las agujas en pantalla."""
        x0, y0 = xi, yi = self.inicio
        doble = 0.0
        for t in self.tramos:
            if len(t) == 6:
                x1, y1, x2, y2 = t[0] - x0, t[1] - y0, t[2] - x0, t[3] - y0
                x3, y3 = t[4] - x0, t[5] - y0
                doble += 0.3 * (x1 * (y2 + y3) + x2 * (2 * y3 - y1) - x3 * (y1 + 2 * y2))
            # Respecto al inicio: lejos del origen, los productos grandes se comerían los decimales.
            doble += (x0 - xi) * (t[-1] - yi) - (t[-2] - xi) * (y0 - yi)
            x0, y0 = t[-2], t[-1]
        return doble / 2

    def caja(self) -> Rectangulo:
        """Rectángulo exacto que envuelve la curva (no sus puntos de control)."""
        x0, y0 = self.inicio
        xs, ys = [x0], [y0]
        for t in self.tramos:
            if len(t) == 6:
                xs += _extremos(x0, t[0], t[2], t[4])
                ys += _extremos(y0, t[1], t[3], t[5])
            x0, y0 = t[-2], t[-1]
            xs.append(x0)
            ys.append(y0)
        x, y = min(xs), min(ys)
        return Rectangulo(x, y, max(xs) - x, max(ys) - y)

    def svg(self, decimales: int = 2) -> str:
        """Atributo `d`, redondeado a `decimales` de milímetro; mismo trazo, mismo texto.

        Los pasos relativos se restan entre coordenadas ya redondeadas: el error no se acumula. Un control que
        sea reflejo del anterior (a un paso de redondeo) se escribe con `s`, que ahorra la tercera parte.
        """
        escala: int = 10**decimales
        numero = _numeros(decimales)
        x, y = round(self.inicio.x * escala), round(self.inicio.y * escala)
        partes = [f"M{_texto(x, decimales)} {_texto(y, decimales)}"]
        tramos = self.tramos
        if self.cerrado and len(tramos[-1]) == 2:
            tramos = tramos[:-1]
        rx, ry = x, y
        suave = False
        for t in tramos:
            if len(t) == 2:
                nx, ny = round(t[0] * escala), round(t[1] * escala)
                if ny == y:
                    partes.append("h" + numero[nx - x])
                elif nx == x:
                    partes.append("v" + numero[ny - y])
                else:
                    partes.append(f"l{numero[nx - x]} {numero[ny - y]}")
                suave = False
            else:
                ax, ay = round(t[0] * escala), round(t[1] * escala)
                bx, by = round(t[2] * escala), round(t[3] * escala)
                nx, ny = round(t[4] * escala), round(t[5] * escala)
                final = f"{numero[bx - x]} {numero[by - y]} {numero[nx - x]} {numero[ny - y]}"
                if suave and -1 <= ax - rx <= 1 and -1 <= ay - ry <= 1:
                    partes.append("s" + final)
                else:
                    partes.append(f"c{numero[ax - x]} {numero[ay - y]} {final}")
                rx, ry = 2 * nx - bx, 2 * ny - by
                suave = True
            x, y = nx, ny
        if self.cerrado:
            partes.append("z")
        return "".join(partes).replace(" -", "-")


def recta(a: Punto, b: Punto) -> Trazo:
    """Segmento de `a` a `b`."""
    return Trazo(a, ((b.x, b.y),))


class Llave(NamedTuple):
    """Lo que distingue una lengüeta de otra, en fracciones de su tamaño (la inclinación, en grados).

    `sentido` es 1 si la lengüeta sale hacia la izquierda de quien recorre la arista (afuera, en una ficha
    recorrida como las agujas) y -1 si entra.
    """

    sentido: int
    posicion: float = 0.0
    """Desde el centro de la arista."""
    inclinacion: float = 0.0
    """Hacia el final de la arista."""
    escala: float = 1.0
    onda_inicio: float = 0.0
    onda_fin: float = 0.0

    def girada(self) -> Llave:
        """La llave de la misma curva vista tras girar la ficha media vuelta: encaja donde encaja esta."""
        return Llave(
            -self.sentido, -self.posicion, -self.inclinacion, self.escala, -self.onda_fin, -self.onda_inicio
        )


# Lengüeta de alto 1: cabeza elíptica algo más ancha que alta, y cuello donde la elipse va a 211°.
_RADIO_X, _RADIO_Y = 0.43, 0.38
_CENTRO = 1 - _RADIO_Y
_CUELLO = radians(211)
_ASA = 4 / 3 * tan((_CUELLO - radians(90)) / 4)
_CUELLO_X, _CUELLO_Y = -_RADIO_X * cos(_CUELLO), _CENTRO + _RADIO_Y * sin(_CUELLO)
# Un 12 % más que el arco exacto: aprieta el cuello y redondea el filete del hombro.
_ASA_X, _ASA_Y = 1.12 * _ASA * _RADIO_X * sin(_CUELLO), 1.12 * _ASA * _RADIO_Y * cos(_CUELLO)
_ASA_CIMA = _ASA * _RADIO_X
_HOMBRO, _LOMO = 0.58, 0.17


def arista(a: Punto, b: Punto, llave: Llave, lengueta: float) -> Trazo:
    """De `a` a `b` con una lengüeta de `lengueta` mm de alto, mida lo que mida la arista.

    Son cuatro cúbicas: hombro, media cabeza, media cabeza, hombro. En cada unión las dos asas son
    iguales y opuestas: no hay quiebres y `Trazo.svg` las escribe en corto.
    """
    largo = hypot(b.x - a.x, b.y - a.y)
    if largo == 0 or lengueta <= 0:
        raise ErrorGeometria(f"una arista de {largo:g} mm no admite una lengüeta de {lengueta:g} mm")
    # Ejes de la arista con la lengüeta por unidad: a lo largo y hacia su izquierda.
    ux, uy = (b.x - a.x) / largo * lengueta, (b.y - a.y) / largo * lengueta
    media = largo / 2 / lengueta
    base = media + llave.posicion
    cuello, onda_a, onda_b = _cabeza(llave)
    xa, ya = a
    ox, oy = xa + base * ux, ya + base * uy
    hx, hy, ix, iy, jx, jy, kx, ky, lx, ly, mx, my, nx, ny, px, py, qx, qy = [
        v for x, y in cuello for v in (ox + x * ux + y * uy, oy + x * uy - y * ux)
    ]
    alcance_a = max(base - _HOMBRO, base / 2)
    alcance_b = min(base + _HOMBRO, media + base / 2)
    return Trazo(
        a,
        (
            (xa + alcance_a * ux + onda_a * uy, ya + alcance_a * uy - onda_a * ux, hx, hy, ix, iy),
            (jx, jy, kx, ky, lx, ly),
            (mx, my, nx, ny, px, py),
            (qx, qy, xa + alcance_b * ux + onda_b * uy, ya + alcance_b * uy - onda_b * ux, b.x, b.y),
        ),
    )


@cache
def _cabeza(llave: Llave) -> tuple[tuple[tuple[float, float], ...], float, float]:
    """Puntos de la lengüeta desde su base, de cuello a cuello, y altura del control de cada hombro."""
    seno, coseno = sin(radians(llave.inclinacion)), cos(radians(llave.inclinacion))
    puntos = (
        (-_CUELLO_X - _ASA_X, _CUELLO_Y + _ASA_Y),
        (-_CUELLO_X, _CUELLO_Y),
        (-_CUELLO_X + _ASA_X, _CUELLO_Y - _ASA_Y),
        (-_ASA_CIMA, 1.0),
        (0.0, 1.0),
        (_ASA_CIMA, 1.0),
        (_CUELLO_X - _ASA_X, _CUELLO_Y - _ASA_Y),
        (_CUELLO_X, _CUELLO_Y),
        (_CUELLO_X + _ASA_X, _CUELLO_Y + _ASA_Y),
    )
    e, s = llave.escala, llave.sentido
    # El lomo hunde los hombros hacia el lado contrario de la lengüeta; la onda, que es llave, va encima.
    return (
        tuple((e * (x * coseno + y * seno), s * e * (y * coseno - x * seno)) for x, y in puntos),
        llave.onda_inicio - s * _LOMO,
        llave.onda_fin - s * _LOMO,
    )


@cache
def alcance(llave: Llave) -> tuple[float, float]:
    """Cuánto se hunde (negativo) y cuánto sale la arista a su izquierda, en fracciones de lengüeta."""
    # No depende del largo: los hombros se alargan a lo largo de la arista, nunca a lo ancho.
    caja = arista(Punto(0.0, 0.0), Punto(10.0, 0.0), llave, 1.0).caja()
    return -caja.abajo, -caja.y


def _extremos(p0: float, p1: float, p2: float, p3: float) -> Iterator[float]:
    """Valores de una coordenada de la cúbica donde su derivada se anula, sin los de los extremos."""
    a, b, c = p3 - p0 + 3 * (p1 - p2), 2 * (p0 - 2 * p1 + p2), p1 - p0
    if abs(a) < 1e-12 * (abs(b) + abs(c)):
        raices = [-c / b] if b else []
    else:
        discriminante = b * b - 4 * a * c
        if discriminante < 0:
            return
        q = -(b + (sqrt(discriminante) if b >= 0 else -sqrt(discriminante))) / 2
        raices = [q / a, c / q] if q else [0.0]
    for t in raices:
        if 0 < t < 1:
            u = 1 - t
            yield u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3


def _texto(entero: int, decimales: int) -> str:
    """El entero corrido `decimales` lugares, en su forma más corta: -50 con dos es «-.5»."""
    if not decimales:
        return str(entero)
    signo = "-" if entero < 0 else ""
    unidades, fraccion = divmod(abs(entero), 10**decimales)
    cola = f"{fraccion:0{decimales}d}".rstrip("0")
    if not cola:
        return f"{signo}{unidades}"
    return f"{signo}{unidades or ''}.{cola}"


class _Numeros(dict[int, str]):
    """Textos ya escritos: en un mural los mismos pasos se repiten miles de veces."""

    def __init__(self, decimales: int) -> None:
        super().__init__()
        self.decimales = decimales

    def __missing__(self, entero: int) -> str:
        texto = _texto(entero, self.decimales)
        if len(self) < 50_000:
            self[entero] = texto
        return texto


@cache
def _numeros(decimales: int) -> _Numeros:
    return _Numeros(decimales)
