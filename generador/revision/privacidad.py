"""Ningún texto que se publica lleva documentos, teléfonos, correos, cuentas, placas ni la dirección de nadie.

Se mira con la misma forma canónica que usa la puerta de la salida: lo que ella detendría, aquí se dice antes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator
from urllib.parse import unquote

from generador.errores import Hallazgo, Lugar
from generador.modelo.campos import LIBRES
from generador.modelo.fuente import Fuente, Ruta
from generador.modelo.personal.datos_personales import NOMBRES, Coincidencia, detectar, normalizado, tapar
from generador.modelo.textos import recorrer_todo
from generador.modelo.tipos import Modelo

DE_TODOS = frozenset({"direccion", "indicaciones", "lugar"})
"""Los campos que dicen dónde es el encuentro: ahí una dirección no es la de nadie."""


def revisar(modelo: Modelo, fuente: Fuente, sedes: Container[str] = ()) -> Iterator[Hallazgo]:
    """Los datos personales de los textos, los nombres de archivo y las etiquetas; los enlaces, aparte.

    `sedes` son las direcciones del encuentro, normalizadas: se pueden repetir.
    """
    for ruta, texto, clase in recorrer_todo(modelo):
        if clase == "enlace":
            continue
        for c in detectar(texto):
            if c.clase == "direccion" and (ruta[-1] in DE_TODOS or _dato(texto, c) in sedes):
                continue
            yield Hallazgo(
                lugar_tapado(fuente, ruta, texto, c.inicio, c.fin),
                f"hay {NOMBRES[c.clase]} en un texto que se publica"
                if clase in LIBRES
                else f"hay {NOMBRES[c.clase]}, y esto también se publica",
                "bórrelo, también del historial si ya lo guardó; nombre la organización o el papel"
                if clase in LIBRES
                else "cámbiele el nombre, también al archivo si lo es",
            )


def revisar_enlaces(modelo: Modelo, fuente: Fuente, contactos: Container[str]) -> Iterator[Hallazgo]:
    """Los datos personales de los enlaces, menos `contactos`: la puerta de la salida los detendría."""
    for ruta, texto, clase in recorrer_todo(modelo):
        if clase != "enlace":
            continue
        claro = unquote(texto)
        for c in detectar(claro):
            if _dato(claro, c) in contactos:
                continue
            yield Hallazgo(
                lugar_tapado(fuente, ruta, claro, c.inicio, c.fin),
                f"hay {NOMBRES[c.clase]} en un enlace que se publica",
                "use la dirección https:// de una página o un formulario; si es el contacto de la entidad, "
                "escríbalo en «contacto» de sitio.yml",
            )


def _dato(texto: str, c: Coincidencia) -> str:
    return normalizado(c.clase, texto[c.inicio : c.fin])


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
