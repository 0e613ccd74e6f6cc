"""Un teléfono de mentira, sin red: entra con la clave, recuerda su galleta y manda la hoja."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from local.cliente import Formulario, Recibido, pedir

from generador.local.sala.clave import clave_de_hoy
from generador.local.sala.puerta import Puerta, galleta_de
from generador.local.sala.rutas import PaginasDeSala
from generador.local.sala.salon import Salon
from generador.local.web.guardia import Guardia

PUERTO = 8766
CASA = "10.0.0.5"


def puerta_de(raiz: Path) -> Puerta:
    """La del salón, en una red donde este computador es `CASA`."""
    clave = clave_de_hoy(raiz)
    paginas = PaginasDeSala(Salon(raiz), clave=clave, galleta=galleta_de(PUERTO))
    return Puerta(paginas.aplicacion(), PUERTO, clave, lambda: (CASA,))


@dataclass
class Telefono:
    """Un aparato en la red del salón."""

    puerta: Puerta
    galleta: str = ""
    host: str = f"{CASA}:{PUERTO}"
    otras: dict[str, str] = field(default_factory=dict)

    def pedir(self, metodo: str, direccion: str, cuerpo: bytes = b"", **otras: str) -> Recibido:
        cabeceras = {"host": self.host, "content-length": str(len(cuerpo)), **self.otras}
        if self.galleta:
            cabeceras["cookie"] = self.galleta
        if metodo == "POST":
            cabeceras |= {
                "origin": f"http://{self.host}",
                "content-type": "application/x-www-form-urlencoded",
            }
        cabeceras |= {n.replace("_", "-"): v for n, v in otras.items()}
        guardia = cast(Guardia, self.puerta)
        return pedir(guardia, metodo, direccion, {n: v for n, v in cabeceras.items() if v}, (cuerpo,))

    def ver(self, direccion: str) -> Recibido:
        return self.pedir("GET", direccion)

    def enviar(self, direccion: str, campos: dict[str, str], **otras: str) -> Recibido:
        return self.pedir("POST", direccion, urlencode(campos).encode(), **otras)

    def entrar(self, pin: str | None = None) -> Recibido:
        hecho = self.enviar("/entrar", {"pin": pin if pin is not None else self.puerta.clave.pin})
        if hecho.codigo == 303:
            self.galleta = hecho.cabeceras["set-cookie"].partition(";")[0]
        return hecho

    def abrir(self, direccion: str) -> Formulario:
        return Formulario(self.ver(direccion).texto)

    def mandar(self, formulario: Formulario, **casillas: str) -> Recibido:
        """Llena esas casillas («aportes.0.necesidad», con «__» por punto), que han de estar, y guarda."""
        cambios = {f"c.{n.replace('__', '.')}": t for n, t in casillas.items()}
        assert set(cambios) <= set(formulario.campos)
        return self.enviar(formulario.accion, {**formulario.campos, **cambios})


def dentro(puerta: Puerta, **otras: Any) -> Telefono:
    """Un teléfono que ya entró."""
    telefono = Telefono(puerta, **otras)
    assert telefono.entrar().codigo == 303
    return telefono
