"""Los documentos imprimibles. Añadir uno: una plantilla en `documentos/` y una declaración aquí."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generador.modelo.evento import Estado

Por = Literal["sitio", "asamblea", "mesa", "submesa", "compromiso"]


@dataclass(frozen=True, slots=True)
class Documento:
    """Un PDF imprimible que no es pieza gráfica.

    `id` nombra la plantilla (`documentos/<id>.html.j2`) y el archivo; `titulo` y `pagina` son formatos
    que reciben `asamblea`, `mesa` y `submesa` según `por`.
    """

    id: str
    titulo: str
    descripcion: str
    para: str
    """A quién le sirve."""
    pagina: str
    """Identificador de la página a la que lleva su QR."""
    por: Por = "asamblea"
    desde: Estado = Estado.PREPARACION
    """Estado desde el cual se publica."""
    una_tinta: bool = True
    """Si se imprime a una tinta."""
    apaisado: bool = False


DOCUMENTOS: tuple[Documento, ...] = (
    Documento(
        id="guia",
        titulo="Guía de la mesa {mesa.numero}: {mesa.eje}",
        descripcion="Paso a paso con hora de reloj, qué decir, preguntas, fichas y lista de verificación.",
        para="Líderes y lideresas de mesa",
        pagina="mesa",
        por="mesa",
    ),
    Documento(
        id="programa",
        titulo="Programa de la asamblea",
        descripcion="El horario del día, para compartir y pegar en la entrada.",
        para="Público",
        pagina="programa",
    ),
    Documento(
        id="minuto-a-minuto",
        titulo="Minuto a minuto",
        descripcion="El programa con objetivos, metodología y responsables, para quien modera.",
        para="Moderación y equipo",
        pagina="programa",
    ),
    Documento(
        id="agenda",
        titulo="Agenda {asamblea.evento.vigencia}",
        descripcion="Los compromisos por mesa, de dónde salió cada uno y el acta de aprobación.",
        para="Público y entes de control",
        pagina="agenda",
        desde=Estado.BORRADOR,
        una_tinta=False,
    ),
)
