"""Los archivos que se publican al lado de un agenda.json: cada uno ha de decir lo mismo que él."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generador.catalogo.abiertos import ABIERTOS
from generador.catalogo.rutas import MANIFIESTO
from generador.construccion.publicado.lista import archivos_de
from generador.construccion.verificacion.origen import ARCHIVO, Origen, dicho
from generador.modelo.publico.abierto import AgendaAbierta
from generador.modelo.texto import plural
from generador.salida.abiertos import ESCRITORES
from generador.salida.abiertos.documento_json import ESQUEMA, arbol, leer_arbol
from generador.salida.disco import sha256

_TOPE_DE_LIBRO = 100_000_000
_DE_CAMPOS = frozenset({"properties", "$defs"})
"""Dónde un esquema nombra sus campos y sus modelos."""


@dataclass
class Cotejo:
    """Lo que se fue hallando al comparar."""

    comparado: list[str] = field(default_factory=list)
    no_comparado: list[str] = field(default_factory=list)
    fallas: list[str] = field(default_factory=list)


def esperados(abierta: AgendaAbierta) -> tuple[str, ...]:
    """Los archivos de datos que se publican con esa agenda aprobada, menos ella misma."""
    acta = abierta.aprobado.acta
    avances = bool(abierta.seguimiento and abierta.seguimiento.avances)
    aprobada = acta.fecha if acta else None
    return tuple(d.archivo for d in ABIERTOS if d.le_sirve(avances, aprobada) and d.archivo != ARCHIVO)


def cotejar(origen: Origen, carpeta: str, abierta: AgendaAbierta, cotejo: Cotejo) -> None:
    """Compara cada archivo de `carpeta` con el que este programa escribe con esa agenda."""
    datos = {archivo: origen.leer(posixpath.join(carpeta, archivo)) for archivo in esperados(abierta)}
    for archivo in [a for a, suyos in datos.items() if suyos is None]:
        cotejo.fallas.append(f"falta «{archivo}», que se publica con la agenda")
    iguales = cotejar_datos({a: d for a, d in datos.items() if d is not None}, abierta, cotejo)
    if iguales:
        cotejo.comparado.append(f"con él, enteros: {', '.join(iguales)}")


def cotejar_datos(
    datos: Mapping[str, bytes], abierta: AgendaAbierta, cotejo: Cotejo, donde: str = ""
) -> list[str]:
    """Los archivos que son, byte por byte, los que salen de esa agenda; `donde` es dónde van los demás."""
    iguales = []
    for archivo, hallado in datos.items():
        esperado = ESCRITORES[archivo](abierta)
        distinto = diferencia(archivo, esperado, hallado)
        if distinto is None:
            iguales.append(archivo)
        elif archivo == ESQUEMA and es_anterior(abierta, esperado, hallado):
            cotejo.comparado.append(f"{archivo}{donde}: es de antes de unos campos que esta agenda no trae")
        else:
            cotejo.fallas.append(
                f"«{archivo}»{donde} no es el que sale de lo firmado y de {ARCHIVO}: {distinto}"
            )
    return iguales


def es_anterior(abierta: AgendaAbierta, esperado: bytes, hallado: bytes) -> bool:
    """Si `hallado` es un esquema de antes: al de hoy le quita campos u opciones que la agenda no trae."""
    try:
        faltan = set(_de_menos(leer_arbol(hallado, decimales=True), leer_arbol(esperado, decimales=True)))
    except ValueError:
        return False
    return not faltan.intersection(_dichos(arbol(abierta)))


def _de_menos(suyo: Any, de_hoy: Any, *, campos: bool = False) -> Iterator[str]:
    """Los campos, modelos y opciones que a `suyo` le faltan; ValueError si difieren en otra cosa."""
    if _son_opciones(suyo) and _son_opciones(de_hoy) and suyo == de_hoy[: len(suyo)]:
        # Una forma nueva se agrega al final de las que había.
        yield from de_hoy[len(suyo) :]
        return
    if not (isinstance(suyo, dict) and isinstance(de_hoy, dict)):
        if type(suyo) is not type(de_hoy) or suyo != de_hoy:
            raise ValueError("no es un esquema de antes")
        return
    faltan = de_hoy.keys() - suyo.keys()
    if suyo.keys() - de_hoy.keys() or (faltan and not campos):
        raise ValueError("no es un esquema de antes")
    yield from faltan
    for clave in suyo:
        yield from _de_menos(suyo[clave], de_hoy[clave], campos=not campos and clave in _DE_CAMPOS)


def _son_opciones(valor: Any) -> bool:
    return isinstance(valor, list) and bool(valor) and all(isinstance(v, str) and "/" in v for v in valor)


def _dichos(valor: Any) -> Iterator[str]:
    """Las claves y los textos de un dato JSON."""
    for dentro in valor if isinstance(valor, list) else valor.values() if isinstance(valor, dict) else ():
        yield from _dichos(dentro)
    if isinstance(valor, dict):
        yield from valor
    elif isinstance(valor, str):
        yield valor


def diferencia(archivo: str, esperado: bytes, hallado: bytes) -> str | None:
    """Dónde difieren, o None si son lo mismo. Un libro se compara ya descomprimido."""
    if esperado == hallado:
        return None
    if archivo.endswith(".xlsx"):
        return _diferencia_de_libro(esperado, hallado)
    antes, ahora = (datos.splitlines() for datos in (esperado, hallado))
    for i, (a, b) in enumerate(zip(antes, ahora, strict=False), start=1):
        if a != b:
            return f"el renglón {i}"
    return "le sobran o le faltan renglones" if len(antes) != len(ahora) else "los finales de renglón"


def _diferencia_de_libro(esperado: bytes, hallado: bytes) -> str | None:
    try:
        antes, ahora = dict(_partes(esperado)), dict(_partes(hallado))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "está dañado"
    for parte in dict.fromkeys((*antes, *ahora)):
        if antes.get(parte) != ahora.get(parte):
            return f"su parte {dicho(parte, 60)}"
    return None


def _partes(libro: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(libro)) as zip_:
        nombres = zip_.namelist()
        if len(set(nombres)) != len(nombres) or sum(i.file_size for i in zip_.infolist()) > _TOPE_DE_LIBRO:
            raise ValueError
        yield "el comentario", zip_.comment
        for nombre in nombres:
            yield nombre, zip_.read(nombre)


def cotejar_manifiesto(origen: Origen, base: str, carpeta: str, id_: str, cotejo: Cotejo) -> None:
    """Los demás archivos de la asamblea contra su manifiesto, que ninguna huella cubre."""
    rutas = origen.rutas()
    crudo = origen.leer(posixpath.join(carpeta, MANIFIESTO))
    if crudo is None or rutas is None:
        return
    try:
        pares = [(str(r["ruta"]), str(r["sha256"])) for r in archivos_de(leer_arbol(crudo, decimales=True))]
    except (ValueError, TypeError, KeyError):
        cotejo.fallas.append(f"«{MANIFIESTO}» no se entiende")
        return
    renglones = {ruta.removeprefix(f"{id_}/"): huella for ruta, huella in pares}
    iguales = 0
    for ruta, huella in renglones.items():
        datos = origen.leer(posixpath.join(base, ruta))
        if datos is None or sha256(datos) != huella:
            que = "falta" if datos is None else "no es el que dice"
            cotejo.fallas.append(f"«{dicho(ruta)}» {que} {'y está en ' if datos is None else ''}{MANIFIESTO}")
        else:
            iguales += 1
    cotejo.comparado.append(
        f"{plural(iguales, 'archivo', 'archivos')} con la huella que da {MANIFIESTO}, que nadie firma"
    )
    suyas = {r for r in rutas if r.startswith(f"{base}/" if base else "")}
    sueltas = suyas - {posixpath.join(base, r) for r in renglones} - {posixpath.join(carpeta, MANIFIESTO)}
    if ajenas := sorted(r for r in sueltas if not r.endswith(".html")):
        cotejo.no_comparado.append(
            f"{plural(len(ajenas), 'archivo', 'archivos')} que {MANIFIESTO} no nombra: {dicho(ajenas[0], 80)}"
        )
