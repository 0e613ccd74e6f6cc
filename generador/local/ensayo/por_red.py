"""Quien habla con la sala por la red de este computador, como lo haría un navegador sin guiones."""

from __future__ import annotations

import http.client
import re
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from generador.local.captura.entrega import Campos
from generador.local.sala.clave import Clave, aparato_nuevo
from generador.local.sala.fotos import CAMPO, ESCRITA
from generador.local.sala.puerta import FOTO, galleta_de
from generador.local.sala.servicio import EN_EL_EDITOR

FORMULARIO = "application/x-www-form-urlencoded"
SIN_RED = (OSError, http.client.HTTPException)
"""Lo que lanza una sala que no contesta."""


class Telefono(Protocol):
    """Una persona con su teléfono, que llena la hoja de una sub-mesa."""

    def guardar(self, submesa: str, campos: Campos, *, cortado: bool) -> str:
        """Abre la hoja, la llena y oprime «Guardar»; vacío si dijo que guardó, y si no, lo que dijo.

        Con `cortado`, la primera vez la red se va. Si la sala no contesta, lanza uno de `SIN_RED`.
        """
        ...

    def cerrar(self) -> None:
        """No deja nada abierto."""
        ...


@dataclass
class Aparato:
    """Uno que ya entró. Si la sala no responde, lanza uno de `SIN_RED`."""

    puerto: int
    galleta: str

    @classmethod
    def dentro(cls, puerto: int, clave: Clave) -> Aparato:
        """Uno nuevo, con la galleta que le daría esa clave."""
        return cls(puerto, f"{galleta_de(puerto)}={clave.galleta(aparato_nuevo())}")

    def pedir(
        self, metodo: str, ruta: str, cuerpo: str | bytes | None = None, tipo: str = FORMULARIO
    ) -> tuple[int, str]:
        """El código y la página."""
        with self._conectado(60) as conexion:
            conexion.request(metodo, ruta, cuerpo, self._cabeceras(tipo if cuerpo is not None else ""))
            with conexion.getresponse() as hecho:
                return hecho.status, hecho.read().decode()

    @contextmanager
    def escuchar(self, ruta: str, espera: float) -> Iterator[http.client.HTTPResponse]:
        """La respuesta, abierta, de algo que se va diciendo; `espera`: segundos que puede callar."""
        with self._conectado(espera) as conexion:
            conexion.request("GET", ruta, None, self._cabeceras(""))
            with conexion.getresponse() as respuesta:
                yield respuesta

    def cortarse(self, ruta: str, cuerpo: str) -> None:
        """Empieza a mandar un formulario y la red se va a la mitad."""
        with self._conectado(60) as conexion:
            conexion.putrequest("POST", ruta)
            cabeceras = {**self._cabeceras(FORMULARIO), "content-length": str(len(cuerpo))}
            for nombre, valor in cabeceras.items():
                conexion.putheader(nombre, valor)
            conexion.endheaders(cuerpo[: len(cuerpo) // 2].encode())

    def _conectado(self, espera: float) -> closing[http.client.HTTPConnection]:
        """Una conexión que se cierra aunque la sala muera a la mitad."""
        return closing(http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=espera))

    def _cabeceras(self, tipo: str) -> dict[str, str]:
        cabeceras = {"cookie": self.galleta, "origin": f"http://127.0.0.1:{self.puerto}"}
        return cabeceras | ({"content-type": tipo} if tipo else {})


@dataclass
class PorFormulario:
    """Un teléfono que manda el formulario de la página, sin navegador."""

    aparato: Aparato
    asamblea: str

    def guardar(self, submesa: str, campos: Campos, *, cortado: bool) -> str:
        """Como en `Telefono`."""
        ruta = f"/{self.asamblea}/hoja/{submesa}"
        codigo, pagina = self.aparato.pedir("GET", ruta)
        if codigo != 200:
            return dicho_en(pagina)
        cuerpo = urlencode({**escondidos(pagina), **de_casillas(campos)})
        if cortado:
            self.aparato.cortarse(f"{ruta}/guardar", cuerpo)
        codigo, pagina = self.aparato.pedir("POST", f"{ruta}/guardar", cuerpo)
        return "" if codigo == 303 else f"{codigo}: {dicho_en(pagina)}"

    def mandar_foto(self, desde: str, foto: bytes) -> str:
        """Manda la foto de una ficha desde la página de esa sub-mesa; vacío si llegó."""
        separa = secrets.token_hex(8)
        cabeza = f'--{separa}\r\nContent-Disposition: form-data; name="{CAMPO}"; filename="IMG.png"\r\n'
        cuerpo = f"{cabeza}Content-Type: image/png\r\n\r\n".encode() + foto + f"\r\n--{separa}--\r\n".encode()
        tipo = f"multipart/form-data; boundary={separa}"
        codigo, pagina = self.aparato.pedir("POST", f"/{self.asamblea}/hoja/{desde}{FOTO}", cuerpo, tipo)
        return "" if codigo in (200, 303) else f"{codigo}: {dicho_en(pagina)}"

    def cerrar(self) -> None:
        """No deja nada abierto."""


@dataclass
class Copista:
    """Quien copia lo que muestran las fotos, en el computador que abrió la sala."""

    asamblea: str
    direccion: str
    """Dirección del editor, con la llave de esta vez."""
    _aparato: Aparato = field(init=False)

    def __post_init__(self) -> None:
        partes = urlsplit(self.direccion)
        llave = partes.query.partition("=")[2]
        assert partes.port is not None
        self._aparato = Aparato(partes.port, f"asambleas-{partes.port}={llave}")

    def copiar(self, submesa: str, campos: Campos, *, ya: bool) -> str:
        """Escribe en la hoja lo que muestra la foto; con `ya`, dice además que está toda copiada."""
        ruta = f"{EN_EL_EDITOR}/{self.asamblea}/hoja/{submesa}"
        codigo, pagina = self._aparato.pedir("GET", ruta)
        if codigo != 200:
            return f"{codigo}: {dicho_en(pagina)}"
        fotos = re.findall(rf'name="({re.escape(ESCRITA)}[^"]+)"', pagina) if ya else []
        enviado = {**escondidos(pagina), **de_casillas(campos), **dict.fromkeys(fotos, "1")}
        codigo, pagina = self._aparato.pedir("POST", f"{ruta}/guardar", urlencode(enviado))
        return "" if codigo == 303 else f"{codigo}: {dicho_en(pagina)}"


def de_casillas(campos: Campos) -> dict[str, str]:
    """Lo escrito, con los nombres que llevan las casillas en la página."""
    return {f"c.{c}": t for c, t in campos.items()}


def escondidos(pagina: str) -> Mapping[str, str]:
    """Lo que el formulario de la hoja manda sin que se vea."""
    leida = _Escondidos()
    leida.feed(pagina)
    return leida.hallados


class _Escondidos(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hallados: dict[str, str] = {}
        self._dentro = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        dichos = {n: v or "" for n, v in attrs}
        if tag == "form":
            self._dentro = dichos.get("id") == "formulario"
        elif tag == "input" and self._dentro and dichos.get("type") == "hidden":
            self.hallados[dichos["name"]] = dichos.get("value", "")


def dicho_en(pagina: str) -> str:
    """Lo que dice una página, en un renglón y sin sus etiquetas."""
    cuerpo = re.sub(r"(?s)^.*?<main[^>]*>|</main>.*$|<form.*", "", pagina)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", cuerpo)).split())[:400]


def puertos_libres() -> tuple[int, int]:
    """Dos puertos que ahora nadie usa."""
    with socket.create_server(("127.0.0.1", 0)) as uno, socket.create_server(("127.0.0.1", 0)) as otro:
        return uno.getsockname()[1], otro.getsockname()[1]
