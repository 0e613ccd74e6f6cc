"""Qué lleva la copia de una asamblea y qué se queda en internet, según para qué se lleva."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from generador.catalogo.documentos import DOCUMENTOS, Documento, Por
from generador.catalogo.rutas import DESCARGAS, MANIFIESTO
from generador.composicion.comun.idioma.filtros import peso
from generador.construccion.publicado.lista import archivos_en
from generador.errores import ErrorDeUso
from generador.salida.enlaces import LLEVAN, llegada, marcas

Perfil = Literal["lectura", "completa"]
TOPE_DE_LECTURA = 20_000_000
"""Bytes de una copia de lectura."""
_PARA_IMPRIMIR = ("pieza", "paquete")
"""Las clases del manifiesto que no se leen: se imprimen, se publican en redes o repiten a otras."""
_DEL_SERVIDOR = re.compile(r"404\.html|robots\.txt|sitemap\.xml(?:\.gz)?")
"""Lo que solo le sirve a un servidor o a un buscador."""
_PUESTO: Mapping[Por, int] = {"compromiso": 1, "mesa": 1, "submesa": 2}
"""De lo primero que va a lo último, según de qué es un documento; los demás, antes."""


@dataclass(frozen=True, slots=True)
class Bajable:
    """Un archivo que se descarga: su ruta en el sitio, cómo se llama y cuántos bytes pesa."""

    ruta: str
    titulo: str
    clase: str
    octetos: int


@dataclass(frozen=True, slots=True)
class Equipaje:
    """Lo que va y lo que no; las rutas son las del sitio."""

    paginas: tuple[str, ...]
    archivos: tuple[str, ...]
    """Lo demás que va: estilos, letras, guiones, imágenes y, en el orden en que importan, las descargas."""
    descargas: tuple[Bajable, ...]
    """De los archivos que van, los que se descargan."""
    afuera: tuple[Bajable, ...]
    """Lo que se descarga y no va."""
    octetos: int
    """Lo que pesa lo que va, en bytes."""

    @property
    def rutas(self) -> frozenset[str]:
        """Todo lo que va."""
        return frozenset((*self.paginas, *self.archivos))


def equipaje(
    sitio: Path,
    id_: str,
    perfil: Perfil,
    documentos: Mapping[str, Documento],
    cada_uno: int | None = None,
) -> Equipaje:
    """Lo que lleva la copia de `id_`, del sitio construido en `sitio`; `documentos`, cuál es cada ruta.

    «lectura» deja las piezas gráficas y los .zip; si aun así pasa de `TOPE_DE_LECTURA`, deja los impresos que
    no quepan, primero los de cada sub-mesa y después los de cada mesa. Con `cada_uno`, tampoco va un archivo
    que pese más que eso. ErrorDeUso si las páginas solas no caben.
    """
    ids = {m.parts[-3] for m in sitio.glob(f"*/{DESCARGAS}/{MANIFIESTO}")}
    pesos = {
        ruta: a.stat().st_size
        for a in sorted(sitio.rglob("*"))
        if a.is_file() and _suya(ruta := a.relative_to(sitio).as_posix(), id_, ids)
    }
    crudo = (sitio / id_ / DESCARGAS / MANIFIESTO).read_bytes()
    renglones = {r.ruta: r for r in map(_renglon, archivos_en(crudo)) if r.ruta in pesos}
    muestran = set[str]().union(*(_muestra(sitio, p) for p in pesos if p.endswith(".html")))
    se_descargan = renglones.keys() - muestran
    firmes = {ruta: n for ruta, n in pesos.items() if ruta not in se_descargan}
    tope = TOPE_DE_LECTURA if perfil == "lectura" else None
    van, total = list[Bajable](), sum(firmes.values())
    if tope is not None and total > tope:
        raise ErrorDeUso(
            f"las páginas de «{id_}» pesan {peso(total)}, y una copia de lectura llega hasta "
            f"{peso(tope)}: use --perfil completa"
        )
    for r in sorted((renglones[ruta] for ruta in se_descargan), key=partial(_puesto, documentos)):
        sobra = (tope is not None and (r.clase in _PARA_IMPRIMIR or total + r.octetos > tope)) or (
            cada_uno is not None and r.octetos > cada_uno
        )
        if not sobra:
            van.append(r)
            total += r.octetos
    llevados = {r.ruta for r in van}
    return Equipaje(
        paginas=tuple(r for r in firmes if r.endswith(".html")),
        archivos=(*(r for r in firmes if not r.endswith(".html")), *(r.ruta for r in van)),
        descargas=tuple(van),
        afuera=tuple(r for ruta, r in renglones.items() if ruta in se_descargan - llevados),
        octetos=total,
    )


def _suya(ruta: str, id_: str, ids: Iterable[str]) -> bool:
    """Si es de esa asamblea o de ninguna, y sirve sin servidor."""
    primera = ruta.partition("/")[0]
    return (primera == id_ or primera not in ids) and not _DEL_SERVIDOR.fullmatch(ruta)


def _muestra(sitio: Path, pagina: str) -> set[str]:
    """Lo que una página necesita para verse: todo a lo que lleva, menos lo que solo enlaza."""
    return {
        llega.ruta
        for marca in marcas((sitio / pagina).read_text("utf-8"))
        if marca.nombre != "a"
        for atributo in LLEVAN & marca.atributos.keys()
        if (llega := llegada(pagina, marca.atributos[atributo])) is not None
    }


def _renglon(dicho: Mapping[str, Any]) -> Bajable:
    return Bajable(str(dicho["ruta"]), str(dicho["titulo"]), str(dicho["clase"]), int(dicho["octetos"]))


def _puesto(documentos: Mapping[str, Documento], r: Bajable) -> tuple[int, int, str]:
    """Primero los datos y lo de la asamblea entera; después lo de cada mesa, y de último lo de imprimir."""
    if r.clase in _PARA_IMPRIMIR:
        return (len(_PUESTO), 0, r.ruta)
    suyo = documentos.get(r.ruta)
    if suyo is None:
        return (0, len(DOCUMENTOS), r.ruta)
    return (_PUESTO.get(suyo.por, 0), DOCUMENTOS.index(suyo), r.ruta)
