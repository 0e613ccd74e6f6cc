"""Los .zip que se publican: mismos archivos, mismos bytes, en cualquier máquina y en cualquier fecha."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from generador.errores import ErrorDeSalida
from generador.modelo.personal.reserva import SIN_RESERVA, Reserva
from generador.salida.almacen.claves import huella_de_codigo
from generador.salida.almacen.deposito import Almacen, Constancia, Producto
from generador.salida.disco import sha256
from generador.salida.privacidad import puerta
from generador.salida.privacidad.trozo import Trozo

FECHA = (1980, 1, 1, 0, 0, 0)
"""La más antigua que admite el formato: la hora de la construcción cambiaría los bytes."""
_UNIX, _PERMISOS = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Pedido:
    """Un .zip por producir: textos y archivos ya producidos, cada uno con su nombre adentro."""

    ruta: str
    textos: tuple[tuple[str, str], ...]
    miembros: tuple[tuple[str, Producto], ...]
    reserva: Reserva = SIN_RESERVA
    """Lo que el paquete no puede decir de nadie."""


def comprimir(miembros: Sequence[tuple[str, bytes]]) -> bytes:
    """El .zip de esos archivos, en ese orden. Van sin comprimir: un PDF ya lo está, y zlib cambia de bytes
    de una versión a otra.

    Lanza ErrorDeSalida si dos se llaman igual, sin distinguir mayúsculas.
    """
    nombres = [nombre.casefold() for nombre, _ in miembros]
    repetidos = sorted({n for n in nombres if nombres.count(n) > 1})
    if repetidos:
        raise ErrorDeSalida(f"dos archivos del paquete se llaman «{repetidos[0]}»")
    salida = BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as archivo:
        for nombre, datos in miembros:
            ficha = zipfile.ZipInfo(nombre, FECHA)
            ficha.create_system, ficha.external_attr = _UNIX, _PERMISOS
            archivo.writestr(ficha, datos)
    return salida.getvalue()


def como_texto(texto: str) -> bytes:
    """Para el Bloc de notas de cualquier Windows: marca de orden de bytes y saltos CRLF."""
    return "\r\n".join(texto.splitlines()).encode("utf-8-sig") + b"\r\n"


def empaquetar(raiz: Path, pedido: Pedido) -> Producto:
    """El paquete, del almacén si ninguno de sus miembros cambió.

    Los archivos ya pasaron las puertas al producirse; de la de privacidad faltan sus nombres y los textos.
    """
    huellas = [(nombre, p.registro.sha256) for nombre, p in pedido.miembros]
    puerta = pedido.reserva.huella
    clave = sha256(repr((pedido.textos, huellas, puerta, huella_de_codigo(__name__))).encode())
    almacen = Almacen(raiz)
    registro = almacen.buscar(clave, ".zip")
    nuevo = registro is None
    # Cuesta poco, y los nombres que callan las demás asambleas no están en la clave.
    _revisar(pedido)
    if registro is None:
        datos = comprimir(
            [(nombre, como_texto(texto)) for nombre, texto in pedido.textos]
            + [(nombre, p.archivo.read_bytes()) for nombre, p in pedido.miembros]
        )
        registros = [p.registro for _, p in pedido.miembros]
        registro = Constancia(
            sha256=sha256(datos),
            octetos=len(datos),
            paginas=sum(r.paginas for r in registros),
            altura_x_mm=min(r.altura_x_mm for r in registros),
            altura_x_relativa=min(r.altura_x_relativa for r in registros),
            contraste=min(r.contraste for r in registros),
        )
        almacen.guardar(clave, ".zip", datos, registro)
    return Producto(pedido.ruta, almacen.ruta(clave, ".zip"), registro, nuevo)


def _revisar(pedido: Pedido) -> None:
    nombres = [nombre for nombre, _ in (*pedido.textos, *pedido.miembros)]
    textos = [Trozo(nombre, texto) for nombre, texto in pedido.textos]
    puerta.exigir(
        pedido.ruta, [Trozo("los nombres del paquete", n) for n in nombres] + textos, pedido.reserva
    )
