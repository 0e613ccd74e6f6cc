"""Lo que se le encarga a un taller: cada pieza con su medida, su material, su acabado y cuántas."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from generador.catalogo.asuntos import asuntos, hay, paginas_de, sirve
from generador.catalogo.formatos import FORMATOS
from generador.catalogo.piezas import PIEZAS
from generador.modelo.asamblea import Asamblea

_EN_METROS = 750
"""Milímetros de lado desde los que una medida se dice en metros."""


@dataclass(frozen=True, slots=True)
class RenglonDeEncargo:
    """Una pieza en un formato: qué es, cuántas se sugieren y cómo se piden."""

    pieza: str
    formato: str
    medida: str
    """Ya cortada: «21,6 × 27,9 cm»."""
    material: str
    acabado: str
    disenos: int
    """Cuántos distintos son: uno por mesa, por jornada, por sentido…"""
    cuantos: int
    """De cada diseño."""
    archivo: str
    """Su nombre, sin el final que es de todos; con «…» donde varios dicen de cuál mesa o jornada son."""


def final_de_archivo(asamblea: Asamblea) -> str:
    """En qué terminan los nombres de los archivos que se le entregan al taller."""
    return "-imprenta.pdf" if asamblea.evento.para_taller else ".pdf"


def renglones_de_encargo(asamblea: Asamblea) -> tuple[RenglonDeEncargo, ...]:
    """Lo que va a un taller antes de la asamblea y para el día; lo de después no se sabe todavía."""
    evento, hechos = asamblea.evento, []
    for pieza in (p for p in PIEZAS if not p.resultados and hay(asamblea, p.si)):
        suyos = [a for a in asuntos(asamblea, pieza.por) if sirve(a, pieza.si)]
        claves = {a.clave.lower() for a in suyos}
        de_quien = f"{claves.pop() if len(claves) == 1 else '…'}-".removeprefix("-")
        for formato in (f for f in FORMATOS if f.id in pieza.formatos):
            taller = formato.taller
            if taller is None or not suyos or (evento.formatos and formato.id not in evento.formatos):
                continue
            # De lo que va en un lugar de la sede basta uno; lo que se pega o se reparte es según la gente.
            personas = taller.personas if pieza.por == "asamblea" else None
            hechos.append(
                RenglonDeEncargo(
                    pieza.titulo,
                    formato.nombre.partition(",")[0],
                    _medida(*formato.pieza_mm),
                    taller.material,
                    taller.acabado,
                    sum(len(paginas_de(pieza, a)) for a in suyos),
                    1 if personas is None else _redondo(evento.alcance / personas),
                    f"{pieza.id}-{de_quien}{formato.id}",
                )
            )
    return tuple(hechos)


def _redondo(n: float) -> int:
    """Hacia arriba: de a cien si son muchos, de a diez si son más de veinte."""
    paso = 100 if n > 200 else 10 if n > 20 else 1
    return max(1, ceil(n / paso) * paso)


def _medida(ancho: float, alto: float) -> str:
    if max(ancho, alto) > _EN_METROS:
        return f"{_coma(ancho / 1000)} × {_coma(alto / 1000)} m"
    return f"{_coma(ancho / 10)} × {_coma(alto / 10)} cm"


def _coma(n: float) -> str:
    return f"{n:g}".replace(".", ",")
