"""Las páginas de un proyecto una a una, al día y por todas sus puertas, sin construir el sitio.

Para un proceso que vive mientras alguien edita: lo que no depende de los datos se prepara una vez.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from generador.composicion.comun import memoria
from generador.construccion import puerta
from generador.construccion.en_sala import proyeccion_de, publicar_en_sala
from generador.construccion.entrega import Publicacion
from generador.construccion.preparacion import construir, imprimir
from generador.construccion.recordada import recuerdo_de_composicion
from generador.salida.privacidad.puerta import exigir_en_archivo


class Armador(Protocol):
    """El motor del sitio, visto desde aquí."""

    @property
    def extras(self) -> Mapping[str, str]:
        """Las páginas escritas a mano: su dirección, por nombre."""

    def armar(self, publicacion: Publicacion, direccion: str) -> str:
        """El HTML de una página de esa publicación, como quedaría en el sitio."""

    def recurso(self, ruta: str) -> bytes | None:
        """Un archivo que no sale de los datos: del tema o de `contenido/`; None si no hay uno así."""


class Vista:
    """Las páginas de `raiz`, como están sus datos cada vez que se pide una."""

    def __init__(self, raiz: Path, armador: Armador) -> None:
        self._raiz, self._armador = raiz, armador
        self._ultima: Publicacion | None = None

    def pagina(self, direccion: str) -> str:
        """El HTML de la página de esa dirección, con los impresos de la última construcción.

        Lee y revisa los datos, y la mira como se mira para publicarla: crédito, sellos y datos de personas.
        Lanza ErrorDeUso si no se publica, ErrorDeDatos si hay algo que corregir y lo de cada puerta.
        """
        # Las escritas a mano no se componen: de los datos toman lo que toma cualquiera.
        compuesta = "" if direccion in self._armador.extras.values() else direccion
        with memoria.en(recuerdo_de_composicion(self._raiz)):
            publicacion = construir(self._raiz, self._armador.extras, adelanto=True, solo=compuesta)
        return self._por_las_puertas(publicacion, direccion)

    def proyeccion(self, id_: str) -> str:
        """El HTML de lo que se proyecta de esa asamblea con lo que va llegando.

        Errores como `preparar_en_sala`, y lo de cada puerta.
        """
        with memoria.en(recuerdo_de_composicion(self._raiz)):
            publicacion = publicar_en_sala(self._raiz, self._armador.extras, id_)
        return self._por_las_puertas(publicacion, proyeccion_de(id_))

    def _por_las_puertas(self, publicacion: Publicacion, direccion: str) -> str:
        self._ultima = publicacion
        html = self._armador.armar(publicacion, direccion)
        publicacion.exigir_en_pagina(html, direccion)
        preparado = publicacion.preparado
        reserva = preparado.reservas.get(direccion.partition("/")[0], preparado.reservas[""])
        with puerta.con_origen(preparado.expedientes):
            exigir_en_archivo(f"{direccion}index.html", html.encode("utf-8", "xmlcharrefreplace"), reserva)
        return html

    def archivo(self, ruta: str) -> bytes | None:
        """Los bytes de lo que el sitio tiene en `ruta` y no es una página; None si no lo tiene.

        Un impreso sale con los datos de ahora y por sus puertas; lo demás, como estaba en la última página.
        Lanza ErrorDeDatos si hay algo que corregir y lo de cada puerta.
        """
        if (hecho := self._sin_imprimir(ruta)) is not None:
            return hecho
        ultima = self._ultima
        with memoria.en(recuerdo_de_composicion(self._raiz)):
            impreso = imprimir(self._raiz, self._armador.extras, ruta)
        if impreso is None and ultima is not None:
            impreso = ultima.archivos.get(ruta)
        return None if impreso is None else impreso.read_bytes()

    def ya_hecho(self, ruta: str) -> bytes | None:
        """Los bytes de lo que la última página pide en `ruta`, sin hacer nada; None si no está hecho."""
        if (hecho := self._sin_imprimir(ruta)) is not None or self._ultima is None:
            return hecho
        impreso = self._ultima.archivos.get(ruta)
        return None if impreso is None else impreso.read_bytes()

    def _sin_imprimir(self, ruta: str) -> bytes | None:
        if (ajeno := self._armador.recurso(ruta)) is not None or self._ultima is None:
            return ajeno
        if ruta in self._ultima.textos:
            return self._ultima.textos[ruta]
        medio = self._ultima.preparado.archivos(self._raiz, {}).get(ruta)
        return None if medio is None else medio.read_bytes()
