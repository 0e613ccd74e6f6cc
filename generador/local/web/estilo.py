"""Cómo se ven las páginas de lo local: los colores y las letras del sitio, y lo propio."""

from __future__ import annotations

import re
from pathlib import Path

PLANTILLAS = Path(__file__).parent.parent / "plantillas"
_FUENTE = re.compile(r"[a-z0-9-]+\.woff2")


def hoja_de_estilo(raiz: Path) -> str:
    """Los estilos de todas las páginas del editor y de la sala."""
    estilos = raiz / "plantillas" / "estilos"
    comunes = (estilos / "letras.css", estilos / "variables.css")
    propios = (PLANTILLAS / "editor.css", PLANTILLAS / "sala" / "sala.css")
    return "\n".join(p.read_text("utf-8") for p in (*comunes, *propios))


def fuente_en(raiz: Path, nombre: str) -> Path | None:
    """El archivo de esa letra; None si no es una de las del proyecto."""
    ruta = raiz / "plantillas" / "tema" / "fuentes" / nombre
    return ruta if _FUENTE.fullmatch(nombre) and ruta.is_file() else None
