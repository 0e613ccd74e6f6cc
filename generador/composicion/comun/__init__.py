"""Lo que comparten las salas de composición: plantillas, filtros, medidas, colores y sellos."""
