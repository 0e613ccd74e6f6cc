"""Las advertencias que alguien miró, decidió dejar y explicó."""

from __future__ import annotations

from pydantic import Field

from generador.modelo.tipos import Linea, Modelo, Parrafo


class Aceptado(Modelo):
    """Una advertencia que es permanente y ya se decidió: `validar` deja de mostrarla y la cuenta aparte."""

    aviso: Linea = Field(title="Advertencia")
    """Lo que dice la advertencia, igual que en `validar`; si dice otra cosa, vuelve a mostrarse."""
    archivo: Linea | None = Field(None, title="Archivo")
    """El archivo en que sale, desde esta carpeta («resultados/M1-S2.yml»); solo si sale en varios."""
    razon: Parrafo = Field(title="Razón")
    """Por qué se deja así."""
