"""Las fotos que hay en `entrada/`, junto a lo que llegó de cada sub-mesa: no salen nunca de ahí."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generador.errores import ErrorDeDatos, ErrorDeLectura, ErrorDeUso, sin_lectura
from generador.local.captura.bandeja import ENTRADA
from generador.local.captura.conflictos import hoja_de
from generador.local.fotos.lectura import (
    TOPE,
    FotoLeida,
    LugarDeFoto,
    abrir_foto,
    es_de_otra,
    es_foto,
    lugar_de,
)
from generador.local.fotos.senal import quitar_senal, senalar
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.evento import Estado
from generador.modelo.datos.pendiente import por_escribir
from generador.salida.disco import escribir, sha256

SIN_LUGAR = "sin-lugar"
"""La carpeta de las que nadie ha dicho de qué sub-mesa son."""
_NOMBRE = re.compile(r"foto(?:-N(\d{1,2}))?-([0-9a-f]{12})(-escrita)?\.jpg", re.ASCII)


@dataclass(frozen=True, slots=True)
class FotoDeFicha:
    """Una foto archivada."""

    ruta: Path
    lugar: LugarDeFoto
    """Con la sub-mesa vacía si no se sabe."""
    escrita: bool
    """Si alguien dijo que lo que muestra ya está en la hoja."""

    @property
    def nombre(self) -> str:
        """Nombre de su archivo."""
        return self.ruta.name

    @property
    def titulo(self) -> str:
        """De qué es: «M2-S3-N1», «M2-S3» o «sin lugar»."""
        aporte = f"-N{self.lugar.aporte}" if self.lugar.aporte else ""
        return f"{self.lugar.submesa}{aporte}" or "sin lugar"


@dataclass(frozen=True, slots=True)
class Archivada:
    """En qué paró una foto."""

    nombre: str
    foto: FotoDeFicha
    nueva: bool


@dataclass(frozen=True, slots=True)
class Recogidas:
    """Lo que se hizo con las fotos que alguien dejó en `entrada/`."""

    archivadas: tuple[Archivada, ...]
    fallas: tuple[ErrorDeLectura, ...]
    """Por qué se quedan donde estaban las demás."""


def fotos_de(raiz: Path, asamblea: str, submesa: str) -> tuple[FotoDeFicha, ...]:
    """Fotos de una sub-mesa, o las que no tienen lugar si está vacía, en el orden de sus necesidades."""
    carpeta = raiz / ENTRADA / asamblea / (submesa or SIN_LUGAR)
    if not carpeta.is_dir():
        return ()
    halladas = (
        (hallado, ruta)
        for ruta in carpeta.iterdir()
        if (hallado := _NOMBRE.fullmatch(ruta.name)) and not ruta.is_symlink()
    )
    fotos = [
        FotoDeFicha(r, LugarDeFoto(asamblea, submesa, int(h[1]) if h[1] else None), bool(h[3]))
        for h, r in halladas
    ]
    return tuple(sorted(fotos, key=lambda f: (f.lugar.aporte or 0, f.nombre)))


def por_transcribir(raiz: Path, asamblea: Asamblea, submesa: str) -> tuple[FotoDeFicha, ...]:
    """Fotos de esa sub-mesa que muestran algo que todavía no está en su hoja."""
    suyas = tuple(f for f in fotos_de(raiz, asamblea.id, submesa) if not f.escrita)
    if not suyas:
        return ()
    try:
        hoja = hoja_de(raiz, asamblea, submesa)
    except ErrorDeDatos:
        hoja = None
    return tuple(f for f in suyas if not _toda_escrita(hoja, f.lugar.aporte))


def _toda_escrita(hoja: Resultado | None, aporte: int | None) -> bool:
    """Si de lo que muestra la foto no queda nada por copiar: esa necesidad tiene su solución y su plan."""
    if hoja is None:
        return False
    suyos = hoja.aportes if aporte is None else hoja.aportes[aporte - 1 : aporte]
    return bool(suyos) and all(a.completo for a in suyos)


def archivar(
    raiz: Path, asambleas: Sequence[Asamblea], foto: FotoLeida, aqui: LugarDeFoto | None = None
) -> Archivada:
    """Deja la foto junto a su hoja: donde diga su código y, si no se lee, en `aqui`.

    Sin código ni `aqui` queda entre las que no tienen lugar. Al volver, está en el disco. ErrorDeUso si es de
    otra asamblea, si esa agenda ya está aprobada o si no se sabe ni de qué asamblea es.
    """
    lugar = lugar_de(foto, asambleas)
    if lugar is None and es_de_otra(foto, asambleas):
        raise ErrorDeUso(f"{foto.nombre}: su código es de una ficha de otra asamblea")
    lugar = lugar or aqui or _sin_lugar(foto, asambleas)
    suya = next(a for a in asambleas if a.id == lugar.asamblea)
    if suya.aprobacion is not None or suya.estado is Estado.APROBADA:
        raise ErrorDeUso(f"{foto.nombre}: la agenda de {suya.id} ya está aprobada y no recibe más hojas")
    hecha = _guardar(raiz, foto.nombre, foto.octetos, lugar)
    quedo = hecha.foto.lugar
    if quedo.submesa and hecha.foto in por_transcribir(raiz, suya, quedo.submesa):
        senalar(raiz, suya, quedo)
    return hecha


def _sin_lugar(foto: FotoLeida, asambleas: Sequence[Asamblea]) -> LugarDeFoto:
    abiertas = [a for a in asambleas if a.aprobacion is None and a.estado is not Estado.APROBADA]
    if len(abiertas) != 1:
        raise ErrorDeUso(
            f"{foto.nombre}: no se le lee el código, y no se sabe de cuál asamblea es: déjela en "
            f"{ENTRADA}/ID/, con el nombre de la carpeta de la suya"
        )
    return LugarDeFoto(abiertas[0].id, "")


def _guardar(raiz: Path, nombre: str, octetos: bytes, lugar: LugarDeFoto) -> Archivada:
    clave = sha256(octetos)[:12]
    aporte = f"-N{lugar.aporte}" if lugar.aporte else ""
    ruta = raiz / ENTRADA / lugar.asamblea / (lugar.submesa or SIN_LUGAR) / f"foto{aporte}-{clave}.jpg"
    # La misma, mandada otra vez, es una sola: también si ya se copió o si antes no se sabía su lugar.
    otra = next((f for f in _todas(raiz, lugar.asamblea) if f"-{clave}" in f.nombre), None)
    if otra is not None and (otra.lugar.submesa or not lugar.submesa):
        return Archivada(nombre, otra, nueva=False)
    escribir(ruta, octetos, asentar=True)
    if otra is not None:
        otra.ruta.unlink(missing_ok=True)
    return Archivada(nombre, FotoDeFicha(ruta, lugar, escrita=False), nueva=True)


def _todas(raiz: Path, asamblea: str) -> Iterator[FotoDeFicha]:
    for carpeta in sorted((raiz / ENTRADA / asamblea).glob("*/")):
        yield from fotos_de(raiz, asamblea, carpeta.name if carpeta.name != SIN_LUGAR else "")


def sin_copiar(raiz: Path, asamblea: Asamblea, submesa: str, nombres: Collection[str]) -> tuple[str, ...]:
    """De esas fotos, las que muestran algo de lo que en la hoja no hay nada."""
    suyas = [f for f in fotos_de(raiz, asamblea.id, submesa) if f.nombre in nombres and not f.escrita]
    try:
        hoja = hoja_de(raiz, asamblea, submesa) if suyas else None
    except ErrorDeDatos:
        hoja = None
    aportes = hoja.aportes if hoja else ()
    return tuple(
        f.nombre
        for f in suyas
        if all(
            por_escribir(a.necesidad) is not None
            for a in (aportes if f.lugar.aporte is None else aportes[f.lugar.aporte - 1 : f.lugar.aporte])
        )
    )


def dar_por_escritas(raiz: Path, asamblea: Asamblea, submesa: str, nombres: Collection[str]) -> None:
    """Anota que lo que muestran esas fotos ya está en la hoja, o que no dicen nada."""
    for foto in fotos_de(raiz, asamblea.id, submesa):
        if foto.nombre in nombres and not foto.escrita:
            foto.ruta.rename(foto.ruta.with_name(f"{foto.ruta.stem}-escrita.jpg"))
            quitar_senal(raiz, asamblea, foto.lugar)


def dar_lugar(raiz: Path, asamblea: Asamblea, nombre: str, submesa: str) -> FotoDeFicha | None:
    """Pone junto a la hoja de esa sub-mesa una foto que no tenía lugar; None si no hay una o la otra."""
    suya = next((f for f in fotos_de(raiz, asamblea.id, "") if f.nombre == nombre), None)
    if suya is None or submesa not in {s.codigo for s in asamblea.submesas}:
        return None
    nueva = suya.ruta.parent.parent / submesa / suya.nombre
    nueva.parent.mkdir(exist_ok=True)
    suya.ruta.rename(nueva)
    lugar = LugarDeFoto(asamblea.id, submesa)
    senalar(raiz, asamblea, lugar)
    return replace(suya, ruta=nueva, lugar=lugar)


def dejadas(raiz: Path, asambleas: Sequence[Asamblea]) -> Iterator[tuple[Path, str]]:
    """Las fotos que alguien dejó en `entrada/` o en la carpeta de una asamblea, y de cuál dijo que son."""
    base = raiz / ENTRADA
    for carpeta, id_ in ((base, ""), *((base / a.id, a.id) for a in asambleas)):
        if not carpeta.is_dir():
            continue
        for ruta in sorted(carpeta.iterdir()):
            if not ruta.name.startswith(".") and not ruta.is_symlink() and ruta.is_file():
                with ruta.open("rb") as archivo:
                    if es_foto(archivo.read(16)):
                        yield ruta, id_


def recoger(
    raiz: Path,
    asambleas: Sequence[Asamblea],
    vistas: Collection[tuple[str, int, int]] = (),
    tope: int | None = None,
) -> Recogidas:
    """Archiva las fotos que alguien dejó en `entrada/` y quita las que dejó: queda la copia limpia.

    De las `vistas` (nombre, cuándo cambió y cuánto pesa) ya se dijo por qué no: no se abren otra vez. Con
    `tope`, a lo más esas; las demás quedan para la próxima.
    """
    archivadas: list[Archivada] = []
    fallas: list[ErrorDeLectura] = []
    for ruta, id_ in dejadas(raiz, asambleas):
        nombre = ruta.relative_to(raiz / ENTRADA).as_posix()
        try:
            if sello_de(ruta) in vistas:
                continue
            if tope is not None and len(archivadas) + len(fallas) >= tope:
                break
            with ruta.open("rb") as archivo:
                foto = abrir_foto(nombre, archivo.read(TOPE + 1))
            aqui = LugarDeFoto(id_, "") if id_ else None
            archivadas.append(archivar(raiz, asambleas, foto, aqui))
            ruta.unlink()
        except ErrorDeLectura as error:
            fallas.append(error)
        except ErrorDeUso as error:
            fallas.append(ErrorDeLectura(nombre, str(error).removeprefix(f"{nombre}: "), "quítela de ahí"))
        except OSError as error:
            fallas.append(ErrorDeLectura(nombre, *sin_lectura(error)))
    return Recogidas(tuple(archivadas), tuple(fallas))


def sello_de(ruta: Path) -> tuple[str, int, int]:
    """Su nombre, cuándo cambió y cuánto pesa: si es igual, es la misma."""
    estado = ruta.stat()
    return ruta.name, estado.st_mtime_ns, estado.st_size
