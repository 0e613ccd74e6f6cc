"""Los campos de la hoja de entrega: los del archivo de resultados, con sus mismos nombres y en su orden."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Campo:
    """Un dato que la sub-mesa escribe. `ruta` es su nombre en el archivo: «aportes.plan.quien»."""

    ruta: str
    rotulo: str
    renglones: int = 1

    @property
    def nombre(self) -> str:
        """Cómo se busca en el archivo: la ruta entera, o solo su final si el dato se repite por aporte."""
        return self.ruta.rpartition(".")[2] if self.seccion.startswith("aportes") else self.ruta

    @property
    def seccion(self) -> str:
        """Lo que lo contiene: «aportes.plan», o nada."""
        return self.ruta.rpartition(".")[0]


CAMPOS: tuple[Campo, ...] = (
    Campo("submesa", "Código de la sub-mesa"),
    Campo("asistentes", "Personas que asistieron"),
    Campo("representante.papel", "Representante: su papel"),
    Campo("voceria.papel", "Vocería, si salió de aquí: su papel"),
    Campo("aportes.necesidad", "Necesidad", 3),
    Campo("aportes.solucion", "Solución", 3),
    Campo("aportes.organizaciones", "Organizaciones que cooperarían", 2),
    Campo("aportes.plan.quien", "¿Quién?", 2),
    Campo("aportes.plan.como", "¿Cómo?", 2),
    Campo("aportes.plan.cuando", "¿Cuándo?", 2),
)
"""Todos los del modelo menos los que no salen de la hoja (`demostracion`, nombres propios)."""
