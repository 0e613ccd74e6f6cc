"""Lo que sale: datos abiertos, cifras con su «de cuántos», y lo publicado como testigo."""
