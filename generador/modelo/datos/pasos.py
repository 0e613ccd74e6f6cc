"""Los pasos de la guía de una mesa, con su hora de reloj."""

from __future__ import annotations

from datetime import time

from generador.modelo.datos.metodologia import Paso
from generador.modelo.tipos import Modelo, hora_de


class PasoProgramado(Modelo):
    """Un paso con su hora de reloj, en minutos desde la medianoche."""

    paso: Paso
    desde: int
    hasta: int

    @property
    def minutos(self) -> int:
        """Duración."""
        return self.hasta - self.desde

    @property
    def inicio(self) -> time:
        """Hora de reloj en que empieza."""
        return hora_de(self.desde)

    @property
    def fin(self) -> time:
        """Hora de reloj en que termina."""
        return hora_de(self.hasta)


def programar_pasos(pasos: tuple[Paso, ...], inicio: int, duracion: int) -> tuple[PasoProgramado, ...]:
    """Pone hora a cada paso: los que no declaran minutos se reparten lo que sobra, parejo.

    Si lo declarado ya no cabe, los pasos sin minutos duran cero y el último se pasa del momento:
    `revision` lo advierte.
    """
    fijos = sum(p.minutos or 0 for p in pasos)
    libres = [p.id for p in pasos if p.minutos is None]
    sobra = max(0, duracion - fijos)
    base, resto = divmod(sobra, len(libres)) if libres else (0, 0)
    cada = {id_: base + (i < resto) for i, id_ in enumerate(libres)}
    programados, desde = [], inicio
    for paso in pasos:
        hasta = desde + (paso.minutos if paso.minutos is not None else cada[paso.id])
        programados.append(PasoProgramado(paso=paso, desde=desde, hasta=hasta))
        desde = hasta
    return tuple(programados)
