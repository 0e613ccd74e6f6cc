"""Gramática mínima del español que comparten el modelo y la composición."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

VACIOS = frozenset(
    {
        *("", "na", "n a", "nd", "n d", "no aplica", "ninguno", "ninguna", "sin dato", "sin datos", "none"),
        *("sin informacion", "no informa", "no reporta", "no registra", "no responde", "no sabe", "ns nr"),
        *("sd", "s d", "si n", "null", "nan", "x", "xx", "xxx", "0", "00", "nulo", "vacio", "pendiente"),
    }
)
"""Lo que se escribe cuando no hay dato, sin tildes ni signos."""


def sin_tildes(texto: str) -> str:
    """`texto` en minúsculas y sin marcas: para comparar y para hacer identificadores."""
    partes = unicodedata.normalize("NFD", texto.casefold())
    return "".join(c for c in partes if not unicodedata.combining(c))


def _conjuncion(siguiente: str) -> str:
    """«e» ante el sonido i, salvo diptongo (hielo, iónico); «y» en lo demás."""
    palabra = sin_tildes(siguiente.lstrip(" «“\"'(¿¡"))
    suena_i = re.match(r"h?i", palabra) or re.match(r"y(?![aeiou])", palabra)
    diptongo = re.match(r"h?i[aeou]", palabra)
    return "e" if suena_i and not diptongo else "y"


def enumerar(partes: Iterable[str]) -> str:
    """«a», «a y b», «a, b e Inés»."""
    lista = list(partes)
    if len(lista) < 2:
        return "".join(lista)
    return f"{', '.join(lista[:-1])} {_conjuncion(lista[-1])} {lista[-1]}"


def plural(cantidad: int, singular: str, en_plural: str) -> str:
    """«1 mesa», «5 mesas»."""
    return f"{cantidad} {singular if cantidad == 1 else en_plural}"


def tras(preposicion: str, nombre: str) -> str:
    """«de la Unidad», «del Servicio», «al Servicio»: «de» y «a» se juntan con «el» en minúscula."""
    if preposicion in ("de", "a") and nombre.startswith("el "):
        return f"{preposicion}l {nombre.removeprefix('el ')}"
    return f"{preposicion} {nombre}"


def en_corto(texto: str, tope: int = 110) -> str:
    """La primera frase, o las palabras que quepan en `tope` caracteres con puntos suspensivos."""
    renglon = texto.strip().split("\n")[0]
    # Un texto de solo puntos también tiene que poder nombrarse.
    frase = renglon.split(". ")[0].rstrip(".") or renglon
    if len(frase) <= tope:
        return frase
    return frase[: tope - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def slug(texto: str) -> str:
    """Identificador para direcciones: «Almuerzo y Receso» → «almuerzo-y-receso»."""
    return re.sub(r"[^a-z0-9]+", "-", sin_tildes(texto)).strip("-") or "sin-nombre"


def plano(texto: str) -> str:
    """Sin tildes, mayúsculas ni signos: para comparar."""
    return " ".join(re.findall(r"[a-z0-9ñ]+", sin_tildes(texto).replace("_", " ")))


def es_vacio(texto: str) -> bool:
    """Si es lo que se escribe cuando no hay dato: «N/A», «-», «ninguna»."""
    return plano(texto) in VACIOS
