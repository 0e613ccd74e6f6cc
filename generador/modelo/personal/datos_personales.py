"""Datos de una persona dentro de un texto: dónde están y cómo taparlos sin mover nada de sitio.

El texto se lleva a su forma canónica y ahí se busca, con lo que hay al lado; el tramo es el del original.
Prefiere no confundir: dinero, normas, radicados, NIT y medidas no son datos de una persona.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generador.modelo.personal.canonico import canonico
from generador.modelo.personal.correos import correos, en_claro
from generador.modelo.personal.en_letras import hay_dichos
from generador.modelo.personal.nombres_propios import posibles
from generador.modelo.personal.numeros import cifras_de, numeros
from generador.modelo.personal.redes import con_nombre, hay_redes, llaves, perfiles
from generador.modelo.personal.senas import direccion_plana, direcciones, nomenclaturas, placas

ClaseDeDato = Literal["cedula", "telefono", "correo", "cuenta", "direccion", "placa", "perfil"]

NOMBRES: dict[ClaseDeDato, str] = {
    "cedula": "una cédula u otro documento de identidad",
    "telefono": "un teléfono",
    "correo": "un correo electrónico",
    "cuenta": "una cuenta de banco o una billetera",
    "direccion": "la dirección de una persona",
    "placa": "la placa de un vehículo",
    "perfil": "el perfil de una persona en una red social",
}
"""Cómo se le dice a quien edita."""


@dataclass(frozen=True, slots=True, order=True)
class Coincidencia:
    """Un dato personal en `texto[inicio:fin]`."""

    inicio: int
    fin: int
    clase: ClaseDeDato


_CIFRAS = re.compile(r"(?:\d\D{0,6}){3}\d|[\u2460-\u24ff]")
_PISTAS = (
    *(
        "@",
        "＠",
        "﹫",
        "arroba",
        " at ",
        "-at-",
        "_at_",
        "(at",
        "[at",
        "{at",
        "<at",
        "( at",
        "[ at",
        "%40",
        "％40",
        "(a)",
        "[a]",
    ),
    *(
        "finca",
        "predio",
        "parcela",
        "lote",
        "manzana",
        "mz",
        "mza",
        "plac",
        "moto",
        "carro",
        "camion",
        "taxi",
        "termina",
        "acaba",
        "xx",
        "llave",
        "bre-b",
        "calle",
        "carrera",
        "avenida",
        "diagonal",
        "transversal",
        "**",
    ),
)
"""Sin cifras ni una de estas, no hay nada que buscar: se mira primero, porque se mira todo el sitio."""
_NOMBRA_PASAPORTE = re.compile("[Pp]asaporte|PPT|PEP|RUMV")
_PASAPORTE = re.compile(
    r"(?:\b[Pp]asaportes?\b|(?<!\w)(?:PPT|PEP|RUMV)(?!\w))[^.;\n]{0,25}?"
    r"(?<![^\W_])(?P<n>[A-Za-z]{1,3}[ -]?\d{5,9}[A-Za-z]?)(?![^\W_])",
)


def detectar(texto: str, *, solo_correos: bool = False) -> tuple[Coincidencia, ...]:
    """Los datos personales de `texto`, en orden y sin solaparse.

    El tramo de una cédula es su número, sin la palabra que la nombra.
    """
    # Los mismos textos cortos (rótulos, atributos, campos que no cambiaron) se miran muchas veces.
    return (_ya_visto if len(texto) <= _CORTO else _detectados)(texto, solo_correos)


def _detectados(texto: str, solo_correos: bool) -> tuple[Coincidencia, ...]:
    if _CIFRAS.search(texto) is None:
        bajo = texto.lower()
        if not any(p in bajo for p in _PISTAS) and not hay_dichos(bajo) and not hay_redes(bajo):
            return ()
    canon = canonico(texto)
    hallados: list[tuple[int, int, ClaseDeDato]] = []
    for inicio, fin, clase in _todos(canon.texto, solo_correos):
        if not any(inicio < b and a < fin for a, b, _ in hallados):
            hallados.append((inicio, fin, clase))
    return tuple(Coincidencia(*canon.tramo(a, b), clase) for a, b, clase in sorted(hallados))


_CORTO = 1000
"""Caracteres de los textos que se recuerdan mientras viva el proceso."""
_ya_visto = lru_cache(maxsize=8192)(_detectados)


def _todos(texto: str, solo_correos: bool) -> Iterator[tuple[int, int, ClaseDeDato]]:
    for inicio, fin in correos(texto):
        yield inicio, fin, "correo"
    if solo_correos:
        return
    if _NOMBRA_PASAPORTE.search(texto):
        for hallado in _PASAPORTE.finditer(texto):
            yield *hallado.span("n"), "cedula"
    if "llave" in (bajo := texto.lower()) or "bre" in bajo or "transfiya" in bajo:
        for inicio, fin in llaves(texto):
            yield inicio, fin, "cuenta"
    for inicio, fin in perfiles(texto):
        yield inicio, fin, "perfil"
    for inicio, fin in direcciones(texto):
        yield inicio, fin, "direccion"
    for inicio, fin in placas(texto):
        yield inicio, fin, "placa"
    yield from numeros(texto)


def sospechas(texto: str, *, de_alguien: bool = False) -> tuple[tuple[int, int], ...]:
    """Los tramos de `texto` que parecen el nombre de alguien, también hecho cuenta de una red; en orden.

    `de_alguien` es un texto que dice quién: ahí basta un nombre de pila.
    """
    return tuple(sorted({*posibles(texto, de_alguien=de_alguien), *cuentas_con_nombre(texto)}))


def cuentas_con_nombre(texto: str) -> tuple[tuple[int, int], ...]:
    """Los tramos de `texto` que son una cuenta con el nombre de una persona: «@rosa.perez»."""
    canon = canonico(texto)
    ya = list(perfiles(canon.texto))
    cuentas = (t for t in con_nombre(canon.texto) if not any(a <= t[0] and t[1] <= b for a, b in ya))
    return tuple(canon.tramo(a, b) for a, b in cuentas)


def direcciones_escritas(texto: str) -> tuple[str, ...]:
    """Todas las direcciones de `texto`, normalizadas, aunque ahí se vea que no son de nadie.

    De quién es una dirección lo dice lo que tiene al lado: la misma, en otro sitio, puede parecer de alguien.
    """
    canon = canonico(texto).texto
    return tuple(normalizado("direccion", canon[a:b]) for a, b in nomenclaturas(canon))


def tapar(texto: str, inicio: int, fin: int) -> str:
    """`texto` con las letras y cifras de ese tramo cambiadas por «•»; el largo no cambia."""
    trozo = "".join("•" if c.isalnum() else c for c in texto[inicio:fin])
    return texto[:inicio] + trozo + texto[fin:]


def enmascarar(texto: str) -> str:
    """`texto` con los datos y los nombres de personas tapados; el largo no cambia.

    Todo mensaje pasa por aquí, entero, antes de que nada lo recorte.
    """
    for c in detectar(texto):
        texto = tapar(texto, c.inicio, c.fin)
    for inicio, fin in sospechas(texto):
        texto = tapar(texto, inicio, fin)
    return texto


def normalizado(clase: ClaseDeDato, dato: str) -> str:
    """El dato sin adornos, para reconocer el mismo escrito de otro modo."""
    claro = canonico(dato).texto
    if clase == "correo":
        return en_claro(claro)
    if clase == "direccion":
        claro = direccion_plana(claro)
    # Un pasaporte o una llave llevan letras; «l098…» es una cédula con la letra por la cifra.
    con_letras = clase in ("cedula", "cuenta") and claro[:1].isalpha() and any(c.isdigit() for c in claro)
    if clase in ("direccion", "placa", "perfil") or con_letras or claro[:1] == "@":
        return "".join(c for c in claro.casefold() if c.isalnum())
    cifras = cifras_de(claro)
    return cifras[-10:] if clase == "telefono" else cifras
