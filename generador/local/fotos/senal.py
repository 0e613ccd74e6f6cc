"""En el borrador, el lugar de lo que hay en una foto dice «(por transcribir)» hasta que se escriba."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generador.carga.cargar import releer
from generador.edicion.anteriores import cambiar_guardando
from generador.edicion.diario import Lectura
from generador.edicion.en_yaml import hoja_en_yaml
from generador.edicion.escritura.cambios import acomodar, fijar
from generador.edicion.escritura.lista import Nuevo
from generador.errores import ErrorDeDatos, ErrorDeUso
from generador.local.fotos.lectura import LugarDeFoto
from generador.modelo.asamblea import Asamblea
from generador.modelo.datos.aporte import Resultado
from generador.modelo.datos.pendiente import POR_ESCRIBIR, POR_TRANSCRIBIR, por_escribir

_LISTA = ("aportes",)


def senalar(raiz: Path, asamblea: Asamblea, lugar: LugarDeFoto) -> None:
    """Lo pone en su hoja, si ahí no hay nada. Una hoja que no se lee se queda como está."""
    _cambiar(raiz, asamblea, lugar, quitar=False)


def quitar_senal(raiz: Path, asamblea: Asamblea, lugar: LugarDeFoto) -> None:
    """Lo quita, si nadie escribió nada en su lugar."""
    _cambiar(raiz, asamblea, lugar, quitar=True)


def _cambiar(raiz: Path, asamblea: Asamblea, lugar: LugarDeFoto, *, quitar: bool) -> None:
    ruta = raiz / "datos" / asamblea.id / "resultados" / f"{lugar.submesa}.yml"
    lectura = Lectura.tomar(raiz, ruta)
    # La foto ya está guardada y el tablero la dice: si la hoja está ocupada o dañada, basta con eso.
    with suppress(ErrorDeDatos, ErrorDeUso):
        crudo = ruta.read_bytes() if ruta.exists() else b""
        base = crudo or hoja_en_yaml(raiz / "plantillas", asamblea, lugar.submesa).encode()
        hoja = releer(base, ruta.relative_to(raiz).as_posix(), Resultado)[0]
        puesto = (lugar.aporte or 1) - 1
        nuevo = _sin(base, hoja, puesto) if quitar else _con(base, hoja, puesto)
        if nuevo not in (crudo, base):
            cambiar_guardando(lectura, {ruta: nuevo})


def _con(crudo: bytes, hoja: Resultado, puesto: int) -> bytes:
    hay = len(hoja.aportes)
    if hoja.demostracion or puesto > hay:
        return crudo
    if puesto == hay:
        return acomodar(crudo, _LISTA, [*range(hay), Nuevo({"necesidad": POR_TRANSCRIBIR})])
    if por_escribir(hoja.aportes[puesto].necesidad) is None:
        return crudo
    return fijar(crudo, (*_LISTA, puesto, "necesidad"), POR_TRANSCRIBIR)


def _sin(crudo: bytes, hoja: Resultado, puesto: int) -> bytes:
    hay = len(hoja.aportes)
    if puesto >= hay or hoja.aportes[puesto].necesidad != POR_TRANSCRIBIR:
        return crudo
    if puesto and puesto == hay - 1:
        return acomodar(crudo, _LISTA, [*range(puesto)])
    return fijar(crudo, (*_LISTA, puesto, "necesidad"), POR_ESCRIBIR)
