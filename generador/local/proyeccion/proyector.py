"""La última pantalla buena de cada asamblea: se compone otra vez cuando algo cambia, y si no sale, sigue esa.

No sabe de HTTP. Compone un proceso aparte, y a lo más uno a la vez.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from generador.composicion.comun.idioma.filtros import hora
from generador.construccion.en_sala import proyeccion_de
from generador.errores import ErrorDeUso
from generador.local.sala.tablero import estados_de, estados_en
from generador.local.vista.mirador import Mirado, Mirador
from generador.modelo.datos.comun.zona import HORA_DE_COLOMBIA
from generador.salida.disco import sha256

OTRA_VEZ = 5.0
"""Segundos que pasan antes de volver a componer lo que no salió."""
_PIDE = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)\s[^>]*?\b(?:href|src)="([^"]*)"')
"""Los archivos que una página pide por su cuenta, para verse."""
_HOJA = re.compile(r'(<link rel="stylesheet" href=")([^"]*)"')
_POLITICA = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')


@dataclass(frozen=True, slots=True)
class Proyectada:
    """Una página que salió bien, con todo lo que pide."""

    html: str
    """Sin su política de contenido, que va en la cabecera."""
    politica: str
    firma: str
    """Cambia si cambia algo de lo que se ve."""
    archivos: Mapping[str, bytes]
    """Por su ruta en el sitio."""
    de_las: datetime


@dataclass(frozen=True, slots=True)
class EnPantalla:
    """Lo que ahora se proyecta de una asamblea."""

    buena: Proyectada | None = None
    """La última que salió; None si todavía ninguna."""
    falla: str = ""
    """Por qué no salió la siguiente, para quien corrige los datos; vacío si esa es la de ahora."""

    @property
    def firma(self) -> str:
        """Firma de la última buena; vacía si todavía ninguna."""
        return self.buena.firma if self.buena else ""

    @property
    def de_las(self) -> str:
        """«3:12 p. m.»: desde cuándo no hay otra; vacío si es la de ahora."""
        return hora(self.buena.de_las.time()) if self.buena and self.falla else ""


@dataclass(slots=True)
class _DeUna:
    turno: threading.Lock = field(default_factory=threading.Lock)
    ahora: EnPantalla = field(default_factory=EnPantalla)
    vista: str = ""
    """La firma del disco cuando se compuso."""
    cuando: float = 0.0


class Proyector:
    """Lo que se proyecta de las asambleas de `raiz`. Quien compone nace con lo primero que se pide."""

    def __init__(self, raiz: Path, reloj: Callable[[], float] = time.monotonic) -> None:
        self._raiz, self._reloj, self._mirador = raiz, reloj, Mirador(raiz)
        self._de: dict[str, _DeUna] = {}

    def al_dia(self, id_: str, *, esperar: bool = False) -> EnPantalla:
        """Lo que hay que mostrar de la asamblea `id_`, compuesto otra vez si algo suyo cambió.

        Si otro lo está componiendo, lo que haya; con `esperar` y sin ninguna buena, se espera a la suya.
        """
        suya = self._de.setdefault(id_, _DeUna())
        if suya.turno.acquire(blocking=esperar and suya.ahora.buena is None):
            try:
                self._componer(id_, suya)
            finally:
                suya.turno.release()
        return suya.ahora

    def ultima(self, id_: str) -> EnPantalla:
        """Lo último que se supo, sin componer nada."""
        return self._de[id_].ahora if id_ in self._de else EnPantalla()

    def archivo(self, ruta: str) -> bytes | None:
        """Lo que alguna página de las que se proyectan pide en `ruta`; None si ninguna lo pide."""
        buenas = (s.ahora.buena for s in tuple(self._de.values()))
        return next((b.archivos[ruta] for b in buenas if b and ruta in b.archivos), None)

    def cerrar(self) -> None:
        """Termina el proceso, si lo hay."""
        self._mirador.cerrar()

    def _componer(self, id_: str, suya: _DeUna) -> None:
        firma, ahora = _firma(self._raiz, id_), self._reloj()
        if firma == suya.vista and not (suya.ahora.falla and ahora - suya.cuando > OTRA_VEZ):
            return
        try:
            mirado = self._mirador.pedir("", proyeccion=id_)
            dicho = "\n\n".join(map(str, mirado.hallazgos)) or mirado.falla
            buena = suya.ahora.buena if dicho else self._con_archivos(id_, mirado, suya.ahora.buena)
        except ErrorDeUso as error:
            dicho, buena = str(error), suya.ahora.buena
        suya.ahora, suya.vista, suya.cuando = EnPantalla(buena, dicho), firma, ahora

    def _con_archivos(self, id_: str, mirado: Mirado, antes: Proyectada | None) -> Proyectada:
        entera = mirado.octetos.decode()
        hallada = _POLITICA.search(entera)
        html, politica = _POLITICA.sub("", entera, count=1), unescape(hallada[1]) if hallada else ""
        archivos = {}
        for ruta in dict.fromkeys(_pedidos(html, proyeccion_de(id_))):
            archivo = self._mirador.pedir(ruta, proyeccion=id_)
            if archivo.existe and not archivo.falla:
                archivos[ruta] = archivo.octetos
        html = _HOJA.sub(lambda m: f'{m[1]}{m[2]}?{_version(archivos, m[2], id_)}"', html)
        firma = sha256(repr((html, sorted((r, sha256(o)) for r, o in archivos.items()))).encode())[:16]
        if antes is not None and antes.firma == firma:
            return antes
        return Proyectada(html, politica, firma, archivos, datetime.now(HORA_DE_COLOMBIA))


def _pedidos(html: str, desde: str) -> Iterator[str]:
    """Las rutas del sitio que pide la página de esa dirección."""
    for escrita in _PIDE.findall(html):
        partes = urlsplit(unescape(escrita))
        if not partes.scheme and not partes.netloc and partes.path:
            yield _en_el_sitio(desde, partes.path)


def _en_el_sitio(desde: str, relativa: str) -> str:
    return normpath(desde + unquote(relativa))


def _version(archivos: Mapping[str, bytes], relativa: str, id_: str) -> str:
    """Con ella, una hoja de estilos que cambió se pide otra vez."""
    return sha256(archivos.get(_en_el_sitio(proyeccion_de(id_), relativa), b""))[:8]


def _firma(raiz: Path, id_: str) -> str:
    """Cambia cuando cambia un archivo de los que decide la página; no los lee."""
    datos = raiz / "datos"
    comunes = estados_de(str(datos), (p.name for p in datos.glob("*.yml")))
    vistos = sorted((*estados_en(datos / id_), *estados_en(datos / "convenios"), *comunes))
    return sha256("\n".join(vistos).encode("utf-8", "surrogateescape"))
