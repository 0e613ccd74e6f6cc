"""Quien mira el tablero todo el tiempo, y cuánto tarda en verse ahí lo que alguien guardó."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape

from generador.local.ensayo.por_red import SIN_RED, Aparato
from generador.local.sala.tablero import Estadio

_CELDA = re.compile(r'(?s)<p class="codigo">(.*?)</p>\s*<p class="avance">([^<(]*)')
_ORDEN = tuple(Estadio)
_CALLADO = 5.0
"""Segundos sin que el tablero diga nada antes de mirar si ya se acabó."""


@dataclass(frozen=True, slots=True)
class Acusado:
    """Algo que un teléfono guardó, y lo que el tablero ha de decir desde entonces de su sub-mesa."""

    submesa: str
    avance: Estadio
    desde: float
    """Cuándo se oprimió «Guardar»."""
    muertes: int
    """Cuántas veces había muerto la sala."""


@dataclass(frozen=True, slots=True)
class Mirada:
    """El tablero en un instante."""

    cuando: float
    muertes: int
    avances: dict[str, Estadio]


@dataclass
class Observador:
    """Mira el tablero como su página: espera a que avise y lo pide otra vez."""

    aparato: Aparato
    asamblea: str
    viva: threading.Event
    parar: threading.Event
    muertes: int = 0
    """Las lleva quien mata a la sala."""
    miradas: list[Mirada] = field(default_factory=list)

    def mirar(self) -> None:
        """Hasta que se pare."""
        while not self.parar.is_set():
            if not self.viva.wait(1):
                continue
            try:
                self._escuchar()
            except SIN_RED:
                self.parar.wait(0.05)

    def _escuchar(self) -> None:
        with self.aparato.escuchar(f"/{self.asamblea}/tablero/vivo", _CALLADO) as respuesta:
            while not self.parar.is_set():
                dicho = respuesta.readline()
                if not dicho:
                    return
                if dicho.startswith(b"data:"):
                    muertes = self.muertes
                    avances = avances_en(self.aparato.pedir("GET", f"/{self.asamblea}/tablero")[1])
                    self.miradas.append(Mirada(time.monotonic(), muertes, avances))

    def demoras(self, guardados: list[Acusado]) -> tuple[list[float], int]:
        """Segundos de cada guardado hasta que se vio en el tablero, y cuántos cruzaron una muerte.

        Solo cuentan los que cambiaron lo que el tablero dice de su sub-mesa.
        """
        segundos: list[float] = []
        cruzaron = 0
        dichos: dict[str, Estadio] = {}
        for guardado in guardados:
            if dichos.get(guardado.submesa, Estadio.FALTA) == guardado.avance:
                continue
            dichos[guardado.submesa] = guardado.avance
            vista = next((m for m in self.miradas if _ya_dice(m, guardado)), None)
            if vista is None or vista.muertes != guardado.muertes:
                cruzaron += 1
            else:
                segundos.append(vista.cuando - guardado.desde)
        return segundos, cruzaron


def _ya_dice(mirada: Mirada, guardado: Acusado) -> bool:
    avance = mirada.avances.get(guardado.submesa, Estadio.FALTA)
    return mirada.cuando >= guardado.desde and _ORDEN.index(avance) >= _ORDEN.index(guardado.avance)


def avances_en(pagina: str) -> dict[str, Estadio]:
    """Lo que el tablero dice de cada sub-mesa."""
    celdas = _CELDA.findall(pagina)
    return {re.sub(r"<[^>]+>", "", c).strip(): Estadio(unescape(a).strip()) for c, a in celdas}
