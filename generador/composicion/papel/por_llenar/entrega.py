"""Los campos de la hoja de entrega: los del archivo de resultados, con sus mismos nombres y en su orden."""

from __future__ import annotations

from dataclasses import dataclass

from generador.modelo.campos import Campo, todos
from generador.modelo.datos.aporte import Resultado

NO_SE_ESCRIBEN = frozenset({"demostracion", "nombre", "consentimiento"})
"""Una marca del sistema y los nombres propios: la hoja es pública y pide papeles."""
_UN_RENGLON = 300
"""Caracteres de un texto corto; uno más largo, o varios, piden más renglones."""


@dataclass(frozen=True, slots=True)
class CampoDeEntrega:
    """Un dato que la sub-mesa escribe."""

    ruta: str
    """Su nombre en el archivo: «aportes.plan.quien»."""
    rotulo: str
    renglones: int

    @property
    def nombre(self) -> str:
        """Cómo se busca en el archivo: la ruta entera, o solo su final si el dato se repite por aporte."""
        return self.ruta.rpartition(".")[2] if self.seccion.startswith("aportes") else self.ruta

    @property
    def seccion(self) -> str:
        """Lo que lo contiene: «aportes.plan», o nada."""
        return self.ruta.rpartition(".")[0]


def campos_de_entrega() -> tuple[CampoDeEntrega, ...]:
    """Todos los del modelo menos los que no salen de la hoja."""
    por_ruta = {c.ruta: c for c in todos(Resultado)}
    return tuple(
        CampoDeEntrega(c.ruta, _rotulo(c, por_ruta.get(c.seccion)), _renglones(c, por_ruta.get(c.seccion)))
        for c in por_ruta.values()
        if c.dentro is None and c.nombre not in NO_SE_ESCRIBEN
    )


def _rotulo(campo: Campo, de: Campo | None) -> str:
    """El suyo o, si es de algo que no se repite, con lo que lo lleva: «Representante: su papel»."""
    return campo.rotulo if de is None or de.lista else f"{de.rotulo}: su {campo.rotulo.lower()}"


def _renglones(campo: Campo, de: Campo | None) -> int:
    largo = campo.lista or (campo.largo or 0) > _UN_RENGLON
    # En las columnas del plan, y en una lista de nombres, dos bastan.
    return 1 if not largo else 2 if campo.lista or (de is not None and de.ruta != "aportes") else 3
