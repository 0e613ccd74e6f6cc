"""Lo que el editor hace además de llenar casillas: recoger aportes, subir imágenes, repartir en jornadas."""
