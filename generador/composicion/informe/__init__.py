"""El informe de la asamblea y sus gráficas."""
