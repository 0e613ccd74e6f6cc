"""Lo que ninguna salida puede decir: los nombres sin autorización; y el contacto que sí se declaró."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from urllib.parse import unquote

from generador.modelo.asamblea import Asamblea, Sitio
from generador.modelo.campos import valores
from generador.modelo.datos.aporte import Persona
from generador.modelo.expediente import Expediente
from generador.modelo.fuente import Ruta, ruta_legible
from generador.modelo.personal import datos_personales
from generador.modelo.personal.canonico import canonico, plegado
from generador.modelo.personal.datos_personales import ClaseDeDato, detectar
from generador.modelo.personal.formas_de_nombre import Forma, TextoConNombres
from generador.modelo.textos import recorrer_todo
from generador.modelo.tipos import Modelo

ClaseReservada = ClaseDeDato | Literal["nombre"]


@dataclass(frozen=True)
class Reserva:
    """Qué se busca en una salida. Viaja a los procesos de impresión y entra en la clave de lo producido."""

    nombres: tuple[str, ...] = ()
    """Los nombres de quienes no autorizaron, como se escribieron."""
    autorizados: tuple[str, ...] = ()
    """Los nombres que sí se publican: una coincidencia dentro de ellos no cuenta."""
    contactos: tuple[str, ...] = ()
    """Correos y teléfonos declarados para publicar, y las direcciones de las sedes; ya normalizados."""
    anfitrion: str = ""
    """El dominio del sitio: los identificadores «algo@dominio» de un calendario no son buzones."""
    ajenos: tuple[str, ...] = ()
    """Nombres que callan las demás asambleas: también se buscan, y lo ya hecho no cambia con ellos."""

    @cached_property
    def huella(self) -> str:
        """Cambia si cambia lo que calla la propia asamblea; no deja ver los nombres."""
        partes = (self.nombres, self.autorizados, self.contactos, self.anfitrion)
        return hashlib.sha256(repr(partes).encode()).hexdigest()

    @cached_property
    def huella_entera(self) -> str:
        """Cambia si cambia cualquier cosa de las que se buscan, también lo que callan las demás."""
        return hashlib.sha256(f"{self.huella}{self.ajenos!r}".encode()).hexdigest()

    @cached_property
    def formas(self) -> tuple[Forma, ...]:
        """Las maneras de decir cada nombre que se calla."""
        return tuple(Forma(n) for n in (*self.nombres, *self.ajenos))

    @cached_property
    def permitidas(self) -> tuple[Forma, ...]:
        """Las formas de los nombres autorizados, para descontarlas."""
        return tuple(Forma(n) for n in self.autorizados)

    def hallar(self, texto: str) -> Iterator[tuple[int, int, str]]:
        """Dónde se nombra en `texto` a alguien que no autorizó: el tramo y el nombre, como se declaró.

        No cuenta lo que es parte del nombre entero de quien sí autorizó, ni lo que también es una manera de
        decirle a él, salvo que sea el nombre entero del otro.
        """
        if not self.formas:
            return
        dicho = TextoConNombres(texto)
        libres: tuple[set[tuple[int, int]], set[tuple[int, int]]] | None = None
        for forma in self.formas:
            hasta = -1
            for inicio, fin in sorted(set(forma.hallar(dicho)), key=lambda t: (t[0], -t[1])):
                if fin <= hasta:
                    continue
                if libres is None:
                    libres = self._libres(dicho)
                if any(a <= inicio and fin <= b for a, b in libres[0]):
                    continue
                entero = len(dicho.plano[inicio:fin].split()) >= len(forma.palabras)
                if not entero and any(a <= inicio and fin <= b for a, b in libres[1]):
                    continue
                hasta = fin
                yield *dicho.canon.tramo(inicio, fin), forma.nombre

    def _libres(self, dicho: TextoConNombres) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """Los tramos de quienes sí autorizaron: los de su nombre entero y los de cualquiera de sus formas."""
        enteros = {t for f in self.permitidas for t in Forma(f.nombre, completo=True).hallar(dicho)}
        return enteros, {t for f in self.permitidas for t in f.hallar(dicho)}


SIN_RESERVA = Reserva()
"""Cuando no hay a quién callar: quedan los números, los correos y las direcciones."""


def normalizado(clase: ClaseReservada, dato: str) -> str:
    """El dato sin adornos, para reconocer el mismo escrito de otro modo."""
    if clase == "nombre":
        return "".join(c for c in plegado(canonico(dato)) if c.isalnum())
    return datos_personales.normalizado(clase, dato)


def huella_de(clase: ClaseReservada, dato: str) -> str:
    """Con ella se busca de qué campo salió un dato sin llevarlo de un lado a otro."""
    return hashlib.sha256(f"{clase}:{normalizado(clase, dato)}".encode()).hexdigest()


def personas(valor: Any, ruta: Ruta = ()) -> Iterator[tuple[Ruta, Persona]]:
    """Las personas con nombre que hay en un modelo, con su ruta."""
    if isinstance(valor, Persona):
        if valor.nombre is not None:
            yield ruta, valor
    elif isinstance(valor, Modelo):
        for campo, suyo in valores(valor).items():
            yield from personas(suyo, (*ruta, campo))
    elif isinstance(valor, tuple):
        for i, elemento in enumerate(valor):
            yield from personas(elemento, (*ruta, i))


def reservas(expedientes: Iterable[Expediente], sitio: Sitio) -> Mapping[str, Reserva]:
    """Por asamblea, lo que sus salidas no pueden decir; con la clave vacía, lo de las salidas comunes.

    `expedientes` son los originales. Un nombre sin autorización en una asamblea se busca en todas, en las
    demás como ajeno; quien sí autorizó en una aparece en las de ella y en las comunes.
    """
    todas = list(expedientes)
    sin: dict[str, dict[str, None]] = {}
    con: dict[str, dict[str, None]] = {}
    for expediente in todas:
        id_ = expediente.asamblea.id
        suyos, callados = con.setdefault(id_, {}), sin.setdefault(id_, {})
        for _, modelo, _ in expediente.archivos():
            for _, persona in personas(modelo):
                assert persona.nombre is not None
                (suyos if persona.consentimiento else callados)[persona.nombre] = None
    contactos = contactos_de(sitio)
    sedes = {e.asamblea.id: sedes_de(e.asamblea) for e in todas}
    anfitrion = sitio.direccion.split("//")[-1].split("/")[0].casefold()

    de_todas = {n for callados in sin.values() for n in callados}

    def reserva(propios: Collection[str], autorizados: Iterable[str], direcciones: Iterable[str]) -> Reserva:
        claros = {normalizado("nombre", n) for n in autorizados}
        ocultos = sorted(n for n in de_todas if normalizado("nombre", n) not in claros)
        return Reserva(
            tuple(n for n in ocultos if n in propios),
            tuple(sorted(autorizados)),
            (*contactos, *sorted(direcciones)),
            anfitrion,
            tuple(n for n in ocultos if n not in propios),
        )

    comunes = {n for suyos in con.values() for n in suyos}
    lugares = {d for suyas in sedes.values() for d in suyas}
    return {
        "": reserva(de_todas, comunes, lugares),
        **{id_: reserva(sin[id_], suyos, sedes[id_]) for id_, suyos in con.items()},
    }


_DE_LA_SEDE = re.compile(r"jornadas\[\d+\]\.(?:sede|direccion)|lugar")
"""Los campos de lo aprobado que dicen dónde fue el encuentro."""


def sedes_de(asamblea: Asamblea) -> frozenset[str]:
    """Las direcciones donde es el encuentro, normalizadas: de todas, las únicas que se publican sin más.

    También las que se corrigieron después de aprobar: la fe de erratas las sigue diciendo.
    """
    textos = [t for s in asamblea.evento.sedes for t in (s.nombre, s.direccion, s.indicaciones)]
    agenda = asamblea.agenda
    if agenda is not None and agenda.aprobacion is not None:
        textos.append(agenda.aprobacion.lugar)
    for errata in agenda.fe_de_erratas if agenda is not None else ():
        if _DE_LA_SEDE.fullmatch(errata.campo or ""):
            textos += (errata.dice, errata.debe_decir)
    return frozenset(d for texto in textos if texto for d in datos_personales.direcciones_escritas(texto))


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
                    return (
                        f"{fuente.archivo}:{fuente.lugar(donde).linea}, {ruta_legible(fuente.escrita(donde))}"
                    )
            for donde, escrito, clase in recorrer_todo(modelo):
                texto = unquote(escrito) if clase == "enlace" else escrito
                dichos = [huella_de(c.clase, texto[c.inicio : c.fin]) for c in detectar(texto)]
                dichos += [huella_de("direccion", d) for d in datos_personales.direcciones_escritas(texto)]
                if huella in dichos:
                    return (
                        f"{fuente.archivo}:{fuente.lugar(donde).linea}, {ruta_legible(fuente.escrita(donde))}"
                    )
    return None
