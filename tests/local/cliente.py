"""Un navegador de mentira, sin red: pide, recuerda su galleta y llena formularios como una persona."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from generador.local.web.guardia import Guardia


@dataclass(frozen=True)
class Recibido:
    """Una respuesta."""

    codigo: int
    cabeceras: dict[str, str]
    cuerpo: bytes

    @property
    def texto(self) -> str:
        return self.cuerpo.decode()


def pedir(
    guardia: Guardia,
    metodo: str,
    direccion: str,
    cabeceras: dict[str, str],
    trozos: tuple[bytes, ...] = (b"",),
) -> Recibido:
    """Un pedido ASGI con esas cabeceras y ninguna más."""
    partes = urlsplit(direccion)
    alcance = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": metodo,
        "scheme": "http",
        "path": partes.path,
        "raw_path": quote(partes.path).encode(),
        "query_string": partes.query.encode(),
        "root_path": "",
        "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in cabeceras.items()],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", guardia.puerto),
    }
    quedan, dichos = list(trozos), list[Any]()

    async def recibir() -> dict[str, Any]:
        if not quedan:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": quedan.pop(0), "more_body": bool(quedan)}

    async def enviar(mensaje: Any) -> None:
        dichos.append(mensaje)

    # En otro hilo: las pruebas del navegador dejan andando un bucle en este.
    with ThreadPoolExecutor(1) as aparte:
        aparte.submit(lambda: asyncio.run(guardia(alcance, recibir, enviar))).result()
    suyas = {n.decode(): v.decode() for n, v in dichos[0]["headers"]}
    return Recibido(dichos[0]["status"], suyas, b"".join(d.get("body", b"") for d in dichos[1:]))


def cuerpo_con_archivo(separa: str, campos: dict[str, str], campo: str, nombre: str, octetos: bytes) -> bytes:
    """Un formulario con un archivo, como lo manda un navegador."""
    partes = [
        f'--{separa}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n'.encode() + v.encode() + b"\r\n"
        for n, v in campos.items()
    ]
    cabeza = f'--{separa}\r\nContent-Disposition: form-data; name="{campo}"; filename="{nombre}"\r\n'
    tipo = "Content-Type: application/octet-stream\r\n\r\n"
    return b"".join((*partes, f"{cabeza}{tipo}".encode(), octetos, f"\r\n--{separa}--\r\n".encode()))


@dataclass
class Formulario(HTMLParser):
    """Los campos de un formulario de la página, como los mandaría un navegador."""

    html: str
    cual: str = "formulario"
    campos: dict[str, str] = field(default_factory=dict)
    botones: list[str] = field(default_factory=list)
    accion: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._dentro, self._texto, self._select, self._primera = False, "", "", False
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {n: v or "" for n, v in attrs}
        if tag == "form":
            self._dentro = a.get("id") == self.cual
            self.accion = a["action"] if self._dentro else self.accion
        if not self._dentro:
            return
        if tag == "input" and (a.get("type") != "checkbox" or "checked" in a):
            self.campos[a["name"]] = a.get("value", "")
        elif tag == "textarea":
            self._texto, self.campos[a["name"]] = a["name"], ""
        elif tag == "select":
            self._select, self._primera = a["name"], True
        elif tag == "option" and (self._primera or "selected" in a):
            self.campos[self._select], self._primera = a["value"], False
        elif tag == "button" and a.get("name") == "boton":
            self.botones.append(a["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._texto:
            # El salto que sigue a la etiqueta no es del texto.
            self.campos[self._texto] = self.campos[self._texto].removeprefix("\n")
            self._texto = ""
        elif tag == "form":
            self._dentro = False

    def handle_data(self, data: str) -> None:
        if self._texto:
            self.campos[self._texto] += data


@dataclass
class Navegador:
    """Alguien que ya abrió la dirección con su llave."""

    guardia: Guardia

    def __post_init__(self) -> None:
        primera = pedir(self.guardia, "GET", self.guardia.direccion, {"host": self._host})
        assert primera.codigo == 303
        self._galleta = primera.cabeceras["set-cookie"].partition(";")[0]

    @property
    def _host(self) -> str:
        return f"127.0.0.1:{self.guardia.puerto}"

    @property
    def cabeceras(self) -> dict[str, str]:
        return {"host": self._host, "cookie": self._galleta}

    def ver(self, direccion: str) -> Recibido:
        return pedir(self.guardia, "GET", direccion, self.cabeceras)

    def enviar(self, direccion: str, campos: dict[str, str], **otras: str) -> Recibido:
        cuerpo = urlencode(campos).encode()
        cabeceras = {
            **self.cabeceras,
            "origin": f"http://{self._host}",
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(cuerpo)),
            **otras,
        }
        hecho = pedir(self.guardia, "POST", direccion, cabeceras, (cuerpo,))
        return self.ver(urljoin(direccion, hecho.cabeceras["location"])) if hecho.codigo == 303 else hecho

    def subir(self, direccion: str, campos: dict[str, str], nombre: str, octetos: bytes) -> Recibido:
        """Manda ese archivo en la casilla «archivo»."""
        cuerpo = cuerpo_con_archivo("xXx", campos, "archivo", nombre, octetos)
        cabeceras = {
            **self.cabeceras,
            "origin": f"http://{self._host}",
            "content-type": "multipart/form-data; boundary=xXx",
            "content-length": str(len(cuerpo)),
        }
        hecho = pedir(self.guardia, "POST", direccion, cabeceras, (cuerpo,))
        return self.ver(urljoin(direccion, hecho.cabeceras["location"])) if hecho.codigo == 303 else hecho

    def formulario(self, direccion: str) -> Formulario:
        return Formulario(self.ver(direccion).texto)

    def usar(self, formulario: Formulario, boton: str, cambios: dict[str, str] | None = None) -> Recibido:
        """Llena esas casillas y oprime ese botón, que ha de estar."""
        assert boton in formulario.botones
        assert set(cambios or {}) <= set(formulario.campos)
        return self.enviar(formulario.accion, {**formulario.campos, **(cambios or {}), "boton": boton})
