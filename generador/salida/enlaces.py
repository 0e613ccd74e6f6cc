"""Los enlaces de una página ya armada: a qué archivo del sitio llega cada uno, y cómo se cambia."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PORTADA = "index.html"
"""Lo que se lee al pedir una carpeta."""
LLEVAN = frozenset({"href", "src", "poster", "data-guion"})
"""Los atributos cuyo valor es una dirección que el navegador pide o abre."""

_ATRIBUTO = re.compile(r'\s+([\w:.-]+)(?:="([^"]*)")?')
_ETIQUETA = re.compile(
    r"<!--.*?-->|<(?P<cruda>script|style)(?P<suyos>(?:\s+[\w:.-]+(?:=\"[^\"]*\")?)*)\s*>.*?</(?P=cruda)>"
    r"|<(?P<nombre>[a-zA-Z][^\s/>]*)(?P<atributos>(?:\s+[\w:.-]+(?:=\"[^\"]*\")?)*)\s*/?>",
    re.S,
)


class Etiqueta(NamedTuple):
    """Una etiqueta que se abre, con sus atributos ya sin escapar; el que no lleva valor, vacío."""

    nombre: str
    atributos: dict[str, str]


class LlevaA(NamedTuple):
    """El archivo del sitio al que lleva un enlace, y su ancla, si la tiene."""

    ruta: str
    ancla: str


def marcas(html: str) -> Iterator[Etiqueta]:
    """Las etiquetas que se abren en `html`, en su orden, sin lo que hay en comentarios, guiones y estilos."""
    for hallada in _ETIQUETA.finditer(html):
        if nombre := hallada["nombre"] or hallada["cruda"]:
            yield _leida(nombre, hallada["atributos"] or hallada["suyos"] or "")


def cambiar(html: str, cambio: Callable[[Etiqueta], dict[str, str] | None]) -> str:
    """`html` con los atributos que dé `cambio` para cada etiqueta; None la quita.

    Lo que no cambia queda como estaba, byte por byte. Una que se quita ha de ser de las que no se cierran.
    """

    def nueva(hallada: re.Match[str]) -> str:
        nombre = hallada["nombre"] or hallada["cruda"]
        if not nombre:
            return hallada[0]
        dichos = hallada["atributos"] or hallada["suyos"] or ""
        leida = _leida(nombre, dichos)
        quedan = cambio(leida)
        if quedan is None:
            return ""
        if quedan == leida.atributos:
            return hallada[0]
        escritos = "".join(f' {a}="{escape(v)}"' if v else f" {a}" for a, v in quedan.items())
        comienzo = len(nombre) + 1
        return hallada[0][:comienzo] + escritos + hallada[0][comienzo + len(dichos) :]

    return _ETIQUETA.sub(nueva, html)


def _leida(nombre: str, atributos: str) -> Etiqueta:
    return Etiqueta(nombre.lower(), {a: unescape(v) for a, v in _ATRIBUTO.findall(atributos)})


def llegada(desde: str, destino: str, direccion: str = "") -> LlevaA | None:
    """A qué archivo del sitio lleva `destino`, escrito en la página `desde`; None si sale del sitio.

    Una carpeta es su portada. `direccion` es la del sitio, con «/» al final: lo que empieza por ella no sale.
    Un ancla sola se queda en la página. Si el sitio vive en una carpeta de su servidor, un camino que empieza
    por «/» y no por ella no llega a nada suyo: su ruta conserva el «/». ValueError si lo escrito no es una
    dirección.
    """
    casa = urlsplit(direccion).path or "/"
    if direccion and destino.startswith(direccion):
        destino = casa + destino.removeprefix(direccion)
    partes = urlsplit(destino)
    if partes.scheme or partes.netloc:
        return None
    camino, ancla = unquote(partes.path), unquote(partes.fragment)
    if not camino:
        return LlevaA(desde, ancla)
    if camino.startswith("/") and not f"{camino}/".startswith(casa):
        return LlevaA(camino, ancla)
    ruta = camino[len(casa) :] if camino.startswith("/") else f"{posixpath.dirname(desde)}/{camino}"
    llega = posixpath.normpath(ruta.lstrip("/")) if ruta.strip("/") else ""
    if llega in ("", ".") or camino.endswith(("/", "/.", "/..")) or camino in (".", ".."):
        llega = posixpath.normpath(posixpath.join(llega, PORTADA))
    return LlevaA(llega, ancla)
