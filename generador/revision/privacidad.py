"""Ningún texto que se publica lleva cédulas, teléfonos ni correos de nadie; un enlace, solo el contacto."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator
from urllib.parse import unquote

from generador.errores import Hallazgo, Lugar
from generador.modelo.datos_personales import NOMBRES, detectar, tapar
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.reserva import normalizado
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo


def revisar(modelo: Modelo, fuente: Fuente) -> Iterator[Hallazgo]:
    """Los datos personales de los textos libres; los códigos no se miran."""
    for ruta, texto, clase in recorrer(modelo):
        if clase != "libre":
            continue
        for c in detectar(texto):
            yield Hallazgo(
                lugar_tapado(fuente, ruta, texto, c.inicio, c.fin),
                f"hay {NOMBRES[c.clase]} en un texto que se publica",
                "bórrelo, también del historial si ya lo guardó; nombre la organización o el papel",
            )


def revisar_enlaces(modelo: Modelo, fuente: Fuente, contactos: Container[str]) -> Iterator[Hallazgo]:
    """Los correos y teléfonos de los enlaces, menos `contactos`: la puerta de la salida los detendría."""
    for ruta, texto, clase in recorrer(modelo):
        if clase != "enlace":
            continue
        claro = unquote(texto)
        for c in detectar(claro):
            if normalizado(c.clase, claro[c.inicio : c.fin]) in contactos:
                continue
            yield Hallazgo(
                lugar_tapado(fuente, ruta, claro, c.inicio, c.fin),
                f"hay {NOMBRES[c.clase]} en un enlace que se publica",
                "use la dirección https:// de una página o un formulario; si es el contacto de la entidad, "
                "escríbalo en «contacto» de sitio.yml",
            )


def lugar_tapado(fuente: Fuente, ruta: Ruta, texto: str, inicio: int, fin: int) -> Lugar:
    """El lugar de `texto[inicio:fin]` en el archivo, con ese tramo tapado en el extracto."""
    fragmento = texto[inicio:fin]
    aparicion = texto[:inicio].count(fragmento) + 1
    lugar = fuente.lugar_dentro(ruta, fragmento, aparicion)
    hasta = None
    if lugar is not None:
        hasta = lugar.columna - 1 + lugar.largo
    else:
        # Escrito con escapes no se sabe dónde cae: se tapa todo el valor.
        lugar = fuente.lugar(ruta)
    extracto = lugar.extracto or ""
    tapado = tapar(extracto, lugar.columna - 1, len(extracto) if hasta is None else hasta)
    return dataclasses.replace(lugar, extracto=tapado)
