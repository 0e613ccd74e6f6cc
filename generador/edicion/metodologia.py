"""La metodología entera en la carpeta de una asamblea: para cambiarla, o porque con ella se aprobó."""

from __future__ import annotations

import re
from pathlib import Path

from generador.carga.lectura.lector import leer
from generador.edicion.escritor import poner
from generador.modelo.campos import nombres
from generador.modelo.datos.metodologia import Metodologia

ARCHIVO = "metodologia.yml"
_CABEZA = """\
# yaml-language-server: $schema=../esquemas/metodologia-propia.json
# La metodología de esta asamblea. Lo que diga aquí va en lugar de lo que dice datos/metodologia.yml, clave
# por clave: la que borre vuelve a ser la común. Una lista (pasos, fichas, plan) va entera.

""".encode()
_COMENTARIOS = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*")


def metodologia_entera(raiz: Path, id_: str) -> bytes:
    """El texto de `datos/<id_>/metodologia.yml` con todas las claves: las suyas y, las demás, de la común.

    Los comentarios se conservan. Las dos han de poderse leer.
    """
    comun, propia = raiz / "datos" / ARCHIVO, raiz / "datos" / id_ / ARCHIVO
    de_todas = leer(comun, f"datos/{ARCHIVO}").datos
    if propia.is_file():
        crudo, dichas = propia.read_bytes(), leer(propia, f"datos/{id_}/{ARCHIVO}").datos
    else:
        cuerpo = comun.read_bytes().removeprefix(b"\xef\xbb\xbf")
        crudo, dichas = _CABEZA + _COMENTARIOS.sub(b"", cuerpo, count=1), de_todas
    arbol = Metodologia.model_validate(de_todas).model_dump(mode="json", exclude_none=True)
    # La clave que ninguna dice también se escribe: que mañana la diga la común no ha de cambiarla.
    for clave in nombres(Metodologia):
        if clave not in dichas:
            crudo = poner(crudo, clave, arbol[clave])
    return crudo
