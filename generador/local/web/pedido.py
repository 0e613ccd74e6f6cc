"""Lo que tiene todo pedido: sus cabeceras, su cuerpo con topes y las guardas con que sale la respuesta."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, quote

from generador.errores import ErrorDeUso

PedidoAsgi: TypeAlias = MutableMapping[str, Any]
Recibir: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Enviar: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Aplicacion: TypeAlias = Callable[[PedidoAsgi, Recibir, Enviar], Awaitable[None]]

CUERPO_MAXIMO = 4_000_000
"""Bytes de un formulario: el archivo más grande que se lee, con holgura."""
CAMPOS_MAXIMOS = 20_000
"""Campos de un formulario: más no los trae ninguna página de aquí."""
ESPERA = 20.0
"""Segundos que se espera a que llegue completo lo que alguien empezó a mandar."""
FORMULARIO = "application/x-www-form-urlencoded"
"""Cómo manda un navegador un formulario sin archivos."""

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


def cabeceras_de(scope: PedidoAsgi) -> dict[str, str]:
    """Las cabeceras de un pedido, con el nombre en minúsculas; de una repetida, la última."""
    return {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in scope["headers"]}


def con_guardas(send: Enviar, sin: Collection[str] = ()) -> Enviar:
    """El mismo envío, con las cabeceras que protegen a quien lo recibe, menos `sin`; mandan las suyas."""

    async def enviar(mensaje: MutableMapping[str, Any]) -> None:
        if mensaje["type"] == "http.response.start":
            suyas = list(mensaje.get("headers", []))
            hay = {n.decode("latin-1").lower() for n, _ in suyas}
            ademas = [(n.encode(), v.encode()) for n, v in _SIEMPRE.items() if n not in hay and n not in sin]
            # Cada pedido, con su conexión: una abierta sin pedir nada se cierra sola.
            mensaje = {**mensaje, "headers": [*suyas, *ademas, (b"connection", b"close")]}
        await send(mensaje)

    return enviar


async def cuerpo_de(cabeceras: Mapping[str, str], receive: Recibir, tope: int = CUERPO_MAXIMO) -> bytes:
    """Los bytes de un pedido. ErrorDeUso si son más de `tope`; TimeoutError si quien los manda se va."""
    dicho = cabeceras.get("content-length", "0")
    peso = f"{tope // 2**20} MB" if tope >= 2**20 else f"{tope // 2**10} kB"
    de_mas = ErrorDeUso(f"Lo que se envió pesa más de {peso}: no se guardó nada.")
    if not dicho.isdecimal() or int(dicho) > tope:
        raise de_mas
    trozos, total = [], 0
    while True:
        mensaje = await receive()
        if mensaje["type"] == "http.disconnect":
            raise TimeoutError
        trozos.append(mensaje.get("body", b""))
        total += len(trozos[-1])
        if total > tope:
            raise de_mas
        if not mensaje.get("more_body", False):
            return b"".join(trozos)


def leido(cuerpo: bytes) -> dict[str, str]:
    """Los campos de un formulario. ErrorDeUso si son demasiados o no son texto."""
    try:
        pares = parse_qsl(
            cuerpo.decode("ascii"), keep_blank_values=True, max_num_fields=CAMPOS_MAXIMOS, errors="strict"
        )
    except ValueError:
        raise ErrorDeUso("El formulario no se entiende: no se guardó nada.") from None
    return dict(pares)


async def decir(send: Enviar, codigo: int, titulo: str, texto: str, volver: str = "") -> None:
    """Responde con una página de un solo aviso; `volver` es la ruta de este servidor a la que enlaza."""
    cuerpo = sola(titulo, texto, volver)
    cabeceras = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(cuerpo)).encode()),
    ]
    await send({"type": "http.response.start", "status": codigo, "headers": cabeceras})
    await send({"type": "http.response.body", "body": cuerpo})


def sola(titulo: str, texto: str, volver: str = "") -> bytes:
    """Una página con un solo aviso, sin plantilla ni estilos: la puede ver quien no tiene la llave."""
    cabeza = f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{escape(titulo)}</title>'
    medidas = '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    enlace = f'<p><a href="{escape(quote(volver))}">Volver</a></p>' if volver else ""
    cuerpo = f"<body><main><h1>{escape(titulo)}</h1><p>{escape(texto)}</p>{enlace}</main></body></html>"
    return f"{cabeza}{medidas}{cuerpo}".encode()
