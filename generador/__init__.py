"""Asambleas: del YAML de una asamblea ciudadana al sitio, los impresos, las piezas y la agenda."""

__version__ = "0.1.0"
