"""Una asamblea de un solo día, en varias jornadas, y de vuelta: el mismo evento.yml, con todo lo que dice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generador.carga.lectura.lector import leer_bytes, leer_crudo
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.escritura.cambios import quitar
from generador.edicion.escritura.envuelto import desenvolver, envolver
from generador.errores import ErrorDeUso
from generador.local.editor.archivos import buscar
from generador.local.editor.firmado import exigir_lo_firmado
from generador.modelo.datos.evento import Evento
from generador.salida.disco import sha256

PRIMERA = "dia-1"
"""Cómo se llama la jornada que resulta de la que era la única."""
VARIAS, UNA = "varias", "una"


@dataclass(frozen=True, slots=True)
class Calendario:
    """Cómo está repartido el encuentro de cada asamblea de `raiz`."""

    raiz: Path

    def repartir(self, id_: str, en: str, huella: str) -> bool:
        """Lo pone en jornadas o en un solo día y guarda; falso si no hay esa asamblea.

        ErrorDeUso, sin escribir, si no se puede o si evento.yml ya no es el que se veía.
        """
        archivo = buscar(self.raiz, f"{id_}/evento.yml")
        if archivo is None or archivo.asamblea != id_:
            return False
        mesas = archivo.ruta.with_name("mesas.yml")
        lectura = Lectura.tomar(self.raiz, archivo.ruta, *([mesas] if mesas.is_file() else []))
        crudo = leer_crudo(archivo.ruta, archivo.dicho)
        if sha256(crudo) != huella:
            raise ErrorDeUso("el archivo cambió por fuera: no se guardó nada. Ábralo de nuevo")
        lista = Evento.LISTA_DE_UNO
        if en == VARIAS:
            despues = envolver(crudo, Evento.FORMA_CORTA, lista, {"id": PRIMERA})
        elif en == UNA:
            despues = desenvolver(crudo, lista, ("id",))
        else:
            raise ErrorDeUso("ese botón no es de este formulario: ábralo de nuevo")
        exigir_lo_firmado(self.raiz, archivo, despues)
        cambios = {archivo.ruta: despues}
        if en == UNA and mesas.is_file():
            antes = mesas.read_bytes()
            sueltas = _sin_jornada(antes)
            if sueltas != antes:
                cambios[mesas] = sueltas
        cambiar_guardando(lectura, cambios)
        return True


def _sin_jornada(crudo: bytes) -> bytes:
    """Las mesas sin decir en cuál jornada trabajan: de un solo día no hay cuál decir."""
    datos = leer_bytes(crudo, "mesas.yml").datos
    mesas = datos.get("mesas") if isinstance(datos, dict) else None
    for i, mesa in enumerate(mesas if isinstance(mesas, list) else []):
        if isinstance(mesa, dict) and "jornada" in mesa:
            crudo = quitar(crudo, ("mesas", i, "jornada"))
    return crudo
