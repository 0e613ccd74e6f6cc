"""El texto que una página web muestra: lo que queda sin marcas, atributos ni partes ocultas."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser


def _etiquetas(lista: str) -> frozenset[str]:
    return frozenset(lista.split())


VACIAS = _etiquetas("area base br col embed hr img input link meta source track wbr")
"""Etiquetas sin cierre: nunca abren nada."""

SIN_TEXTO = _etiquetas(
    "audio canvas datalist dialog head iframe noscript object script select style svg template textarea"
    " title video"
)
"""Lo que traen dentro no se lee en la página (o solo a veces): no cuenta."""

BLOQUES = _etiquetas(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody"
    " td tfoot th thead tr ul"
)
"""Separan palabras; las demás etiquetas no."""

CIERRA_PARRAFO = BLOQUES - _etiquetas(
    "body br caption dd dt html legend li option summary tbody td tfoot th thead tr"
)
CIERRES_IMPLICITOS = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
} | {etiqueta: {"p"} for etiqueta in CIERRA_PARRAFO}
"""Lo que una etiqueta cierra al abrirse si es lo último abierto, como hace el navegador."""

ESTILO_OCULTO = re.compile(
    r"display:none|visibility:(hidden|collapse)|color:transparent"
    r"|(opacity|font-size):0*\.?0*([a-z%;!]|$)"
)
"""Sobre el atributo `style` en minúsculas y sin blancos."""


@lru_cache(maxsize=1)
def texto_visible(html: str) -> str:
    """El texto visible de `html`, con los blancos reducidos a uno.

    Varias guardias leen la misma página, una tras otra: se recuerda la última. No lee hojas de estilo:
    entiende las etiquetas, `hidden`, `aria-hidden` y el atributo `style`.
    """
    lector = _Lector()
    lector.feed(html)
    lector.close()
    return " ".join("".join(lector.trozos).split())


class LectorTolerante(HTMLParser):
    """Lee también lo que ningún navegador rechaza: una declaración rota es un comentario, no una falla."""

    def parse_html_declaration(self, i: int) -> int:
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)


class _Lector(LectorTolerante):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.trozos: list[str] = []
        self._abiertas: list[tuple[str, bool, bool]] = []
        """Etiqueta, si oculta su contenido (ella o una que la contiene) y si oculta también su resumen."""

    @property
    def _oculto(self) -> bool:
        return bool(self._abiertas) and self._abiertas[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._abiertas and self._abiertas[-1][0] in CIERRES_IMPLICITOS.get(tag, ()):
            self._abiertas.pop()
        if tag in BLOQUES:
            self.trozos.append(" ")
        if tag in VACIAS:
            return
        atributos = dict(attrs)
        es_resumen = tag == "summary" and bool(self._abiertas) and self._abiertas[-1][0] == "details"
        afuera = self._abiertas[-1][2] if es_resumen else self._oculto
        oculto = afuera or _se_oculta(tag, atributos)
        cerrado = tag == "details" and "open" not in atributos
        self._abiertas.append((tag, oculto or cerrado, oculto))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # En HTML la barra de «<div/>» no cierra nada; solo en SVG, que no se lee.
        self.handle_starttag(tag, attrs)
        if "svg" in (abierta for abierta, *_ in self._abiertas[:-1]):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOQUES:
            self.trozos.append(" ")
        if tag in (abierta for abierta, *_ in self._abiertas):
            while self._abiertas.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._oculto:
            self.trozos.append(data)


def _se_oculta(etiqueta: str, atributos: dict[str, str | None]) -> bool:
    estilo = re.sub(r"\s+", "", atributos.get("style") or "").lower()
    return (
        etiqueta in SIN_TEXTO
        or "hidden" in atributos
        or (atributos.get("aria-hidden") or "").lower() == "true"
        or ESTILO_OCULTO.search(estilo) is not None
    )
