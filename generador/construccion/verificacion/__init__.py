"""Comprueba, desde lo publicado, que una agenda es la que se aprobó, y dice qué comparó y qué no."""

from generador.construccion.verificacion.orden import SinVeredicto, Veredicto, comprobar, verificar

__all__ = ["SinVeredicto", "Veredicto", "comprobar", "verificar"]
