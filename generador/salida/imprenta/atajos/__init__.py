"""Los atajos por dentro de WeasyPrint: lo mismo en menos tiempo, detrás de una sola puerta."""
