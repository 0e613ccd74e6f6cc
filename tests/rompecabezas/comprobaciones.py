"""Lo que las pruebas miden de un rompecabezas por su cuenta, sobre el polígono aplanado."""

from itertools import pairwise

from generador.rompecabezas.ficha import Ficha
from generador.rompecabezas.trazo import Punto


def cruces(poligono: tuple[Punto, ...]) -> int:
    """Pares de segmentos no contiguos de un polígono cerrado que se cortan."""
    lados = list(pairwise(poligono))

    def giro(o: Punto, a: Punto, b: Punto) -> float:
        return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)

    total = 0
    for i, (a, b) in enumerate(lados):
        for j in range(i + 2, len(lados) - (i == 0)):
            c, d = lados[j]
            if max(a.x, b.x) < min(c.x, d.x) or max(c.x, d.x) < min(a.x, b.x):
                continue
            if giro(a, b, c) * giro(a, b, d) <= 0 and giro(c, d, a) * giro(c, d, b) <= 0:
                total += 1
    return total


def dentro(poligono: tuple[Punto, ...], x: float, y: float) -> bool:
    adentro = False
    for a, b in pairwise(poligono):
        if (a.y > y) != (b.y > y) and x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x):
            adentro = not adentro
    return adentro


def escribible(ficha: Ficha) -> bool:
    """Si el área segura tiene tamaño, está dentro del contorno y ningún punto del corte entra en ella."""
    s = ficha.segura
    borde = ficha.contorno.aplanado(0.02)
    esquinas = ((s.x, s.y), (s.derecha, s.y), (s.derecha, s.abajo), (s.x, s.abajo))
    return (
        s.ancho > 0
        and s.alto > 0
        and ficha.celda.contiene(s)
        and all(dentro(borde, x, y) for x, y in esquinas)
        and not any(s.x < p.x < s.derecha and s.y < p.y < s.abajo for p in borde)
    )


def encajan(fichas: tuple[Ficha, ...]) -> bool:
    """Si cada par de vecinas comparte la arista exacta y se nombran la una a la otra."""
    opuesto = (2, 3, 0, 1)
    for i, ficha in enumerate(fichas):
        for k, vecina in enumerate(ficha.vecinas):
            mia = ficha.aristas[k]
            if vecina is None:
                if mia.llave is not None or len(mia.trazo.tramos[0]) != 2 or mia.sentido != 0:
                    return False
                continue
            suya = fichas[vecina].aristas[opuesto[k]]
            if fichas[vecina].vecinas[opuesto[k]] != i or mia.llave is None:
                return False
            if suya.trazo != mia.trazo.inverso() or suya.llave != mia.llave.girada() or suya.caja != mia.caja:
                return False
    return True
