"""Quien llama a una sala que muere no deja nada abierto."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable

import pytest

from generador.local.ensayo.por_red import SIN_RED, Aparato


def _escuchar(aparato: Aparato) -> None:
    with aparato.escuchar("/x", 5.0) as respuesta:
        respuesta.read()


@pytest.mark.parametrize("llamar", [_escuchar, lambda a: a.pedir("GET", "/x")], ids=["escuchar", "pedir"])
def test_si_la_sala_muere_a_media_respuesta_se_cierra_la_conexion(
    llamar: Callable[[Aparato], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Visto fallar: quedaba abierta, y un aviso de otro hilo tumbaba una prueba cualquiera."""
    abiertas: list[http.client.HTTPConnection] = []

    class Anotada(http.client.HTTPConnection):
        def __init__(self, *argumentos: object, **otros: object) -> None:
            super().__init__(*argumentos, **otros)  # type: ignore[arg-type]
            abiertas.append(self)

    monkeypatch.setattr(http.client, "HTTPConnection", Anotada)
    with socket.create_server(("127.0.0.1", 0)) as sala:

        def morir() -> None:
            suya, _ = sala.accept()
            suya.recv(100)
            suya.sendall(b"HT\r\n")
            suya.close()

        hilo = threading.Thread(target=morir)
        hilo.start()
        with pytest.raises(SIN_RED):
            llamar(Aparato(sala.getsockname()[1], "galleta=1"))
        hilo.join()
    assert [c.sock for c in abiertas] == [None]
