"""La puerta del servidor: quién puede pedir qué, y con qué cabeceras sale cada respuesta.

Cualquier página abierta en el mismo navegador puede mandarle pedidos a este computador. Por eso se exigen el
nombre de la máquina, la llave de esta vez (en una galleta y en cada formulario) y el origen.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias
from urllib.parse import parse_qs, parse_qsl

from generador.errores import ErrorDeUso

PedidoAsgi: TypeAlias = MutableMapping[str, Any]
Recibir: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Enviar: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Aplicacion: TypeAlias = Callable[[PedidoAsgi, Recibir, Enviar], Awaitable[None]]

ANFITRION = "127.0.0.1"
CUERPO_MAXIMO = 4_000_000
"""Bytes de un formulario: el archivo más grande que se lee, con holgura."""
CAMPOS_MAXIMOS = 20_000
ESPERA = 20.0
"""Segundos que se espera a que llegue completo lo que alguien empezó a mandar."""
LLAVE = "llave"
"""El nombre de la llave en la primera dirección y en cada formulario."""
_FORMULARIO = "application/x-www-form-urlencoded"

POLITICA = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Ni un guion, ni propio ni ajeno: lo que alguien escriba en un dato no se ejecuta aunque llegue a salir."""
_SIEMPRE = {
    "content-security-policy": POLITICA,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Con «no-referrer», un navegador no diría el origen de un formulario.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(slots=True)
class Freno:
    """Cuántos pedidos se atienden por cada tanto tiempo: más que eso no es una persona."""

    tope: int = 600
    segundos: float = 10.0
    reloj: Callable[[], float] = time.monotonic
    _desde: float = 0.0
    _cuantos: int = 0

    def pasa(self) -> bool:
        """Si se atiende este pedido."""
        ahora = self.reloj()
        if ahora - self._desde >= self.segundos:
            self._desde, self._cuantos = ahora, 0
        self._cuantos += 1
        return self._cuantos <= self.tope


@dataclass(slots=True)
class Guardia:
    """Deja pasar a `aplicacion` solo lo que pide el navegador de quien abrió el editor.

    A un formulario lo lee entero, con topes, y lo deja en `scope["state"]["enviado"]`.
    """

    aplicacion: Aplicacion
    puerto: int
    llave: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    freno: Freno = field(default_factory=Freno)

    @property
    def galleta(self) -> str:
        """El nombre de la galleta: las de un computador son de todos sus puertos."""
        return f"asambleas-{self.puerto}"

    @property
    def direccion(self) -> str:
        """Lo que se abre la primera vez, con la llave."""
        return f"http://{ANFITRION}:{self.puerto}/?{LLAVE}={self.llave}"

    async def __call__(self, scope: PedidoAsgi, receive: Recibir, send: Enviar) -> None:
        """Atiende un pedido (ASGI)."""
        if scope["type"] == "lifespan":
            await self.aplicacion(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        cabeceras = _cabeceras(scope)
        con_guardas = _con_guardas(send)
        negado = self._negado(scope, cabeceras)
        if negado is not None:
            await _decir(con_guardas, *negado)
        elif self._trae_la_llave(scope):
            await self._entrar(con_guardas)
        elif not self._es_de_casa(cabeceras):
            await _decir(con_guardas, 403, "Abra la dirección completa", _SIN_LLAVE)
        elif scope["method"] == "POST":
            await self._formulario(scope, cabeceras, receive, con_guardas)
        else:
            await self.aplicacion(scope, receive, con_guardas)

    def _negado(self, scope: PedidoAsgi, cabeceras: Mapping[str, str]) -> tuple[int, str, str] | None:
        if cabeceras.get("host", "") not in self._anfitriones:
            # Una dirección ajena que apunte a este computador no lee lo que hay en él.
            return 403, "Aquí no", f"Esta página solo se abre en http://{ANFITRION}:{self.puerto}/"
        if not self.freno.pasa():
            return 429, "Muchos pedidos seguidos", "Espere unos segundos y vuelva a intentar."
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "No se puede", "Esta página no atiende ese pedido."
        return None

    @property
    def _anfitriones(self) -> tuple[str, str]:
        return f"{ANFITRION}:{self.puerto}", f"localhost:{self.puerto}"

    def _trae_la_llave(self, scope: PedidoAsgi) -> bool:
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        pedido = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=20)
        return self._es_la_llave(pedido.get(LLAVE, [""])[0])

    def _es_la_llave(self, dicha: str) -> bool:
        return hmac.compare_digest(dicha.encode(), self.llave.encode())

    def _es_de_casa(self, cabeceras: Mapping[str, str]) -> bool:
        try:
            galletas = SimpleCookie(cabeceras.get("cookie", ""))
        except CookieError:
            return False
        suya = galletas.get(self.galleta)
        return suya is not None and self._es_la_llave(suya.value)

    async def _entrar(self, send: Enviar) -> None:
        galleta = f"{self.galleta}={self.llave}; Path=/; HttpOnly; SameSite=Strict"
        inicio = {
            "type": "http.response.start",
            "status": 303,
            "headers": [(b"location", b"/"), (b"set-cookie", galleta.encode()), (b"content-length", b"0")],
        }
        await send(inicio)
        await send({"type": "http.response.body", "body": b""})

    async def _formulario(
        self, scope: PedidoAsgi, cabeceras: Mapping[str, str], receive: Recibir, send: Enviar
    ) -> None:
        origenes = {f"http://{a}" for a in self._anfitriones}
        if cabeceras.get("origin", "") not in origenes:
            await _decir(send, 403, "Aquí no", "Ese formulario viene de otra página: no se hizo nada.")
            return
        if cabeceras.get("content-type", "").partition(";")[0].strip().lower() != _FORMULARIO:
            await _decir(send, 415, "No se puede", "Esta página solo recibe sus propios formularios.")
            return
        try:
            enviado = _leido(await asyncio.wait_for(_cuerpo(cabeceras, receive), ESPERA))
        except TimeoutError:
            await _decir(send, 408, "No llegó completo", "Vuelva a la página anterior y envíe otra vez.")
            return
        except ErrorDeUso as error:
            await _decir(send, 413, "Es demasiado", str(error))
            return
        if not self._es_la_llave(enviado.pop(LLAVE, "")):
            await _decir(send, 403, "Abra la dirección completa", _SIN_LLAVE)
            return
        scope.setdefault("state", {})["enviado"] = enviado
        await self.aplicacion(scope, receive, send)


_SIN_LLAVE = (
    "Abra la que muestra la terminal: lleva la llave de esta vez. Si tenía algo sin guardar, vuelva a la "
    "página anterior y cópielo."
)


def _cabeceras(scope: PedidoAsgi) -> dict[str, str]:
    return {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in scope["headers"]}


def _con_guardas(send: Enviar) -> Enviar:
    async def enviar(mensaje: MutableMapping[str, Any]) -> None:
        if mensaje["type"] == "http.response.start":
            suyas = list(mensaje.get("headers", []))
            hay = {n.decode("latin-1").lower() for n, _ in suyas}
            ademas = [(n.encode(), v.encode()) for n, v in _SIEMPRE.items() if n not in hay]
            # Cada pedido, con su conexión: una abierta sin pedir nada se cierra sola.
            mensaje = {**mensaje, "headers": [*suyas, *ademas, (b"connection", b"close")]}
        await send(mensaje)

    return enviar


async def _cuerpo(cabeceras: Mapping[str, str], receive: Recibir) -> bytes:
    dicho = cabeceras.get("content-length", "0")
    if not dicho.isdecimal() or int(dicho) > CUERPO_MAXIMO:
        raise ErrorDeUso("El formulario pesa demasiado: no se guardó nada.")
    trozos, total = [], 0
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            raise TimeoutError
        trozos.append(mensaje.get("body", b""))
        total += len(trozos[-1])
        if total > CUERPO_MAXIMO:
            raise ErrorDeUso("El formulario pesa demasiado: no se guardó nada.")
        if not mensaje.get("more_body", False):
            return b"".join(trozos)


def _leido(cuerpo: bytes) -> dict[str, str]:
    """Los campos de un formulario. ErrorDeUso si son demasiados o no son texto."""
    try:
        pares = parse_qsl(
            cuerpo.decode("ascii"), keep_blank_values=True, max_num_fields=CAMPOS_MAXIMOS, errors="strict"
        )
    except ValueError:
        raise ErrorDeUso("El formulario no se entiende: no se guardó nada.") from None
    return dict(pares)


async def _decir(send: Enviar, codigo: int, titulo: str, texto: str) -> None:
    cuerpo = sola(titulo, texto)
    cabeceras = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(cuerpo)).encode()),
    ]
    await send({"type": "http.response.start", "status": codigo, "headers": cabeceras})
    await send({"type": "http.response.body", "body": cuerpo})


def sola(titulo: str, texto: str) -> bytes:
    """Una página con un solo aviso, sin plantilla ni estilos: la puede ver quien no tiene la llave."""
    cabeza = f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{escape(titulo)}</title>'
    medidas = '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    cuerpo = f"<body><main><h1>{escape(titulo)}</h1><p>{escape(texto)}</p></main></body></html>"
    return f"{cabeza}{medidas}{cuerpo}".encode()
