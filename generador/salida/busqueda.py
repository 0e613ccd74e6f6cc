"""El índice con que busca el sitio: lo que dice cada página, por secciones, en un guion que se carga solo."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from generador.salida.visible import BLOQUES, CIERRES_IMPLICITOS, SIN_TEXTO, VACIAS, LectorTolerante

NOMBRE = "buscar.js"
"""El archivo: el de cada asamblea, en su carpeta; en la raíz, el de las páginas que no son de ninguna."""
LLAMADA = "indiceDeBusqueda"
"""La función del navegador que lo recibe."""
MARCA = "data-search-exclude"
"""El atributo de lo que no se indexa: repite lo de otra página o es un mando."""

_MARCA = re.compile(rf'\s{MARCA}(="")?(?=[\s/>])')
_TITULOS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TERMINA = (".", ":", ";", "!", "?", "…", ",", "·", "¿", "¡", "(", "«")
_SEPARADORES = {ord("\u2028"): "\\u2028", ord("\u2029"): "\\u2029"}


class Apartado(NamedTuple):
    """Lo que va de un título al siguiente."""

    ancla: str
    """Vacía, si es el comienzo de la página."""
    titulo: str
    texto: str


class Indexada(NamedTuple):
    """Una página, para el índice."""

    direccion: str
    """Relativa a la raíz del sitio."""
    titulo: str
    orden: int
    """0, primero; 1, después (listas de archivos); 2, al final (el diccionario de datos)."""
    secciones: Sequence[Sequence[str]]


def sin_marcas(html: str) -> str:
    """El mismo HTML sin las marcas de lo que no se indexa."""
    return _MARCA.sub("", html)


def secciones(html: str, *, entera: bool = False) -> list[Apartado]:
    """Las secciones de `html`, el contenido de una página, con su texto corrido.

    Empieza una en cada título con ancla, menos si va `entera`. La primera, la del comienzo, está siempre y su
    título es el de la página; de las demás, las que dicen algo. No cuenta lo oculto, lo marcado ni el título
    de la página, que va aparte; sí lo plegado, que se ve al abrirlo. Entre un bloque y otro queda un signo:
    nunca dos palabras pegadas.
    """
    lector = _Lector(entera=entera)
    lector.feed(html)
    lector.close()
    return lector.hechas()


def guion(contenido: Mapping[str, Any], hojas: Sequence[Indexada]) -> str:
    """El archivo del índice: una llamada con los datos, que sirve igual por la red que desde un disco."""
    datos = {**contenido, "hojas": [[h.direccion, h.titulo, h.orden, h.secciones] for h in hojas]}
    return _escrito(datos)


def _escrito(datos: Mapping[str, Any]) -> str:
    escrito = json.dumps(datos, ensure_ascii=False, separators=(",", ":"))
    return f"{LLAMADA}({escrito.translate(_SEPARADORES)});\n"


def _leido(escrito: str) -> dict[str, Any]:
    leido: dict[str, Any] = json.loads(escrito.removeprefix(f"{LLAMADA}(").rstrip().removesuffix(");"))
    return leido


def solo_de(escrito: str, carpeta: str) -> str:
    """El índice de la raíz, con esa sola asamblea; `escrito` es lo que dio `guion`."""
    datos = _leido(escrito)
    datos["asambleas"] = [a for a in datos["asambleas"] if a[0] == carpeta]
    return _escrito(datos)


def direcciones(escrito: str) -> Iterator[str]:
    """Desde la raíz del sitio, a dónde lleva cada resultado de un índice; `escrito` es lo que dio `guion`."""
    datos = _leido(escrito)
    yield from (carpeta for carpeta, *_ in datos.get("asambleas", ()))
    for direccion, _, _, suyas in datos["hojas"]:
        for ancla, *_ in suyas:
            yield f"{direccion}#{ancla}" if ancla else direccion


def titulo_de(escapado: str) -> str:
    """Un título de los metadatos, que llegan escapados."""
    return " ".join(unescape(escapado).split())


class _Lector(LectorTolerante):
    def __init__(self, *, entera: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._entera = entera
        self._secciones: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._abiertas: list[tuple[str, bool]] = []
        """Etiqueta, y si lo de adentro no cuenta."""
        self._en_titulo = 0
        """Cuántas etiquetas había abiertas al empezar el título de la sección; 0, si no está en él."""

    def hechas(self) -> list[Apartado]:
        """Lo leído."""
        (_, _, primera), *otras = self._secciones
        resto = [Apartado(ancla, _corrido(titulo), _corrido(texto)) for ancla, titulo, texto in otras]
        return [Apartado("", "", _corrido(primera)), *(s for s in resto if s.texto)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._abiertas and self._abiertas[-1][0] in CIERRES_IMPLICITOS.get(tag, ()):
            self._cerrar()
        if tag in BLOQUES:
            self._cortar()
        if tag in VACIAS:
            return
        atributos = dict(attrs)
        callado = self._callado or _calla(tag, atributos)
        self._abiertas.append((tag, callado))
        if tag in _TITULOS and atributos.get("id") and not callado and not self._entera:
            self._secciones.append((str(atributos["id"]), [], []))
            self._en_titulo = len(self._abiertas)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if "svg" in (abierta for abierta, _ in self._abiertas[:-1]):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOQUES:
            self._cortar()
        if tag in (abierta for abierta, _ in self._abiertas):
            while self._cerrar() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._callado:
            _, titulo, texto = self._secciones[-1]
            (titulo if self._en_titulo else texto).append(data)

    @property
    def _callado(self) -> bool:
        return bool(self._abiertas) and self._abiertas[-1][1]

    def _cerrar(self) -> str:
        if len(self._abiertas) == self._en_titulo:
            self._en_titulo = 0
        return self._abiertas.pop()[0]

    def _cortar(self) -> None:
        if not self._callado and not self._en_titulo:
            self._secciones[-1][2].append("\0")


def _calla(etiqueta: str, atributos: Mapping[str, str | None]) -> bool:
    return (
        etiqueta in SIN_TEXTO
        or etiqueta == "h1"
        or MARCA in atributos
        or "hidden" in atributos
        or atributos.get("aria-hidden") == "true"
    )


def _corrido(trozos: Sequence[str]) -> str:
    """El texto en un renglón; donde cambia el bloque y nada lo dice, un punto medio."""
    corrido = ""
    for bloque in "".join(trozos).split("\0"):
        if limpio := " ".join(bloque.split()):
            nexo = " " if corrido.endswith(_TERMINA) else " · "
            corrido = f"{corrido}{nexo}{limpio}" if corrido else limpio
    return corrido
