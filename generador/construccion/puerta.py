"""La puerta de privacidad sobre el sitio ya armado: páginas, índices y todo lo que no salió del almacén."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generador.errores import ErrorAsambleas, ErrorDeSalida, Fallidos
from generador.modelo.expediente import Expediente
from generador.modelo.personal.reserva import Reserva, rastrear
from generador.salida.almacen import firma
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.disco import CACHE, como_json, escribir_si_cambia, sha256
from generador.salida.fallas import Fallas
from generador.salida.privacidad import puerta

NOTA = "privacidad.json"
"""En la caché: las huellas de lo que ya pasó, para no leer otra vez una página que no cambió."""


def exigir_en_sitio(
    raiz: Path,
    carpeta: Path,
    reservas: Mapping[str, Reserva],
    expedientes: Iterable[Expediente],
    ya_pasaron: Mapping[str, str],
    recien: Collection[str] = (),
) -> int:
    """Revisa los archivos de `carpeta`, menos los que ya pasaron; devuelve cuántos leyó.

    `ya_pasaron` son las rutas que cruzaron esta misma puerta al producirse, con la huella de lo que cruzó.
    Los de `recien` la cruzaron con la lista de hoy; en los demás se buscan los nombres que hoy callan las
    otras asambleas: lo ya hecho no se hace otra vez porque en otra cambie un nombre.
    Lanza Fallidos con todos los que digan algo de alguien, cada uno con el campo de donde pudo salir, y
    ErrorDeSalida si uno no es el que cruzó.
    """
    nota = raiz / CACHE / NOTA
    antes, ahora, leidos = _pasados(nota), [], 0
    codigo, fallas = huella_de_codigo(__name__), Fallas(raiz)
    with con_origen(expedientes):
        for ruta, archivo in _archivos(carpeta):
            datos = archivo.read_bytes()
            reserva = reservas.get(ruta.partition("/")[0], reservas[""])
            if ruta in ya_pasaron:
                if sha256(datos) != ya_pasaron[ruta]:
                    raise ErrorDeSalida(
                        f"{ruta}: no es el archivo que pasó las puertas; algo lo cambió en {CACHE} mientras "
                        "se construía\n    ayuda: vuelva a construir"
                    )
                # Los textos de un paquete se miran siempre al armarlo; sus miembros están aquí sueltos.
                if not reserva.ajenos or ruta.endswith(".zip"):
                    continue
            huella = sha256(f"{codigo}/{reserva.huella_entera}/{ruta}/{sha256(datos)}".encode())
            if huella not in antes and ruta not in recien:
                with fallas.de(ruta):
                    puerta.exigir_en_archivo(ruta, datos, reserva)
                leidos += 1
            if ruta not in fallas:
                ahora.append(huella)
        fallas.exigir()
    pasados = sorted(ahora)
    firmados = {"pasados": pasados, "firma": firma.firmar(nota.parent, *map(str.encode, pasados))}
    escribir_si_cambia(nota, como_json(firmados))
    return leidos


@contextmanager
def con_origen(expedientes: Iterable[Expediente]) -> Iterator[None]:
    """A cada dato que detenga lo de adentro le busca, en los datos, el campo de donde pudo salir."""
    try:
        yield
    except puerta.DatoPersonal as error:
        raise _rastreado(error, expedientes) from None
    except Fallidos as error:
        suyos = {ruta: _rastreado(fallo, expedientes) for ruta, fallo in error.fallos.items()}
        raise Fallidos(suyos, error.nuevos, error.asambleas) from None


def _rastreado(error: ErrorAsambleas, expedientes: Iterable[Expediente]) -> ErrorAsambleas:
    """El mismo error; si es por un dato de una persona, con el campo de donde pudo salir."""
    if not isinstance(error, puerta.DatoPersonal):
        return error
    return puerta.DatoPersonal(
        error.nombre, error.dato, error.origen or rastrear(expedientes, error.dato.huella)
    )


def _archivos(carpeta: Path) -> Iterator[tuple[str, Path]]:
    for archivo in sorted(p for p in carpeta.rglob("*") if p.is_file()):
        yield archivo.relative_to(carpeta).as_posix(), archivo


def _pasados(nota: Path) -> frozenset[str]:
    try:
        anotado = json.loads(nota.read_bytes())
        pasados = [str(huella) for huella in anotado["pasados"]]
        vale = firma.vale(nota.parent, anotado["firma"], *map(str.encode, pasados))
        return frozenset(pasados if vale else ())
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()
