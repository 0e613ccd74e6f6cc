"""Lo que un equipo usa en su computador, sin red: la captura de lo que entregan las mesas."""
