"""Los logos junto al crédito, de igual área y con su aire, sobre placa blanca; el crédito no se encoge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from markupsafe import Markup, escape

from generador.composicion.comun.idioma.filtros import neutralizar
from generador.composicion.comun.medida import Medidor
from generador.errores import ErrorDeComposicion
from generador.modelo.datos.comun.medios import LogoListo
from generador.rompecabezas.trazo import Rectangulo
from generador.unidades import MM_POR_PUNTO

PROPORCION = 0.5
"""Alto máximo de un logo, como fracción de su placa: lo demás es aire."""
AIRE = 0.5
"""Lo que queda libre alrededor de cada logo, en altos máximos."""
LADO = 0.86
"""Lado del cuadrado de igual área que cada logo, en altos máximos: uno alto y uno ancho pesan lo mismo."""
ALTO_MINIMO = 1.5
"""Alto de un logo muy ancho, en centésimas del lado corto de la pieza: menos no se lee."""
INTERLINEA, AIRE_DE_CREDITO = 1.3, 3.0
"""De los renglones del crédito, y su aire arriba y abajo en centésimas del lado corto."""
_ENTRE = 3.0
"""Del crédito a la placa, en centésimas."""
_ANTES = ((2, 1.0), (2, 0.85), (3, 1.0), (3, 0.85), (3, 0.7), (4, 1.0), (4, 0.85), (4, 0.7))
"""Al lado del crédito: con cuántos renglones, y qué fracción del alto máximo. Vale lo primero que quepa."""
_ENCIMA = (11.0, 9.5, 8.0)
"""Sobre el crédito: alto de la placa, en centésimas del lado corto."""
LADO_MAXIMO_MM = 32.0
"""Lado mayor de un logo en medio pliego, lo más grande que se mira de cerca."""
ALTO_EN_DOCUMENTO = 9.0
"""Alto máximo al pie de un documento, en milímetros."""
CUERPO_EN_DOCUMENTO = 9 * MM_POR_PUNTO
RENGLON_EN_DOCUMENTO = CUERPO_EN_DOCUMENTO * 1.3
"""Alto de un renglón del crédito al pie de un documento, en milímetros."""
_RENGLONES_CON_LOGOS = 3
_PASOS_EN_DOCUMENTO = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)

ContarRenglones = Callable[[float], tuple[int, float]]
"""En cuántos renglones queda el crédito en esos milímetros, y cuánto mide el mayor si van parejos."""


class LogosNoCaben(ErrorDeComposicion):
    """Ni junto al crédito ni encima de él caben todos."""

    def __init__(self, donde: str, cuantos: int) -> None:
        self.donde, self.cuantos = donde, cuantos
        self.dicho = "el logo no cabe" if cuantos == 1 else f"los {cuantos} logos no caben"
        super().__init__(f"{donde}: {self.dicho} junto al crédito")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.donde, self.cuantos)


@dataclass(frozen=True, slots=True)
class PieDePieza:
    """La franja de una pieza, en milímetros: `caja` es toda, `credito` lo que va sobre tinta."""

    caja: Rectangulo
    credito: Rectangulo
    placa: Rectangulo | None = None
    logos: tuple[Rectangulo, ...] = ()
    arriba: float = 0.0
    """Del borde de la franja al primer renglón, si no es el de siempre."""
    derecha: float = 0.0
    """Lo que el crédito deja libre a la derecha, si no es el margen."""


def medidas(logos: Sequence[LogoListo], alto: float) -> list[tuple[float, float]]:
    """Ancho y alto de cada uno, de la misma área salvo que pase de `alto`."""
    salida = []
    for logo in logos:
        raiz = sqrt(logo.proporcion)
        lado = min(LADO * alto, alto * raiz)
        salida.append((lado * raiz, lado / raiz))
    return salida


COLA = 0.1
"""Lo que las letras más hondas, con sus marcas debajo, bajan del último renglón; en partes del cuerpo."""


def pie_de_pieza(
    ancho: float,
    alto: float,
    rem: float,
    margen: float,
    cuerpo: float,
    renglones: ContarRenglones,
    logos: Sequence[LogoListo],
    donde: str,
    orilla: float = 0.0,
) -> PieDePieza:
    """La franja al pie de una pieza de `ancho` × `alto` mm; LogosNoCaben si no hay manera.

    Bajo el último renglón quedan libres `orilla` milímetros, por lo menos: ahí puede no imprimirse.
    """
    abajo = max(AIRE_DE_CREDITO * rem, orilla + COLA * cuerpo if orilla else 0.0)

    def de(cuantos: int) -> float:
        return cuantos * cuerpo * INTERLINEA + AIRE_DE_CREDITO * rem + abajo

    solo = de(renglones(ancho - 2 * margen)[0])
    if not logos:
        caja = Rectangulo(0.0, alto - solo, ancho, solo)
        return PieDePieza(caja, caja)
    for cuantos, escala in _ANTES:
        franja = de(cuantos)
        tope = PROPORCION * franja * escala
        aire = AIRE * tope
        fila = _largo(logos, tope)
        placa = Rectangulo(ancho - margen - fila - aire, alto - franja, fila + aire + margen, franja)
        libre = placa.x - _ENTRE * rem - margen
        salen, mayor = renglones(libre) if libre > 0 else (cuantos + 1, 0.0)
        if salen <= cuantos and _se_leen(logos, tope, rem):
            caja = Rectangulo(0.0, alto - franja, ancho, franja)
            sobra = franja - salen * cuerpo * INTERLINEA
            arriba = min(sobra / 2, sobra - abajo)
            puestos = _en_fila(logos, tope, placa.x + aire, placa)
            return PieDePieza(
                caja, caja, placa, puestos, arriba, ancho - margen - min(libre, mayor + 0.1 * cuerpo)
            )
    for centesimas in _ENCIMA:
        tope = PROPORCION * centesimas * rem
        if _largo(logos, tope) <= ancho - 2 * margen and _se_leen(logos, tope, rem):
            credito = Rectangulo(0.0, alto - solo, ancho, solo)
            placa = Rectangulo(0.0, credito.y - centesimas * rem, ancho, centesimas * rem)
            caja = Rectangulo(0.0, placa.y, ancho, placa.alto + solo)
            return PieDePieza(caja, credito, placa, _en_fila(logos, tope, margen, placa))
    raise LogosNoCaben(donde, len(logos))


def _se_leen(logos: Sequence[LogoListo], tope: float, rem: float) -> bool:
    return min(alto for _, alto in medidas(logos, tope)) >= ALTO_MINIMO * rem


def _largo(logos: Sequence[LogoListo], tope: float) -> float:
    """Lo que mide la fila, con el aire entre uno y otro."""
    return sum(ancho for ancho, _ in medidas(logos, tope)) + AIRE * tope * (len(logos) - 1)


def _en_fila(logos: Sequence[LogoListo], tope: float, x: float, placa: Rectangulo) -> tuple[Rectangulo, ...]:
    """Uno tras otro desde `x`, centrados en el alto de la placa."""
    puestos = []
    for ancho, alto in medidas(logos, tope):
        puestos.append(Rectangulo(x, placa.y + (placa.alto - alto) / 2, ancho, alto))
        x += ancho + AIRE * tope
    return tuple(puestos)


def placa_de_pieza(pie: PieDePieza, logos: Sequence[LogoListo], sangrado: float, *, gris: bool) -> Markup:
    """La placa con sus logos, hasta el sangrado por donde toca el corte; vacía si no hay."""
    if pie.placa is None:
        return Markup()
    p, s = pie.placa, sangrado
    izquierda, abajo = (s if p.x == 0 else 0.0), (s if p.abajo >= pie.caja.abajo - 1e-6 else 0.0)
    fondo = (
        f'<div class="placa" style="left:{p.x - izquierda:.2f}mm;top:{p.y:.2f}mm;'
        f'width:{p.ancho + izquierda + s:.2f}mm;height:{p.alto + abajo:.2f}mm"></div>'
    )
    return Markup(fondo + "".join(_puesto(x, c, gris) for x, c in zip(logos, pie.logos, strict=True)))


def _puesto(logo: LogoListo, caja: Rectangulo, gris: bool) -> str:
    return (
        f'<div class="logo" style="left:{caja.x:.2f}mm;top:{caja.y:.2f}mm;width:{caja.ancho:.2f}mm;'
        f'height:{caja.alto:.2f}mm">{dibujo_de(logo, gris=gris)}</div>'
    )


def dibujo_de(logo: LogoListo, *, gris: bool) -> str:
    """En línea si es un SVG; si no, la imagen limpia."""
    suyo = logo.gris if gris else logo.color
    return suyo if suyo.startswith("<") else f'<img src="recurso:{suyo}" alt="{escape(logo.logo.alt)}">'


def pie_de_documento(
    ancho: float, credito: str, medidor: Medidor, logos: Sequence[LogoListo], donde: str, *, gris: bool
) -> tuple[Markup, int]:
    """El pie de la primera hoja, el crédito y a su derecha los logos, en `ancho` mm; y cuántos renglones son.

    Vacío si no hay logos, o si el crédito llena él solo los tres renglones del pie y no hay logo que quepa;
    LogosNoCaben si no caben por muchos o por anchos.
    """
    if not logos:
        return Markup(), 0
    for paso in _PASOS_EN_DOCUMENTO:
        tope = ALTO_EN_DOCUMENTO * paso
        fila = _largo(logos, tope)
        x = ancho - fila
        libre = x - 2 * AIRE * tope
        if libre <= 0:
            continue
        renglones = medidor.partir(credito, "texto", libre / CUERPO_EN_DOCUMENTO)
        if len(renglones) <= _RENGLONES_CON_LOGOS:
            cajas = _en_fila(logos, tope, x, Rectangulo(0.0, 0.0, ancho, ALTO_EN_DOCUMENTO))
            puestos = "".join(_puesto(x, c, gris) for x, c in zip(logos, cajas, strict=True))
            # Renglones parejos: el ancho del mayor y no todo el libre, para que no quede una palabra sola.
            mayor = max(medidor.ancho(r, "texto") for r in renglones) * CUERPO_EN_DOCUMENTO
            libre = min(libre, mayor + 0.5)
            pie = Markup(
                f'<div class="pie con-logos"><div class="fila" style="width:{ancho:.2f}mm">'
                f'<p style="width:{libre:.2f}mm">{neutralizar(credito)}</p>{puestos}</div></div>'
            )
            return pie, len(renglones)
    if len(medidor.partir(credito, "texto", ancho / CUERPO_EN_DOCUMENTO)) >= _RENGLONES_CON_LOGOS:
        return Markup(), 0
    raise LogosNoCaben(donde, len(logos))
