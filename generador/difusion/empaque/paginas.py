"""Una página del sitio, como queda en la copia: abre sin servidor, y dice qué se quedó en internet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generador.catalogo.rutas import relativa
from generador.errores import ErrorDeSalida
from generador.salida.enlaces import LLEVAN, Etiqueta, cambiar, llegada
from generador.salida.visible import texto_visible

AFUERA = "data-afuera"
"""Etiqueta el enlace a algo que no va en la copia."""
ESTILO = f"""
/* En una copia: lo que no vino se pide por la red, y la copia lo dice. */
a[{AFUERA}]::after {{ content: "\\a0(en internet)"; font-weight: 400; white-space: nowrap }}
.pie .copia {{ max-width: 66rem; margin: .75rem auto 0 }}
.pie .copia a {{ display: inline; text-decoration: underline }}
"""
"""Lo que se suma a la hoja del sitio."""
_CIERRE = "</footer>"


@dataclass(frozen=True, slots=True)
class Copia:
    """Lo que toda página de una copia necesita saber de ella."""

    rutas: Collection[str]
    """Lo que va, por su ruta en el sitio."""
    direccion: str
    """Dirección del sitio en internet, con «/» al final."""
    suya: str
    """Dirección entera de la asamblea."""
    cuando: str
    """El día en que se sacó, dicho."""

    @property
    def aviso(self) -> str:
        """Lo que dice el pie de cada página."""
        return f"Copia para llevar, sacada el {self.cuando}. Lo que cambie después está en {self.suya}"


def pagina(ruta: str, html: str, copia: Copia) -> str:
    """La página `ruta` del sitio, con sus enlaces puestos para la copia.

    Dice lo mismo que la construida y, al pie, de cuándo es la copia: ErrorDeSalida si no, o si enlaza algo
    que nadie publica.
    """
    cambiada = cambiar(html, lambda marca: _marca(ruta, marca, copia))
    donde = cambiada.rfind(_CIERRE)
    pie = copia.aviso.removesuffix(copia.suya)
    enlace = f'<a href="{copia.suya}">{copia.suya}</a>'
    lista = f'{cambiada[:donde]}<p class="copia">{pie}{enlace}</p>\n{cambiada[donde:]}' if donde >= 0 else ""
    if texto_visible(lista).split() != [*texto_visible(html).split(), *copia.aviso.split()]:
        raise ErrorDeSalida(f"{ruta}: en la copia no dice lo mismo que en el sitio")
    return lista


def _marca(ruta: str, marca: Etiqueta, copia: Copia) -> dict[str, str] | None:
    suyos = dict(marca.atributos)
    # Bajo file:// todo es de otro origen: lo que se pida así no llega.
    suyos.pop("crossorigin", None)
    if marca.nombre == "link" and suyos.get("rel") == "preload":
        return None
    for atributo in LLEVAN & suyos.keys():
        try:
            llega = llegada(ruta, suyos[atributo])
        except ValueError:
            continue
        if llega is None:
            continue
        cola = urlsplit(suyos[atributo]).query
        resto = (f"?{cola}" if cola else "") + (f"#{quote(llega.ancla)}" if llega.ancla else "")
        if llega.ruta == ruta and not urlsplit(suyos[atributo]).path:
            continue
        if llega.ruta in copia.rutas:
            suyos[atributo] = quote(relativa(ruta, llega.ruta)) + resto
        elif marca.nombre == "a":
            suyos[atributo] = copia.direccion + quote(llega.ruta.removesuffix("index.html")) + resto
            suyos[AFUERA] = ""
        elif marca.nombre == "link" and suyos.get("rel") == "alternate":
            return None
        else:
            raise ErrorDeSalida(f"{ruta}: necesita «{llega.ruta}», que no va en la copia")
    return suyos
