"""Las páginas que ya mostraron su crédito y sus sellos: si no cambió ni una letra, no se leen otra vez."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.recuerdo import Recuerdo
from generador.salida.disco import sha256

_NOMBRE = "paginas-vistas"


class Vistas:
    """Las páginas vistas en la última construcción y en esta. Si cambia el código de `guardia`, el módulo que
    las mira, ninguna está vista.
    """

    def __init__(self, raiz: Path, guardia: str) -> None:
        self._recuerdo = Recuerdo(raiz, huella_de_codigo(guardia))
        self._antes = frozenset(self._recuerdo.dato(_NOMBRE) or ())
        self._ahora: set[str] = set()

    def vista(self, direccion: str, frase: str | None, sellos: Sequence[str], html: str) -> bool:
        """Si esa página, con esas letras, ya mostró eso mismo."""
        huella = _huella(direccion, frase, sellos, html)
        if huella in self._antes:
            self._ahora.add(huella)
        return huella in self._ahora

    def anotar(self, direccion: str, frase: str | None, sellos: Sequence[str], html: str) -> None:
        """Anota que la página de esa dirección mostró la frase y los sellos."""
        self._ahora.add(_huella(direccion, frase, sellos, html))

    def guardar(self) -> None:
        """Recuerda las de esta construcción y olvida las demás."""
        if self._ahora != self._antes:
            self._recuerdo.anotar(_NOMBRE, sorted(self._ahora))


def _huella(direccion: str, frase: str | None, sellos: Sequence[str], html: str) -> str:
    return sha256(repr((direccion, frase, tuple(sellos), html)).encode("utf-8", "surrogatepass"))
