"""Los sitios construidos que estas pruebas leen."""

from extremo.sitios import estados, hostil, real

__all__ = ["estados", "hostil", "real"]
