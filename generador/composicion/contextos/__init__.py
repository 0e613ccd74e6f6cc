"""Qué recibe cada plantilla, con su tipo: una clase por página, documento y pieza que pida algo propio."""
