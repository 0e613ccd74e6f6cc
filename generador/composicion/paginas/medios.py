"""Los logos y las fotos como los piden las páginas: direcciones, tamaños y textos ya resueltos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generador.catalogo.inventario import relativa
from generador.composicion.comun.logos import medidas
from generador.modelo.datos.comun.medios import CopiaDeFoto, FotoLista, Medios

ALTO_DE_LOGO = 64
"""El mayor, en píxeles CSS."""


@dataclass(frozen=True, slots=True)
class FotoWeb:
    """Una foto en una página; `webp` y `jpeg` son sus `srcset`."""

    archivo: str
    """Como lo nombran los datos; no se publica."""
    alt: str
    pie: str | None
    credito: str
    webp: str
    jpeg: str
    src: str
    ancho: int
    alto: int


def fotos_de(medios: Medios, ruta: str) -> tuple[FotoWeb, ...]:
    """Fotos de una asamblea, para la página de esa ruta."""
    return tuple(_foto(f, ruta) for f in medios.fotos)


def _foto(f: FotoLista, ruta: str) -> FotoWeb:
    def juego(tipo: str) -> str:
        return ", ".join(f"{relativa(ruta, c.publicado)} {c.ancho}w" for c in f.de(tipo))

    # Quien no entiende `srcset` recibe la del medio: se ve bien y no pesa como la mayor.
    corrientes: tuple[CopiaDeFoto, ...] = f.de("jpeg")
    una = corrientes[len(corrientes) // 2]
    return FotoWeb(
        f.foto.archivo,
        f.foto.alt,
        f.foto.pie,
        f.foto.credito,
        juego("webp"),
        juego("jpeg"),
        relativa(ruta, una.publicado),
        una.ancho,
        una.alto,
    )


def logos_de(medios: Medios) -> list[dict[str, Any]]:
    """Logos del pie de cada página, todos de la misma área; `ruta` es desde la raíz del sitio."""
    return [
        {"ruta": x.publicado, "alt": x.logo.alt, "ancho": round(ancho), "alto": round(alto)}
        for x, (ancho, alto) in zip(medios.logos, medidas(medios.logos, ALTO_DE_LOGO), strict=True)
    ]
