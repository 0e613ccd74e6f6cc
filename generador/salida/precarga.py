"""Lo que el servidor de procesos importa una sola vez; los procesos de impresión nacen con ello puesto."""

import weasyprint.text.fonts  # noqa: F401

import generador.salida.contenido_pdf
import generador.salida.credito
import generador.salida.privacidad  # noqa: F401
