"""Lo que el servidor de procesos importa una sola vez; los procesos de impresión nacen con ello puesto."""

import weasyprint.text.fonts

import generador.salida.credito  # noqa: F401
