"""La dirección pública va en los QR y en las citas: ha de ser de verdad antes de imprimir."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generador.errores import Hallazgo
from generador.modelo.asamblea import Sitio
from generador.modelo.fuente import Fuente

_RESERVADOS = ("example", "test", "invalid", "localhost", "example.com", "example.org", "example.net")
"""Dominios que nadie puede tener (RFC 2606 y 6761)."""


def revisar(sitio: Sitio, fuente: Fuente) -> Iterator[Hallazgo]:
    """La dirección del sitio."""
    ruta = ("direccion",)
    partes = urlsplit(sitio.direccion)
    if partes.scheme not in {"http", "https"}:
        yield fuente.hallazgo(
            ruta,
            f"«{partes.scheme}:» no es la dirección de un sitio",
            "escríbala con https:// y «/» al final",
        )
        return
    if partes.query or partes.fragment or not partes.path.endswith("/"):
        limpia = f"{partes.scheme}://{partes.netloc}{partes.path.rstrip('/')}/"
        yield fuente.hallazgo(
            ruta, "debe terminar en «/»: las demás direcciones se pegan a ella", f"escriba {limpia}"
        )
    anfitrion = (partes.hostname or "").rstrip(".")
    if any(anfitrion == r or anfitrion.endswith(f".{r}") for r in _RESERVADOS):
        yield fuente.hallazgo(
            ruta,
            f"«{anfitrion}» es una dirección de ejemplo: no lleva a ninguna parte",
            "cámbiela antes de imprimir: va en los QR",
            "advertencia",
        )
