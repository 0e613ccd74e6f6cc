"""Con qué direcciones se llega a este computador desde la red del salón."""

from __future__ import annotations

import errno
import fcntl
import socket
import struct
import sys

from generador.errores import ErrorDeUso

TODAS = "0.0.0.0"
"""Escuchar en todas las redes del computador: la del salón puede llegar después."""
_PEDIR = 0xC0206921 if sys.platform == "darwin" else 0x8915
"""SIOCGIFADDR: la dirección de una tarjeta de red."""
_DE_NADIE = ("192.0.2.1", 9)
"""Una dirección de los documentos (RFC 5737): sirve para saber por dónde se saldría, sin mandar nada."""


def direcciones() -> tuple[str, ...]:
    """Las direcciones IPv4 del computador, sin la suya propia; de primera, la de la red por la que sale."""
    halladas = [d for nombre in _tarjetas() if (d := _de_tarjeta(nombre)) and not d.startswith("127.")]
    principal = _la_de_salida()
    return tuple(dict.fromkeys(sorted(halladas, key=lambda d: d != principal)))


def _tarjetas() -> list[str]:
    return [nombre for _, nombre in socket.if_nameindex()]


def _de_tarjeta(nombre: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as enchufe:
        try:
            dicho = fcntl.ioctl(enchufe, _PEDIR, struct.pack("256s", nombre.encode()[:15]))
        except OSError:
            return None
    return socket.inet_ntoa(dicho[20:24])


def _la_de_salida() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as enchufe:
        try:
            enchufe.connect(_DE_NADIE)
        except OSError:
            return None
        return str(enchufe.getsockname()[0])


def enchufe_de_sala(puerto: int) -> socket.socket:
    """Un enchufe en todas las redes, en `puerto` (0, cualquiera libre). ErrorDeUso si está ocupado."""
    enchufe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        enchufe.bind((TODAS, puerto))
        enchufe.listen(128)
    except OSError as error:
        enchufe.close()
        if error.errno != errno.EADDRINUSE:
            raise
        raise ErrorDeUso(
            f"el puerto {puerto}, que es el de la sala, está ocupado: ciérrelo o use otro --puerto"
        ) from None
    return enchufe
