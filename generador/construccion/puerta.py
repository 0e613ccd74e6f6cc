"""La puerta de privacidad sobre el sitio ya armado: páginas, índices y todo lo que no salió del almacén."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generador.modelo.expediente import Expediente
from generador.modelo.reserva import Reserva, rastrear
from generador.salida import privacidad
from generador.salida.claves import huella_de_codigo
from generador.salida.emision import CACHE, como_json, escribir_si_cambia, sha256

NOTA = "privacidad.json"
"""En la caché: las huellas de lo que ya pasó, para no leer otra vez una página que no cambió."""


def vigilar(
    raiz: Path,
    carpeta: Path,
    reservas: Mapping[str, Reserva],
    expedientes: Iterable[Expediente],
    ya_pasaron: Container[str],
) -> int:
    """Revisa los archivos de `carpeta`, menos los que ya pasaron; devuelve cuántos leyó.

    `ya_pasaron` son las rutas que cruzaron esta misma puerta al producirse. Lanza DatoPersonal
    en el primero que diga algo de alguien, con el campo de donde pudo salir.
    """
    nota = raiz / CACHE / NOTA
    antes, ahora, leidos = _pasados(nota), [], 0
    codigo = huella_de_codigo(__name__)
    with con_origen(expedientes):
        for ruta, archivo in _archivos(carpeta):
            if ruta in ya_pasaron:
                continue
            reserva = reservas.get(ruta.partition("/")[0], reservas[""])
            datos = archivo.read_bytes()
            huella = sha256(f"{codigo}/{reserva.huella}/{ruta}/{sha256(datos)}".encode())
            if huella not in antes:
                privacidad.revisar(ruta, datos, reserva)
                leidos += 1
            ahora.append(huella)
    escribir_si_cambia(nota, como_json(sorted(ahora)))
    return leidos


@contextmanager
def con_origen(expedientes: Iterable[Expediente]) -> Iterator[None]:
    """Al dato que detenga lo de adentro le busca, en los datos, el campo de donde pudo salir."""
    try:
        yield
    except privacidad.DatoPersonal as error:
        origen = error.origen or rastrear(expedientes, error.dato.huella)
        raise privacidad.DatoPersonal(error.nombre, error.dato, origen) from None


def _archivos(carpeta: Path) -> Iterator[tuple[str, Path]]:
    for archivo in sorted(p for p in carpeta.rglob("*") if p.is_file()):
        yield archivo.relative_to(carpeta).as_posix(), archivo


def _pasados(nota: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(nota.read_bytes()))
    except (OSError, ValueError, TypeError):
        return frozenset()
