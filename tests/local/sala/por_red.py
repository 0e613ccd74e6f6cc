"""Un teléfono que habla de verdad con la sala, por la red de este computador."""

from __future__ import annotations

import http.client
import socket
from dataclasses import dataclass

from generador.local.sala.clave import Clave, aparato_nuevo
from generador.local.sala.puerta import galleta_de


@dataclass
class Aparato:
    """Uno que ya entró. Si la sala no responde, lanza OSError o HTTPException."""

    puerto: int
    galleta: str

    @classmethod
    def dentro(cls, puerto: int, clave: Clave) -> Aparato:
        """Uno nuevo, con la galleta que le daría esa clave."""
        return cls(puerto, f"{galleta_de(puerto)}={clave.galleta(aparato_nuevo())}")

    def pedir(self, metodo: str, ruta: str, cuerpo: str | None = None) -> tuple[int, str]:
        """El código y la página."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=60)
        try:
            conexion.request(metodo, ruta, cuerpo, self._cabeceras(cuerpo))
            hecho = conexion.getresponse()
            return hecho.status, hecho.read().decode()
        finally:
            conexion.close()

    def cortarse(self, ruta: str, cuerpo: str) -> None:
        """Empieza a mandar un formulario y la red se va a la mitad."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=60)
        conexion.putrequest("POST", ruta)
        for nombre, valor in {**self._cabeceras(cuerpo), "content-length": str(len(cuerpo))}.items():
            conexion.putheader(nombre, valor)
        conexion.endheaders(cuerpo[: len(cuerpo) // 2].encode())
        conexion.close()

    def _cabeceras(self, cuerpo: str | None) -> dict[str, str]:
        cabeceras = {"cookie": self.galleta, "origin": f"http://127.0.0.1:{self.puerto}"}
        tipo = {"content-type": "application/x-www-form-urlencoded"}
        return cabeceras if cuerpo is None else cabeceras | tipo


def puertos_libres() -> tuple[int, int]:
    """Dos puertos que ahora nadie usa."""
    with socket.create_server(("127.0.0.1", 0)) as uno, socket.create_server(("127.0.0.1", 0)) as otro:
        return uno.getsockname()[1], otro.getsockname()[1]
