"""Los archivos .zip: qué documentos llevan, en qué carpeta y cuántas copias de cada uno se imprimen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.evento import Estado

Copias = Literal["ninguna", "una", "por_mesa", "por_submesa"]
"""`por_submesa` son las sub-mesas de la mesa de ese archivo, o todas si es de la asamblea."""


@dataclass(frozen=True, slots=True)
class Contenido:
    """Los archivos de un documento dentro de un paquete.

    Con `copias="ninguna"` van de repuesto: se imprimen solo si hace falta alguno.
    """

    documento: str
    carpeta: str
    copias: Copias


@dataclass(frozen=True, slots=True)
class Paquete:
    """Un .zip que se entrega completo; `plantillas/paquetes/<id>/` trae sus textos."""

    id: str
    titulo: str
    descripcion: str
    para: str
    contenidos: tuple[Contenido, ...]
    desde: Estado = Estado.PREPARACION


PAQUETES: tuple[Paquete, ...] = (
    Paquete(
        id="kit-de-impresion",
        titulo="Kit de impresión de toda la asamblea",
        descripcion=(
            "Todo lo que se imprime para las mesas, con su lista: qué, cuántas copias y en qué papel. "
            "Llévelo en una memoria: no necesita internet."
        ),
        para="Quien manda a imprimir",
        contenidos=(
            Contenido("kit-mesa", "1-mesas", "una"),
            Contenido("plegable", "2-guias-plegables", "por_submesa"),
            Contenido("plano-del-muro", "3-muro", "una"),
            Contenido("programa", "4-programa", "por_mesa"),
            Contenido("minuto-a-minuto", "4-programa", "una"),
            Contenido("kit", "repuestos", "ninguna"),
        ),
    ),
)
