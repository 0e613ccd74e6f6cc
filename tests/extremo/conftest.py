"""Los sitios construidos que estas pruebas leen."""

from extremo.sitios import estados, hostil, real, reales_propuestas

__all__ = ["estados", "hostil", "real", "reales_propuestas"]
