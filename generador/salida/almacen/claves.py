"""La única clave: de qué código, qué paquetes y qué bibliotecas del sistema dependen unos bytes.

Nadie lleva la lista: lo que decide entra por ser importado, o por ser requisito de este paquete.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import sys
import zlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generador.salida.disco import sha256

PAQUETE = "generador"
_DISTRIBUCION = "asambleas"
_CASA = Path(__file__).parents[2]
_IMPORTA = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]+)|import[ \t]+([^\n#]+))", re.MULTILINE
)
_NOMBRE = re.compile(r"([\w.]+)(?:[ \t]+as[ \t]+\w+)?")
_TEXTO_DEL_SISTEMA = (
    ("pango-1.0", 0, "pango_version"),
    ("harfbuzz", 0, "hb_version_string"),
    ("fontconfig", 1, "FcGetVersion"),
)
"""Las bibliotecas que componen los textos: nombre, versión mayor y la función que dice cuál es."""


@cache
def huella_de_codigo(*modulos: str) -> str:
    """Huella de lo que puede cambiar lo que hacen esos módulos de `generador`: su código y el de todo lo que
    importan, directa o indirectamente, y el entorno en que corre."""
    fuentes = "".join(f"{m}={sha256(a.read_bytes())};" for m, a in sorted(clausura(*modulos).items()))
    return sha256(f"{fuentes}/{huella_del_entorno()}".encode())


def clausura(*modulos: str) -> dict[str, Path]:
    """Los módulos dados y los de `generador` que importan, aunque sea dentro de una función, con su archivo.

    Lanza ValueError si alguno no existe.
    """
    hallados: dict[str, Path] = {}
    faltan = list(modulos)
    while faltan:
        modulo = faltan.pop()
        if modulo in hallados:
            continue
        archivo = _archivo(modulo)
        if archivo is None:
            raise ValueError(f"no existe el módulo {modulo}")
        hallados[modulo] = archivo
        faltan += importados(archivo.read_text("utf-8"))
        faltan += [".".join(modulo.split(".")[:n]) for n in range(1, modulo.count(".") + 1)]
    return hallados


@lru_cache(maxsize=1024)
def importados(fuente: str) -> frozenset[str]:
    """Los módulos de `generador` que nombra ese código en sus «import».

    No ejecuta ni analiza la sintaxis: una línea de un texto que parezca un «import» también cuenta, y a lo
    sumo sobra un módulo.
    """
    nombres: set[str] = set()
    for desde, que, directos in _IMPORTA.findall(fuente):
        if desde:
            nombres.add(desde)
            nombres.update(f"{desde}.{nombre}" for nombre in _NOMBRE.findall(que.replace("\n", " ")))
        else:
            nombres.update(_NOMBRE.findall(directos))
    return frozenset(n for n in nombres if n.split(".", 1)[0] == PAQUETE and _archivo(n) is not None)


def _archivo(modulo: str) -> Path | None:
    """El archivo de un módulo de `generador`; None si no es un módulo."""
    ruta = _CASA.joinpath(*modulo.split(".")[1:])
    for candidato in (ruta / "__init__.py", ruta.with_name(f"{ruta.name}.py")):
        if candidato.is_file():
            return candidato
    return None


@cache
def huella_del_entorno() -> str:
    """Huella de Python, de cada paquete requerido y de las bibliotecas del sistema que componen texto."""
    datos = {**distribuciones(), **_bibliotecas(), "python": sys.version, "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return sha256("".join(f"{nombre}={cual};" for nombre, cual in sorted(datos.items())).encode())


def distribuciones() -> Mapping[str, str]:
    """La versión de cada paquete instalado que este pide, o que pide uno que este pide."""
    versiones: dict[str, str] = {}
    vistos: set[tuple[str, str]] = set()
    faltan = [(_DISTRIBUCION, "")]
    while faltan:
        par = faltan.pop()
        if par in vistos:
            continue
        vistos.add(par)
        nombre, extra = par
        try:
            ficha = distribution(nombre).metadata
        except PackageNotFoundError:
            continue  # Lo pide un extra o una plataforma que no es esta.
        versiones[nombre] = ficha["Version"]
        for pedido in map(Requirement, ficha.get_all("Requires-Dist") or ()):
            if pedido.marker is None or pedido.marker.evaluate({"extra": extra}):
                faltan += [(canonicalize_name(pedido.name), e) for e in ("", *pedido.extras)]
    return versiones


def _bibliotecas() -> dict[str, str]:
    """La versión de Pango, HarfBuzz y Fontconfig; «falta» si el sistema no tiene una."""
    return {nombre: _version_de(nombre, mayor, funcion) for nombre, mayor, funcion in _TEXTO_DEL_SISTEMA}


def _version_de(nombre: str, mayor: int, funcion: str) -> str:
    # Los mismos nombres que prueba WeasyPrint; buscarla en el sistema tarda, y se deja de último.
    nombres: tuple[Callable[[], str | None], ...] = (
        lambda: f"lib{nombre}.so.{mayor}",
        lambda: f"lib{nombre}.{mayor}.dylib",
        lambda: ctypes.util.find_library(nombre),
    )
    for candidato in nombres:
        try:
            llamar = getattr(ctypes.CDLL(candidato() or ""), funcion)
        except (OSError, AttributeError):
            continue
        llamar.restype = ctypes.c_char_p if funcion.endswith("_string") else ctypes.c_int
        return str(llamar())
    return "falta"
