"""El pie de un documento: crece hacia arriba con el crédito, y ninguna letra sale de lo que se imprime."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from generador.catalogo.documentos import Documento
from generador.catalogo.formatos import ORILLA
from generador.catalogo.inventario import Artefacto
from generador.composicion.comun.logos import (
    CUERPO_EN_DOCUMENTO,
    RENGLON_EN_DOCUMENTO,
    LogosNoCaben,
    pie_de_documento,
)
from generador.composicion.comun.medida import Medidor
from generador.modelo.datos.comun.medios import Medios


@dataclass(frozen=True, slots=True)
class _Medidas:
    """Las de una hoja de estilos, en milímetros."""

    margen: float
    """El de abajo, mientras el crédito no pida más."""
    lados: float
    """Los dos márgenes laterales."""
    arriba: float
    """Del cuerpo de la página al primer renglón del pie."""


_CON_NUMERO = _Medidas(22.0, 30.0, 5.8)
_ENTERO = _Medidas(17.0, 24.0, 4.3)
"""Las de papel.css y plegable.css."""
_ANCHO, _PARTE = 112.0, 0.68
"""Lo que mide el crédito al lado del número de página, y la parte del ancho que le toca."""
_PARTE_CRECIDO = 0.78
"""La que le toca a uno largo: lo demás es lo que pide el número."""


@dataclass(frozen=True, slots=True)
class PieDeDocumento:
    """El pie de un documento; `crecida` son los milímetros que le quita de más al cuerpo de cada página."""

    con_logos: Markup
    """Pie de la primera hoja, con los logos junto al crédito; vacío si no hay o no caben."""
    largo: bool
    """Si el crédito pide otras medidas que las de la hoja de estilos."""
    margen: float
    """Margen de abajo de la página, en milímetros."""
    crecida: float
    alto: float
    """Lo que ocupan los renglones y la orilla, en milímetros."""
    parte: float
    """Porcentaje del ancho que le toca al crédito."""

    @property
    def parte_del_numero(self) -> float:
        """Porcentaje del ancho que le queda al número de página."""
        return 100 - self.parte


def pie_de(a: Artefacto, plantillas: Path, medios: Medios) -> PieDeDocumento:
    """El pie de un documento; LogosNoCaben si sus logos no caben de ninguna manera."""
    assert isinstance(a.declaracion, Documento)
    entero, medidor = a.declaracion.pie_entero, Medidor(plantillas / "tema" / "fuentes")
    medidas = _ENTERO if entero else _CON_NUMERO
    util, credito = a.ancho_mm - medidas.lados, a.asamblea.convenio.credito

    def renglones(ancho: float) -> int:
        return len(medidor.partir(credito, "texto", ancho / CUERPO_EN_DOCUMENTO))

    def armado(parte: float, ancho: float) -> tuple[Markup, float, float]:
        con_logos, suyos = pie_de_documento(
            parte * util, credito, medidor, medios.logos, a.ruta, gris=bool(a.declaracion.una_tinta)
        )
        alto = max(renglones(ancho), suyos) * RENGLON_EN_DOCUMENTO + ORILLA
        return con_logos, alto, max(medidas.margen, medidas.arriba + alto)

    parte = 1.0 if entero else _PARTE
    con_logos, alto, margen = armado(parte, util if entero else min(_ANCHO, parte * util))
    largo = margen > medidas.margen
    if largo and not entero:
        parte = _PARTE_CRECIDO
        con_logos, alto, margen = armado(parte, parte * util)
    return PieDeDocumento(
        con_logos, largo, round(margen, 2), round(margen - medidas.margen, 2), round(alto, 2), 100 * parte
    )


def pie_sin_logos(a: Artefacto, plantillas: Path, medios: Medios) -> PieDeDocumento:
    """Lo mismo, y sin logos si no caben: una guía hace más falta, y la revisión ya lo dijo."""
    try:
        return pie_de(a, plantillas, medios)
    except LogosNoCaben:
        return pie_de(a, plantillas, replace(medios, logos=()))
