"""Las señales de accesibilidad y de servicios: cada dibujo, propio, en un cuadro de 100 unidades."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

_TRAZO = 'fill="none" stroke="#000" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True, slots=True)
class Senal:
    """Lo que una señal dice y su dibujo."""

    nombre: str
    detalle: str
    """Lo que se lee debajo, de cerca."""
    dibujo: Markup


def _senal(nombre: str, detalle: str, partes: str) -> Senal:
    dibujo = (
        f'<svg class="pictograma" role="img" viewBox="0 0 100 100"><title>{escape(nombre)}</title>'
        f"{partes}</svg>"
    )
    return Senal(nombre, detalle, Markup(dibujo))


def _mano(x: float, y: float, espejo: bool) -> str:
    """Una mano abierta: la palma, cuatro dedos y el pulgar hacia adentro."""
    gira = f"translate({x} {y})" + (" scale(-1 1)" if espejo else "")
    dedos = "".join(
        f'<rect x="{dx}" y="{alto}" width="6" height="{22 - alto}" rx="3"/>'
        for dx, alto in ((0, 3), (7, -2), (14, -3), (21, 1))
    )
    return (
        f'<g transform="{gira}" fill="#000">{dedos}<rect x="0" y="18" width="27" height="25" rx="8"/>'
        '<rect x="20" y="26" width="18" height="7" rx="3.5" transform="rotate(-38 22 30)"/></g>'
    )


SENALES: tuple[Senal, ...] = (
    _senal(
        "Rampa",
        "Por aquí se entra sin escaleras.",
        '<path d="M6 90h88v-30z" fill="#000"/>'
        '<circle cx="47" cy="12" r="8" fill="#000"/>'
        f'<path d="M47 25v20h17l7 14" {_TRAZO}/>'
        f'<path d="M38 36a18 18 0 1 0 25 22" {_TRAZO}/>',
    ),
    _senal(
        "Intérprete de lengua de señas",
        "Aquí hay intérprete de LSC: siéntese donde lo vea.",
        _mano(12, 34, espejo=False)
        + _mano(88, 34, espejo=True)
        + f'<path d="M38 16q12 -9 24 0" {_TRAZO}/><path d="M40 90q10 7 20 0" {_TRAZO}/>',
    ),
    _senal(
        "Cuidado infantil",
        "Aquí cuidan a niñas y niños mientras usted participa.",
        '<circle cx="32" cy="17" r="10" fill="#000"/><path d="M18 92v-40q0 -18 14 -18t14 18v40z"/>'
        '<circle cx="72" cy="45" r="8" fill="#000"/><path d="M62 92v-24q0 -11 10 -11t10 11v24z" fill="#000"/>'
        f'<path d="M44 46l19 18" {_TRAZO}/>',
    ),
    _senal(
        "Silla prioritaria",
        "Para personas mayores, en embarazo o con discapacidad.",
        '<circle cx="42" cy="14" r="9" fill="#000"/>'
        f'<path d="M42 28v27h24v27" {_TRAZO}/><path d="M42 38l18 6" {_TRAZO}/>'
        f'<path d="M26 30v40h30M28 70v22M54 70v22" {_TRAZO}/><path d="M82 44v48M74 44h8" {_TRAZO}/>',
    ),
    _senal(
        "Primeros auxilios",
        "Si se siente mal, venga o avise aquí.",
        '<rect x="8" y="24" width="84" height="62" rx="8" fill="none" stroke="#000" stroke-width="7"/>'
        f'<path d="M36 24v-10h28v10" {_TRAZO}/>'
        '<path d="M42 36h16v12h12v16h-12v12h-16v-12h-12v-16h12z" fill="#000"/>',
    ),
    _senal(
        "Salida",
        "No tape esta señal ni el paso.",
        f'<path d="M52 10h-40v80h40" {_TRAZO}/><path d="M30 42h34v-17l32 25l-32 25v-17h-34z" fill="#000"/>',
    ),
    _senal(
        "Agua",
        "Agua para tomar. Traiga su vaso o termo.",
        '<path d="M29 4q18 23 18 33a18 18 0 0 1 -36 0q0 -10 18 -33z" fill="#000"/>'
        f'<path d="M54 52h36l-6 42h-24z" {_TRAZO}/><path d="M59 68h26l-4 24h-18z" fill="#000"/>',
    ),
)
