"""El salón el día de la asamblea: los teléfonos que capturan, el tablero y la mesa técnica."""
