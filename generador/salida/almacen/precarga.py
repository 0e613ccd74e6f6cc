"""Lo que el servidor de procesos importa una sola vez; los procesos de impresión nacen con ello puesto."""

import weasyprint.text.fonts  # noqa: F401

import generador.salida.credito.guardia
import generador.salida.privacidad.puerta  # noqa: F401
