"""La puerta de los enlaces, con el sitio armado: ninguno lleva a algo que no se publica, ni en papel."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from generador.errores import ErrorDeSalida
from generador.salida import busqueda
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.disco import CACHE, como_json, escribir_si_cambia, sha256
from generador.salida.enlaces import LLEVAN, PORTADA, llegada, marcas
from generador.salida.fallas import Fallas
from generador.salida.privacidad import lectura_pdf

NOTA = "enlaces.json"
"""En la caché: por la huella de cada página y PDF, y de quien los lee, sus anclas y a dónde lleva."""
_DICEN = frozenset({".txt", ".json", ".jsonld", ".csv", ".ics", ".xml"})
"""Los archivos de texto donde una dirección del sitio va escrita entera."""
_ENLAZAN = frozenset({".html", ".pdf"})
_EN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_MUESTRA = 10

Leido: TypeAlias = tuple[frozenset[str], tuple[str, ...]]
"""Las anclas de un archivo, y lo que enlaza."""


def exigir_llegadas(
    raiz: Path,
    carpeta: Path,
    direccion: str,
    codigos: Mapping[str, str],
    huellas: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Fallidos con cada archivo del sitio armado en `carpeta` que lleve a algo que no se publica.

    Mira los enlaces y las anclas de las páginas, lo que piden los estilos, a dónde lleva cada resultado de la
    búsqueda, las direcciones que dicen los datos y los textos, y los enlaces de los PDF. `direccion` es la
    del sitio, con «/» al final; `codigos`, por impreso, la ruta de la página a la que lleva su código QR;
    `huellas`, por ruta, las que ya se saben. Lo que sale del sitio no se mira: depende de otros y de que haya
    red.
    """
    armado, fallas = _Armado(raiz, carpeta, direccion, huellas), Fallas(raiz)
    for ruta, destinos in armado.destinos():
        with fallas.de(ruta):
            _exigir(ruta, [f"«{d}» {por_que}" for d in destinos if (por_que := armado.falta(ruta, d))])
    for ruta, pagina in codigos.items():
        with fallas.de(ruta):
            if por_que := armado.falta(PORTADA, direccion + pagina):
                _exigir(ruta, [f"su código QR, «{direccion}{pagina}», {por_que}"])
    fallas.exigir()


def _exigir(ruta: str, malos: list[str]) -> None:
    if malos:
        resto = f" y {len(malos) - _MUESTRA} más" if len(malos) > _MUESTRA else ""
        raise ErrorDeSalida(f"{ruta}: {'; '.join(malos[:_MUESTRA])}{resto}")


class _Armado:
    """El sitio ya armado, con lo que enlaza cada archivo."""

    def __init__(self, raiz: Path, carpeta: Path, direccion: str, huellas: Mapping[str, str]) -> None:
        self._nota, self._direccion, self._huellas = raiz / CACHE / NOTA, direccion, huellas
        self._rutas = {p.relative_to(carpeta).as_posix(): p for p in carpeta.rglob("*") if p.is_file()}
        self._dicha = re.compile(re.escape(direccion) + r"[^\s\"'<>)\],;\\]+")

    def destinos(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Por archivo, lo que enlaza, pide o dice."""
        for ruta, (_, destinos) in self._leidos.items():
            yield ruta, destinos
        for ruta, archivo in self._rutas.items():
            if archivo.suffix == ".css":
                dichos = _EN_CSS.findall(archivo.read_text("utf-8"))
                yield ruta, tuple(d for d in dichos if not d.startswith(("data:", "#")))
            elif archivo.name == busqueda.NOMBRE:
                # Las direcciones de un índice son desde la raíz, esté donde esté.
                yield ruta, tuple(f"/{d}" for d in busqueda.direcciones(archivo.read_text("utf-8")))
            elif archivo.suffix in _DICEN:
                texto = archivo.read_text("utf-8-sig")
                # En iCalendar un renglón largo sigue en el otro.
                texto = re.sub(r"\r?\n[ \t]", "", texto) if archivo.suffix == ".ics" else texto
                yield ruta, self._enteras(texto)

    def _enteras(self, texto: str) -> tuple[str, ...]:
        """Las direcciones del sitio que dice un texto, sin repetir."""
        return tuple(dict.fromkeys(d.rstrip(".") for d in self._dicha.findall(texto)))

    def falta(self, desde: str, destino: str) -> str:
        """Por qué `destino` no lleva a nada; vacío si lleva, o si sale del sitio."""
        try:
            llega = llegada(desde, destino, self._direccion)
        except ValueError:
            return "no es una dirección"
        if llega is None:
            return ""
        if llega.ruta not in self._rutas:
            return f"no lleva a nada: no se publica {llega.ruta}"
        if llega.ancla and llega.ruta.endswith(".html") and llega.ancla not in self._leidos[llega.ruta][0]:
            return f"no lleva a nada: {llega.ruta} no tiene «{llega.ancla}»"
        return ""

    @cached_property
    def _leidos(self) -> dict[str, Leido]:
        """Por página y por PDF, sus anclas y a dónde lleva; lo que ya se leyó se sabe."""
        antes, ahora = self._anotados(), dict[str, Leido]()
        leidos, quien = {}, f"{huella_de_codigo(__name__)}/{self._direccion}"
        for ruta, archivo in sorted(self._rutas.items()):
            if archivo.suffix in _ENLAZAN:
                suya = self._huellas.get(ruta) or sha256(archivo.read_bytes())
                huella = sha256(f"{quien}/{suya}{archivo.suffix}".encode())
                leidos[ruta] = ahora[huella] = antes.get(huella) or self._leido(archivo)
        escritos = {
            huella: [sorted(anclas), destinos] for huella, (anclas, destinos) in sorted(ahora.items())
        }
        escribir_si_cambia(self._nota, como_json(escritos))
        return leidos

    def _leido(self, archivo: Path) -> Leido:
        if archivo.suffix == ".pdf":
            return frozenset(), lectura_pdf.enlaces(archivo.read_bytes())
        texto = archivo.read_text("utf-8")
        hay = list(marcas(texto))
        anclas = frozenset(m.atributos["id"] for m in hay if "id" in m.atributos)
        destinos = [v for m in hay for a, v in m.atributos.items() if a in LLEVAN]
        destinos += [t.split()[0] for m in hay for t in m.atributos.get("srcset", "").split(",") if t.strip()]
        # También las que van enteras, como la imagen para redes y los datos de los buscadores.
        destinos += self._enteras(unescape(texto))
        return anclas, tuple(dict.fromkeys(destinos))

    def _anotados(self) -> dict[str, Leido]:
        try:
            anotado = json.loads(self._nota.read_bytes())
            return {h: (frozenset(anclas), tuple(destinos)) for h, (anclas, destinos) in anotado.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
