"""Lo que hay en `entrada/`, archivo por archivo, y borrarlo con su lista."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generador.local.captura.bandeja import ENTRADA, Bandeja, Llegada, leer_llegada, superada, vigentes
from generador.local.captura.entrega import Campos, Reparo, campos_de, errores, limpios
from generador.local.captura.formulario import Formulario, formulario_de
from generador.local.fotos.album import fotos_de, por_transcribir
from generador.local.fotos.lectura import es_foto
from generador.modelo.asamblea import Asamblea


class Estancia(StrEnum):
    """Por qué está un archivo en `entrada/`."""

    EN_LA_HOJA = "ya está en su hoja"
    EN_CONFLICTO = "espera a que alguien escoja"
    SIN_PONER = "no está en su hoja, o no todo"
    SUPERADA = "la reemplazó otra que llegó después y ya está en su hoja"
    FOTO_ESCRITA = "foto de lo que ya está en su hoja"
    FOTO_POR_ESCRIBIR = "foto por transcribir"
    FOTO_DEJADA = "foto que alguien dejó ahí: se recibe al abrir la sala, o con ./asamblea importar"
    DE_AFUERA = "no es algo que se haya recibido aquí, o está dañado"


@dataclass(frozen=True, slots=True)
class EnEntrada:
    """Un archivo de `entrada/`."""

    ruta: Path
    """Desde la raíz del proyecto."""
    estancia: Estancia
    llegada: Llegada | None
    """Lo que dice; None si no es de lo que se recibió aquí."""
    estorban: tuple[Reparo, ...] = ()
    """Lo que no la dejó llegar a su hoja, casilla por casilla."""

    @property
    def se_perderia(self) -> bool:
        """Si lo que dice no está en ninguna otra parte."""
        return self.estancia in (
            Estancia.EN_CONFLICTO,
            Estancia.SIN_PONER,
            Estancia.FOTO_POR_ESCRIBIR,
            Estancia.FOTO_DEJADA,
        )


def guardados(raiz: Path, asambleas: Sequence[Asamblea]) -> tuple[EnEntrada, ...]:
    """Todo lo que hay en `entrada/`, por nombre. De una carpeta que es un enlace, solo el enlace.

    Lo que el formulario de su asamblea no pregunta no está en ninguna hoja. Una foto cuenta como copiada si
    alguien lo dijo o si a su lugar no le falta nada.
    """
    suyas = {a.id: a for a in asambleas}
    escritas = {
        f.ruta
        for a in asambleas
        for s in a.submesas
        for f in {*fotos_de(raiz, a.id, s.codigo)} - {*por_transcribir(raiz, a, s.codigo)}
    }
    return tuple(_guardado(raiz, ruta, suyas, escritas) for ruta in sorted(_archivos(raiz / ENTRADA)))


def de_asamblea(hay: Iterable[EnEntrada], asamblea: str | None) -> tuple[EnEntrada, ...]:
    """Los archivos que están en la carpeta de esa asamblea; sin ella, todos."""
    return tuple(g for g in hay if asamblea is None or g.ruta.parts[1:2] == (asamblea,))


def esperan(raiz: Path, asamblea: Asamblea) -> tuple[str, ...]:
    """Las sub-mesas sin hoja entregada de las que `entrada/` tiene algo que no está en ninguna otra parte."""
    entregadas = {r.submesa for r in asamblea.resultados}
    hay = {
        g.ruta.parts[2]
        for g in de_asamblea(guardados(raiz, (asamblea,)), asamblea.id)
        if g.se_perderia and len(g.ruta.parts) > 3
    }
    return tuple(s.codigo for s in asamblea.submesas if s.codigo in hay - entregadas)


def _archivos(base: Path) -> Iterator[Path]:
    for carpeta, hijas, archivos in os.walk(base):
        enlaces = [h for h in hijas if Path(carpeta, h).is_symlink()]
        yield from (Path(carpeta, a) for a in (*archivos, *enlaces))


def _guardado(
    raiz: Path, ruta: Path, asambleas: Mapping[str, Asamblea], escritas: Collection[Path]
) -> EnEntrada:
    estorban: tuple[Reparo, ...] = ()
    llegada = leer_llegada(ruta) if ruta.suffix == ".json" and not ruta.is_symlink() else None
    if llegada is None and not ruta.is_symlink() and _es_foto(ruta):
        estancia = Estancia.FOTO_ESCRITA if ruta in escritas else Estancia.FOTO_POR_ESCRIBIR
        if ruta.parent == raiz / ENTRADA:
            estancia = Estancia.FOTO_DEJADA
    elif llegada is None:
        estancia = Estancia.DE_AFUERA
    elif (suya := asambleas.get(llegada.entrega.asamblea)) is None:
        estancia = Estancia.EN_CONFLICTO if llegada.choques else Estancia.SIN_PONER
    else:
        estancia, estorban = _de_llegada(raiz, suya, llegada)
    return EnEntrada(ruta.relative_to(raiz), estancia, llegada, estorban)


def _de_llegada(raiz: Path, asamblea: Asamblea, llegada: Llegada) -> tuple[Estancia, tuple[Reparo, ...]]:
    formulario, entrega = formulario_de(asamblea), llegada.entrega
    hoja = next((r for r in asamblea.resultados if r.submesa == entrega.submesa), None)
    ya = campos_de(formulario, hoja) if hoja else {}
    todas = Bandeja.de(raiz, asamblea.id).llegadas(entrega.submesa)
    choques = vigentes(llegada, todas, ya)
    if any(not c.mala for c in choques):
        return Estancia.EN_CONFLICTO, ()
    if choques:
        malas = {c.casilla: c.llega for c in choques}
        return Estancia.SIN_PONER, _estorban(formulario, entrega.submesa, {**ya, **malas})
    if not llegada.aplicada:
        estorban = _estorban(formulario, entrega.submesa, {**ya, **entrega.campos})
        if superada(llegada, todas, {r.casilla for r in estorban}):
            return Estancia.SUPERADA, ()
        return Estancia.SIN_PONER, estorban
    preguntado = set(entrega.campos) <= set(formulario.por_nombre)
    return Estancia.EN_LA_HOJA if preguntado else Estancia.SIN_PONER, ()


def _estorban(formulario: Formulario, submesa: str, campos: Campos) -> tuple[Reparo, ...]:
    """Lo que, junto con lo que ya dice su hoja, no se puede guardar."""
    return tuple(errores(formulario, submesa, limpios(formulario, campos)))


def _es_foto(ruta: Path) -> bool:
    with ruta.open("rb") as archivo:
        return es_foto(archivo.read(16))


def borrar(raiz: Path, cuales: Iterable[EnEntrada]) -> None:
    """Borra esos archivos y las carpetas que queden vacías; de un enlace, el enlace."""
    base = raiz / ENTRADA
    for guardado in cuales:
        (raiz / guardado.ruta).unlink(missing_ok=True)
    for carpeta, _, _ in os.walk(base, topdown=False):
        if not any(Path(carpeta).iterdir()):
            Path(carpeta).rmdir()
