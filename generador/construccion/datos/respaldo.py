"""La última versión buena de cada asamblea: la que se publica mientras la de hoy tenga errores.

Es una copia de su carpeta de datos, en la caché, de cuando se publicó.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generador.errores import ErrorDeDatos, ErrorDeMaquina, Hallazgo, Lugar
from generador.modelo.privado import es_privada
from generador.salida.disco import CACHE, huella_de_arbol, nombrando

CARPETA = "buenas"
"""Dentro de la caché: una carpeta por asamblea, con su nombre."""


def copia_de(raiz: Path, id_: str) -> Path | None:
    """La carpeta con la última versión buena de esa asamblea; None si no la hay."""
    carpeta = raiz / CACHE / CARPETA / id_
    return carpeta if carpeta.is_dir() else None


def huellas(raiz: Path) -> dict[str, str]:
    """La huella de cada carpeta de `datos/`, por su nombre."""
    return {c.name: huella_de_arbol(c) for c in (raiz / "datos").iterdir() if c.is_dir()}


def guardar(raiz: Path, ids: Iterable[str], quedan: Collection[str], leidas: Mapping[str, str]) -> list[str]:
    """Deja como buenas las de `ids`, y borra las que no son de ninguna de `quedan`.

    `leidas` son las huellas de cuando se leyó: la carpeta que ya tiene otra no es lo que se publicó y no se
    guarda. Devuelve las de `ids` que así se quedan con una copia de antes o con ninguna.
    """
    base = raiz / CACHE / CARPETA
    base.mkdir(parents=True, exist_ok=True)
    for sobra in [c for c in base.iterdir() if c.name not in quedan]:
        shutil.rmtree(sobra, ignore_errors=True)
    otras = []
    with nombrando(base), tempfile.TemporaryDirectory(dir=base.parent, prefix="buenas-") as ajena:
        for id_ in sorted(ids):
            origen, copia = raiz / "datos" / id_, base / id_
            if copia.is_dir() and huella_de_arbol(copia) == leidas[id_]:
                continue
            nueva = None if huella_de_arbol(origen) != leidas[id_] else _copiada(origen, Path(ajena) / id_)
            if nueva is None or huella_de_arbol(origen) != leidas[id_]:
                otras.append(id_)
                continue
            shutil.rmtree(copia, ignore_errors=True)
            nueva.rename(copia)
    return otras


def _copiada(origen: Path, copia: Path) -> Path:
    """La copia de una carpeta, sin lo privado ni lo que no se deja leer: si se publicó, nadie lo leyó."""

    def cerrados(carpeta: str, nombres: list[str]) -> list[str]:
        rutas = [Path(carpeta, nombre) for nombre in nombres]
        cerradas = [r.name for r in rutas if not r.is_symlink() and not os.access(r, _modo(r))]
        return [*cerradas, *(r.name for r in rutas if es_privada(r))]

    try:
        return shutil.copytree(origen, copia, symlinks=True, ignore=cerrados)
    except shutil.Error:
        # Reúne lo que negó el sistema, sin decir su número.
        raise ErrorDeMaquina(
            f"el sitio se publicó, y no se pudo guardar la copia de datos/{origen.name} en {CACHE}: revise "
            "el espacio y los permisos, y construya otra vez"
        ) from None


def _modo(ruta: Path) -> int:
    return os.R_OK | os.X_OK if ruta.is_dir() else os.R_OK


def olvidar(raiz: Path) -> None:
    """Borra todas las copias: pueden decir un dato que se retiró."""
    shutil.rmtree(raiz / CACHE / CARPETA, ignore_errors=True)


def exigir_que_siga(publicado: Path, sin_copia: Iterable[str]) -> None:
    """ErrorDeDatos si el sitio de esa carpeta ya tiene alguna asamblea detenida de la que no quedó copia."""
    perdidas = [
        Hallazgo(
            Lugar(f"datos/{id_}"),
            "tiene errores y no quedó copia de su última versión buena: publicar lo demás la borraría",
            "corrija sus errores y construya otra vez",
        )
        for id_ in sin_copia
        if (publicado / id_).is_dir()
    ]
    if perdidas:
        raise ErrorDeDatos(perdidas)
