"""Los .zip: qué documentos o piezas llevan, en qué carpeta y cuántas copias de cada uno se imprimen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.catalogo.piezas import Uso
from generador.modelo.datos.evento import Estado

Copias = Literal["ninguna", "una", "por_mesa", "por_submesa"]
"""`por_submesa` son las sub-mesas de la mesa de ese archivo, o todas si es de la asamblea."""


@dataclass(frozen=True, slots=True)
class MiembroDePaquete:
    """Los archivos de un documento dentro de un paquete.

    Con `copias="ninguna"` van de repuesto: se imprimen solo si hace falta alguno.
    """

    documento: str
    carpeta: str
    copias: Copias


@dataclass(frozen=True, slots=True)
class Campana:
    """Las piezas de un uso, en PDF y en imagen, con su texto al lado; cada pieza en su carpeta."""

    uso: Uso


@dataclass(frozen=True, slots=True)
class Paquete:
    """Un .zip que se entrega completo; `plantillas/paquetes/<textos>/` trae sus textos."""

    id: str
    titulo: str
    descripcion: str
    para: str
    contenidos: tuple[MiembroDePaquete | Campana, ...]
    desde: Estado = Estado.PREPARACION
    textos: str = ""
    """La carpeta de sus textos, si no es la de su identificador."""

    @property
    def uso(self) -> Uso | None:
        """Si es una campaña, para cuándo."""
        return next((c.uso for c in self.contenidos if isinstance(c, Campana)), None)


def _campana(id_: str, uso: Uso, titulo: str, descripcion: str) -> Paquete:
    return Paquete(
        id_, titulo, descripcion, "Quien lleva las comunicaciones", (Campana(uso),), textos="campana"
    )


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
            MiembroDePaquete("kit-mesa", "1-mesas", "una"),
            MiembroDePaquete("plegable", "2-guias-plegables", "por_submesa"),
            MiembroDePaquete("plano-del-muro", "3-muro", "una"),
            MiembroDePaquete("rotulos-del-muro", "3-muro", "una"),
            MiembroDePaquete("programa", "4-programa", "por_mesa"),
            MiembroDePaquete("minuto-a-minuto", "4-programa", "una"),
            MiembroDePaquete("tarjetas-de-moderacion", "4-programa", "una"),
            MiembroDePaquete("mesa-tecnica", "5-mesa-tecnica", "una"),
            MiembroDePaquete("cuaderno-a-mano", "5-mesa-tecnica", "una"),
            MiembroDePaquete("senales", "6-sede", "una"),
            MiembroDePaquete("kit", "repuestos", "ninguna"),
        ),
    ),
    _campana(
        "campana-antes",
        "antes",
        "Piezas para convocar",
        "Todo lo que se publica y se pega antes de la asamblea, con el texto de cada publicación.",
    ),
    _campana(
        "campana-en-sitio",
        "en sitio",
        "Piezas para el día",
        "Lo que se imprime y se proyecta en la sede: bienvenida, señales, habladores y escarapelas.",
    ),
    _campana(
        "campana-despues",
        "después",
        "Piezas para contar lo que se hizo",
        "Las cifras, la agenda y el rompecabezas, con el texto de cada publicación.",
    ),
)
