"""Las últimas versiones de cada archivo de datos, para deshacer: diez, en `.cache/anteriores/`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generador.edicion.diario import CERROJO, Lectura, cambiar
from generador.errores import ErrorDeUso
from generador.salida.disco import CACHE, cerrojo, escribir, sha256

CARPETA = f"{CACHE}/anteriores"
SIGUIENTES = f"{CACHE}/siguientes"
"""Lo que se deshizo, para rehacerlo mientras el archivo siga como quedó."""
CALCO = f"{CACHE}/calco"
"""La copia de los datos de la que el editor saca cómo quedan."""
TOPE = 10
"""Versiones que se guardan de cada archivo."""


@dataclass(frozen=True, slots=True)
class Anterior:
    """Un archivo como estaba antes de un cambio: la copia, y la huella de lo que ese cambio escribió."""

    copia: Path
    despues: str

    @property
    def puesto(self) -> int:
        """Su número: crece con cada cambio del archivo."""
        return int(self.copia.name.partition("-")[0])


def cambiar_guardando(lectura: Lectura, archivos: Mapping[Path, bytes]) -> None:
    """Como `diario.cambiar`, y guarda cómo estaba cada archivo que ya existía."""
    guardados = [
        guardado
        for ruta, datos in archivos.items()
        if (guardado := _guardar(lectura, ruta, sha256(datos))) is not None
    ]
    try:
        cambiar(lectura, archivos)
    except BaseException:
        for guardado in guardados:
            guardado.unlink(missing_ok=True)
        raise
    for ruta in archivos:
        for vieja in anteriores(lectura.raiz, ruta)[:-TOPE]:
            vieja.copia.unlink(missing_ok=True)


def borrar_guardando(raiz: Path, ruta: Path, huella: str) -> None:
    """Borra un archivo de datos y guarda cómo estaba. ErrorDeUso, sin borrar, si ya no es el de `huella`."""
    with cerrojo(raiz, CERROJO):
        lectura = Lectura.tomar(raiz, ruta)
        if lectura.huellas.get(ruta.relative_to(raiz).as_posix()) != huella:
            raise ErrorDeUso("cambió mientras tanto: no se borró, para no perder lo que se guardó")
        _guardar(lectura, ruta, sha256(b""))
        ruta.unlink()


def anteriores(raiz: Path, ruta: Path) -> tuple[Anterior, ...]:
    """Las versiones guardadas de ese archivo, de la más vieja a la más nueva."""
    return _versiones(_carpeta(raiz, ruta))


def _versiones(carpeta: Path) -> tuple[Anterior, ...]:
    hay = [
        Anterior(copia, copia.name.partition("-")[2])
        for copia in carpeta.glob("*-*")
        if copia.name.partition("-")[0].isdecimal()
    ]
    return tuple(sorted(hay, key=lambda a: a.puesto))


def hay_que_rehacer(raiz: Path, ruta: Path) -> bool:
    """Si lo último que se hizo con ese archivo fue deshacer."""
    return _siguiente(raiz, ruta) is not None


def rehacer(raiz: Path, ruta: Path, exigir: Callable[[bytes], None] = lambda _: None) -> None:
    """Deja el archivo como estaba antes de deshacer. `exigir` y errores, como en `deshacer`."""
    lectura = Lectura.tomar(raiz, ruta)
    siguiente = _siguiente(raiz, ruta)
    if siguiente is None:
        raise ErrorDeUso(f"de {ruta.relative_to(raiz).as_posix()} no hay nada que rehacer")
    despues = siguiente.copia.read_bytes()
    exigir(despues)
    cambiar_guardando(lectura, {ruta: despues})
    siguiente.copia.unlink(missing_ok=True)


def _siguiente(raiz: Path, ruta: Path) -> Anterior | None:
    """Lo último que se deshizo, si el archivo sigue como quedó entonces."""
    hay = _versiones(raiz / SIGUIENTES / ruta.relative_to(raiz))
    return hay[-1] if hay and ruta.is_file() and hay[-1].despues == sha256(ruta.read_bytes()) else None


def _apartar(raiz: Path, ruta: Path, hoy: bytes, antes: bytes) -> None:
    """Guarda lo que se va a deshacer, con la huella de cómo queda el archivo."""
    carpeta = raiz / SIGUIENTES / ruta.relative_to(raiz)
    hay = _versiones(carpeta)
    escribir(carpeta / f"{hay[-1].puesto + 1 if hay else 1}-{sha256(antes)}", hoy)
    for vieja in hay[: 1 - TOPE]:
        vieja.copia.unlink(missing_ok=True)


def deshacer(raiz: Path, ruta: Path, exigir: Callable[[bytes], None] = lambda _: None) -> None:
    """Deja el archivo como estaba antes del último cambio guardado; otra vez, como antes del anterior.

    `exigir` recibe lo que quedaría y lanza si no puede quedar así.
    ErrorDeUso, sin escribir nada, si no hay qué deshacer o si el archivo cambió por fuera después.
    """
    nombre = ruta.relative_to(raiz).as_posix()
    lectura = Lectura.tomar(raiz, ruta)
    hoy = lectura.huellas.get(nombre, "")
    for ultimo in reversed(anteriores(raiz, ruta)):
        antes = ultimo.copia.read_bytes()
        if ultimo.despues != hoy and sha256(antes) == hoy:
            # Un corte la dejó guardada y el cambio no llegó a hacerse.
            ultimo.copia.unlink(missing_ok=True)
            continue
        if ultimo.despues != hoy:
            raise ErrorDeUso(
                f"{nombre} cambió por fuera después del último cambio de aquí: no se deshace, para no perder "
                "lo que se guardó"
            )
        exigir(antes)
        despues = ruta.read_bytes()
        cambiar(lectura, {ruta: antes})
        _apartar(raiz, ruta, despues, antes)
        ultimo.copia.unlink(missing_ok=True)
        return
    raise ErrorDeUso(f"de {nombre} no hay ningún cambio que deshacer")


def olvidar_copias(raiz: Path) -> None:
    """Borra todas las copias de los datos: pueden decir un dato que se retiró."""
    for carpeta in (CARPETA, SIGUIENTES, CALCO):
        shutil.rmtree(raiz / carpeta, ignore_errors=True)


def _carpeta(raiz: Path, ruta: Path) -> Path:
    return raiz / CARPETA / ruta.relative_to(raiz)


def _guardar(lectura: Lectura, ruta: Path, despues: str) -> Path | None:
    """La copia de lo que se leyó; None si el archivo no estaba o ya no es el que se leyó."""
    raiz = lectura.raiz
    try:
        antes = ruta.read_bytes()
    except FileNotFoundError:
        return None
    # Si ya es otro, `cambiar` lo dirá; su versión no es de aquí.
    if sha256(antes) != lectura.huellas.get(ruta.relative_to(raiz).as_posix()):
        return None
    hay = anteriores(raiz, ruta)
    copia = _carpeta(raiz, ruta) / f"{hay[-1].puesto + 1 if hay else 1}-{despues}"
    escribir(copia, antes)
    return copia
