"""Lo que dice un HTML, un SVG o un XML: el texto corrido, cada atributo y cada comentario."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generador.salida.privacidad.trozo import ENTRE_BLOQUES, Entrada, Trozo, letras
from generador.salida.visible import BLOQUES, LectorTolerante


def _palabras(lista: str) -> frozenset[str]:
    return frozenset(lista.split())


_GEOMETRIA = _palabras(
    "d points viewbox transform x y x1 x2 y1 y2 cx cy r rx ry dx dy width height style offset integrity"
    " patterntransform gradienttransform stroke-dasharray sizes srcset"
)
"""Atributos que son números de dibujo."""

_DE_RENGLON = _palabras(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time tspan"
    " u var wbr"
)


def de_marcado(entrada: Entrada) -> Iterator[Trozo]:
    """Los textos de un archivo con etiquetas."""
    yield from de_marcas(letras(entrada.datos))


def de_marcas(texto: str) -> Iterator[Trozo]:
    """HTML, SVG o XML: el texto corrido, cada atributo y cada comentario."""
    lector = _Marcas()
    # Algunas versiones de html.parser callan la última etiqueta si una comilla quedó abierta: aquí se cierra.
    lector.feed(texto + _CIERRES)
    lector.close()
    yield Trozo("el texto", "".join(lector.corrido).removesuffix(_CIERRES))
    yield from lector.sueltos


_CIERRES = "\">'>"


class _Marcas(LectorTolerante):
    """El texto se junta entre etiquetas de renglón: «300<b>123</b>4567» es un solo número."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.corrido: list[str] = []
        self.sueltos: list[Trozo] = []
        self._guion = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # En XML no se sabe qué etiqueta es de renglón; las de HTML sí.
        if tag in BLOQUES or tag not in _DE_RENGLON:
            self.corrido.append(ENTRE_BLOQUES)
        self._guion = tag if tag in {"script", "style"} else ""
        for nombre, valor in attrs:
            if valor:
                de_dibujo = nombre in _GEOMETRIA or (tag == "path" and nombre.startswith("data-"))
                lugar = f"el atributo «{nombre}» de <{tag}>"
                self.sueltos.append(Trozo(lugar, unquote(valor), de_dibujo, al_lado=True))

    def handle_endtag(self, tag: str) -> None:
        self._guion = ""
        if tag in BLOQUES or tag not in _DE_RENGLON:
            self.corrido.append(ENTRE_BLOQUES)

    def handle_data(self, data: str) -> None:
        if self._guion:
            trozo = Trozo(f"un <{self._guion}>", _sin_escapes(data), self._guion == "style", al_lado=True)
            self.sueltos.append(trozo)
        else:
            self.corrido.append(re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        self.sueltos.append(Trozo("un comentario", data, al_lado=True))

    def handle_pi(self, data: str) -> None:
        self.sueltos.append(Trozo("una instrucción", data, al_lado=True))

    def unknown_decl(self, data: str) -> None:
        self.corrido.append(data.removeprefix("CDATA["))


def _sin_escapes(texto: str) -> str:
    """Un guion con sus `\\uXXXX` y `%XX` resueltos."""
    claro = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), texto)
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), claro).replace("\\n", "\n")
