"""Las páginas de un proyecto una a una, al día y por todas sus puertas, sin construir el sitio.

Para un proceso que vive mientras alguien edita: lo que no depende de los datos se prepara una vez.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from generador.composicion.comun import memoria
from generador.construccion import puerta
from generador.construccion.entrega import Publicacion
from generador.construccion.preparacion import construir
from generador.construccion.recordada import recuerdo_de_composicion
from generador.salida.privacidad.puerta import exigir_en_archivo


class Armador(Protocol):
    """El motor del sitio, visto desde aquí."""

    @property
    def extras(self) -> Mapping[str, str]:
        """Las páginas escritas a mano: su dirección, por nombre."""

    def armar(self, publicacion: Publicacion, direccion: str) -> str:
        """El HTML de una página de esa publicación, como quedaría en el sitio."""


class Vista:
    """Las páginas de `raiz`, como están sus datos cada vez que se pide una."""

    def __init__(self, raiz: Path, armador: Armador) -> None:
        self._raiz, self._armador = raiz, armador

    def pagina(self, direccion: str) -> str:
        """El HTML de la página de esa dirección, con los impresos de la última construcción.

        Lee y revisa los datos, y la mira como se mira para publicarla: crédito, sellos y datos de personas.
        Lanza ErrorDeUso si no se publica, ErrorDeDatos si hay algo que corregir y lo de cada puerta.
        """
        with memoria.en(recuerdo_de_composicion(self._raiz)):
            publicacion = construir(self._raiz, self._armador.extras, adelanto=True, solo=direccion)
        html = self._armador.armar(publicacion, direccion)
        publicacion.exigir_en_pagina(html, direccion)
        preparado = publicacion.preparado
        reserva = preparado.reservas.get(direccion.partition("/")[0], preparado.reservas[""])
        with puerta.con_origen(preparado.expedientes):
            exigir_en_archivo(f"{direccion}index.html", html.encode("utf-8", "xmlcharrefreplace"), reserva)
        return html
