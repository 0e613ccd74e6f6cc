"""La puerta de privacidad: lee cada salida de verdad y detiene la que diga un dato de una persona."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generador.errores import ErrorDeSalida
from generador.modelo.personal.datos_personales import NOMBRES, detectar
from generador.modelo.personal.reserva import ClaseReservada, Reserva, huella_de, normalizado
from generador.salida.privacidad.lectores import trozos
from generador.salida.privacidad.trozo import Trozo

_COMO_SE_DICE: Mapping[str, str] = {
    **{str(c): dicho for c, dicho in NOMBRES.items()},
    "nombre": "el nombre de una persona que no autorizó publicarlo",
}
AYUDA = "bórrelo de los datos (también del historial si ya lo guardó) y nombre la organización o el papel"


@dataclasses.dataclass(frozen=True)
class Dato:
    """Un dato personal hallado; de él solo queda la máscara y la huella con que se busca su origen."""

    clase: ClaseReservada
    lugar: str
    mascara: str
    huella: str


class DatoPersonal(ErrorDeSalida):
    """`nombre` es el archivo que lo trae; `origen`, el campo de los datos de donde pudo salir."""

    def __init__(self, nombre: str, dato: Dato, origen: str | None = None) -> None:
        self.nombre, self.dato, self.origen = nombre, dato, origen
        vino = f"pudo venir de {origen}" if origen else "no está en los datos: mire la plantilla o contenido/"
        super().__init__(
            f"{nombre}, en {dato.lugar}: hay {_COMO_SE_DICE[dato.clase]} ({dato.mascara})\n"
            f"    {vino}\n    ayuda: {AYUDA}"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.nombre, self.dato, self.origen)


def exigir_en_archivo(nombre: str, datos: bytes, reserva: Reserva) -> None:
    """`DatoPersonal` si el archivo, por dentro o por fuera, dice lo que `reserva` calla."""
    exigir(nombre, trozos(nombre, datos), reserva)


def exigir(nombre: str, textos: Iterable[Trozo], reserva: Reserva) -> None:
    """Lo mismo con los textos ya leídos."""
    dato = next(hallados(textos, reserva), None)
    if dato is not None:
        raise DatoPersonal(nombre, dato)


def hallados(textos: Iterable[Trozo], reserva: Reserva) -> Iterator[Dato]:
    """Todos los datos personales de esos textos, en orden."""
    for trozo in textos:
        yield from _nombres(trozo, reserva)
        yield from _demas(trozo, reserva)


def _demas(trozo: Trozo, reserva: Reserva) -> Iterator[Dato]:
    for c in detectar(_corrido(trozo), solo_correos=trozo.geometria):
        dato = trozo.texto[c.inicio : c.fin].replace("\n", " ")
        claro = normalizado(c.clase, dato)
        if claro in reserva.contactos or _es_identificador(trozo, claro, reserva):
            continue
        yield Dato(c.clase, trozo.lugar, enmascarado(dato), huella_de(c.clase, dato))


def _corrido(trozo: Trozo) -> str:
    """El texto con los renglones de una página de PDF juntos: un número puede partirlos, y quien lee los une.

    Si el siguiente empieza con mayúscula es otra cosa: «…432» y debajo «Personas previstas» no es una medida.
    """
    if not trozo.lugar.startswith("la página"):
        return trozo.texto
    return _RENGLON_NUEVO.sub(";", trozo.texto).replace("\n", " ")


_RENGLON_NUEVO = re.compile(r"\n(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")


def _es_identificador(trozo: Trozo, correo: str, reserva: Reserva) -> bool:
    """Si es el UID de un calendario («ara23-014@dominio»), que tiene forma de buzón y no lo es."""
    local, _, dominio = correo.partition("@")
    return "UID" in trozo.lugar and dominio == reserva.anfitrion and any(c.isdigit() for c in local)


def _nombres(trozo: Trozo, reserva: Reserva) -> Iterator[Dato]:
    vistos: set[str] = set()
    for inicio, fin, nombre in reserva.hallar(trozo.texto):
        if nombre not in vistos:
            vistos.add(nombre)
            yield Dato(
                "nombre", trozo.lugar, enmascarado(trozo.texto[inicio:fin]), huella_de("nombre", nombre)
            )


def enmascarado(dato: str) -> str:
    """«3••• •••», «P••••••• I•••••»: de un nombre, las iniciales; de lo demás, el primer signo."""
    if any(c.isdigit() or c == "@" for c in dato):
        return dato[:1] + "".join("•" if c.isalnum() else c for c in dato[1:])
    return " ".join(p[:1] + "•" * (len(p) - 1) for p in dato.split())
