"""Lo que se hace con el sitio ya construido: llevarlo en una memoria y ponerlo en un servidor."""
