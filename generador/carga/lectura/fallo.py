"""Un problema al leer un archivo, con su renglón y su remedio."""

from __future__ import annotations

from generador.errores import Viajero


class Fallo(Viajero):
    """Un problema de lectura: línea y columna desde 1, y su remedio."""

    def __init__(self, linea: int, columna: int, mensaje: str, ayuda: str, largo: int = 1) -> None:
        super().__init__(mensaje)
        self.linea, self.columna, self.largo = linea, columna, largo
        self.mensaje, self.ayuda = mensaje, ayuda
