"""Uvicorn en un puerto de este computador: sin hablar inglés y sin dejar conexiones colgadas."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from generador.errores import ErrorDeUso
from generador.local.web.guardia import ANFITRION
from generador.local.web.pedido import Aplicacion

CONEXIONES = 256
"""Conexiones que se atienden a la vez; las demás se cierran al llegar."""
PACIENCIA = 20.0
"""Segundos que una conexión puede estar abierta sin terminar de pedir algo."""


def enchufe_en(puerto: int) -> socket.socket:
    """Un enchufe de este computador en `puerto` (0, cualquiera libre). ErrorDeUso si no se puede."""
    enchufe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        enchufe.bind((ANFITRION, puerto))
        enchufe.listen(128)
    except OSError as error:
        enchufe.close()
        if error.errno == errno.EADDRINUSE:
            otro = puerto + 1 if puerto < 65535 else 8765
            razon = f"el puerto {puerto} está ocupado, quizá por otro programa"
            raise ErrorDeUso(f"{razon}: ciérrelo o use --puerto {otro}") from None
        if error.errno == errno.EACCES:
            raise ErrorDeUso(f"el puerto {puerto} es del sistema; use uno de 1024 en adelante") from None
        raise
    return enchufe


class _Conexion(H11Protocol):
    """Una conexión de uvicorn, que se cierra si no acaba de pedir y que no pasa de un número."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > CONEXIONES:
            transport.abort()
            return
        self.loop.call_later(PACIENCIA, self._impaciente)

    def _impaciente(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.abort()


class Local(uvicorn.Server):
    """Un servidor que se detiene con `acabar`, o con Ctrl-C, sin decir nada."""

    def __init__(self, aplicacion: Aplicacion, al_empezar: Callable[[], None] = lambda: None) -> None:
        # Lo que uvicorn cuenta, en inglés, no es para quien edita.
        for nombre in ("uvicorn", "uvicorn.error", "uvicorn.access"):
            logging.getLogger(nombre).addHandler(logging.NullHandler())
            logging.getLogger(nombre).propagate = False
        super().__init__(
            uvicorn.Config(
                aplicacion,
                http=_Conexion,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=2,
            )
        )
        self._al_empezar = al_empezar

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Empieza a atender y avisa."""
        await super().startup(sockets)
        self._al_empezar()

    def acabar(self) -> None:
        """Deja de atender; lo que se estaba respondiendo se termina."""
        self.should_exit = True

    def atender(self, *enchufes: socket.socket) -> None:
        """Atiende hasta que alguien lo acabe: Ctrl-C, cerrar la terminal o apagar el equipo."""
        # Uvicorn repite la señal al salir: aquí ya no queda nada por interrumpir.
        for senal in (signal.SIGINT, signal.SIGTERM):
            signal.signal(senal, lambda *_: None)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, lambda *_: self.acabar())
        self.run(sockets=list(enchufes))
