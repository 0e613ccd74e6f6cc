"""El dominio: modelos congelados, sin lectura de archivos ni presentación."""
