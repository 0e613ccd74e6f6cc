"""Lo que se proyecta en el salón: qué pantallas hay, qué dice cada una y cuánto cabe en ella."""

RUTA_HOJA = "estilos/proyeccion.css"
"""Solo esa página la pide."""
