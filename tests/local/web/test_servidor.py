"""El servidor de verdad: puertos ocupados, conexiones que no piden nada y nada en inglés."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from generador.errores import ErrorDeUso
from generador.local.web import servidor
from generador.local.web.servidor import CONEXIONES, Local, enchufe_en


async def _hola(scope: Any, receive: Any, send: Any) -> None:
    if scope["path"] == "/malo":
        raise RuntimeError("no")
    cabeceras = [(b"content-length", b"4"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 200, "headers": cabeceras})
    await send({"type": "http.response.body", "body": b"hola"})


@pytest.fixture
def puerto(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(servidor, "PACIENCIA", 0.2)
    enchufe = enchufe_en(0)
    empezo = threading.Event()
    local = Local(_hola, empezo.set)
    hilo = threading.Thread(target=lambda: local.run(sockets=[enchufe]))
    hilo.start()
    assert empezo.wait(20)
    yield enchufe.getsockname()[1]
    local.acabar()
    hilo.join(20)
    assert not hilo.is_alive()


def _pedir(puerto: int, ruta: str = "/") -> tuple[int, bytes, dict[str, str]]:
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=20)
    try:
        conexion.request("GET", ruta)
        dicho = conexion.getresponse()
        return dicho.status, dicho.read(), dict(dicho.getheaders())
    finally:
        conexion.close()


def test_responde_sin_decir_con_que(puerto: int) -> None:
    codigo, cuerpo, cabeceras = _pedir(puerto)
    assert (codigo, cuerpo) == (200, b"hola")
    assert {"server", "date"} & set(cabeceras) == set()


def test_un_defecto_no_lo_tumba_ni_escribe_en_la_terminal(
    puerto: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _pedir(puerto, "/malo")[0] == 500
    with socket.create_connection(("127.0.0.1", puerto), 20) as suelto:
        suelto.sendall(b"esto no es HTTP\r\n\r\n")
        assert suelto.recv(100).startswith(b"HTTP/1.1 400")
    assert _pedir(puerto)[1] == b"hola"
    assert capfd.readouterr() == ("", "")


def test_las_conexiones_que_no_piden_nada_se_cierran_y_no_estorban(puerto: int) -> None:
    ociosas = [socket.create_connection(("127.0.0.1", puerto), 20) for _ in range(200)]
    try:
        ociosas[0].sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert _pedir(puerto)[1] == b"hola"
        # Cada una acaba cerrada por el servidor, también la que se quedó a medias.
        for ociosa in ociosas:
            try:
                assert ociosa.recv(1) == b""
            except ConnectionResetError:
                continue
    finally:
        for ociosa in ociosas:
            ociosa.close()
    assert len(ociosas) < CONEXIONES


def test_un_puerto_ocupado_se_dice_con_su_remedio() -> None:
    with enchufe_en(0) as primero:
        puerto = primero.getsockname()[1]
        with pytest.raises(ErrorDeUso) as error:
            enchufe_en(puerto)
    assert str(error.value) == (
        f"el puerto {puerto} está ocupado, quizá por otro programa: ciérrelo o use --puerto {puerto + 1}"
    )
