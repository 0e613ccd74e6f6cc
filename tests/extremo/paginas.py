"""Lo que dice una página publicada: texto, anclas, enlaces y títulos, sin abrir un navegador."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

MUDAS = {"script", "style", "template"}


@dataclass
class Pagina:
    """Una página leída; `enlaces` son (etiqueta, atributo, valor)."""

    textos: list[str] = field(default_factory=list)
    anclas: list[str] = field(default_factory=list)
    enlaces: list[tuple[str, str, str]] = field(default_factory=list)
    titulos: list[int] = field(default_factory=list)
    atributos: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def texto(self) -> str:
        """Todo el texto en una línea; los metadatos que se leen (`content`, `alt`) no cuentan."""
        return " ".join(" ".join(self.textos).split())

    def de(self, etiqueta: str) -> list[dict[str, str]]:
        """Los atributos de cada elemento con esa etiqueta."""
        return [a for e, a in self.atributos if e == etiqueta]


class _Lector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pagina = Pagina()
        self._mudo = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        suyos = {n: v or "" for n, v in attrs}
        self.pagina.atributos.append((tag, suyos))
        if tag in MUDAS:
            self._mudo += 1
        if "id" in suyos:
            self.pagina.anclas.append(suyos["id"])
        for atributo in ("href", "src", "action", "data-guion", "data-trabajador", "xlink:href"):
            if atributo in suyos:
                self.pagina.enlaces.append((tag, atributo, suyos[atributo]))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.pagina.titulos.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in MUDAS:
            self._mudo -= 1

    def handle_data(self, data: str) -> None:
        if not self._mudo:
            self.pagina.textos.append(data)


@lru_cache(maxsize=1024)
def leer(html: str) -> Pagina:
    """La página de ese HTML."""
    lector = _Lector()
    lector.feed(html)
    lector.close()
    return lector.pagina
