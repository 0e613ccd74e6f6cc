"""Lo que ninguna salida puede decir: los nombres sin autorización; y el contacto que sí se declaró."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from urllib.parse import unquote

from generador.modelo.aporte import Persona
from generador.modelo.asamblea import Sitio
from generador.modelo.datos_personales import ClaseDeDato, detectar
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta, ruta_legible
from generador.modelo.textos import recorrer
from generador.modelo.tipos import Modelo

ClaseReservada = ClaseDeDato | Literal["nombre"]

_PARTICULAS = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "do", "san", "santa", "van", "von"})
_LARGO_DE_NOMBRE_SOLO = 3
_CORTAS: Mapping[int, tuple[tuple[int, ...], ...]] = {3: ((0, 2),), 4: ((0, 2), (0, 2, 3), (0, 1, 2))}
"""Qué palabras de un nombre de tres o cuatro bastan para reconocer a alguien."""


@dataclass(frozen=True)
class Reserva:
    """Qué se busca en una salida. Viaja a los procesos de impresión y entra en la clave de lo producido."""

    nombres: tuple[str, ...] = ()
    """Los de quienes no autorizaron, como se escribieron."""
    autorizados: tuple[str, ...] = ()
    """Los que sí se publican: una coincidencia dentro de ellos no cuenta."""
    contactos: tuple[str, ...] = ()
    """Correos y teléfonos declarados para publicar, ya normalizados."""
    anfitrion: str = ""
    """El dominio del sitio: los identificadores «algo@dominio» de un calendario no son buzones."""

    @cached_property
    def huella(self) -> str:
        """Cambia si cambia lo que se busca; no deja ver los nombres."""
        partes = (self.nombres, self.autorizados, self.contactos, self.anfitrion)
        return hashlib.sha256(repr(partes).encode()).hexdigest()

    @cached_property
    def formas(self) -> tuple[Forma, ...]:
        """Cómo puede venir escrito cada nombre."""
        return tuple(dict.fromkeys(f for n in self.nombres for f in _formas(n)))

    @cached_property
    def permitidas(self) -> tuple[re.Pattern[str], ...]:
        """Los nombres autorizados, para descontarlos."""
        return tuple(Forma.de(plegar(n).split(), n).patron for n in self.autorizados)


@dataclass(frozen=True)
class Forma:
    """Una manera de escribir un nombre: sus letras seguidas, para descartar rápido, y el patrón exacto.

    Con `tal_cual` se busca en el texto sin plegar: un nombre de una palabra («Rosa», «Paz») se confunde con
    palabras corrientes.
    """

    nombre: str
    letras: str
    patron: re.Pattern[str]
    tal_cual: bool = False

    @classmethod
    def de(cls, palabras: list[str], nombre: str) -> Forma:
        """Palabras ya plegadas, separadas por cualquier cosa que no sea letra; admite saltos entre letras."""
        cuerpo = r"[\W_]+".join(r"\n?".join(map(re.escape, p)) for p in palabras)
        return cls(nombre, "".join(palabras), re.compile(rf"(?<![^\W_]){cuerpo}(?![^\W_])"))


def _formas(nombre: str) -> Iterator[Forma]:
    palabras = plegar(nombre).split()
    if len(palabras) < 2:
        if len(nombre.strip()) >= _LARGO_DE_NOMBRE_SOLO:
            exacto = unicodedata.normalize("NFC", nombre.strip())
            yield Forma(nombre, exacto, re.compile(rf"(?<!\w){re.escape(exacto)}(?!\w)"), tal_cual=True)
        return
    for corte in range(len(palabras)):
        yield Forma.de([*palabras[corte:], *palabras[:corte]], nombre)
    plenas = [p for p in palabras if p not in _PARTICULAS]
    # Con dos nombres y apellidos, también se le llama por uno de cada uno.
    cortas = _CORTAS.get(len(plenas), ())
    for indices in cortas:
        yield Forma.de([plenas[i] for i in indices], nombre)


SIN_RESERVA = Reserva()
"""Cuando no hay a quién callar: quedan cédulas, teléfonos y correos."""
_NO_LETRA = re.compile(r"[^\w\n]+|_+")


def plegar(texto: str) -> str:
    """`texto` en minúsculas, sin tildes ni ligaduras ni invisibles; los saltos de renglón se conservan."""
    partes = unicodedata.normalize("NFKD", texto.casefold())
    limpio = "".join(c for c in partes if c == "\n" or unicodedata.category(c) not in {"Mn", "Cf", "Cc"})
    return _NO_LETRA.sub(" ", limpio)


def normalizado(clase: ClaseReservada, dato: str) -> str:
    """El dato sin adornos, para reconocer el mismo escrito de otro modo."""
    if clase == "correo":
        claro = re.sub(r"\s*[(\[{]?\s*(?:\barroba\b|\bat\b|@)\s*[)\]}]?\s*", "@", dato.casefold())
        return re.sub(r"\s*[(\[]?\s*\b(?:punto|dot)\b\s*[)\]]?\s*", ".", claro).replace(" ", "")
    if clase == "nombre":
        return "".join(plegar(dato).split())
    cifras = "".join(c for c in dato if c.isdigit())
    return cifras[-10:] if clase == "telefono" else cifras


def huella_de(clase: ClaseReservada, dato: str) -> str:
    """Con ella se busca de qué campo salió un dato sin llevarlo de un lado a otro."""
    return hashlib.sha256(f"{clase}:{normalizado(clase, dato)}".encode()).hexdigest()


def personas(valor: Any, ruta: Ruta = ()) -> Iterator[tuple[Ruta, Persona]]:
    """Las personas con nombre que hay en un modelo, con su ruta."""
    if isinstance(valor, Persona):
        if valor.nombre is not None:
            yield ruta, valor
    elif isinstance(valor, Modelo):
        for campo in type(valor).model_fields:
            yield from personas(getattr(valor, campo), (*ruta, campo))
    elif isinstance(valor, tuple):
        for i, elemento in enumerate(valor):
            yield from personas(elemento, (*ruta, i))


def reservas(expedientes: Iterable[Expediente], sitio: Sitio) -> Mapping[str, Reserva]:
    """Por asamblea, lo que sus salidas no pueden decir; con la clave vacía, lo de las salidas comunes.

    `expedientes` son los originales. Un nombre sin autorización en una asamblea se busca en todas; quien sí
    autorizó en una aparece en las de ella y en las comunes.
    """
    todas = list(expedientes)
    sin: dict[str, None] = {}
    con: dict[str, dict[str, None]] = {}
    for expediente in todas:
        suyos = con.setdefault(expediente.asamblea.id, {})
        for _, modelo, _ in expediente.archivos():
            for _, persona in personas(modelo):
                assert persona.nombre is not None
                (suyos if persona.consentimiento else sin)[persona.nombre] = None
    contactos = contactos_de(sitio)
    anfitrion = sitio.direccion.split("//")[-1].split("/")[0].casefold()

    def reserva(autorizados: Iterable[str]) -> Reserva:
        claros = {normalizado("nombre", n) for n in autorizados}
        ocultos = tuple(sorted(n for n in sin if normalizado("nombre", n) not in claros))
        return Reserva(ocultos, tuple(sorted(autorizados)), contactos, anfitrion)

    comunes = {n: None for suyos in con.values() for n in suyos}
    return {"": reserva(comunes), **{id_: reserva(suyos) for id_, suyos in con.items()}}


def contactos_de(sitio: Sitio) -> tuple[str, ...]:
    """Los correos y teléfonos de «contacto», normalizados: los únicos que se publican."""
    claro = unquote(sitio.contacto or "")
    return tuple(normalizado(c.clase, claro[c.inicio : c.fin]) for c in detectar(claro))


def rastrear(expedientes: Iterable[Expediente], huella: str) -> str | None:
    """El campo de donde pudo salir el dato de esa huella: «datos/…/M1-S1.yml:12, representante.nombre»."""
    for expediente in expedientes:
        for _, modelo, fuente in expediente.archivos():
            for ruta, persona in personas(modelo):
                if not persona.consentimiento and huella_de("nombre", persona.nombre or "") == huella:
                    donde: Ruta = (*ruta, "nombre")
                    return f"{fuente.archivo}:{fuente.lugar(donde).linea}, {ruta_legible(donde)}"
            for donde, escrito, clase in recorrer(modelo):
                texto = unquote(escrito) if clase == "enlace" else escrito
                for c in detectar(texto):
                    if huella_de(c.clase, texto[c.inicio : c.fin]) == huella:
                        return f"{fuente.archivo}:{fuente.lugar(donde).linea}, {ruta_legible(donde)}"
    return None
