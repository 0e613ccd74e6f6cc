"""Del atributo `style` a una clase: la política de contenido no admite estilos sueltos."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from generador.salida.visible import ESTILO_OCULTO

NOMBRE = "paginas.css"
"""La hoja con lo que las páginas de una asamblea traían suelto; en la raíz, la de las demás."""

_MARCA = re.compile(r'<[a-zA-Z][^\s/>"]*(?:\s+[\w:.-]+(?:="[^"]*")?)*\s+style="[^"]*"[^<>]*>')
_ESTILO = re.compile(r'\s+style="([^"]*)"')
_CLASE = re.compile(r'\sclass="([^"]*)"')
_HOJA = re.compile(r"<style>(.*?)</style>\n?", re.S)
_SENCILLO = re.compile(r"[\w\s#%(),.:;+-]*")
"""Nombres, números, colores y medidas: nada que cierre la regla ni pida un archivo."""


class SinEstilos(NamedTuple):
    """Una página sin estilos sueltos."""

    html: str
    reglas: tuple[str, ...]
    """Lo que va en la hoja."""


def sin_estilos(html: str) -> SinEstilos:
    """`html` con una clase en vez de cada `style`, y sin los `<style>` que traiga.

    La clase sale de lo que dice el estilo: el mismo es la misma en toda página. Va tres veces en su regla
    para seguir mandando sobre las hojas del sitio, como lo hacía el atributo. El que esconde algo se queda
    donde está, porque ahí lo leen las puertas, y el que no es sencillo también: la política lo anulará.
    """
    reglas: dict[str, None] = {}

    def en_hoja(hallado: re.Match[str]) -> str:
        reglas[hallado[1]] = None
        return ""

    def en_clase(hallado: re.Match[str]) -> str:
        marca = hallado[0]
        suyo = _ESTILO.search(marca)
        valor = unescape(suyo[1]).strip().rstrip(";") if suyo else ""
        if suyo is None or not _SENCILLO.fullmatch(valor) or _esconde(valor):
            return marca
        marca = marca[: suyo.start()] + marca[suyo.end() :]
        if not valor:
            return marca
        clase = f"e-{hashlib.sha256(valor.encode()).hexdigest()[:8]}"
        reglas[f".{clase}.{clase}.{clase}{{{valor}}}"] = None
        if _CLASE.search(marca):
            return _CLASE.sub(lambda c: f' class="{c[1]} {clase}"', marca, count=1)
        nombre = re.match(r"<[^\s/>]+", marca)
        assert nombre is not None
        return f'{nombre[0]} class="{clase}"{marca[nombre.end() :]}'

    return SinEstilos(_MARCA.sub(en_clase, _HOJA.sub(en_hoja, html)), tuple(reglas))


def hoja(reglas: Iterable[str]) -> str:
    """La hoja con esas reglas, cada una una vez y siempre en el mismo orden."""
    return "".join(f"{r}\n" for r in sorted(set(reglas)))


def _esconde(valor: str) -> bool:
    return ESTILO_OCULTO.search(re.sub(r"\s+", "", valor).lower()) is not None
