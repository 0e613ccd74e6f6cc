"""Cambiar los datos sin pisar lo de nadie: compara con lo leído, y termina lo que un corte dejó a medias."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.errores import ErrorDeUso
from generador.modelo.texto import enumerar
from generador.salida.disco import CACHE, Ocupado, cerrojo, escribir, sha256

CERROJO = "datos"
DIARIO = f"{CACHE}/cambio-pendiente.json"
"""Lo que se va a escribir, completo, mientras se escribe: con él se termina un cambio cortado."""


@dataclass(frozen=True, slots=True)
class Lectura:
    """La huella de cada archivo del que depende un cambio, tomada antes de leerlos."""

    raiz: Path
    rutas: tuple[Path, ...]
    huellas: Mapping[str, str]
    """Ruta desde la raíz → SHA-256; un archivo que no está no figura."""

    @classmethod
    def tomar(cls, raiz: Path, *rutas: Path) -> Lectura:
        """Lee esos archivos y los `.yml` de esas carpetas. Primero termina lo que quedó a medias."""
        terminar(raiz)
        return cls(raiz, rutas, _huellas(raiz, rutas))

    def cambiados(self) -> tuple[str, ...]:
        """Los archivos que ya no son como se leyeron: otro contenido, uno nuevo o uno que falta."""
        hoy = _huellas(self.raiz, self.rutas)
        todos = sorted({*self.huellas, *hoy})
        return tuple(r for r in todos if self.huellas.get(r) != hoy.get(r))


def _huellas(raiz: Path, rutas: Iterable[Path]) -> dict[str, str]:
    archivos = [
        a
        for ruta in rutas
        for a in ([ruta] if ruta.is_file() else sorted(ruta.rglob("*.yml")))
        if not a.name.startswith(".") and a.is_file()
    ]
    return {a.relative_to(raiz).as_posix(): sha256(a.read_bytes()) for a in archivos}


def cambiar(lectura: Lectura, archivos: Mapping[Path, bytes]) -> None:
    """Escribe todos los archivos o ninguno, si nada de lo leído cambió entretanto.

    Un corte entre dos se termina en la siguiente orden. ErrorDeUso, sin escribir nada, si algo cambió o si
    otra orden está escribiendo.
    """
    raiz = lectura.raiz
    with cerrojo(raiz, CERROJO):
        _terminar(raiz)
        if cambiados := lectura.cambiados():
            raise ErrorDeUso(
                f"mientras tanto {_cambio(cambiados)}: no se escribió nada, para no perder lo que se guardó. "
                "Vuelva a dar la orden"
            )
        pendientes = [
            {
                "ruta": ruta.relative_to(raiz).as_posix(),
                "antes": lectura.huellas.get(ruta.relative_to(raiz).as_posix()),
                "despues": sha256(datos),
                "datos": base64.b64encode(datos).decode(),
            }
            for ruta, datos in archivos.items()
        ]
        if len(pendientes) > 1:
            escribir(raiz / DIARIO, json.dumps(pendientes).encode(), asentar=True)
        for ruta, datos in archivos.items():
            escribir(ruta, datos, asentar=True)
        (raiz / DIARIO).unlink(missing_ok=True)


def _cambio(rutas: tuple[str, ...]) -> str:
    return f"{'cambió' if len(rutas) == 1 else 'cambiaron'} {enumerar(rutas)}"


def terminar(raiz: Path) -> tuple[str, ...]:
    """Termina el cambio que un corte dejó a medias; qué archivos escribió. Nada si otra orden está en ello.

    ErrorDeUso si alguno ya no es ni el de antes ni el de después.
    """
    if not (raiz / DIARIO).is_file():
        return ()
    try:
        with cerrojo(raiz, CERROJO):
            return _terminar(raiz)
    except Ocupado:
        return ()


def _terminar(raiz: Path) -> tuple[str, ...]:
    diario = raiz / DIARIO
    if not diario.is_file():
        return ()
    pendientes = _pendientes(diario)
    ajenos = [
        p["ruta"] for p in pendientes if _huella(raiz / p["ruta"]) not in (p["antes"] or "", p["despues"])
    ]
    if ajenos:
        raise ErrorDeUso(
            f"un cambio quedó a medias y después {_cambio(tuple(ajenos))}: no se puede terminar sin pisarlo. "
            f"Revise {enumerar(p['ruta'] for p in pendientes)} y, cuando estén como deben, borre {DIARIO}"
        )
    escritos = [p for p in pendientes if _huella(raiz / p["ruta"]) != p["despues"]]
    for p in escritos:
        escribir(raiz / p["ruta"], base64.b64decode(p["datos"]), asentar=True)
    for p in pendientes:
        ruta = raiz / p["ruta"]
        for resto in ruta.parent.glob(f".{ruta.name}-*"):
            resto.unlink(missing_ok=True)
    diario.unlink()
    return tuple(p["ruta"] for p in escritos)


def _huella(ruta: Path) -> str:
    return sha256(ruta.read_bytes()) if ruta.is_file() else ""


def _pendientes(diario: Path) -> list[dict[str, str]]:
    try:
        pendientes: list[dict[str, str]] = json.loads(diario.read_bytes())
        for p in pendientes:
            partes = Path(p["ruta"]).parts
            if partes[0] != "datos" or ".." in partes or sha256(base64.b64decode(p["datos"])) != p["despues"]:
                raise ValueError
    except (ValueError, KeyError, TypeError, IndexError):
        raise ErrorDeUso(f"{DIARIO} está dañado: bórrelo y revise los datos con ./asamblea validar") from None
    return pendientes
